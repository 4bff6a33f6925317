//! The coordinator's part: triage, who is called to the case, and where it stands.

use chrono::NaiveDate;
use entity::codes::{AssistanceStatus, CaseRelation, CaseStatus, ReflectionStatus, TraffickingStatus};
use entity::lifecycle::Act;
use entity::{case, exclusion, investigation, referral, related_case, victim};
use sea_orm::ActiveValue::{NotSet, Set};

use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, some};
use crate::training::timeline;

pub(super) fn triage(desk: &mut Desk<'_>) -> Result<()> {
    desk.call_as_coordinator()?;
    if desk.story.triage.is_none() {
        return Ok(());
    }
    if let Some((agency, why)) = desk.story.kept_out {
        let exclusion = exclusion::ActiveModel {
            excluded_id: Set(desk.organisation_of(agency)?),
            grounds: Set(why.to_owned()),
            ..Default::default()
        };
        desk.add(&exclusion)?;
    }
    desk.act(Item::Case, Act::CaseTriage, &reviewed(desk.story.opened))?;
    for (v, _) in desk.story.victims.iter().enumerate().filter(|(_, victim)| victim.repeat) {
        let repeat = victim::ActiveModel { repeat_victim: some(true), ..Default::default() };
        desk.amend(Item::Victim(v), &repeat)?;
    }
    Ok(())
}

pub(super) fn begin(desk: &mut Desk<'_>) -> Result<()> {
    let today = desk.now().date_naive();
    desk.act(Item::Case, Act::CaseActivate, &reviewed(today))
}

pub(super) fn propose(desk: &mut Desk<'_>, t: usize) -> Result<()> {
    let today = desk.now().date_naive();
    let from = stood_before(desk, t);
    desk.lead(Item::Case, (from, CaseStatus::PendingClosure), &reviewed(today))
}

pub(super) fn turn(desk: &mut Desk<'_>, t: usize) -> Result<()> {
    let turn = &desk.story.turns[t];
    let closes = turn.status == CaseStatus::Closed;
    if closes {
        settle(desk)?;
    }
    if turn.status == CaseStatus::Merged {
        let other = related_case::ActiveModel {
            other_case_no: Set("LS-2025-000004".to_owned()),
            relation: some(CaseRelation::Merged),
            ..Default::default()
        };
        desk.add(&other)?;
    }
    let from = if closes { CaseStatus::PendingClosure } else { stood_before(desk, t) };
    let case = case::ActiveModel {
        closed_on: if closes { some(turn.on) } else { NotSet },
        closure_reason: any(turn.closure),
        ..reviewed(turn.on)
    };
    desk.lead(Item::Case, (from, turn.status), &case)
}

pub(super) fn give_up(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    desk.act(Item::Victim(v), Act::VictimLeaveUndetermined, &victim::ActiveModel::default())
}

pub(super) fn close_docket(desk: &mut Desk<'_>) -> Result<()> {
    desk.act(Item::Docket, Act::InvestigationClose, &investigation::ActiveModel::default())
}

/// Where the case stood before its turn of this place.
fn stood_before(desk: &Desk<'_>, t: usize) -> CaseStatus {
    let turned = t.checked_sub(1).map(|last| desk.story.turns[last].status);
    turned.or(desk.story.triage).unwrap_or(CaseStatus::Submitted)
}

/// Ends what is still open of the victims of a case that closes.
fn settle(desk: &mut Desk<'_>) -> Result<()> {
    for (v, victim) in desk.story.victims.iter().enumerate() {
        if matches!(victim.status, TraffickingStatus::Reported | TraffickingStatus::Possible) {
            give_up(desk, v)?;
        }
        if matches!(victim.reflection, Some((.., ReflectionStatus::Running))) {
            desk.act(Item::Victim(v), Act::VictimExpireReflection, &victim::ActiveModel::default())?;
        }
        for (p, provider) in timeline::referred_to(desk.story, victim).into_iter().enumerate() {
            if timeline::completed(victim, provider).is_none() {
                desk.act(Item::Referral(v, p), Act::ReferralRevoke, &referral::ActiveModel::default())?;
            }
        }
        let last = victim.assistance.last().map(|(_, status)| *status);
        if last.is_some_and(|last| !matches!(last, AssistanceStatus::Exited | AssistanceStatus::Declined)) {
            desk.act(Item::Victim(v), Act::VictimExitAssistance, &victim::ActiveModel::default())?;
        }
    }
    Ok(())
}

fn reviewed(on: NaiveDate) -> case::ActiveModel {
    case::ActiveModel { last_reviewed_on: some(on), ..Default::default() }
}
