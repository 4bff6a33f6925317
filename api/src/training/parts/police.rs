//! The police's part: suspects, what they did to whom, the docket, and what was found of the exploitation.

use chrono::NaiveDate;
use entity::codes::{
    Answer, Custody, DocketHolder, InvestigationOutcome, PerpetratorKind, SentenceKind, SuspectStatus,
    TraffickingStatus, VerdictOutcome,
};
use entity::lifecycle::Act;
use entity::{case, docket_transfer, exploitation, investigation, person, suspect, victim, victim_suspect_link};
use sea_orm::ActiveValue::{NotSet, Set};

use super::{marked, numbered, union};
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, codes, countries, country, flag, some, text, words};
use crate::training::people::{Suspect, Victim};
use crate::training::story::{Agency, Docket, Story, Verdict};

pub(super) fn inquire(desk: &mut Desk<'_>) -> Result<()> {
    let (story, today) = (desk.story, desk.now().date_naive());
    let Some(docket) = &story.docket else { return Ok(()) };
    let opened = investigation::ActiveModel { opened_on: some(today), ..open(story, docket) };
    desk.write(Item::Docket, &opened)?;
    desk.act(Item::Docket, Act::InvestigationBegin, &investigation::ActiveModel::default())?;
    for (s, suspect) in story.suspects.iter().enumerate() {
        desk.add_suspect(s, &stands(suspect, today), &person(suspect))?;
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
    desk.amend(Item::Suspect(s), &stands(&desk.story.suspects[s], today))?;
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

/// Brings suspects and docket to where prosecutor and court have put them by now.
pub(super) fn follow(desk: &mut Desk<'_>) -> Result<()> {
    let (story, today) = (desk.story, desk.now().date_naive());
    if desk.has(Item::TransferBack) {
        desk.act(Item::TransferBack, Act::DocketReceive, &docket_transfer::ActiveModel::default())?;
        let again = investigation::ActiveModel { outcome: some(InvestigationOutcome::Ongoing), ..Default::default() };
        desk.amend(Item::Docket, &again)?;
    }
    let mut at_large = false;
    for (s, suspect) in story.suspects.iter().enumerate() {
        let verdicts = story.charges.iter().filter(|charge| charge.suspect == s).map(|charge| &charge.verdict);
        let known: Vec<_> = verdicts.map(|verdict| verdict.as_ref().filter(|verdict| verdict.on < today)).collect();
        let (status, custody) = if known.is_empty() { suspect.stood(today) } else { fate(suspect, &known) };
        at_large |= custody == Custody::AtLarge;
        let model = suspect::ActiveModel { status: Set(status), custody: some(custody), ..Default::default() };
        desk.amend(Item::Suspect(s), &model)?;
    }
    warn(desk, at_large)
}

/// Tells whoever cares for the victims whether a suspect who may harm them is at large.
fn warn(desk: &mut Desk<'_>, at_large: bool) -> Result<()> {
    let safety = victim::ActiveModel { suspect_at_large: some(at_large), ..Default::default() };
    (0..desk.story.victims.len()).try_for_each(|v| desk.amend(Item::Victim(v), &safety))
}

/// Where a suspect stands after the verdicts on the charges against them, as far as there are any yet.
fn fate(suspect: &Suspect, verdicts: &[Option<&Verdict>]) -> (SuspectStatus, Custody) {
    use VerdictOutcome::{ConvictedOtherOffence, ConvictedTrafficking};
    let served = [SentenceKind::Imprisonment, SentenceKind::Life];
    let delivered = verdicts.iter().flatten();
    let convicted = |verdict: &&&Verdict| matches!(verdict.outcome, ConvictedTrafficking | ConvictedOtherOffence);
    if delivered.clone().any(|verdict| convicted(&verdict)) {
        let locked = delivered.flat_map(|verdict| verdict.sentence).any(|part| served.contains(&part.kind));
        let custody = if locked { Custody::Imprisoned } else { Custody::NotApplicable };
        return (SuspectStatus::Convicted, custody);
    }
    if verdicts.iter().all(Option::is_some) {
        return (SuspectStatus::Acquitted, Custody::NotApplicable);
    }
    let custody = if suspect.bail.is_some() { Custody::OnBail } else { suspect.custody };
    (SuspectStatus::Charged, custody)
}

fn open(story: &Story, docket: &Docket) -> investigation::ActiveModel {
    investigation::ActiveModel {
        docket_no: some(numbered("CR", story, 0)),
        station: text(if story.by == Agency::Lmps { story.station } else { "Maseru Central" }),
        unit: text("Anti-Trafficking and Migrant Control Unit"),
        lead_officer: text(docket.officer),
        form: some(docket.form),
        outcome: some(InvestigationOutcome::Ongoing),
        evidence: words(docket.evidence),
        searched: some(docket.searched),
        joint_countries: countries(docket.joint),
        ..Default::default()
    }
}

fn stands(suspect: &Suspect, by: NaiveDate) -> suspect::ActiveModel {
    let (status, custody) = suspect.stood(by);
    let arrested = suspect.arrested.filter(|(on, _)| *on <= by);
    suspect::ActiveModel {
        kind: some(suspect.kind),
        status: Set(status),
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
