//! What follows from an act by the hub's own rules: who joins the case, who leaves it, and what else is written down.

use chrono::{Days, NaiveTime};
use entity::codes::{ConsentDecision, ConsentScope, DocketHolder, Extent, ParticipationBasis, ReferralStatus};
use entity::lifecycle::Act;
use entity::{Table, consent, docket_transfer, investigation, participation, referral, table};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::{join, part};
use crate::access::value::is_nothing;
use crate::access::{Draft, Work};
use crate::error::Result;

/// Does what follows from an act on a record.
pub(super) async fn up(work: &mut Work, act: Act, id: Uuid) -> Result<()> {
    if act == Act::DocketReceive {
        docket_received(work, id).await
    } else if act == Act::ReferralAccept {
        referral_accepted(work, id).await
    } else if matches!(act, Act::ReferralComplete | Act::ReferralRevoke) {
        referral_ended(work, id).await
    } else {
        Ok(())
    }
}

/// Does what follows from a new record.
pub(super) async fn added(work: &mut Work, of: &Table, id: Uuid) -> Result<()> {
    if of.name == consent::Entity.as_str() { decided(work, id).await } else { Ok(()) }
}

/// What the hub itself writes into a new record: the custody log begins with the police, who open the docket.
pub(super) fn begun(work: &Work, of: &Table, draft: Draft) -> Draft {
    if of.name != investigation::Entity.as_str() {
        return draft;
    }
    draft
        .keep(investigation::Column::DocketHolder, DocketHolder::Police)
        .keep(investigation::Column::DocketHeldFrom, work.now().date_naive())
        .keep(investigation::Column::StatusSince, work.now())
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
    let today = work.now().date_naive();
    let held = [(investigation::Column::DocketHolder, holder), (investigation::Column::DocketHeldFrom, today.into())];
    let held = held.map(|(column, value)| (column.as_str(), value));
    work.keep(table(investigation::Entity.as_str()), investigation, held.to_vec()).await
}

/// Lets the viewer's organisation take part in a case by rule, as far as its role sees, unless it does already.
async fn call_in(work: &mut Work, case: Uuid) -> Result<()> {
    use participation::Column as C;
    let participations = table(participation::Entity.as_str());
    let (own, now) = (work.viewer().organisation(), work.now());
    let extent = work.viewer().role().extent();
    for part in work.with_value(participations, C::CaseId.as_str(), case.into()).await? {
        let wanted = [C::ParticipantId, C::Extent, C::Until].map(|column| column.as_str());
        let [participant, reach, until] = work.stored(participations, part, wanted).await?;
        let lasts = !matches!(until, Value::ChronoDateTimeUtc(Some(until)) if until <= now);
        if participant == Value::from(own) && reach == Value::from(extent) && lasts {
            return Ok(());
        }
    }
    join(work, case, own, extent, None, ParticipationBasis::Rule)
}

/// The receiver takes part in the case for the victim, as far as the referral's field groups reach and as long as the
/// consent it rests on.
async fn referral_accepted(work: &mut Work, id: Uuid) -> Result<()> {
    use referral::Column as C;
    let wanted = [C::CaseId, C::VictimId, C::ReceiverId, C::FieldGroups, C::ConsentId].map(|column| column.as_str());
    let [case, victim, receiver, groups, consent] = work.stored(table(referral::Entity.as_str()), id, wanted).await?;
    let (Value::Uuid(Some(case)), Value::Uuid(Some(victim)), Value::Uuid(Some(receiver))) = (case, victim, receiver)
    else {
        return Ok(());
    };
    let until = match &consent {
        Value::Uuid(Some(consent)) => lapses(work, *consent).await?,
        _ => Value::ChronoDateTimeUtc(None),
    };
    let draft = part(work, case, receiver, Extent::OneVictim, Some(victim), ParticipationBasis::Referred)
        .keep(participation::Column::ReferralId, id)
        .keep(participation::Column::FieldGroups, groups)
        .keep(participation::Column::ConsentId, consent)
        .keep(participation::Column::Until, until);
    work.establish(table(participation::Entity.as_str()), draft).map(drop)
}

/// The instant after the last day a consent holds; no value where it holds until it is withdrawn.
async fn lapses(work: &mut Work, consent: Uuid) -> Result<Value> {
    let column = consent::Column::ValidUntil.as_str();
    let [last] = work.stored(table(consent::Entity.as_str()), consent, [column]).await?;
    let Value::ChronoDate(Some(last)) = last else { return Ok(Value::ChronoDateTimeUtc(None)) };
    Ok(last.checked_add_days(Days::new(1)).unwrap_or(last).and_time(NaiveTime::MIN).and_utc().into())
}

/// What a referral opened closes at once.
async fn referral_ended(work: &mut Work, id: Uuid) -> Result<()> {
    let participations = table(participation::Entity.as_str());
    let now = work.now();
    for part in work.with_value(participations, participation::Column::ReferralId.as_str(), id.into()).await? {
        work.keep(participations, part, vec![(participation::Column::Until.as_str(), now.into())]).await?;
    }
    Ok(())
}

/// A refusal or withdrawal takes back every referral of the victim that rested on the consent, and with it all that
/// the referral had opened.
async fn decided(work: &mut Work, id: Uuid) -> Result<()> {
    use consent::Column as C;
    let wanted = [C::VictimId, C::Scope, C::Decision].map(|column| column.as_str());
    let [victim, scope, decision] = work.stored(table(consent::Entity.as_str()), id, wanted).await?;
    let shares = scope == Value::from(ConsentScope::ShareWithServiceProvider);
    if !shares || decision == Value::from(ConsentDecision::Granted) {
        return Ok(());
    }
    let referrals = table(referral::Entity.as_str());
    let open = [ReferralStatus::InProgress, ReferralStatus::Accepted].map(Value::from);
    let now = work.now();
    for id in work.with_value(referrals, referral::Column::VictimId.as_str(), victim).await? {
        let wanted = [referral::Column::Status, referral::Column::OverrideReason].map(|column| column.as_str());
        let [status, overridden] = work.stored(referrals, id, wanted).await?;
        if open.contains(&status) && is_nothing(&overridden) {
            let revoked = [
                (referral::Column::Status, Value::from(ReferralStatus::Revoked)),
                (referral::Column::StatusSince, now.into()),
            ];
            work.keep(referrals, id, revoked.map(|(column, value)| (column.as_str(), value)).to_vec()).await?;
            referral_ended(work, id).await?;
        }
    }
    Ok(())
}
