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

impl Leaf {
    /// By its place, and by the id of its event, its hash and the event.
    pub(super) fn of(record: &Record, look: &Look) -> Self {
        let position = record.position();
        let [_, Value::Uuid(Some(event)), Value::String(Some(hash)), said @ ..] =
            record.values.as_deref().unwrap_or_default()
        else {
            return Self { position, event: Uuid::nil(), hash: None, said: None };
        };
        let is_there = value_of(said, e::Column::Id) != &Value::Uuid(None);
        Self { position, event: *event, hash: from_hex(hash), said: is_there.then(|| Said::of(*event, said, look)) }
    }
}

impl Said {
    /// By the row of an event.
    fn of(event: Uuid, row: &[Value], look: &Look) -> Self {
        let changes = text_of(row, e::Column::Changes).map(str::to_owned);
        Self { event, leaf: look.store.own_leaf(row), told: Sum::due(row, look), salt: salt_of(row), changes }
    }

    /// An event that stands alone. What cannot even be read says nothing, and the hub has not written it.
    pub(super) fn alone(record: &Record, look: &Look) -> Self {
        let event = record.id();
        record.values.as_deref().map_or(Self { event, ..Self::default() }, |row| Self::of(event, row, look))
    }

    /// Whether these are all the changes that it made.
    pub(super) fn commits_to(&self, changes: Vec<(Uuid, Hash)>) -> bool {
        self.salt.and_then(|salt| changes_of(&salt, changes)) == self.changes
    }
}

/// What a set of rows of who looked at whom comes to: how many, and the sum of their hashes, in whatever order they come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sum(u64, u64);

impl Sum {
    /// Of the rows that are to be told of an event.
    fn due(event: &[Value], look: &Look) -> Self {
        let mut from_event = look.hashes.build_hasher();
        FROM_EVENT.iter().for_each(|(_, of)| value_of(event, *of).hash(&mut from_event));
        let mut sum = Self::default();
        for (person, case) in look.people.of_event(event) {
            sum.add(Self::of([id_of(event, person), case, person], from_event.clone()));
        }
        sum
    }

    /// Of one row as it is in the database. What cannot even be read is like no row.
    pub(super) fn told(record: &Record, look: &Look) -> Self {
        let Some(row) = &record.values else { return Self(1, 0) };
        let own = [p::Column::Id, p::Column::CaseId, p::Column::PersonId].map(|column| &row[column as usize]);
        let [Value::Uuid(Some(id)), Value::Uuid(Some(case)), Value::Uuid(Some(person))] = own else {
            return Self(1, 0);
        };
        let mut from_event = look.hashes.build_hasher();
        FROM_EVENT.iter().for_each(|(column, _)| row[*column as usize].hash(&mut from_event));
        Self::of([*id, *case, *person], from_event)
    }

    /// Of one row, by what is its own and by what it has from its event.
    fn of(own: [Uuid; 3], mut from_event: DefaultHasher) -> Self {
        own.hash(&mut from_event);
        Self(1, from_event.finish())
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 += other.0;
        self.1 = self.1.wrapping_add(other.1);
    }
}
