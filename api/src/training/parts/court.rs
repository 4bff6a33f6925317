//! The prosecution's part: the decision on the docket, charges, testimony, verdicts and sentences.

use entity::codes::{Answer, AppealStatus, Offence, ProsecutionDecision, SentenceKind};
use entity::{charge, investigation, sentence_component, suspect, verdict, victim};
use sea_orm::ActiveValue::{NotSet, Set};

use super::numbered;
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, flag, some, text};

pub(super) fn rule(desk: &mut Desk<'_>) -> Result<()> {
    let story = desk.story;
    let Some((on, decision, why)) = story.docket.as_ref().and_then(|docket| docket.ruling) else { return Ok(()) };
    let returned = decision == ProsecutionDecision::ReturnForInvestigation;
    let ruling = investigation::ActiveModel {
        prosecution_decision: some(decision),
        prosecution_decided_on: some(on),
        returned_on: if returned { some(on) } else { NotSet },
        return_reason: text(why),
        ..Default::default()
    };
    desk.amend(Item::Docket, &ruling)?;
    for (c, charge) in story.charges.iter().enumerate() {
        let (statute, section) = law(charge.offence);
        let victim = match charge.victim {
            Some(victim) => Set(Some(desk.id(Item::Victim(victim))?)),
            None => NotSet,
        };
        let charge = charge::ActiveModel {
            suspect_id: Set(desk.id(Item::Suspect(charge.suspect))?),
            victim_id: victim,
            offence: some(charge.offence),
            statute: text(statute),
            section: text(section),
            offence_on: some(charge.offended),
            counts: some(charge.counts),
            charged_on: some(on),
            ..Default::default()
        };
        desk.write(Item::Charge(c), &charge)?;
    }
    for (s, suspect) in story.suspects.iter().enumerate() {
        if let Some((granted, conditions)) = suspect.bail {
            let bail = suspect::ActiveModel {
                bail_granted_on: some(granted),
                bail_conditions: text(conditions),
                ..Default::default()
            };
            desk.amend(Item::Suspect(s), &bail)?;
        }
    }
    Ok(())
}

pub(super) fn withdraw(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let Some((on, why)) = desk.story.charges[c].withdrawn else { return Ok(()) };
    let withdrawn = charge::ActiveModel { withdrawn_on: some(on), withdrawal_reason: text(why), ..Default::default() };
    desk.amend(Item::Charge(c), &withdrawn)
}

pub(super) fn hear(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let heard = victim::ActiveModel { testimony_taken_on: any(desk.story.victims[v].testified), ..Default::default() };
    desk.amend(Item::Victim(v), &heard)
}

pub(super) fn spare(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let spared = victim::ActiveModel { not_punished: some(Answer::Yes), ..Default::default() };
    desk.amend(Item::Victim(v), &spared)
}

pub(super) fn decide(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let (story, charge) = (desk.story, &desk.story.charges[c]);
    let Some(decided) = &charge.verdict else { return Ok(()) };
    let plea = charge::ActiveModel { plea: any(charge.plea), ..Default::default() };
    desk.amend(Item::Charge(c), &plea)?;
    let model = verdict::ActiveModel {
        charge_id: Set(desk.id(Item::Charge(c))?),
        outcome: some(decided.outcome),
        delivered_on: some(decided.on),
        court: text(decided.court),
        court_level: some(decided.level),
        court_case_no: some(numbered("CRI/T", story, c)),
        transferred_for_sentence: flag(decided.transferred),
        ..Default::default()
    };
    desk.write(Item::Verdict(c), &model)?;
    for part in decided.sentence {
        let component = sentence_component::ActiveModel {
            verdict_id: Set(desk.id(Item::Verdict(c))?),
            kind: some(part.kind),
            amount: any(part.amount),
            unit: any(part.unit),
            suspended_part: any(part.suspended),
            condition: text(part.condition),
            concurrent: some(part.concurrent),
            ..Default::default()
        };
        desk.add(&component)?;
        if let (SentenceKind::CompensationOrder, Some(v)) = (part.kind, charge.victim) {
            let ordered = victim::ActiveModel { compensation_ordered: any(part.amount), ..Default::default() };
            desk.amend(Item::Victim(v), &ordered)?;
        }
    }
    Ok(())
}

pub(super) fn appeal(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let verdict = desk.story.charges[c].verdict.as_ref();
    let Some(appeal) = verdict.and_then(|verdict| verdict.appeal.as_ref()) else { return Ok(()) };
    let lodged = verdict::ActiveModel {
        appellant: some(appeal.by),
        appeal_ground: text(appeal.ground),
        appeal_status: some(AppealStatus::Lodged),
        ..Default::default()
    };
    desk.amend(Item::Verdict(c), &lodged)
}

pub(super) fn settle(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let Some(verdict) = &desk.story.charges[c].verdict else { return Ok(()) };
    let appeal = verdict.appeal.as_ref();
    let settled = verdict::ActiveModel {
        appeal_status: any(appeal.map(|appeal| appeal.status)),
        appeal_result: text(appeal.map_or("", |appeal| appeal.result)),
        final_on: any(verdict.settled),
        ..Default::default()
    };
    desk.amend(Item::Verdict(c), &settled)
}

/// The act and section an offence is charged under in Lesotho, as far as they are known here.
fn law(offence: Offence) -> (&'static str, &'static str) {
    const TRAFFICKING: &str = "Anti-Trafficking in Persons Act 2011";
    match offence {
        Offence::TraffickingAdult => (TRAFFICKING, "5 (1)"),
        Offence::TraffickingChild => (TRAFFICKING, "5 (2)"),
        Offence::OtherTrafficking => (TRAFFICKING, ""),
        Offence::ChildProtection => ("Children's Protection and Welfare Act 2011", "77"),
        Offence::PenalCode => ("Penal Code", ""),
        Offence::Immigration | Offence::Labour | Offence::Other => ("", ""),
    }
}
