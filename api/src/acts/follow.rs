//! What follows from an act by the hub's own rules: who joins the case, who leaves it, and what else is written down.

use entity::codes::{DocketHolder, ParticipationBasis};
use entity::lifecycle::Act;
use entity::{Table, consent, docket_transfer, investigation, participation, referral, table};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::{join, part, referrals};
use crate::access::value::is_nothing;
use crate::access::{Draft, Work};
use crate::error::Result;

/// Does what follows from an act on a record.
pub(super) async fn up(work: &mut Work, act: Act, id: Uuid) -> Result<()> {
    if act == Act::CaseSeal {
        sealed(work, id).await
    } else if act == Act::CaseProposeClosure {
        closure_proposed(work, id).await
    } else if act == Act::DocketReceive {
        docket_received(work, id).await
    } else if act == Act::ReferralAccept {
        referrals::accepted(work, id).await
    } else if matches!(act, Act::ReferralComplete | Act::ReferralRevoke) {
        referrals::ended(work, id).await
    } else {
        Ok(())
    }
}

/// Does what follows from a new record.
pub(super) async fn added(work: &mut Work, of: &Table, id: Uuid) -> Result<()> {
    if of.name == consent::Entity.as_str() { referrals::reconsidered(work, id).await } else { Ok(()) }
}

/// What the hub itself writes into a new record: a referral names its consent, and the custody log begins with the
/// police, who open the docket.
pub(super) async fn begun(work: &mut Work, of: &Table, draft: Draft) -> Result<Draft> {
    if of.name == referral::Entity.as_str() {
        return referrals::sending(work, draft).await;
    }
    if of.name != investigation::Entity.as_str() {
        return Ok(draft);
    }
    Ok(draft
        .keep(investigation::Column::DocketHolder, DocketHolder::Police)
        .keep(investigation::Column::DocketHeldFrom, work.now().date_naive())
        .keep(investigation::Column::StatusSince, work.now()))
}

/// Who seals a case takes part in it by name.
async fn sealed(work: &mut Work, case: Uuid) -> Result<()> {
    let (own, extent) = (work.viewer().organisation(), work.viewer().role().extent());
    let part = part(work, case, own, extent, None, ParticipationBasis::Assigned)
        .keep(participation::Column::OfficerId, work.viewer().account());
    match lasting(work, &part).await? {
        Some(_) => Ok(()),
        None => join(work, part),
    }
}

/// Everybody who takes part is asked anew whether the case can be closed; who proposes it has said so.
async fn closure_proposed(work: &mut Work, case: Uuid) -> Result<()> {
    use participation::Column as C;
    let participations = table(participation::Entity.as_str());
    let today = work.now().date_naive();
    for part in work.with_value(participations, C::CaseId.as_str(), case.into()).await? {
        let [participant, until, lapses_on] =
            work.stored(participations, part, [C::ParticipantId, C::Until, C::LapsesOn].map(|c| c.as_str())).await?;
        if has_ended(work, &until, &lapses_on) {
            continue;
        }
        let own = participant == Value::from(work.viewer().organisation());
        let asked = [(C::ClosureAskedOn, Some(today)), (C::ClosureConfirmedOn, own.then_some(today))];
        work.keep(participations, part, asked.map(|(column, day)| (column.as_str(), day.into())).to_vec()).await?;
    }
    Ok(())
}

fn has_ended(work: &Work, until: &Value, lapses_on: &Value) -> bool {
    let ended = matches!(until, Value::ChronoDateTimeUtc(Some(until)) if *until <= work.now());
    ended || matches!(lapses_on, Value::ChronoDate(Some(last)) if *last < work.now().date_naive())
}

/// The investigation shows the last line of the custody log, and whoever holds the docket takes part in the case.
async fn docket_received(work: &mut Work, id: Uuid) -> Result<()> {
    use docket_transfer::Column as C;
    let transfers = table(docket_transfer::Entity.as_str());
    let wanted = [C::CaseId, C::InvestigationId, C::Holder].map(|column| column.as_str());
    let [case, investigation, holder] = work.stored(transfers, id, wanted).await?;
    if let Value::Uuid(Some(case)) = case {
        call_in(work, case).await?;
    }
    let Value::Uuid(Some(investigation)) = investigation else { return Ok(()) };
    let today = work.now().date_naive();
    let held = [(investigation::Column::DocketHolder, holder), (investigation::Column::DocketHeldFrom, today.into())];
    let held = held.map(|(column, value)| (column.as_str(), value));
    work.keep(table(investigation::Entity.as_str()), investigation, held.to_vec()).await
}

/// Lets the viewer's organisation take part in a case by rule, as far as its role sees, unless it does already.
async fn call_in(work: &mut Work, case: Uuid) -> Result<()> {
    let (own, extent) = (work.viewer().organisation(), work.viewer().role().extent());
    let part = part(work, case, own, extent, None, ParticipationBasis::Rule);
    match lasting(work, &part).await? {
        Some(_) => Ok(()),
        None => join(work, part),
    }
}

/// The participation that lasts and reaches exactly as far as this one would, if there is one.
pub(super) async fn lasting(work: &mut Work, wanted: &Draft) -> Result<Option<Uuid>> {
    use participation::Column as C;
    let participations = table(participation::Entity.as_str());
    let case = wanted.value(C::CaseId.as_str()).cloned().unwrap_or(Value::Uuid(None));
    for id in work.with_value(participations, C::CaseId.as_str(), case).await? {
        let reach =
            [C::ParticipantId, C::Extent, C::VictimId, C::OfficerId, C::FieldGroups].map(|column| column.as_str());
        let stored = work.stored(participations, id, reach).await?;
        let same = reach.iter().zip(&stored).all(|(column, stored)| match wanted.value(column) {
            Some(wanted) => wanted == stored,
            None => is_nothing(stored),
        });
        let [until, lapses_on] = work.stored(participations, id, [C::Until, C::LapsesOn].map(|c| c.as_str())).await?;
        if same && !has_ended(work, &until, &lapses_on) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
