//! The intake, the same whoever makes it: the case, the report, and what is known of the victims.

use chrono::NaiveDate;
use entity::codes::{
    AgeBand, Answer, ConsentBasis, ConsentDecision, ConsentScope, Cooperation, Gender, InformedItem, Majority,
    ReporterType, Sex, TraffickingStatus,
};
use entity::lifecycle::Act;
use entity::value::{Language, PhoneNumber, Token};
use entity::{case, consent, exploitation, person, report, victim};
use sea_orm::ActiveValue::{NotSet, Set};
use uuid::Uuid;

use super::{knows_flow, marked, union};
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::events::Episode;
use crate::training::given::{any, codes, countries, country, some, text, words};
use crate::training::people::Victim;
use crate::training::story::Story;
use crate::training::timeline::released;

/// What every narrative begins with.
const MARK: &str = "TRAINING DATA. ";

pub(super) fn open(desk: &mut Desk<'_>) -> Result<()> {
    let story = desk.story;
    let case = case::ActiveModel {
        opened_on: some(story.opened),
        case_type: any(Some(story.flow).filter(|_| knows_flow(story.by))),
        source_ref: some(format!("TRAINING-{:02}", story.no)),
        ..Default::default()
    };
    desk.open_case(&case);
    desk.add(&report(story, desk.now()))?;
    for (v, victim) in story.victims.iter().enumerate() {
        desk.add_victim(v, &identified(story, victim), &person(story, v, victim))?;
        for scope in scopes(victim) {
            desk.add(&consented(desk.id(Item::Victim(v))?, scope, age(victim, story.opened), story.opened))?;
        }
        if let Some(episode) = &victim.episode {
            let told = exploitation::ActiveModel {
                victim_id: Set(desk.id(Item::Victim(v))?),
                ..told(episode, released(story, victim).is_none())
            };
            desk.write(Item::Episode(v), &told)?;
        }
    }
    desk.act(Item::Case, Act::CaseSubmit, &case::ActiveModel::default())?;
    desk.call_as_lead()
}

fn report(story: &Story, now: chrono::DateTime<chrono::Utc>) -> report::ActiveModel {
    let episodes = story.victims.iter().filter_map(|victim| victim.episode.as_ref());
    let child = story.victims.iter().map(|victim| age(victim, story.opened) < 18).max();
    let public = story.reporter == ReporterType::Public;
    report::ActiveModel {
        received_at: some(now),
        station: text(story.station),
        detection_source: some(story.source),
        reporter_type: some(story.reporter),
        reporter_contact: if public { some(format!("Call +99951{:02} (training)", story.no)) } else { NotSet },
        incident_country: country(story.country),
        incident_district: text(story.district),
        border_post: text(story.post),
        narrative: some(format!("{MARK}{}", story.told)),
        indicators: codes(story.indicators),
        suspected_exploitation: codes(&union(episodes.flat_map(|episode| episode.types))),
        alleged_victim_count: any(story.alleged.or(i32::try_from(story.victims.len()).ok())),
        child_involved: some(child.map_or(Answer::Unknown, answer)),
        immediate_danger: some(answer(story.danger)),
        ..Default::default()
    }
}

fn identified(story: &Story, victim: &Victim) -> victim::ActiveModel {
    let began = victim.episode.as_ref().and_then(|episode| episode.from);
    let age_then = began.map(|day| age(victim, day));
    victim::ActiveModel {
        identified_on: some(story.opened),
        identification_place: text(if story.post.is_empty() { story.district } else { story.post }),
        detection_source: some(story.source),
        child_at_exploitation: any(age_then.map(|age| age < 18)),
        age_when_trafficked: any(age_then),
        ..Default::default()
    }
}

