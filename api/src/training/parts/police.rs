//! The police's part: suspects, what they did to whom, the docket, and what was found of the exploitation.

use chrono::NaiveDate;
use entity::codes::{
    Answer, CooperationChannel, Custody, DocketHolder, InvestigationOutcome, PerpetratorKind, ProsecutionDecision,
    SentenceKind, SuspectStatus, TraffickingStatus,
};
use entity::lifecycle::{Act, Lifecycle};
use entity::{
    case, docket_transfer, evidence_item, exploitation, foreign_cooperation, investigation, person, suspect, victim,
    victim_suspect_link,
};
use sea_orm::ActiveValue::{NotSet, Set};

use super::{marked, numbered, union};
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, codes, countries, country, flag, some, text, words};
use crate::training::people::{Suspect, Victim};
use crate::training::story::{Agency, Charge, Docket, Story};

pub(super) fn inquire(desk: &mut Desk<'_>) -> Result<()> {
    let (story, today) = (desk.story, desk.now().date_naive());
    let Some(docket) = &story.docket else { return Ok(()) };
    let opened = investigation::ActiveModel { opened_on: some(today), ..open(story, docket) };
    desk.write(Item::Docket, &opened)?;
    desk.act(Item::Docket, Act::InvestigationBegin, &investigation::ActiveModel::default())?;
    for exhibit in docket.evidence {
        let item = evidence_item::ActiveModel {
            investigation_id: Set(desk.id(Item::Docket)?),
            evidence_type: some(exhibit.kind),
            reference: text(exhibit.reference),
            custodian: text(exhibit.custodian),
            ..Default::default()
        };
        desk.add(&item)?;
    }
    for partner in docket.joint {
        let cooperation = foreign_cooperation::ActiveModel {
            country: country(partner),
            channel: some(CooperationChannel::JointTeam),
            requested_on: some(today),
            ..Default::default()
        };
        desk.add(&cooperation)?;
    }
    for (s, suspect) in story.suspects.iter().enumerate() {
        desk.add_suspect(s, &known(suspect, today), &person(suspect))?;
        let stands = (SuspectStatus::Suspected, suspect.stood(today).0);
        desk.lead(Item::Suspect(s), stands, &suspect::ActiveModel::default())?;
        for (v, victim) in story.victims.iter().enumerate().filter(|(v, _)| suspect.harmed(*v)) {
            let link = victim_suspect_link::ActiveModel {
                victim_id: Set(desk.id(Item::Victim(v))?),
                suspect_id: Set(desk.id(Item::Suspect(s))?),
                ..link(suspect, victim)
            };
            desk.write(Item::Link(v, s), &link)?;
        }
    }
    desk.amend(Item::Case, &elements(story))?;
    let at_large = story.suspects.iter().any(|suspect| suspect.stood(today).1 == Custody::AtLarge);
    for (v, victim) in story.victims.iter().enumerate() {
        let asked = victim::ActiveModel {
            cooperates_with_police: some(victim.cooperates),
            cooperation_recorded_on: some(today),
            was_detained: flag(victim.detained),
            suspect_at_large: some(at_large),
            ..Default::default()
        };
        desk.amend(Item::Victim(v), &asked)?;
        if let Some(episode) = &victim.episode {
            let found = exploitation::ActiveModel {
                exact_address: text(episode.address),
                methods_of_control: codes(episode.control),
                wages_paid: any(episode.wages),
                debt_amount: any(episode.debt),
                hours_per_day: any(episode.hours),
                documents_withheld: some(episode.documents_withheld),
                ..Default::default()
            };
            desk.amend(Item::Episode(v), &found)?;
        }
    }
    Ok(())
}

pub(super) fn arrest(desk: &mut Desk<'_>, s: usize) -> Result<()> {
    let today = desk.now().date_naive();
    let suspect = &desk.story.suspects[s];
    let stands = (SuspectStatus::Suspected, suspect.stood(today).0);
    desk.lead(Item::Suspect(s), stands, &known(suspect, today))?;
    warn(desk, desk.story.suspects.iter().any(|suspect| suspect.stood(today).1 == Custody::AtLarge))
}

