//! On which day what happened, and to whom it falls, where a story leaves it to the rule.

use chrono::{Days, NaiveDate};
use entity::codes::ReflectionStatus;

use super::super::events::{Return, Step};
use super::super::people::Victim;
use super::super::story::{Agency, Story};

/// The day so many days on.
pub(super) fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days back.
pub(super) fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// How many days participants are given to object to a closure.
pub(super) const SILENCE: u64 = 31;

/// When and by whom a victim is identified as a possible one: with the first assessment of the risks, but before
/// any decision and within the week.
pub(in super::super) fn identified(story: &Story, victim: &Victim) -> (NaiveDate, Agency) {
    let first = victim.risks.iter().min_by_key(|risk| risk.on);
    let latest = victim.decided.map_or(after(story.opened, 6), |(on, _)| on.min(after(story.opened, 6)));
    match first.filter(|risk| risk.on <= latest) {
        Some(risk) => (risk.on, risk.by),
        None => (after(story.opened, 3).min(latest), Agency::Mosd),
    }
}

/// When the coordinator begins the work on a case: once there is a possible victim or a docket.
pub(super) fn begun(story: &Story) -> NaiveDate {
    let identified = story.victims.iter().map(|victim| identified(story, victim).0).min();
    let docketed = story.docket.as_ref().map(|_| after(story.opened, 1));
    after(identified.into_iter().chain(docketed).min().unwrap_or(story.opened), 1)
}

/// Who takes which step of the way home when.
pub(super) fn steps(home: &Return) -> [(NaiveDate, Agency, Step); 8] {
    [
        (home.asked, Agency::Mosd, Step::Request),
        (home.verified, Agency::Doi, Step::Nationality),
        (home.consented, Agency::Mosd, Step::Consent),
        (home.cleared.0, Agency::Dpp, Step::Clearance),
        (home.issued, Agency::Doi, Step::Documents),
        (home.left, Agency::Doi, Step::Departure),
        (after(home.left, 1), Agency::Mosd, Step::Reception),
        (home.closed, Agency::Mosd, Step::Closure),
    ]
}

/// The service providers a victim is referred to, who consents to it.
pub(in super::super) fn referred_to(story: &Story, victim: &Victim) -> Vec<Agency> {
    let referred = story.triage.is_some() && victim.is_referred();
    let mut providers = if referred { providers(victim) } else { Vec::new() };
    providers.retain(|provider| *provider != story.by);
    providers
}

/// The day a provider was done with all it was asked for, if it is.
pub(in super::super) fn completed(victim: &Victim, provider: Agency) -> Option<NaiveDate> {
    let care = victim.care.iter().filter(|care| care.by == provider);
    let ends = care.map(|care| care.to.map(|(on, _)| on)).collect::<Option<Vec<_>>>()?;
    let later = victim.follow_ups.iter().filter(|seen| seen.by == provider).map(|seen| seen.on);
    let risks = victim.risks.iter().filter(|risk| risk.by == provider).map(|risk| risk.on);
    ends.into_iter().chain(later).chain(risks).max().map(|last| after(last, 1))
}

/// The service providers who care for a victim.
pub(in super::super) fn providers(victim: &Victim) -> Vec<Agency> {
    let mut providers: Vec<Agency> =
        victim.care.iter().map(|care| care.by).filter(|by| matches!(by, Agency::Thuso | Agency::Setsabelo)).collect();
    providers.dedup();
    providers
}

/// The day the exploitation of a victim ended, if the case was open by then.
pub(in super::super) fn released(story: &Story, victim: &Victim) -> Option<NaiveDate> {
    victim.episode.as_ref().and_then(|episode| episode.to).filter(|on| *on > story.opened)
}

/// The day the reflection period of a victim was over, if it is.
pub(super) fn reflection_over(victim: &Victim) -> Option<NaiveDate> {
    victim.reflection.filter(|(.., status)| *status != ReflectionStatus::Running).map(|(_, to, _)| to)
}

pub(super) fn knows_immigration(victim: &Victim) -> bool {
    victim.migration.is_some() || victim.document.is_some()
}
