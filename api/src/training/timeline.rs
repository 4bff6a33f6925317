//! Who writes what when: the one place that turns the facts of a story into the order of its telling.

use chrono::{Days, NaiveDate};
use entity::codes::{CaseStatus, InvestigationOutcome, ReflectionStatus, TraffickingStatus};

use super::events::{Return, Step};
use super::people::Victim;
use super::story::{Agency, Story};

/// What an agency writes in one go, by the places of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The first agency opens the case with its report and what it knows of the victims.
    Opening,
    /// The coordinator sorts the case in and calls whom it needs.
    Triage,
    /// The coordinator begins the work on the case.
    Activation,
    /// The coordinator asks whether the case can be closed.
    Proposal(usize),
    /// The coordinator moves the case to another status.
    Turn(usize),
    /// The police record suspects, docket and what they found of the exploitation.
    Inquiry,
    /// The police arrest a suspect after the docket was opened.
    Arrest(usize),
    /// The police record how the exploitation of a victim ended after the case was opened.
    Release(usize),
    /// The police are done with the docket.
    Docket,
    /// The prosecution receipts the docket.
    Receipt,
    /// The police hand the docket over for a decision.
    Submission,
    /// The coordinator confirms that the police close the docket without a charge.
    DocketClosed,
    /// The police record how the proceedings left the suspects.
    Suspects,
    /// Immigration records the status and document of a victim.
    Status(usize),
    /// Immigration records a leg of a victim's journey.
    Leg(usize, usize),
    /// Social welfare talks with a victim for the first time.
    Screening(usize),
    /// Whoever assesses the risks to a victim first finds that the person is a possible victim.
    Identification(usize),
    /// Social welfare decides whether the person is a victim.
    Decision(usize),
    /// The coordinator ends the identification of a victim without a decision.
    Undetermined(usize),
    /// Social welfare moves its assistance on.
    Assistance(usize, usize),
    /// Social welfare ends the reflection period of a victim.
    Reflection(usize),
    /// Social welfare refers a victim to a service provider, and that accepts.
    Referral(usize, usize),
    Acceptance(usize, usize),
    /// The provider has done what it was asked for.
    Completion(usize, usize),
    /// Another provider was asked first, and declined.
    Request(usize),
    Refusal(usize),
    /// Somebody agrees with a victim on the time ahead.
    Plan(usize),
    /// Somebody looks in on a victim later.
    FollowUp(usize, usize),
    /// A step of a victim's way home.
    WayHome(usize, Step),
    /// Somebody notes something.
    Note(usize),
    /// Somebody would have a value otherwise.
    Dispute(usize),
    /// Social welfare pays out compensation.
    Payment(usize),
    /// Somebody assesses the risks to a victim.
    Risk(usize, usize),
    /// A provider begins a service.
    Care(usize, usize),
    /// A provider ends a service.
    CareEnds(usize, usize),
    /// The prosecutor decides on the docket and, to prosecute, charges.
    Ruling,
    /// The prosecutor withdraws a charge.
    Withdrawal(usize),
    /// The prosecutor has a victim's testimony taken.
    Testimony(usize),
    /// The prosecutor decides not to prosecute a victim.
    Sparing(usize),
    /// The prosecutor records a verdict.
    Verdict(usize),
    /// The prosecutor records an appeal against it.
    Appeal(usize),
    /// The prosecutor records that it became final.
    Settlement(usize),
}

/// A part of a story with its day and author.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) story: &'static Story,
    pub(super) on: NaiveDate,
    pub(super) by: Agency,
    pub(super) part: Part,
}

impl Entry {
    /// What it is recorded with.
    pub(super) fn reason(&self) -> &'static str {
        match self.part {
            Part::Turn(turn) => self.story.turns[turn].why,
            part => part.reason(),
        }
    }

    /// Whether two entries are one agency's of one day in one case.
    pub(super) fn is_at_one_desk(&self, other: &Self) -> bool {
        (self.on, self.by, self.story.no) == (other.on, other.by, other.story.no)
    }

    /// Its place in the telling: by day, then case by case, each from its opening through the agencies.
    fn place(&self) -> impl Ord + use<> {
        (self.on, self.story.no, self.part != Part::Opening, self.part != Part::Triage, self.by)
    }
}