fn person(story: &Story, v: usize, victim: &Victim) -> person::ActiveModel {
    let age = age(victim, story.opened);
    let named = !victim.given.is_empty();
    // No country has the calling code 999: nobody can be rung up.
    let phone = PhoneNumber::parse(&format!("+99950{:02}{v}", story.no)).filter(|_| named && age >= 18);
    person::ActiveModel {
        given_names: text(victim.given),
        family_name: text(&marked(victim.family)),
        other_names: words(victim.aliases),
        birth_date: any(Some(victim.born).filter(|_| named)),
        birth_date_precision: any(Some(victim.precision).filter(|_| named)),
        age_at_identification: some(age),
        age_assessment: some(victim.age_from),
        age_bands: codes(&[band(age)]),
        majority: some(if age < 18 { Majority::Minor } else { Majority::Adult }),
        sex: some(victim.sex),
        gender: any(gender(victim.sex)),
        citizenships: countries(&[victim.citizenship]),
        country_of_birth: country(victim.citizenship),
        country_of_residence: country(victim.citizenship),
        phone_safe: any(phone.as_ref().map(|_| victim.safe)),
        phone: any(phone),
        address: text(victim.address),
        address_safe: any(Some(victim.safe).filter(|_| !victim.address.is_empty())),
        home_district: text(victim.home),
        occupation_before: text(victim.occupation),
        ..Default::default()
    }
}

/// What a victim consents to at the first talk: to be helped, and, who does not refuse the police, to be known to the
/// authorities.
fn scopes(victim: &Victim) -> Vec<ConsentScope> {
    use ConsentScope::{CaseManagement, ShareWithImmigration, ShareWithPolice, ShareWithServiceProvider};
    match (victim.status, victim.cooperates) {
        (TraffickingStatus::Reported, _) => Vec::new(),
        (_, Cooperation::No) => vec![CaseManagement, ShareWithServiceProvider],
        _ => vec![CaseManagement, ShareWithServiceProvider, ShareWithPolice, ShareWithImmigration],
    }
}

fn consented(victim: Uuid, scope: ConsentScope, age: i32, on: NaiveDate) -> consent::ActiveModel {
    let basis = if age < 18 { ConsentBasis::BestInterestsOfChild } else { ConsentBasis::ExplicitAdult };
    consent::ActiveModel {
        victim_id: Set(victim),
        scope: Set(scope),
        decision: Set(ConsentDecision::Granted),
        basis: Set(basis),
        given_on: Set(on),
        language: any(Language::parse("sot")),
        informed_items: codes(&[
            InformedItem::Purpose,
            InformedItem::Use,
            InformedItem::Withdrawal,
            InformedItem::Voluntary,
        ]),
        ..Default::default()
    }
}

fn answer(yes: bool) -> Answer {
    if yes { Answer::Yes } else { Answer::No }
}

/// What the first agency is told of an episode, which may be `over` by then.
fn told(episode: &Episode, over: bool) -> exploitation::ActiveModel {
    let (to, ended) = if over { (episode.to, episode.ended) } else { (None, None) };
    let going_on = match (over, episode.ended) {
        (true, Some(_)) => Answer::No,
        (true, None) => Answer::Unknown,
        (false, _) => Answer::Yes,
    };
    exploitation::ActiveModel {
        types: codes(episode.types),
        sex_types: codes(episode.sex_types),
        industry: any(episode.industry),
        started_on: any(episode.from),
        ended_on: any(to),
        last_contact_on: any(to),
        still_in_situation: some(going_on),
        country: country(episode.country),
        district: text(episode.district),
        location_type: any(episode.place),
        recruitment_methods: codes(episode.recruited),
        recruitment_country: country(episode.recruited_in.0),
        recruitment_district: text(episode.recruited_in.1),
        recruitment_platforms: codes(episode.platforms),
        exploitation_platforms: codes(episode.shown_on),
        promised_job: text(episode.promised),
        ended_how: any(ended),
        ..Default::default()
    }
}

fn age(victim: &Victim, on: NaiveDate) -> i32 {
    on.years_since(victim.born).and_then(|years| i32::try_from(years).ok()).unwrap_or_default()
}

fn band(age: i32) -> AgeBand {
    match age {
        ..=8 => AgeBand::Age0To8,
        9..=17 => AgeBand::Age9To17,
        18..=20 => AgeBand::Age18To20,
        21..=23 => AgeBand::Age21To23,
        24..=26 => AgeBand::Age24To26,
        27..=29 => AgeBand::Age27To29,
        30..=38 => AgeBand::Age30To38,
        39..=47 => AgeBand::Age39To47,
        48.. => AgeBand::Age48Plus,
    }
}

fn gender(sex: Sex) -> Option<Gender> {
    match sex {
        Sex::Female => Some(Gender::Feminine),
        Sex::Male => Some(Gender::Masculine),
        _ => None,
    }
}