pub(super) fn release(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let Some(episode) = &desk.story.victims[v].episode else { return Ok(()) };
    let over = exploitation::ActiveModel {
        still_in_situation: some(Answer::No),
        ended_on: any(episode.to),
        last_contact_on: any(episode.to),
        ended_how: any(episode.ended),
        ..Default::default()
    };
    desk.amend(Item::Episode(v), &over)
}

pub(super) fn conclude(desk: &mut Desk<'_>) -> Result<()> {
    let story = desk.story;
    let Some((on, outcome)) = story.docket.as_ref().and_then(|docket| docket.done) else { return Ok(()) };
    let submitted = outcome == InvestigationOutcome::DocketToProsecution;
    let docket = investigation::ActiveModel {
        outcome: some(outcome),
        submitted_on: if submitted { some(on) } else { NotSet },
        ..Default::default()
    };
    if submitted {
        desk.amend(Item::Docket, &docket)?;
        let handed_over = docket_transfer::ActiveModel {
            investigation_id: Set(desk.id(Item::Docket)?),
            receiver_id: Set(desk.organisation_of(Agency::Dpp)?),
            holder: Set(DocketHolder::Prosecution),
            sent_on: Set(on),
            purpose: text("For a decision"),
            ..Default::default()
        };
        desk.write(Item::Transfer, &handed_over)?;
    } else {
        desk.act(Item::Docket, Act::InvestigationProposeClosure, &docket)?;
    }
    let confirmed = story.victims.iter().any(|victim| victim.status == TraffickingStatus::Actual);
    let case = case::ActiveModel {
        trafficking_confirmed: some(confirmed),
        confirmed_on: if confirmed { some(on) } else { NotSet },
        ..Default::default()
    };
    desk.amend(Item::Case, &case)
}

pub(super) fn submit(desk: &mut Desk<'_>) -> Result<()> {
    desk.act(Item::Docket, Act::DocketSubmit, &investigation::ActiveModel::default())
}

/// Records what prosecutor and court have decided by now: who is held, and who is let go because nobody charges them.
pub(super) fn follow(desk: &mut Desk<'_>) -> Result<()> {
    let (story, today) = (desk.story, desk.now().date_naive());
    if desk.has(Item::TransferBack) {
        desk.act(Item::TransferBack, Act::DocketReceive, &docket_transfer::ActiveModel::default())?;
        let again = investigation::ActiveModel { outcome: some(InvestigationOutcome::Ongoing), ..Default::default() };
        desk.amend(Item::Docket, &again)?;
    }
    let mut at_large = false;
    for (s, suspect) in story.suspects.iter().enumerate() {
        let charges: Vec<&'static Charge> = story.charges.iter().filter(|charge| charge.suspect == s).collect();
        let (status, held) = suspect.stood(today);
        let let_go = charges.is_empty() && decided(story, today) && !status.is_settled();
        let custody = match (charges.is_empty(), let_go) {
            (false, _) => custody(suspect, &charges, today),
            (true, true) => Custody::AtLarge,
            (true, false) => held,
        };
        at_large |= custody == Custody::AtLarge;
        let model = suspect::ActiveModel { custody: some(custody), ..Default::default() };
        if let_go {
            desk.act(Item::Suspect(s), Act::SuspectRelease, &model)?;
        } else {
            desk.amend(Item::Suspect(s), &model)?;
        }
    }
    warn(desk, at_large)
}

/// Tells whoever cares for the victims whether a suspect who may harm them is at large.
fn warn(desk: &mut Desk<'_>, at_large: bool) -> Result<()> {
    let safety = victim::ActiveModel { suspect_at_large: some(at_large), ..Default::default() };
    (0..desk.story.victims.len()).try_for_each(|v| desk.amend(Item::Victim(v), &safety))
}

/// Whether the prosecutor decided on the docket the day before.
fn decided(story: &Story, today: NaiveDate) -> bool {
    let ruling = story.docket.as_ref().and_then(|docket| docket.ruling);
    ruling.is_some_and(|(on, decision, _)| {
        on.succ_opt() == Some(today) && decision != ProsecutionDecision::ReturnForInvestigation
    })
}

