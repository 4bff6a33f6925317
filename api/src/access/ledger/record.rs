//! What an event commits to: itself, and through itself what it changed. A value that is not there is left out, so that a
//! column added later leaves every leaf as it was.

use entity::{Table, audit_event as e, history};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::Store;
use super::super::value::{is_nothing, to_json};
use super::prove::{salt_of, text_of};
use crate::error::{Error, Result};
use crate::evidence::{Hash, Salt, canonical_object, commitment, hex, leaf_of};

/// What stands beside an event's content and is not part of it.
const BESIDE: [e::Column; 3] = [e::Column::Salt, e::Column::Leaf, e::Column::Seal];

impl Store {
    /// The row of an event with its leaf, sealed as the hub's own.
    pub(in super::super) fn sealed(&self, mut row: Vec<Value>, salt: Salt) -> Result<Vec<Value>> {
        let leaf = leaf_of_event(&salt, &row);
        let values: [(e::Column, String); 3] = [
            (e::Column::Salt, hex(&salt.0)),
            (e::Column::Leaf, hex(&leaf)),
            (e::Column::Seal, self.seal_of(&salt, &leaf)),
        ];
        let events = entity::audit_events();
        for (column, value) in values {
            let field = events.column(column.as_str()).ok_or_else(|| Error::internal("the log lacks a column"))?;
            row[field.index] = value.into();
        }
        Ok(row)
    }

    /// The leaf of an event that is as the hub itself wrote it; none where somebody else has written or changed it.
    pub(super) fn own_leaf(&self, row: &[Value]) -> Option<Hash> {
        let salt = salt_of(row)?;
        let leaf = leaf_of_event(&salt, row);
        let own = text_of(row, e::Column::Leaf) == Some(&hex(&leaf))
            && text_of(row, e::Column::Seal) == Some(&self.seal_of(&salt, &leaf));
        own.then_some(leaf)
    }

    fn seal_of(&self, salt: &Salt, leaf: &Hash) -> String {
        self.log_key().seal(&[salt.0, *leaf].concat())
    }
}

/// An event as it is committed to.
pub(super) fn event_record(row: &[Value]) -> Json {
    let members = members(entity::audit_events(), row, &BESIDE);
    members.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn leaf_of_event(salt: &Salt, row: &[Value]) -> Hash {
    leaf_of(&commitment(salt.of_event(), &text(entity::audit_events(), row, &BESIDE)))
}

/// A change as its event commits to it.
pub(in super::super) fn change_hash(row: &[Value]) -> Hash {
    Sha256::digest(text(entity::changes(), row, &[history::Column::EventId])).into()
}

/// The hash of a row as a whole.
pub(super) fn hash_of(table: &Table, row: &[Value]) -> Hash {
    Sha256::digest(text::<e::Column>(table, row, &[])).into()
}

/// The commitment to all changes of an act, in the order of their ids; none where there are none.
pub(in super::super) fn changes_of(salt: &Salt, mut changes: Vec<(Uuid, Hash)>) -> Option<String> {
    changes.sort_unstable();
    let hashes: Vec<Hash> = changes.into_iter().map(|(_, hash)| hash).collect();
    (!hashes.is_empty()).then(|| hex(&commitment(salt.of_changes(), &hashes.concat())))
}

/// A row in canonical JSON, but for some of its columns.
fn text<C: IdenStatic>(table: &Table, row: &[Value], but: &[C]) -> Vec<u8> {
    canonical_object(members(table, row, but).collect())
}

fn members<'a, C: IdenStatic>(
    table: &'a Table,
    row: &'a [Value],
    but: &'a [C],
) -> impl Iterator<Item = (&'a str, Json)> {
    let fields = table.fields.iter().filter(|field| but.iter().all(|column| column.as_str() != field.column));
    let values = fields.map(|field| (field, &row[field.index])).filter(|(_, value)| !is_nothing(value));
    values.map(|(field, value)| (field.name.as_str(), to_json(value)))
}
