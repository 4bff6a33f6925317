//! What is found where the log is not what was signed.

use std::fmt;

use uuid::Uuid;

/// Something in the database is not what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// An event is not what its leaf commits to.
    EventChanged(Uuid),
    /// An event is in the tree, and not in the database.
    EventMissing(Uuid),
    /// An event is in the database, and was not written by the hub.
    EventForeign(Uuid),
    /// So many events are in the database that are not found by their ids, or are found and not there.
    EventsHidden(u64),
    /// The history of an act is not what its event commits to.
    HistoryChanged(Uuid),
    /// The history of a case has changes that no event tells of.
    HistoryForeign(Uuid),
    /// A leaf of the tree is missing, or stands twice.
    LeafMissing(u64),
    /// A subtree is not what its leaves make.
    SubtreeChanged(u32, u64),
    /// A head is not signed by the log's key, or was signed of another tree.
    CheckpointChanged(u64),
    /// Leaves stand in the tree beyond the last head.
    Unsigned(u64),
    /// A head that somebody else holds is of another tree, or of a longer one: the database is not the one it was, or an
    /// older one was restored.
    HeadElsewhere(u64),
    /// Who looked at whom is not told as the events say.
    AccessChanged,
    /// A table is not as the hub made it: what it shows to one, it may not show to another. Nothing else was looked at.
    TableChanged(&'static str),
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventChanged(id) => write!(out, "event {id} is not what its leaf commits to"),
            Self::EventMissing(id) => write!(out, "event {id} is in the log and not in the database"),
            Self::EventForeign(id) => write!(out, "event {id} was not written by the hub"),
            Self::EventsHidden(events) => {
                write!(out, "the ids of the events lead to {events} more or fewer than there are")
            }
            Self::HistoryChanged(id) => write!(out, "the history of the act of event {id} is not what it was"),
            Self::HistoryForeign(id) => write!(out, "the history holds what no event tells of: {id}"),
            Self::LeafMissing(position) => write!(out, "leaf {position} is missing"),
            Self::SubtreeChanged(level, place) => write!(out, "subtree {place} of level {level} is not what it was"),
            Self::CheckpointChanged(size) => write!(out, "the head at {size} was not signed so"),
            Self::Unsigned(size) => write!(out, "the leaves from {size} on have no signed head"),
            Self::HeadElsewhere(size) => write!(out, "the head at {size} that was kept elsewhere is of another log"),
            Self::TableChanged(name) => write!(out, "the table {name} is not as the hub made it"),
            Self::AccessChanged => write!(out, "who looked at whom is not told as the events say"),
        }
    }
}

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub struct Verification {
    /// How many leaves the tree has.
    pub leaves: u64,
    /// How many heads were signed.
    pub checkpoints: u64,
    /// How many changes in the history of records were compared.
    pub changes: u64,
    /// How many events wait to be put in order.
    pub waiting: u64,
    /// How many findings there are.
    pub findings: u64,
    /// The first of them.
    pub first: Vec<Finding>,
}

/// How many findings are named.
const NAMED: usize = 100;

impl Verification {
    pub(super) fn found(&mut self, finding: Finding) {
        self.findings += 1;
        if self.first.len() < NAMED {
            self.first.push(finding);
        }
    }
}
