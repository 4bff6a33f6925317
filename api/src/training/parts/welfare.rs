//! Social welfare's part: who the victim is beyond a name, the decision on status, and assistance.

use entity::codes::{AssistanceStatus, DecisionMaker, ReflectionStatus, TraffickingStatus};
use entity::lifecycle::Act;
use entity::{exploitation, next_of_kin, person, victim, victim_suspect_link};
use sea_orm::ActiveValue::{NotSet, Set};

use super::{marked, numbered};
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, codes, languages, some, text};

pub(super) fn screen(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let victim = &desk.story.victims[v];
    let Some(background) = &victim.background else { return Ok(()) };
    let vulnerable = victim::ActiveModel { vulnerabilities: codes(background.vulnerabilities), ..Default::default() };
    desk.amend(Item::Victim(v), &vulnerable)?;
    if let Some((from, to, _)) = victim.reflection {
        let granted =
            victim::ActiveModel { reflection_from: some(from), reflection_to: some(to), ..Default::default() };
        desk.act(Item::Victim(v), Act::VictimGrantReflection, &granted)?;
    }
    let person = person::ActiveModel {
        languages: languages(background.languages),
        education: some(background.education),
        marital_status: some(background.marital),
        number_of_children: any(background.children),
        disability: some(background.disability),
        ..Default::default()
    };
    desk.amend(Item::Person(v), &person)?;
    for kin in victim.kin {
        let relative = next_of_kin::ActiveModel {
            victim_id: Set(desk.id(Item::Victim(v))?),
            name: text(&marked(kin.name)),
            relation: some(kin.relation),
            guardian: some(kin.guardian),
            address: text(kin.address),
            address_safe: some(kin.safe),
            ..Default::default()
        };
        desk.add(&relative)?;
    }
    let Some(episode) = victim.episode.as_ref().filter(|episode| !episode.account.is_empty()) else { return Ok(()) };
    let account = exploitation::ActiveModel { victim_account_of_control: codes(episode.account), ..Default::default() };
    desk.amend(Item::Episode(v), &account)?;
    for s in 0..desk.story.suspects.len() {
        if desk.has(Item::Link(v, s)) {
            let account = victim_suspect_link::ActiveModel {
                victim_account_of_control: codes(episode.account),
                ..Default::default()
            };
            desk.amend(Item::Link(v, s), &account)?;
        }
    }
    Ok(())
}

pub(super) fn decide(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let victim = &desk.story.victims[v];
    let Some((on, grounds)) = victim.decided else { return Ok(()) };
    let recognised = victim.status == TraffickingStatus::Actual;
    let decision = victim::ActiveModel {
        decision_made_by: some(DecisionMaker::NonPoliceGovernmentalOrganisation),
        decided_on: some(on),
        decision_grounds: text(grounds),
        decision_letter_no: if recognised { some(numbered("MOSD", desk.story, v)) } else { NotSet },
        ..Default::default()
    };
    desk.lead(Item::Victim(v), (TraffickingStatus::Possible, victim.status), &decision)
}

pub(super) fn assist(desk: &mut Desk<'_>, v: usize, a: usize) -> Result<()> {
    let steps = desk.story.victims[v].assistance;
    let before = if a == 0 { AssistanceStatus::NotOffered } else { steps[a - 1].1 };
    desk.lead(Item::Victim(v), (before, steps[a].1), &victim::ActiveModel::default())
}

pub(super) fn reflected(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let how = desk.story.victims[v].reflection.map(|(.., how)| how);
    let over = (ReflectionStatus::Running, how.unwrap_or(ReflectionStatus::Running));
    desk.lead(Item::Victim(v), over, &victim::ActiveModel::default())
}

pub(super) fn pay(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let paid = desk.story.victims[v].paid.map(|(_, amount)| amount);
    let paid = victim::ActiveModel { compensation_paid: any(paid), ..Default::default() };
    desk.amend(Item::Victim(v), &paid)
}
