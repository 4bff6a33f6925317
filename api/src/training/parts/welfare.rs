//! Social welfare's part: who the victim is beyond a name, the decision on status, and assistance.

use entity::codes::{DecisionMaker, ReflectionStatus, TraffickingStatus};
use entity::{exploitation, person, victim, victim_suspect_link};
use sea_orm::ActiveValue::{NotSet, Set};

use super::numbered;
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, codes, languages, some, text};

pub(super) fn screen(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let victim = &desk.story.victims[v];
    let Some(background) = &victim.background else { return Ok(()) };
    let (from, to, reflection) = match victim.reflection {
        Some((from, to, _)) => (some(from), some(to), some(ReflectionStatus::Running)),
        None => (NotSet, NotSet, NotSet),
    };
    let vulnerable = victim::ActiveModel {
        vulnerabilities: codes(background.vulnerabilities),
        reflection_status: reflection,
        reflection_from: from,
        reflection_to: to,
        ..Default::default()
    };
    desk.amend(Item::Victim(v), &vulnerable)?;
    let person = person::ActiveModel {
        languages: languages(background.languages),
        education: some(background.education),
        marital_status: some(background.marital),
        number_of_children: any(background.children),
        disability: some(background.disability),
        ..Default::default()
    };
    desk.amend(Item::Person(v), &person)?;
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
        trafficking_status: Set(victim.status),
        decision_made_by: some(DecisionMaker::NonPoliceGovernmentalOrganisation),
        decided_on: some(on),
        decision_grounds: text(grounds),
        decision_letter_no: if recognised { some(numbered("MOSD", desk.story, v)) } else { NotSet },
        ..Default::default()
    };
    desk.amend(Item::Victim(v), &decision)
}

pub(super) fn assist(desk: &mut Desk<'_>, v: usize, a: usize) -> Result<()> {
    let (_, status) = desk.story.victims[v].assistance[a];
    let assisted = victim::ActiveModel { assistance_status: some(status), ..Default::default() };
    desk.amend(Item::Victim(v), &assisted)
}

pub(super) fn reflected(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let how = desk.story.victims[v].reflection.map(|(.., how)| how);
    let over = victim::ActiveModel { reflection_status: any(how), ..Default::default() };
    desk.amend(Item::Victim(v), &over)
}

pub(super) fn pay(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let paid = desk.story.victims[v].paid.map(|(_, amount)| amount);
    let paid = victim::ActiveModel { compensation_paid: any(paid), ..Default::default() };
    desk.amend(Item::Victim(v), &paid)
}