/// Whether a suspect is held after what became of the charges against them before this day.
fn custody(suspect: &Suspect, charges: &[&'static Charge], today: NaiveDate) -> Custody {
    let served = [SentenceKind::Imprisonment, SentenceKind::Life];
    let verdict = |charge: &'static Charge| charge.verdict.as_ref().filter(|verdict| verdict.on < today);
    let mut guilty =
        charges.iter().filter_map(|charge| verdict(charge)).filter(|verdict| verdict.is_guilty()).peekable();
    if guilty.peek().is_some() {
        let locked = guilty.flat_map(|verdict| verdict.sentence).any(|part| served.contains(&part.kind));
        return if locked { Custody::Imprisoned } else { Custody::NotApplicable };
    }
    let over =
        |charge: &&'static Charge| verdict(charge).is_some() || charge.withdrawn.is_some_and(|(on, _)| on < today);
    match suspect.bail {
        _ if charges.iter().all(over) => Custody::NotApplicable,
        Some(_) => Custody::OnBail,
        None => suspect.custody,
    }
}

fn open(story: &Story, docket: &Docket) -> investigation::ActiveModel {
    investigation::ActiveModel {
        docket_no: some(numbered("CR", story, 0)),
        station: text(if story.by == Agency::Lmps { story.station } else { "Maseru Central" }),
        unit: text("Anti-Trafficking and Migrant Control Unit"),
        lead_officer: text(docket.officer),
        form: some(docket.form),
        outcome: some(InvestigationOutcome::Ongoing),
        searched: some(docket.searched),
        ..Default::default()
    }
}

/// What is known of a suspect by a day, but for where they stand.
fn known(suspect: &Suspect, by: NaiveDate) -> suspect::ActiveModel {
    let (_, custody) = suspect.stood(by);
    let arrested = suspect.arrested.filter(|(on, _)| *on <= by);
    suspect::ActiveModel {
        kind: some(suspect.kind),
        roles: codes(suspect.roles),
        organisation_name: text(&marked(suspect.business)),
        custody: some(custody),
        arrested_on: any(arrested.map(|(on, _)| on)),
        arrest_place: text(arrested.map_or("", |(_, place)| place)),
        public_official: some(if suspect.office.is_some() { Answer::Yes } else { Answer::No }),
        office_category: any(suspect.office),
        organised_crime_link: some(suspect.organised),
        previous_conviction: some(suspect.convicted_before),
        assets_seized: any(suspect.assets),
        ..Default::default()
    }
}

fn person(suspect: &Suspect) -> person::ActiveModel {
    if suspect.kind == PerpetratorKind::Business {
        return person::ActiveModel::default();
    }
    person::ActiveModel {
        given_names: text(suspect.given),
        family_name: text(&marked(suspect.family)),
        other_names: words(suspect.aliases),
        birth_date: any(suspect.born),
        sex: some(suspect.sex),
        citizenships: countries(&[suspect.citizenship]),
        country_of_residence: country(suspect.citizenship),
        ..Default::default()
    }
}

fn link(suspect: &Suspect, victim: &Victim) -> victim_suspect_link::ActiveModel {
    victim_suspect_link::ActiveModel {
        relationship: some(suspect.relationship),
        roles: codes(suspect.roles),
        acts: codes(suspect.acts),
        means: codes(suspect.means),
        methods_of_control: victim.episode.as_ref().map_or(NotSet, |episode| codes(episode.control)),
        ..Default::default()
    }
}

/// The legal elements of the case: what its suspects did, taken together.
fn elements(story: &Story) -> case::ActiveModel {
    case::ActiveModel {
        case_type: some(story.flow),
        acts: codes(&union(story.suspects.iter().flat_map(|suspect| suspect.acts))),
        means: codes(&union(story.suspects.iter().flat_map(|suspect| suspect.means))),
        official_complicity_suspected: flag(story.complicity),
        ..Default::default()
    }
}
