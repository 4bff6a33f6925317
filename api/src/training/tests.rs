//! What the stories promise and the compiler does not check. That they load, and load alike twice, is shown end to
//! end.

use chrono::NaiveDate;

use super::stories;
use super::story::{Agency, on};
use super::timeline::{self, Part};

/// The span of the stories.
const SPAN: (NaiveDate, NaiveDate) = (on(2024, 1, 1), on(2026, 10, 31));

#[test]
fn every_story_has_a_number_of_its_own() {
    let mut numbers: Vec<u8> = stories::all().map(|story| story.no).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
}

#[test]
fn nothing_happens_before_its_case_is_opened_or_outside_the_span() {
    for entry in timeline::of(stories::all()) {
        let at = format!("TRAINING-{:02}: {:?} on {}", entry.story.no, entry.part, entry.on);
        assert!(SPAN.0 <= entry.on && entry.on <= SPAN.1, "{at} is outside the span");
        assert!(entry.story.opened <= entry.on, "{at} is before the case was opened");
    }
}

/// `load` takes the country for whole when all its cases are there.
#[test]
fn the_last_thing_that_happens_opens_a_case() {
    let last = timeline::of(stories::all()).pop().map(|entry| entry.part);
    assert_eq!(last, Some(Part::Opening));
}

#[test]
fn proceedings_take_their_course() {
    for story in stories::all() {
        let docket = story.docket.as_ref();
        let done = docket.and_then(|docket| docket.done).map(|(on, _)| on);
        let ruled = docket.and_then(|docket| docket.ruling).map(|(on, ..)| on);
        let verdicts = story.charges.iter().filter_map(|charge| charge.verdict.as_ref());
        let courses = verdicts.map(|verdict| {
            let appealed = verdict.appeal.as_ref().map(|appeal| appeal.on);
            vec![done, ruled, Some(verdict.on), appealed, verdict.settled]
        });
        for course in courses.chain([vec![done, ruled]]) {
            let days: Vec<NaiveDate> = course.into_iter().flatten().collect();
            assert!(days.is_sorted(), "TRAINING-{:02}: {days:?}", story.no);
        }
        assert!(story.charges.is_empty() || ruled.is_some(), "TRAINING-{:02} charges without a ruling", story.no);
        assert!(story.turns.is_sorted_by_key(|turn| turn.on), "TRAINING-{:02} turns back", story.no);
    }
}

#[test]
fn harm_comes_before_help() {
    for story in stories::all() {
        for victim in story.victims {
            let days = [victim.episode.as_ref().and_then(|episode| episode.from), Some(story.opened)];
            let days: Vec<NaiveDate> = days.into_iter().flatten().chain(victim.decided.map(|(on, _)| on)).collect();
            assert!(days.is_sorted(), "TRAINING-{:02}: {days:?}", story.no);
            assert!(victim.legs.is_sorted_by_key(|leg| leg.on), "TRAINING-{:02} travels back in time", story.no);
        }
    }
}

#[test]
fn every_agency_has_a_part_in_the_first_story() {
    let first = timeline::of(stories::all().filter(|story| story.no == 1));
    let taking_part = Agency::ALL.into_iter().filter(|agency| first.iter().any(|entry| entry.by == *agency));
    assert_eq!(taking_part.count(), Agency::ALL.len());
}
