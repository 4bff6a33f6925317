//! What a row of the log says by itself, before it is compared with others: all that is decoded and hashed.

use std::hash::{BuildHasher, RandomState};

use entity::audit_event as e;
use sea_orm::QueryResult;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::super::Store;
use super::nodes::count;
use super::people::{People, telling};
use super::prove::{event_row, row_of, salt_of, text_of};
use super::record::changes_of;
use crate::error::Result;
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
    /// By its place, the id of its event and its hash; the event begins behind them.
    pub(super) fn of(row: &QueryResult, look: &Look) -> Result<Self> {
        let event = row.try_get_by_index(1)?;
        let is_there = row.try_get_by_index::<Option<Uuid>>(3)?.is_some();
        Ok(Self {
            position: count(row.try_get_by_index(0)?),
            event,
            hash: from_hex(&row.try_get_by_index::<String>(2)?),
            said: is_there.then(|| Said::of(row, 3, look)).transpose()?,
        })
    }
}

impl Said {
    /// By the row of an event, which begins at this column.
    pub(super) fn of(row: &QueryResult, first: usize, look: &Look) -> Result<Self> {
        let mut said = Self { event: row.try_get_by_index(first)?, ..Self::default() };
        // What cannot even be decoded says nothing, and the hub has not written it.
        let Ok(row) = event_row(row, first) else { return Ok(said) };
        look.people.told(&row).iter().for_each(|row| said.told.add(Sum::of(row, look)));
        said.leaf = look.store.own_leaf(&row);
        said.salt = salt_of(&row);
        said.changes = text_of(&row, e::Column::Changes).map(str::to_owned);
        Ok(said)
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
    /// Of one row as it is in the database. What cannot even be decoded is like no row.
    pub(super) fn told(row: &QueryResult, look: &Look) -> Self {
        row_of(telling(), row, 0).map_or(Self(1, 0), |row| Self::of(&row, look))
    }

    fn of(row: &[Value], look: &Look) -> Self {
        Self(1, look.hashes.hash_one(row))
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 += other.0;
        self.1 = self.1.wrapping_add(other.1);
    }
}
