//! The part of whoever cares for a victim: services, with the shelter and the notes on health, and risks.

use chrono::Months;
use entity::codes::{
    Answer, DeclineReason, FieldGroup, ReferralReason, RiskBasis, RiskContext, RiskLevel, ServiceStatus, ServiceType,
    ShelterType, Urgency,
};
use entity::lifecycle::Act;
use entity::value::Many;
use entity::{assistance, follow_up, referral, risk_assessment, support_plan, victim};
use sea_orm::ActiveValue::{NotSet, Set};

use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, codes, some, text};
use crate::training::story::Agency;
use crate::training::timeline;

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
    desk.write(Item::Risk(v, r), &assessment)
}

/// What a provider needs to care for somebody: not what was done to them, nor the way of the case.
const SHARED: [FieldGroup; 7] = [
    FieldGroup::Identity,
    FieldGroup::Profile,
    FieldGroup::Status,
    FieldGroup::Risk,
    FieldGroup::Care,
    FieldGroup::Health,
    FieldGroup::Shelter,
];

pub(super) fn refer(desk: &mut Desk<'_>, v: usize, p: usize) -> Result<()> {
    let victim = &desk.story.victims[v];
    let provider = timeline::referred_to(desk.story, victim)[p];
    let previous = if desk.has(Item::Request(v)) { Some(desk.id(Item::Request(v))?) } else { None };
    let referral = referral::ActiveModel { previous_id: Set(previous), ..asked(desk, v, provider, provider)? };
    desk.write(Item::Referral(v, p), &referral)
}

/// Asks another provider first, for what the victim needs.
pub(super) fn request(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let victim = &desk.story.victims[v];
    let Some(first) = victim.declined else { return Ok(()) };
    let referral = asked(desk, v, first, timeline::referred_to(desk.story, victim)[0])?;
    desk.write(Item::Request(v), &referral)
}

pub(super) fn decline(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let declined = referral::ActiveModel { decline_reason: some(DeclineReason::NoCapacity), ..Default::default() };
    desk.act(Item::Request(v), Act::ReferralDecline, &declined)
}

pub(super) fn complete(desk: &mut Desk<'_>, v: usize, p: usize) -> Result<()> {
    let feedback = text("What was asked for is done; see the services (training).");
    desk.act(Item::Referral(v, p), Act::ReferralComplete, &referral::ActiveModel { feedback, ..Default::default() })
}

/// What a provider is asked for: the services that a victim got from one.
fn asked(desk: &Desk<'_>, v: usize, receiver: Agency, provider: Agency) -> Result<referral::ActiveModel> {
    let victim = &desk.story.victims[v];
    let mut services: Vec<ServiceType> = Vec::new();
    services.extend(victim.care.iter().filter(|care| care.by == provider).map(|care| care.service));
    services.dedup();
    Ok(referral::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        receiver_id: Set(desk.organisation_of(receiver)?),
        reason: some(ReferralReason::AdditionalServicesRequired),
        urgency: some(if desk.story.danger { Urgency::Immediate } else { Urgency::Urgent }),
        services: codes(&services),
        field_groups: Set(Many(SHARED.to_vec())),
        sex: some(victim.sex),
        summary: text("A place and somebody to talk to are needed (training)."),
        ..Default::default()
    })
}

pub(super) fn accept(desk: &mut Desk<'_>, v: usize, p: usize) -> Result<()> {
    desk.act(Item::Referral(v, p), Act::ReferralAccept, &referral::ActiveModel::default())
}

pub(super) fn plan(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let Some(plan) = &desk.story.victims[v].plan else { return Ok(()) };
    let agreed = support_plan::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        plan_types: codes(plan.services),
        objectives: text(plan.objectives),
        actions: text(plan.actions),
        starts_on: some(plan.on),
        planned_end_on: some(plan.until),
        review_on: any(plan.on.checked_add_months(Months::new(3))),
        victim_agreed: some(true),
        ..Default::default()
    };
    desk.add(&agreed)
}

pub(super) fn follow_up(desk: &mut Desk<'_>, v: usize, f: usize) -> Result<()> {
    let seen = &desk.story.victims[v].follow_ups[f];
    let visit = follow_up::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        followed_up_on: some(seen.on),
        follow_up_type: some(seen.kind),
        wellbeing: text(seen.wellbeing),
        independence: some(seen.independence),
        retrafficked: some(Answer::No),
        ..Default::default()
    };
    desk.add(&visit)
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
