//! Who writes what when: the one place that turns the facts of a story into the order of its telling.

mod days;
mod part;

use chrono::NaiveDate;
use entity::codes::{CaseStatus, InvestigationOutcome, TraffickingStatus};

use self::days::{SILENCE, after, before, begun, knows_immigration, reflection_over, steps};
pub(super) use self::days::{completed, identified, providers, referred_to, released};
pub(super) use self::part::Part;
use super::people::Victim;
use super::story::{Agency, Story};

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

/// The entries of one story.
fn entries(story: &'static Story) -> Vec<Entry> {
    let mut telling = Telling { story, entries: Vec::new() };
    telling.opening();
    telling.docket();
    story.victims.iter().enumerate().for_each(|(v, victim)| telling.victim(v, victim));
    telling.charges();
    telling.words();
    telling.entries
}

/// A story on its way into entries.
struct Telling {
    story: &'static Story,
    entries: Vec<Entry>,
}

impl Telling {
    fn add(&mut self, on: NaiveDate, by: Agency, part: Part) {
        self.entries.push(Entry { story: self.story, on, by, part });
    }

    /// The case is opened and sorted in.
    fn opening(&mut self) {
        let story = self.story;
        self.add(story.opened, story.by, Part::Opening);
        if story.triage.is_some() {
            self.add(story.opened, Agency::Msc, Part::Triage);
        }
        if story.triage == Some(CaseStatus::Active) {
            self.add(begun(story), Agency::Msc, Part::Activation);
        }
    }

    /// The police inquire, and the prosecution rules on it.
    fn docket(&mut self) {
        let story = self.story;
        let Some(docket) = &story.docket else { return };
        let docketed = after(story.opened, 1);
        self.add(docketed, Agency::Lmps, Part::Inquiry);
        for (s, suspect) in story.suspects.iter().enumerate() {
            if let Some((on, _)) = suspect.arrested.filter(|(on, _)| *on > docketed) {
                self.add(on, Agency::Lmps, Part::Arrest(s));
            }
        }
        if let Some((on, _)) = docket.done {
            self.add(on, Agency::Lmps, Part::Docket);
        }
        match docket.done {
            Some((on, InvestigationOutcome::DocketToProsecution)) => {
                self.add(after(on, 1), Agency::Dpp, Part::Receipt);
                self.add(after(on, 2), Agency::Lmps, Part::Submission);
            }
            Some((on, _)) => self.add(after(on, 1), Agency::Msc, Part::DocketClosed),
            None => {}
        }
        if let Some((on, ..)) = docket.ruling {
            self.add(on, Agency::Dpp, Part::Ruling);
            self.add(after(on, 1), Agency::Lmps, Part::Suspects);
        }
    }

    /// What is done for a victim.
    fn victim(&mut self, v: usize, victim: &'static Victim) {
        let (story, opened) = (self.story, self.story.opened);
        let met = after(opened, 2);
        if let Some(declined) = victim.declined {
            self.add(opened, Agency::Mosd, Part::Request(v));
            self.add(opened, declined, Part::Refusal(v));
        }
        let asked = after(opened, victim.declined.map_or(0, |_| 1));
        for (p, provider) in referred_to(story, victim).into_iter().enumerate() {
            self.add(asked, Agency::Mosd, Part::Referral(v, p));
            self.add(asked, provider, Part::Acceptance(v, p));
            if let Some(on) = completed(victim, provider) {
                self.add(on, provider, Part::Completion(v, p));
            }
        }
        if knows_immigration(victim) {
            self.add(met, Agency::Doi, Part::Status(v));
        }
        for (l, leg) in victim.legs.iter().enumerate() {
            self.add(leg.on.max(met), Agency::Doi, Part::Leg(v, l));
        }
        if victim.background.is_some() {
            self.add(after(opened, 3), Agency::Mosd, Part::Screening(v));
        }
        for (a, (on, _)) in victim.assistance.iter().enumerate() {
            self.add(*on, Agency::Mosd, Part::Assistance(v, a));
        }
        for (r, risk) in victim.risks.iter().enumerate() {
            self.add(risk.on, risk.by, Part::Risk(v, r));
        }
        if victim.status != TraffickingStatus::Reported {
            let (on, by) = identified(story, victim);
            self.add(on, by, Part::Identification(v));
        }
        if let Some(plan) = &victim.plan {
            self.add(plan.on, plan.by, Part::Plan(v));
        }
        for (f, follow_up) in victim.follow_ups.iter().enumerate() {
            self.add(follow_up.on, follow_up.by, Part::FollowUp(v, f));
        }
        for (on, by, step) in victim.way_home.iter().flat_map(steps) {
            self.add(on, by, Part::WayHome(v, step));
        }
        for (c, care) in victim.care.iter().enumerate() {
            self.add(care.from, care.by, Part::Care(v, c));
            if let Some((on, _)) = care.to {
                self.add(on, care.by, Part::CareEnds(v, c));
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
                self.add(on, by, part);
            }
        }
    }

    /// What becomes of the charges.
    fn charges(&mut self) {
        let story = self.story;
        for (c, charge) in story.charges.iter().enumerate() {
            if let Some((on, _)) = charge.withdrawn {
                self.add(on, Agency::Dpp, Part::Withdrawal(c));
                self.add(after(on, 1), Agency::Lmps, Part::Suspects);
            }
            if let Some(verdict) = &charge.verdict {
                self.add(verdict.on, Agency::Dpp, Part::Verdict(c));
                self.add(after(verdict.on, 1), Agency::Lmps, Part::Suspects);
                if let Some(appeal) = &verdict.appeal {
                    self.add(appeal.on, Agency::Dpp, Part::Appeal(c));
                }
                if let Some(on) = verdict.settled {
                    self.add(on, Agency::Dpp, Part::Settlement(c));
                }
            }
        }
    }

    /// What is noted and disputed, and how the coordinator moves the case on.
    fn words(&mut self) {
        let story = self.story;
        for (n, note) in story.notes.iter().enumerate() {
            self.add(note.on, note.by, Part::Note(n));
        }
        for (d, dispute) in story.disputes.iter().enumerate() {
            self.add(dispute.on, dispute.by, Part::Dispute(d));
        }
        for (t, turn) in story.turns.iter().enumerate() {
            if turn.status == CaseStatus::Closed {
                self.add(before(turn.on, SILENCE), Agency::Msc, Part::Proposal(t));
            }
            self.add(turn.on, Agency::Msc, Part::Turn(t));
        }
    }
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
