//! What a record of the log says by itself, before it is compared with others: all that is hashed.

use std::hash::{BuildHasher, DefaultHasher, Hash as _, Hasher, RandomState};

use entity::ledger::leaf;
use entity::{audit_event as e, person_access as p};
use sea_orm::Iterable;
use uuid::Uuid;

use super::super::Store;
use super::people::{FROM_EVENT, People, id_of};
use super::record::{Members, changes_of, salt_of, text_of};
use super::whole::Row;
use crate::evidence::{Hash, Salt, from_hex};

/// What a row is read with.
pub(super) struct Look {
    pub(super) store: Store,
    pub(super) people: People,
    /// Hashes in a way that nobody foresees: it is drawn anew for every look.
    pub(super) hashes: RandomState,
}

/// A leaf with its event, if that is there.
pub(super) struct Leaf {
    pub(super) position: u64,
    pub(super) event: Uuid,
    pub(super) hash: Option<Hash>,
    pub(super) said: Option<Said>,
}

/// An event.
#[derive(Default)]
pub(super) struct Said {
    pub(super) event: Uuid,
    /// The leaf of what it is, where it is as the hub wrote it.
    pub(super) leaf: Option<Hash>,
    /// What is told of the people it is about.
    pub(super) told: Sum,
    salt: Option<Salt>,
    changes: Option<String>,
}

impl Look {
    /// Begins the hash of a row that is told, by what was sent at the places of what it has from its event.
    fn begin(&self, row: &Row, places: impl Iterator<Item = usize>) -> DefaultHasher {
        let mut hasher = self.hashes.build_hasher();
        places.for_each(|place| row.sent(place).hash(&mut hasher));
        hasher
    }
}

impl Leaf {
    /// By its row, which holds the event behind it.
    pub(super) fn of(row: &Row, look: &Look) -> Self {
        let position = row.number(leaf::Column::Position as usize).and_then(|position| u64::try_from(position).ok());
        Self {
            position: position.unwrap_or(u64::MAX),
            event: row.id(leaf::Column::EventId as usize).unwrap_or_default(),
            hash: row.text(leaf::Column::Leaf as usize).and_then(from_hex),
            said: Said::of(row, leaf::Column::iter().len(), look),
        }
    }
}

impl Said {
    /// By a row whose columns from `first` on are those of an event, if it has one. What cannot be read says nothing, and the
    /// hub has not written it.
    pub(super) fn of(row: &Row, first: usize, look: &Look) -> Option<Self> {
        let at = |column: e::Column| first + column as usize;
        row.sent(at(e::Column::Id))?;
        let event = row.id(at(e::Column::Id)).unwrap_or_default();
        let Some(held) = row.members(first) else { return Some(Self { event, ..Self::default() }) };
        let from_event = look.begin(row, FROM_EVENT.iter().map(|(_, of)| at(*of)));
        Some(Self {
            event,
            leaf: look.store.own_leaf(&held),
            told: Sum::due(event, &held, &from_event, look),
            salt: salt_of(&held),
            changes: text_of(&held, e::Column::Changes).map(str::to_owned),
        })
    }

    /// Whether these are all the changes that it made.
    pub(super) fn commits_to(&self, changes: Vec<(Uuid, Hash)>) -> bool {
        self.salt.and_then(|salt| changes_of(&salt, changes)) == self.changes
    }
}

/// What a set of rows of who looked at whom comes to: the sum of their hashes, in whatever order they come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sum(u64);

/// What a row counts for that cannot be read: no other row's hash is foreseen.
const UNREADABLE: Sum = Sum(1);

impl Sum {
    /// Of the rows that are to be told of an event.
    fn due(event: Uuid, held: &Members, from_event: &DefaultHasher, look: &Look) -> Self {
        let mut sum = Self::default();
        for (person, case) in look.people.of_event(held) {
            sum.add(Self::of([id_of(event, person), case, person], from_event.clone()));
        }
        sum
    }

    /// Of one row as it is in the database.
    pub(super) fn told(row: &Row, look: &Look) -> Self {
        let own = [p::Column::Id, p::Column::CaseId, p::Column::PersonId].map(|column| row.id(column as usize));
        let [Some(id), Some(case), Some(person)] = own else { return UNREADABLE };
        let from_event = look.begin(row, FROM_EVENT.iter().map(|(column, _)| *column as usize));
        Self::of([id, case, person], from_event)
    }

    /// Of one row, by what is its own and by what it has from its event.
    fn of(own: [Uuid; 3], mut from_event: DefaultHasher) -> Self {
        own.hash(&mut from_event);
        Self(from_event.finish())
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }
}
