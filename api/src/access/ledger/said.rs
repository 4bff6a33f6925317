//! What a record of the log says by itself, before it is compared with others: all that is hashed.

use std::hash::{BuildHasher, RandomState};

use entity::audit_event as e;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::super::Store;
use super::people::People;
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
        let position = record.key.parse().unwrap_or(u64::MAX);
        let [Value::Uuid(Some(event)), Value::String(Some(hash)), said @ ..] =
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
        let mut told = Sum::default();
        look.people.told(row).iter().for_each(|row| told.add(Sum::of(row, look)));
        let changes = text_of(row, e::Column::Changes).map(str::to_owned);
        Self { event, leaf: look.store.own_leaf(row), told, salt: salt_of(row), changes }
    }

    /// An event that stands alone. What cannot even be read says nothing, and the hub has not written it.
    pub(super) fn alone(record: &Record, look: &Look) -> Self {
        let event = record.key.parse().unwrap_or_default();
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
    /// Of one row as it is in the database. What cannot even be read is like no row.
    pub(super) fn told(record: &Record, look: &Look) -> Self {
        record.values.as_deref().map_or(Self(1, 0), |row| Self::of(row, look))
    }

    fn of(row: &[Value], look: &Look) -> Self {
        Self(1, look.hashes.hash_one(row))
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 += other.0;
        self.1 = self.1.wrapping_add(other.1);
    }
}
