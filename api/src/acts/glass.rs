//! Breaking the glass: an officer reads of a victim in an emergency, for a short time, and answers for it.

use chrono::TimeDelta;
use entity::codes::{Extent, FieldGroup, GlassReview, ParticipationBasis};
use entity::value::Many;
use entity::{case, participation, table};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::{join, part, without_lapse};
use crate::access::{CaseName, Work};
use crate::error::{Error, ErrorCode, Result};

/// How long it lasts at most, in minutes.
pub const LONGEST: i64 = 60;

/// What an officer asks for in an emergency.
pub struct Emergency {
    /// The case.
    pub case: CaseName,
    /// The groups of fields that are needed.
    pub groups: Vec<FieldGroup>,
    /// For how many minutes.
    pub minutes: i64,
}

/// Opens the named groups of fields of a case's victims to the officer alone, for a while. It lands with its record in the
/// history and the task for those who review it, or not at all.
pub async fn break_glass(work: &mut Work, emergency: Emergency) -> Result<Uuid> {
    let viewer = work.viewer().clone();
    if !viewer.rank().works_on_cases() || !viewer.country_pack().break_glass.contains(&viewer.role()) {
        let message = "Your country lets no officer of your organisation's role break the glass. Ask the coordinator.";
        return Err(Error::new(ErrorCode::NotResponsible, message));
    }
    if !(1..=LONGEST).contains(&emergency.minutes) {
        return Err(Error::invalid("minutes", format!("is not between 1 and {LONGEST}")));
    }
    if emergency.groups.is_empty() {
        return Err(Error::invalid("fieldGroups", "names none. Name the groups of fields that are needed"));
    }
    if !work.is_reasoned() {
        return Err(Error::invalid("reason", "is required. Say what the emergency is"));
    }
    // Before anything is looked up: whoever may not do it must not learn which cases there are.
    viewer.require_step_up(work.now())?;
    let cases = table(case::Entity.as_str());
    let (case, victims) = work.closed_case(emergency.case).await?.ok_or_else(|| Error::not_found(cases.type_name))?;
    let until = work.now() + TimeDelta::minutes(emergency.minutes);
    for victim in victims {
        let organisation = viewer.organisation();
        let basis = ParticipationBasis::BrokeGlass;
        let part = part(work, case, organisation, Extent::OneVictim, Some(victim), basis)
            .keep(participation::Column::OfficerId, viewer.account())
            .keep(participation::Column::FieldGroups, Many(emergency.groups.clone()))
            .keep(participation::Column::Until, until);
        join(work, without_lapse(part))?;
    }
    Ok(case)
}

/// Says what was found of an access in an emergency: by somebody else than whoever it was.
pub async fn review_glass(work: &mut Work, id: Uuid, version: i64, found: GlassReview) -> Result<()> {
    use participation::Column as C;
    let participations = table(participation::Entity.as_str());
    work.require(participations, id).await?;
    let wanted = [C::Basis, C::OfficerId].map(|column| column.as_str());
    let [basis, officer] = work.stored(participations, id, wanted).await?;
    if basis != Value::from(ParticipationBasis::BrokeGlass) {
        return Err(Error::invalid("id", "is no access in an emergency"));
    }
    if officer == Value::from(work.viewer().account()) {
        return Err(Error::invalid("id", "is your own access. Somebody else reviews it"));
    }
    let today = work.now().date_naive();
    let found = [(C::Review, Value::from(found)), (C::ReviewedOn, today.into())];
    let found = found.into_iter().filter_map(|(column, value)| Some((participations.column(column.as_str())?, value)));
    work.change(participations, id, version, found.collect()).await
}
