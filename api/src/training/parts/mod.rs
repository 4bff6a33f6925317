//! How each agency writes down its part of a story: facts in, records of its own columns out.
//!
//! Nothing here decides who may write what. A part that set a column of another agency's would be refused by
//! the one writer, and the training country would not load.

mod care;
mod coordination;
mod court;
mod home;
mod immigration;
mod intake;
mod notes;
mod police;
mod welfare;

use super::desk::Desk;
use super::story::{Agency, Story};
use super::timeline::Part;
use crate::error::Result;

/// Writes one part of a story at the desk of the agency it belongs to.
pub(super) fn write(desk: &mut Desk<'_>, part: Part) -> Result<()> {
    match part {
        Part::Opening => intake::open(desk),
        Part::Triage => coordination::triage(desk),
        Part::Activation => coordination::begin(desk),
        Part::Proposal(t) => coordination::propose(desk, t),
        Part::Turn(t) => coordination::turn(desk, t),
        Part::Inquiry => police::inquire(desk),
        Part::Arrest(s) => police::arrest(desk, s),
        Part::Release(v) => police::release(desk, v),
        Part::Docket => police::conclude(desk),
        Part::Receipt => court::receive(desk),
        Part::Submission => police::submit(desk),
        Part::DocketClosed => coordination::close_docket(desk),
        Part::Suspects => police::follow(desk),
        Part::Status(v) => immigration::status(desk, v),
        Part::Leg(v, l) => immigration::leg(desk, v, l),
        Part::Screening(v) => welfare::screen(desk, v),
        Part::Identification(v) => care::identify(desk, v),
        Part::Decision(v) => welfare::decide(desk, v),
        Part::Undetermined(v) => coordination::give_up(desk, v),
        Part::Assistance(v, a) => welfare::assist(desk, v, a),
        Part::Reflection(v) => welfare::reflected(desk, v),
        Part::Referral(v, p) => care::refer(desk, v, p),
        Part::Acceptance(v, p) => care::accept(desk, v, p),
        Part::Completion(v, p) => care::complete(desk, v, p),
        Part::Request(v) => care::request(desk, v),
        Part::Refusal(v) => care::decline(desk, v),
        Part::Plan(v) => care::plan(desk, v),
        Part::FollowUp(v, f) => care::follow_up(desk, v, f),
        Part::WayHome(v, step) => home::go(desk, v, step),
        Part::Note(n) => notes::note(desk, n),
        Part::Dispute(d) => notes::dispute(desk, d),
        Part::Payment(v) => welfare::pay(desk, v),
        Part::Risk(v, r) => care::assess(desk, v, r),
        Part::Care(v, c) => care::begin(desk, v, c),
        Part::CareEnds(v, c) => care::end(desk, v, c),
        Part::Ruling => court::rule(desk),
        Part::Withdrawal(c) => court::withdraw(desk, c),
        Part::Testimony(v) => court::hear(desk, v),
        Part::Sparing(v) => court::spare(desk, v),
        Part::Verdict(c) => court::decide(desk, c),
        Part::Appeal(c) => court::appeal(desk, c),
        Part::Settlement(c) => court::settle(desk, c),
    }
}

/// A family name, marked so that nobody takes the person for a real one.
fn marked(family: &str) -> String {
    if family.is_empty() { String::new() } else { format!("{family} (training)") }
}

/// A number that comes from the story's and the place of what it is of, such as `TD-07-1`.
fn numbered(prefix: &str, story: &Story, place: usize) -> String {
    format!("{prefix}-{:02}-{}", story.no, place + 1)
}

/// Whether an agency may say how a case crosses borders as it opens it.
fn knows_flow(by: Agency) -> bool {
    matches!(by, Agency::Lmps | Agency::Doi)
}

/// Each code once, in the order of its first appearance.
fn union<'a, T: Copy + PartialEq + 'a>(codes: impl Iterator<Item = &'a T>) -> Vec<T> {
    codes.fold(Vec::new(), |mut each, code| {
        if !each.contains(code) {
            each.push(*code);
        }
        each
    })
}
