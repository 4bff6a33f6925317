//! What an event commits to: itself, and through itself what it changed. A value that is not there is left out, so that a
//! column added later leaves every leaf as it was.

use std::borrow::Cow;
use std::sync::LazyLock;

use entity::{Field, Table, audit_event as e, history};
use sea_orm::sea_query::Value;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::Store;
use super::super::value::{is_nothing, to_json};
use super::prove::{salt_of, text_of};
use crate::evidence::{Hash, Member, Salt, canonical_object, commitment, hex, leaf_of};

/// What is committed to of an event: all but what stands beside its content.
static OF_EVENT: LazyLock<Vec<&Field>> = LazyLock::new(|| {
    let beside = [e::Column::Salt, e::Column::Leaf, e::Column::Seal];
    all_but(entity::audit_events(), &beside.map(|column| column as usize))
});

/// What is committed to of a change: all but which event tells of it.
static OF_CHANGE: LazyLock<Vec<&Field>> =
    LazyLock::new(|| all_but(entity::changes(), &[history::Column::EventId as usize]));

impl Store {
    /// The row of an event with its leaf, sealed as the hub's own.
    pub(in super::super) fn sealed(&self, mut row: Vec<Value>, salt: Salt) -> Vec<Value> {
        let leaf = leaf_of_event(&salt, &row);
        row[e::Column::Salt as usize] = hex(&salt.0).into();
        row[e::Column::Leaf as usize] = hex(&leaf).into();
        row[e::Column::Seal as usize] = self.seal_of(&salt, &leaf).into();
        row
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
    let members = values(&OF_EVENT, row).map(|(name, value)| (name.to_owned(), to_json(value)));
    members.collect::<Map<_, _>>().into()
}

fn leaf_of_event(salt: &Salt, row: &[Value]) -> Hash {
    leaf_of(&commitment(salt.of_event(), &canonical_object(members(&OF_EVENT, row))))
}

/// A change as its event commits to it.
pub(in super::super) fn change_hash(row: &[Value]) -> Hash {
    Sha256::digest(canonical_object(members(&OF_CHANGE, row))).into()
}

/// The commitment to all changes of an act, in the order of their ids; none where there are none.
pub(in super::super) fn changes_of(salt: &Salt, mut changes: Vec<(Uuid, Hash)>) -> Option<String> {
    changes.sort_unstable();
    let hashes: Vec<Hash> = changes.into_iter().map(|(_, hash)| hash).collect();
    (!hashes.is_empty()).then(|| hex(&commitment(salt.of_changes(), &hashes.concat())))
}

/// The fields of a table but those at these places, in the order of their names: sorted rows are soon sorted again.
fn all_but(table: &'static Table, places: &[usize]) -> Vec<&'static Field> {
    let mut fields: Vec<_> = table.fields.iter().filter(|field| !places.contains(&field.index)).collect();
    fields.sort_unstable_by_key(|field| &field.name);
    fields
}

/// What a row holds in these fields, but for what is not there.
fn values<'a>(fields: &'a [&Field], row: &'a [Value]) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let values = fields.iter().map(|field| (field.name.as_str(), &row[field.index]));
    values.filter(|(_, value)| !is_nothing(value))
}

fn members<'a>(fields: &'a [&Field], row: &'a [Value]) -> Vec<(&'a str, Member<'a>)> {
    let mut members = Vec::with_capacity(fields.len());
    members.extend(values(fields, row).map(|(name, value)| (name, member(value))));
    members
}

fn member(value: &Value) -> Member<'_> {
    match value {
        Value::String(Some(text)) => Member::Text(text),
        Value::Uuid(Some(id)) => Member::Id(*id),
        Value::Json(Some(json)) => Member::Json(Cow::Borrowed(json)),
        _ => Member::Json(Cow::Owned(to_json(value))),
    }
}
