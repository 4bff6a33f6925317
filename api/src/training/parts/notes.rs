//! What agencies write beside the case's own records: notes and disputes.

use entity::{exploitation, own_note, shared_note};
use sea_orm::ActiveValue::Set;

use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::codes;

pub(super) fn note(desk: &mut Desk<'_>, n: usize) -> Result<()> {
    let note = &desk.story.notes[n];
    let words = Set(note.text.to_owned());
    if note.shared {
        desk.add(&shared_note::ActiveModel { text: words, ..Default::default() })
    } else {
        desk.add(&own_note::ActiveModel { text: words, ..Default::default() })
    }
}

pub(super) fn dispute(desk: &mut Desk<'_>, d: usize) -> Result<()> {
    let dispute = &desk.story.disputes[d];
    let otherwise = exploitation::ActiveModel { types: codes(dispute.types), ..Default::default() };
    desk.dispute(Item::Episode(dispute.victim), &otherwise, dispute.why)
}
