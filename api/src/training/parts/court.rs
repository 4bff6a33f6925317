//! The prosecution's part: the decision on the docket, charges, testimony, verdicts and sentences.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use entity::codes::{
    Answer, AppealAgainst, AppealStatus, CourtLevel, DocketHolder, HearingType, Offence, ProsecutionDecision,
    SentenceKind, TestimonyMethod,
};
use entity::lifecycle::Act;
use entity::{
    appeal, charge, court_attendance, docket_transfer, hearing, investigation, sentence_component, suspect, verdict,
    victim,
};
use sea_orm::ActiveValue::{NotSet, Set};

use super::numbered;
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, flag, some, text};
use crate::training::story::{Agency, Charge, Story, Verdict};

pub(super) fn rule(desk: &mut Desk<'_>) -> Result<()> {
    let story = desk.story;
    let Some((on, decision, why)) = story.docket.as_ref().and_then(|docket| docket.ruling) else { return Ok(()) };
    let returned = decision == ProsecutionDecision::ReturnForInvestigation;
    let ruling = investigation::ActiveModel {
        prosecution_decision: some(decision),
        prosecution_decided_on: some(on),
        returned_on: if returned { some(on) } else { NotSet },
        return_reason: text(why),
        decision_reason: text(if why.is_empty() { "The evidence is sufficient." } else { why }),
        ..Default::default()
    };
    for (c, charge) in story.charges.iter().enumerate() {
        let victim = match charge.victim {
            Some(victim) => Set(Some(desk.id(Item::Victim(victim))?)),
            None => NotSet,
        };
        let charge = charge::ActiveModel {
            suspect_id: Set(desk.id(Item::Suspect(charge.suspect))?),
            victim_id: victim,
            offence_on: some(charge.offended),
            counts: some(charge.counts),
            charged_on: some(on),
            ..law(charge.offence)
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
        if story.charges.iter().any(|charge| charge.suspect == s) {
            desk.act(Item::Suspect(s), Act::SuspectCharge, &suspect::ActiveModel::default())?;
        }
    }
    match decision {
        ProsecutionDecision::Prosecute | ProsecutionDecision::AlternativeCharge => {
            desk.act(Item::Docket, Act::ProsecutionCharge, &ruling)?;
            desk.add(&appearance(on))?;
            desk.act(Item::Docket, Act::ProsecutionBringToCourt, &investigation::ActiveModel::default())
        }
        ProsecutionDecision::ReturnForInvestigation => {
            desk.act(Item::Docket, Act::DocketReturn, &ruling)?;
            let back = docket_transfer::ActiveModel {
                investigation_id: Set(desk.id(Item::Docket)?),
                receiver_id: Set(desk.organisation_of(Agency::Lmps)?),
                holder: Set(DocketHolder::Police),
                sent_on: Set(on),
                purpose: text("For further investigation"),
                ..Default::default()
            };
            desk.write(Item::TransferBack, &back)
        }
        ProsecutionDecision::Decline | ProsecutionDecision::Diversion | ProsecutionDecision::NonProsecutionOfVictim => {
            desk.act(Item::Docket, Act::ProsecutionDecline, &ruling)
        }
    }
}

pub(super) fn receive(desk: &mut Desk<'_>) -> Result<()> {
    desk.act(Item::Transfer, Act::DocketReceive, &docket_transfer::ActiveModel::default())
}

/// The first appearance of the accused, two weeks after the charge.
fn appearance(charged: NaiveDate) -> hearing::ActiveModel {
    let day = charged.checked_add_days(Days::new(14)).unwrap_or(charged);
    let at = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(7);
    hearing::ActiveModel {
        court: text("Magistrate's Court (training)"),
        court_level: some(CourtLevel::Magistrate),
        scheduled_at: Set(at),
        hearing_type: some(HearingType::FirstAppearance),
        in_camera: some(false),
        ..Default::default()
    }
}

pub(super) fn withdraw(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let Some((on, why)) = desk.story.charges[c].withdrawn else { return Ok(()) };
    let withdrawn = charge::ActiveModel { withdrawn_on: some(on), withdrawal_reason: text(why), ..Default::default() };
    desk.amend(Item::Charge(c), &withdrawn)?;
    conclude(desk, c)?;
    let gone = |charge: &Charge| charge.verdict.is_none() && charge.withdrawn.is_some_and(|(day, _)| day <= on);
    if desk.story.charges.iter().all(gone) {
        desk.act(Item::Docket, Act::ProsecutionWithdraw, &investigation::ActiveModel::default())?;
    }
    Ok(())
}

pub(super) fn hear(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let heard = victim::ActiveModel { testimony_taken_on: any(desk.story.victims[v].testified), ..Default::default() };
    desk.amend(Item::Victim(v), &heard)?;
    let ruled = desk.story.docket.as_ref().and_then(|docket| docket.ruling).map(|(on, ..)| on);
    if ruled.is_some_and(|ruled| ruled < desk.now().date_naive()) { testify(desk, v) } else { Ok(()) }
}

/// The day in court on which a victim testified, away from the public.
fn testify(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let trial = hearing::ActiveModel {
        court: text("High Court (training)"),
        court_level: some(CourtLevel::HighCourt),
        scheduled_at: Set(desk.now()),
        hearing_type: some(HearingType::Trial),
        in_camera: some(true),
        held_on: some(desk.now().date_naive()),
        ..Default::default()
    };
    desk.write(Item::Trial(v), &trial)?;
    let called = court_attendance::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        hearing_id: Set(desk.id(Item::Trial(v))?),
        called_for: some(desk.now()),
        testified: some(TestimonyMethod::InCamera),
        ..Default::default()
    };
    desk.add(&called)
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
    if charge.withdrawn.is_none() {
        conclude(desk, c)?;
    }
    if is_last_decided(story, c) { judge(desk, decided.transferred) } else { Ok(()) }
}

