//! The way home of a victim, step by step, each the task of another agency.

use entity::codes::{ConsentBasis, ConsentDecision, ConsentScope, ReturnDirection};
use entity::lifecycle::Act;
use entity::{consent, victim_return};
use sea_orm::ActiveValue::Set;

use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::events::{Return, Step};
use crate::training::given::{country, some, text};

pub(super) fn go(desk: &mut Desk<'_>, v: usize, step: Step) -> Result<()> {
    let Some(home) = &desk.story.victims[v].way_home else { return Ok(()) };
    let item = Item::Return(v);
    match step {
        Step::Request => request(desk, v, home),
        Step::Nationality => {
            let verified = victim_return::ActiveModel {
                nationality: country(desk.story.victims[v].citizenship),
                nationality_verified_on: some(home.verified),
                ..Default::default()
            };
            desk.act(item, Act::ReturnVerifyNationality, &verified)
        }
        Step::Consent => agree(desk, v, home),
        Step::Clearance => {
            let (on, why) = home.cleared;
            let cleared =
                victim_return::ActiveModel { testimony: some(why), cleared_on: some(on), ..Default::default() };
            desk.act(item, Act::ReturnClear, &cleared)
        }
        Step::Documents => {
            let issued = victim_return::ActiveModel { documents_issued_on: some(home.issued), ..Default::default() };
            desk.act(item, Act::ReturnIssueDocuments, &issued)?;
            let set = victim_return::ActiveModel {
                scheduled_on: some(home.left),
                border_post: text(home.post),
                ..Default::default()
            };
            desk.act(item, Act::ReturnSchedule, &set)
        }
        Step::Departure => {
            let left = victim_return::ActiveModel { departed_on: some(home.left), ..Default::default() };
            desk.act(item, Act::ReturnDepart, &left)
        }
        Step::Reception => {
            let received = victim_return::ActiveModel {
                receiving_agency: text(home.receiver),
                received_on: some(desk.now().date_naive()),
                reception: text(home.reception),
                ..Default::default()
            };
            desk.act(item, Act::ReturnReceive, &received)
        }
        Step::Closure => {
            desk.act(item, Act::ReturnBeginFollowUp, &victim_return::ActiveModel::default())?;
            desk.act(item, Act::ReturnClose, &victim_return::ActiveModel::default())
        }
    }
}

fn request(desk: &mut Desk<'_>, v: usize, home: &Return) -> Result<()> {
    let asked = victim_return::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        direction: some(ReturnDirection::FromCountry),
        country: country(home.country),
        voluntary: some(true),
        ..Default::default()
    };
    desk.write(Item::Return(v), &asked)
}

/// Social welfare has assessed the risks by then, and the victim consents.
fn agree(desk: &mut Desk<'_>, v: usize, home: &Return) -> Result<()> {
    let assessed = victim_return::ActiveModel {
        risk_assessment_id: Set(Some(desk.id(Item::Risk(v, home.risk))?)),
        ..Default::default()
    };
    desk.act(Item::Return(v), Act::ReturnAssessRisk, &assessed)?;
    let consent = consent::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        scope: Set(ConsentScope::Return),
        decision: Set(ConsentDecision::Granted),
        basis: Set(ConsentBasis::ExplicitAdult),
        given_on: Set(home.consented),
        ..Default::default()
    };
    desk.write(Item::ReturnConsent(v), &consent)?;
    let consented =
        victim_return::ActiveModel { consent_id: Set(Some(desk.id(Item::ReturnConsent(v))?)), ..Default::default() };
    desk.act(Item::Return(v), Act::ReturnRecordConsent, &consented)
}
