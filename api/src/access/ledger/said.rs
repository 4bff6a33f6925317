//! What a record of the log says by itself, before it is compared with others: all that is hashed.

use std::hash::{BuildHasher, DefaultHasher, Hash as _, Hasher, RandomState};

use entity::{audit_event as e, person_access as p};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::super::Store;
use super::people::{FROM_EVENT, People, id_of};
use super::prove::{salt_of, text_of, value_of};
use super::record::changes_of;
use super::sheet::Record;
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
    /// Begins the hash of a row that is told, by what was answered at the places of what it has from its event.
    fn begin(&self, record: &Record, places: impl Iterator<Item = usize>) -> DefaultHasher {
        let mut hasher = self.hashes.build_hasher();
        places.for_each(|place| record.answer(place).hash(&mut hasher));
        hasher
    }

    /// The same, by the event itself, whose columns begin at `first`.
    fn begin_with_event(&self, record: &Record, first: usize) -> DefaultHasher {
        self.begin(record, FROM_EVENT.iter().map(|(_, of)| first + *of as usize))
    }
}

impl Leaf {
    /// By its place, and by the id of its event, its hash and the event.
    pub(super) fn of(record: &Record, look: &Look) -> Self {
        let (position, values) = (record.position(), record.values().unwrap_or_default());
        let [_, Value::Uuid(Some(event)), Value::String(Some(hash)), said @ ..] = values.as_slice() else {
            return Self { position, event: Uuid::nil(), hash: None, said: None };
        };
        let is_there = value_of(said, e::Column::Id) != &Value::Uuid(None);
        let said =
            is_there.then(|| Said::of(*event, said, look.begin_with_event(record, values.len() - said.len()), look));
        Self { position, event: *event, hash: from_hex(hash), said }
    }
}

impl Said {
    /// By the row of an event.
    fn of(event: Uuid, row: &[Value], from_event: DefaultHasher, look: &Look) -> Self {
        let changes = text_of(row, e::Column::Changes).map(str::to_owned);
        let told = Sum::due(row, from_event, look);
        Self { event, leaf: look.store.own_leaf(row), told, salt: salt_of(row), changes }
    }

    /// An event that stands alone. What cannot even be read says nothing, and the hub has not written it.
    pub(super) fn alone(record: &Record, look: &Look) -> Self {
        let event = record.id();
        match record.values() {
            Some(row) => Self::of(event, &row, look.begin_with_event(record, 0), look),
            None => Self { event, ..Self::default() },
        }
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
    fn due(event: &[Value], from_event: DefaultHasher, look: &Look) -> Self {
        let mut sum = Self::default();
        for (person, case) in look.people.of_event(event) {
            sum.add(Self::of([id_of(event, person), case, person], from_event.clone()));
        }
        sum
    }

    /// Of one row as it is in the database.
    pub(super) fn told(record: &Record, look: &Look) -> Self {
        let own = [p::Column::CaseId, p::Column::PersonId].map(|column| record.value(column as usize));
        let [Some(Value::Uuid(Some(case))), Some(Value::Uuid(Some(person)))] = own else { return UNREADABLE };
        let from_event = look.begin(record, FROM_EVENT.iter().map(|(column, _)| *column as usize));
        Self::of([record.id(), case, person], from_event)
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
