//! What follows from a referral, and from a consent that one rests on.

use chrono::{Days, NaiveTime};
use entity::codes::{ConsentDecision, ConsentScope, Extent, ParticipationBasis, ReferralStatus};
use entity::{consent, participation, referral, table};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::{join, part};
use crate::access::value::is_nothing;
use crate::access::{Draft, Work};
use crate::error::Result;

/// A referral that is being sent rests on the consent in force, unless it overrides consent.
pub(super) async fn sending(work: &mut Work, draft: Draft) -> Result<Draft> {
    use referral::Column as C;
    let overrides = draft.value(C::OverrideReason.as_str()).is_some_and(|reason| !is_nothing(reason));
    let consent = match draft.value(C::VictimId.as_str()) {
        Some(Value::Uuid(Some(victim))) if !overrides => {
            work.effective_consent(*victim, ConsentScope::ShareWithServiceProvider).await?
        }
        _ => None,
    };
    Ok(draft.suggest(C::ConsentId, consent))
}

/// The receiver takes part in the case for the victim, as far as the referral's field groups reach and as long as the
/// consent it rests on.
pub(super) async fn accepted(work: &mut Work, id: Uuid) -> Result<()> {
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
    join(work, draft)
}

/// The instant after the last day a consent holds; no value where it holds until it is withdrawn.
async fn lapses(work: &mut Work, consent: Uuid) -> Result<Value> {
    let column = consent::Column::ValidUntil.as_str();
    let [last] = work.stored(table(consent::Entity.as_str()), consent, [column]).await?;
    let Value::ChronoDate(Some(last)) = last else { return Ok(Value::ChronoDateTimeUtc(None)) };
    Ok(last.checked_add_days(Days::new(1)).unwrap_or(last).and_time(NaiveTime::MIN).and_utc().into())
}

/// What a referral opened closes at once.
pub(super) async fn ended(work: &mut Work, id: Uuid) -> Result<()> {
    let participations = table(participation::Entity.as_str());
    let now = work.now();
    for part in work.with_value(participations, participation::Column::ReferralId.as_str(), id.into()).await? {
        work.keep(participations, part, vec![(participation::Column::Until.as_str(), now.into())]).await?;
    }
    Ok(())
}

/// A refusal or withdrawal takes back every referral of the victim that rested on the consent, and with it all that
/// the referral had opened.
pub(super) async fn reconsidered(work: &mut Work, id: Uuid) -> Result<()> {
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
            ended(work, id).await?;
        }
    }
    Ok(())
}
