//! The coordinator's part: triage, referral to service providers, and where the case stands.

use chrono::NaiveDate;
use entity::codes::CaseStatus;
use entity::{case, victim};
use sea_orm::ActiveValue::{NotSet, Set};

use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, some, text};

pub(super) fn triage(desk: &mut Desk<'_>) -> Result<()> {
    desk.call_as_coordinator()?;
    let Some(status) = desk.story.triage else { return Ok(()) };
    desk.amend(Item::Case, &stands(desk.story.opened, status, "Triaged"))?;
    for (v, _) in desk.story.victims.iter().enumerate().filter(|(_, victim)| victim.repeat) {
        let repeat = victim::ActiveModel { repeat_victim: some(true), ..Default::default() };
        desk.amend(Item::Victim(v), &repeat)?;
    }
    Ok(())
}

pub(super) fn turn(desk: &mut Desk<'_>, t: usize) -> Result<()> {
    let turn = &desk.story.turns[t];
    let case = case::ActiveModel {
        closed_on: if turn.closure.is_some() { some(turn.on) } else { NotSet },
        closure_reason: any(turn.closure),
        ..stands(turn.on, turn.status, turn.why)
    };
    desk.amend(Item::Case, &case)
}

fn stands(on: NaiveDate, status: CaseStatus, why: &str) -> case::ActiveModel {
    case::ActiveModel {
        status: Set(status),
        status_reason: text(why),
        last_reviewed_on: some(on),
        ..Default::default()
    }
}