/// All entries of the stories, in the order in which they happened.
pub(super) fn of(stories: impl Iterator<Item = &'static Story>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = stories.flat_map(entries).collect();
    entries.sort_by_key(Entry::place);
    entries
}

impl Part {
    /// Why the agency writes, as the history keeps it.
    fn reason(self) -> &'static str {
        match self {
            Self::Opening => "First report",
            Self::Triage => "Triage",
            Self::Activation => "Work begun",
            Self::Proposal(_) => "Closure proposed",
            Self::Turn(_) => "Reviewed",
            Self::Inquiry => "Docket opened",
            Self::Arrest(_) => "Suspect arrested",
            Self::Release(_) => "Victim found",
            Self::Docket => "Investigation concluded",
            Self::Receipt => "Docket received",
            Self::Submission => "Docket handed over for a decision",
            Self::DocketClosed => "Investigation closed without a charge",
            Self::Suspects => "Outcome of the proceedings",
            Self::Status(_) => "Immigration records checked",
            Self::Leg(..) => "Border records checked",
            Self::Screening(_) => "First talk with the victim",
            Self::Identification(_) => "Possible victim identified",
            Self::Decision(_) => "Decision on the status of the victim",
            Self::Undetermined(_) => "Identification ended without a decision",
            Self::Assistance(..) => "Assistance reviewed",
            Self::Reflection(_) => "Reflection period over",
            Self::Referral(..) => "Referred to a service provider",
            Self::Acceptance(..) => "Referral accepted",
            Self::Completion(..) => "Referral completed",
            Self::Request(_) => "A service provider asked",
            Self::Refusal(_) => "Referral declined",
            Self::Plan(_) => "Support planned",
            Self::FollowUp(..) => "Follow-up",
            Self::WayHome(..) => "Return home",
            Self::Note(_) => "Note",
            Self::Dispute(_) => "Another value proposed",
            Self::Payment(_) => "Compensation paid out",
            Self::Risk(..) => "Risks assessed",
            Self::Care(..) => "Service begun",
            Self::CareEnds(..) => "Service ended",
            Self::Ruling => "Decision on the docket",
            Self::Withdrawal(_) => "Charge withdrawn",
            Self::Testimony(_) => "Testimony taken",
            Self::Sparing(_) => "Decision on acts of the victim",
            Self::Verdict(_) => "Verdict delivered",
            Self::Appeal(_) => "Appeal lodged",
            Self::Settlement(_) => "Verdict final",
        }
    }
}

