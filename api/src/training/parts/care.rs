//! The part of whoever cares for a victim: services, with the shelter and the notes on health, and risks.

use chrono::Months;
use entity::codes::{RiskBasis, RiskContext, RiskLevel, ServiceStatus, ServiceType, ShelterType};
use entity::lifecycle::Act;
use entity::{assistance, risk_assessment, victim};
use sea_orm::ActiveValue::{NotSet, Set};

use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, codes, some, text};
use crate::training::story::Agency;

pub(super) fn begin(desk: &mut Desk<'_>, v: usize, c: usize) -> Result<()> {
    let care = &desk.story.victims[v].care[c];
    let (name, address) = house(care.by);
    let housed = care.service == ServiceType::Shelter;
    let service = assistance::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        provider_id: Set(Some(desk.organisation())),
        service_type: some(care.service),
        status: some(ServiceStatus::Provided),
        started_on: some(care.from),
        cost: any(care.cost),
        shelter_type: if housed { some(ShelterType::Closed) } else { NotSet },
        shelter_name: if housed { text(name) } else { NotSet },
        shelter_address: if housed { text(address) } else { NotSet },
        shelter_notified_at: if housed { some(desk.now()) } else { NotSet },
        medical_needs: text(care.medical),
        health_note: text(care.health),
        counselling_note: text(care.counselling),
        ..Default::default()
    };
    desk.write(Item::Care(v, c), &service)
}

pub(super) fn end(desk: &mut Desk<'_>, v: usize, c: usize) -> Result<()> {
    let care = &desk.story.victims[v].care[c];
    let Some((on, outcome)) = care.to else { return Ok(()) };
    let ended = assistance::ActiveModel {
        ended_on: some(on),
        outcome: text(outcome),
        shelter_exit_reason: if care.service == ServiceType::Shelter { text(outcome) } else { NotSet },
        ..Default::default()
    };
    desk.amend(Item::Care(v, c), &ended)
}

pub(super) fn assess(desk: &mut Desk<'_>, v: usize, r: usize) -> Result<()> {
    let risk = &desk.story.victims[v].risks[r];
    let assessment = risk_assessment::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        assessed_on: some(risk.on),
        review_on: any(risk.on.checked_add_months(Months::new(3))),
        context: some(risk.context),
        risk_types: codes(risk.types),
        level: some(risk.level),
        basis: some(RiskBasis::Interview),
        needs: text(risk.needs),
        safety_plan: text(risk.plan),
        protective_measures: text(risk.measures),
        ..Default::default()
    };
    desk.add(&assessment)
}

/// Finds that somebody is a possible victim, with a first assessment of the risks where nobody has made one.
pub(super) fn identify(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let (victim, today) = (&desk.story.victims[v], desk.now().date_naive());
    if victim.risks.iter().all(|risk| risk.on > today) {
        let assessment = risk_assessment::ActiveModel {
            victim_id: Set(desk.id(Item::Victim(v))?),
            assessed_on: some(today),
            context: some(RiskContext::Identification),
            level: some(RiskLevel::Medium),
            basis: some(RiskBasis::Observation),
            ..Default::default()
        };
        desk.add(&assessment)?;
    }
    desk.act(Item::Victim(v), Act::VictimIdentify, &victim::ActiveModel::default())
}

/// The name and address of a provider's shelter.
fn house(provider: Agency) -> (&'static str, &'static str) {
    match provider {
        Agency::Thuso => ("Thuso House (training)", "House 1, Training Road, Maseru (training)"),
        Agency::Setsabelo => ("Setsabelo Shelter (training)", "House 2, Training Road, Hlotse (training)"),
        _ => ("Place of safety (training)", "House 3, Training Road, Maseru (training)"),
    }
}