/// Records how the suspect stands now that this charge is decided or withdrawn, where that changes it.
fn conclude(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let (story, today) = (desk.story, desk.now().date_naive());
    let s = story.charges[c].suspect;
    let mut charges: Vec<(usize, &Charge)> =
        story.charges.iter().enumerate().filter(|(_, charge)| charge.suspect == s).collect();
    let withdrawn =
        |(place, charge): &(usize, &Charge)| charge.withdrawn.is_some_and(|(on, _)| (on, *place) <= (today, c));
    charges.retain(|charge| !withdrawn(charge));
    let verdict = |(place, charge): &(usize, &'static Charge)| {
        charge.verdict.as_ref().filter(|_| desk.has(Item::Verdict(*place)))
    };
    let guilty = |charge: &(usize, &'static Charge)| verdict(charge).is_some_and(Verdict::is_guilty);
    let act = if charges.is_empty() {
        Act::SuspectRelease
    } else if charges.iter().any(guilty) {
        let before = charges.iter().filter(|(place, _)| *place != c).any(guilty);
        if before {
            return Ok(());
        }
        Act::SuspectConvict
    } else if charges.iter().all(|charge| verdict(charge).is_some()) {
        Act::SuspectAcquit
    } else {
        return Ok(());
    };
    desk.act(Item::Suspect(s), act, &suspect::ActiveModel::default())
}

/// Whether the verdict on this charge is the last that the proceedings waited for.
fn is_last_decided(story: &Story, c: usize) -> bool {
    let decided = |charge: &Charge| charge.verdict.as_ref().map(|verdict| verdict.on);
    let last = story.charges.iter().enumerate().max_by_key(|(place, charge)| (decided(charge), *place));
    let open = |charge: &Charge| charge.verdict.is_none() && charge.withdrawn.is_none();
    last.is_some_and(|(place, _)| place == c) && !story.charges.iter().any(open)
}

/// Takes the proceedings to judgment: conviction with sentence, or acquittal.
fn judge(desk: &mut Desk<'_>, sent_up: bool) -> Result<()> {
    let mut verdicts = desk.story.charges.iter().filter_map(|charge| charge.verdict.as_ref());
    let nothing = investigation::ActiveModel::default();
    if !verdicts.any(Verdict::is_guilty) {
        return desk.act(Item::Docket, Act::ProsecutionRecordAcquittal, &nothing);
    }
    desk.act(Item::Docket, Act::ProsecutionRecordConviction, &nothing)?;
    if sent_up {
        let before_high_court = hearing::ActiveModel {
            court: text("High Court (training)"),
            court_level: some(CourtLevel::HighCourt),
            scheduled_at: Set(desk.now()),
            hearing_type: some(HearingType::Sentence),
            ..Default::default()
        };
        desk.add(&before_high_court)?;
    }
    desk.act(Item::Docket, Act::ProsecutionRecordSentence, &nothing)
}

pub(super) fn appeal(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let verdict = desk.story.charges[c].verdict.as_ref();
    let Some(appeal) = verdict.and_then(|verdict| verdict.appeal.as_ref()) else { return Ok(()) };
    let lodged = appeal::ActiveModel {
        verdict_id: Set(desk.id(Item::Verdict(c))?),
        appellant: some(appeal.by),
        against: some(AppealAgainst::Both),
        lodged_on: some(appeal.on),
        ground: text(appeal.ground),
        status: some(AppealStatus::Lodged),
        ..Default::default()
    };
    desk.write(Item::Appeal(c), &lodged)?;
    let first = desk.story.charges[..c].iter().filter_map(|charge| charge.verdict.as_ref()).all(|v| v.appeal.is_none());
    if first {
        desk.act(Item::Docket, Act::ProsecutionRecordAppeal, &investigation::ActiveModel::default())?;
    }
    Ok(())
}

pub(super) fn settle(desk: &mut Desk<'_>, c: usize) -> Result<()> {
    let Some(verdict) = &desk.story.charges[c].verdict else { return Ok(()) };
    let appeal = verdict.appeal.as_ref();
    if let Some(appeal) = appeal {
        let decided = appeal::ActiveModel {
            status: some(appeal.status),
            result: text(appeal.result),
            decided_on: any(verdict.settled),
            ..Default::default()
        };
        desk.amend(Item::Appeal(c), &decided)?;
    }
    let settled = verdict::ActiveModel { final_on: any(verdict.settled), ..Default::default() };
    desk.amend(Item::Verdict(c), &settled)?;
    if is_last_settled(desk.story, c) {
        desk.act(Item::Docket, Act::ProsecutionFinalise, &investigation::ActiveModel::default())?;
    }
    Ok(())
}

/// Whether this verdict is the last to become final, and every other has.
fn is_last_settled(story: &Story, c: usize) -> bool {
    let verdicts =
        || story.charges.iter().enumerate().filter_map(|(place, charge)| Some((place, charge.verdict.as_ref()?)));
    let last = verdicts().max_by_key(|(place, verdict)| (verdict.settled, *place));
    verdicts().all(|(_, verdict)| verdict.settled.is_some()) && last.is_some_and(|(place, _)| place == c)
}

/// What an offence is charged under in Lesotho: by its code where the country's pack has it, else in words.
fn law(offence: Offence) -> charge::ActiveModel {
    let coded = |code: &str| charge::ActiveModel { provision: text(code), ..Default::default() };
    let worded =
        |statute: &str| charge::ActiveModel { offence: some(offence), statute: text(statute), ..Default::default() };
    match offence {
        Offence::TraffickingAdult => coded("LS-ATIP-5-1"),
        Offence::TraffickingChild => coded("LS-ATIP-5-2"),
        Offence::ChildProtection => coded("LS-CPWA-77"),
        Offence::OtherTrafficking => worded("Anti-Trafficking in Persons Act 2011 (Act 1 of 2011)"),
        Offence::PenalCode => worded("Penal Code"),
        Offence::Immigration | Offence::Labour | Offence::Other => worded(""),
    }
}