/// The entries of one story.
fn entries(story: &'static Story) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |on, by, part| entries.push(Entry { story, on, by, part });
    let opened = story.opened;

    add(opened, story.by, Part::Opening);
    if story.triage.is_some() {
        add(opened, Agency::Msc, Part::Triage);
    }
    if story.triage == Some(CaseStatus::Active) {
        add(begun(story), Agency::Msc, Part::Activation);
    }
    if let Some(docket) = &story.docket {
        let docketed = after(opened, 1);
        add(docketed, Agency::Lmps, Part::Inquiry);
        for (s, suspect) in story.suspects.iter().enumerate() {
            if let Some((on, _)) = suspect.arrested.filter(|(on, _)| *on > docketed) {
                add(on, Agency::Lmps, Part::Arrest(s));
            }
        }
        if let Some((on, _)) = docket.done {
            add(on, Agency::Lmps, Part::Docket);
        }
        match docket.done {
            Some((on, InvestigationOutcome::DocketToProsecution)) => {
                add(after(on, 1), Agency::Dpp, Part::Receipt);
                add(after(on, 2), Agency::Lmps, Part::Submission);
            }
            Some((on, _)) => add(after(on, 1), Agency::Msc, Part::DocketClosed),
            None => {}
        }
        if let Some((on, ..)) = docket.ruling {
            add(on, Agency::Dpp, Part::Ruling);
            add(after(on, 1), Agency::Lmps, Part::Suspects);
        }
    }
    for (v, victim) in story.victims.iter().enumerate() {
        let met = after(opened, 2);
        if let Some(declined) = victim.declined {
            add(opened, Agency::Mosd, Part::Request(v));
            add(opened, declined, Part::Refusal(v));
        }
        let asked = after(opened, victim.declined.map_or(0, |_| 1));
        for (p, provider) in referred_to(story, victim).into_iter().enumerate() {
            add(asked, Agency::Mosd, Part::Referral(v, p));
            add(asked, provider, Part::Acceptance(v, p));
            if let Some(on) = completed(victim, provider) {
                add(on, provider, Part::Completion(v, p));
            }
        }
        if knows_immigration(victim) {
            add(met, Agency::Doi, Part::Status(v));
        }
        for (l, leg) in victim.legs.iter().enumerate() {
            add(leg.on.max(met), Agency::Doi, Part::Leg(v, l));
        }
        if victim.background.is_some() {
            add(after(opened, 3), Agency::Mosd, Part::Screening(v));
        }
        for (a, (on, _)) in victim.assistance.iter().enumerate() {
            add(*on, Agency::Mosd, Part::Assistance(v, a));
        }
        for (r, risk) in victim.risks.iter().enumerate() {
            add(risk.on, risk.by, Part::Risk(v, r));
        }
        if victim.status != TraffickingStatus::Reported {
            let (on, by) = identified(story, victim);
            add(on, by, Part::Identification(v));
        }
        if let Some(plan) = &victim.plan {
            add(plan.on, plan.by, Part::Plan(v));
        }
        for (f, follow_up) in victim.follow_ups.iter().enumerate() {
            add(follow_up.on, follow_up.by, Part::FollowUp(v, f));
        }
        for (on, by, step) in victim.way_home.iter().flat_map(steps) {
            add(on, by, Part::WayHome(v, step));
        }
        for (c, care) in victim.care.iter().enumerate() {
            add(care.from, care.by, Part::Care(v, c));
            if let Some((on, _)) = care.to {
                add(on, care.by, Part::CareEnds(v, c));
            }
        }
        let undetermined = victim.decided.filter(|_| victim.status == TraffickingStatus::Undetermined);
        let dated = [
            (undetermined.map(|(on, _)| after(on, 1)), Agency::Msc, Part::Undetermined(v)),
            (released(story, victim), Agency::Lmps, Part::Release(v)),
            (reflection_over(victim), Agency::Mosd, Part::Reflection(v)),
            (victim.decided.map(|(on, _)| on), Agency::Mosd, Part::Decision(v)),
            (victim.spared, Agency::Dpp, Part::Sparing(v)),
            (victim.testified, Agency::Dpp, Part::Testimony(v)),
            (victim.paid.map(|(on, _)| on), Agency::Mosd, Part::Payment(v)),
        ];
        for (on, by, part) in dated {
            if let Some(on) = on {
                add(on, by, part);
            }
        }
    }
    for (c, charge) in story.charges.iter().enumerate() {
        if let Some((on, _)) = charge.withdrawn {
            add(on, Agency::Dpp, Part::Withdrawal(c));
            add(after(on, 1), Agency::Lmps, Part::Suspects);
        }
        if let Some(verdict) = &charge.verdict {
            add(verdict.on, Agency::Dpp, Part::Verdict(c));
            add(after(verdict.on, 1), Agency::Lmps, Part::Suspects);
            if let Some(appeal) = &verdict.appeal {
                add(appeal.on, Agency::Dpp, Part::Appeal(c));
            }
            if let Some(on) = verdict.settled {
                add(on, Agency::Dpp, Part::Settlement(c));
            }
        }
    }
    for (n, note) in story.notes.iter().enumerate() {
        add(note.on, note.by, Part::Note(n));
    }
    for (d, dispute) in story.disputes.iter().enumerate() {
        add(dispute.on, dispute.by, Part::Dispute(d));
    }
    for (t, turn) in story.turns.iter().enumerate() {
        if turn.status == CaseStatus::Closed {
            add(before(turn.on, SILENCE), Agency::Msc, Part::Proposal(t));
        }
        add(turn.on, Agency::Msc, Part::Turn(t));
    }
    entries
}

/// The day so many days on.
fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days back.
fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// How many days participants are given to object to a closure.
const SILENCE: u64 = 31;

/// When and by whom a victim is identified as a possible one: with the first assessment of the risks, but before
/// any decision and within the week.
pub(super) fn identified(story: &Story, victim: &Victim) -> (NaiveDate, Agency) {
    let first = victim.risks.iter().min_by_key(|risk| risk.on);
    let latest = victim.decided.map_or(after(story.opened, 6), |(on, _)| on.min(after(story.opened, 6)));
    match first.filter(|risk| risk.on <= latest) {
        Some(risk) => (risk.on, risk.by),
        None => (after(story.opened, 3).min(latest), Agency::Mosd),
    }
}

/// When the coordinator begins the work on a case: once there is a possible victim or a docket.
fn begun(story: &Story) -> NaiveDate {
    let identified = story.victims.iter().map(|victim| identified(story, victim).0).min();
    let docketed = story.docket.as_ref().map(|_| after(story.opened, 1));
    after(identified.into_iter().chain(docketed).min().unwrap_or(story.opened), 1)
}

/// The agencies of state to be called to a case: those that have something to write after it was opened, and the
/// prosecution where the docket goes there.
pub(super) fn called(story: &'static Story) -> Vec<Agency> {
    let entries = entries(story);
    let docket = story.docket.as_ref().and_then(|docket| docket.done);
    let submitted = docket.is_some_and(|(_, outcome)| outcome == InvestigationOutcome::DocketToProsecution);
    let concerns =
        |agency: Agency| entries.iter().any(|entry| entry.by == agency) || (agency == Agency::Dpp && submitted);
    let of_state = [Agency::Lmps, Agency::Doi, Agency::Dpp, Agency::Mosd];
    of_state.into_iter().filter(|agency| *agency != story.by && concerns(*agency)).collect()
}

/// Who takes which step of the way home when.
fn steps(home: &Return) -> [(NaiveDate, Agency, Step); 8] {
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
pub(super) fn referred_to(story: &Story, victim: &Victim) -> Vec<Agency> {
    let referred = story.triage.is_some() && victim.is_referred();
    let mut providers = if referred { providers(victim) } else { Vec::new() };
    providers.retain(|provider| *provider != story.by);
    providers
}

/// The day a provider was done with all it was asked for, if it is.
pub(super) fn completed(victim: &Victim, provider: Agency) -> Option<NaiveDate> {
    let care = victim.care.iter().filter(|care| care.by == provider);
    let ends = care.map(|care| care.to.map(|(on, _)| on)).collect::<Option<Vec<_>>>()?;
    let later = victim.follow_ups.iter().filter(|seen| seen.by == provider).map(|seen| seen.on);
    let risks = victim.risks.iter().filter(|risk| risk.by == provider).map(|risk| risk.on);
    ends.into_iter().chain(later).chain(risks).max().map(|last| after(last, 1))
}

/// The service providers who care for a victim.
pub(super) fn providers(victim: &Victim) -> Vec<Agency> {
    let mut providers: Vec<Agency> =
        victim.care.iter().map(|care| care.by).filter(|by| matches!(by, Agency::Thuso | Agency::Setsabelo)).collect();
    providers.dedup();
    providers
}

/// The day the exploitation of a victim ended, if the case was open by then.
pub(super) fn released(story: &Story, victim: &Victim) -> Option<NaiveDate> {
    victim.episode.as_ref().and_then(|episode| episode.to).filter(|on| *on > story.opened)
}

/// The day the reflection period of a victim was over, if it is.
fn reflection_over(victim: &Victim) -> Option<NaiveDate> {
    victim.reflection.filter(|(.., status)| *status != ReflectionStatus::Running).map(|(_, to, _)| to)
}

fn knows_immigration(victim: &Victim) -> bool {
    victim.migration.is_some() || victim.document.is_some()
}
