//! What an event commits to: itself, and through itself what it changed. A value that is not there is left out, so that a
//! column added later leaves every leaf as it was.

use std::borrow::Cow;
use std::sync::LazyLock;

use entity::{Field, Table, audit_event as e, history};
use sea_orm::sea_query::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::Store;
use super::super::value::{is_nothing, to_json};
use crate::evidence::{Hash, Member, Salt, canonical_object, commitment, from_hex, hex, leaf_of};

/// What is committed to of an event: all but what stands beside its content.
static OF_EVENT: LazyLock<Vec<&Field>> = LazyLock::new(|| {
    let beside = [e::Column::Salt, e::Column::Leaf, e::Column::Seal];
    all_but(entity::audit_events(), &beside.map(|column| column as usize))
});

/// What is committed to of a change: all but which event tells of it.
static OF_CHANGE: LazyLock<Vec<&Field>> =
    LazyLock::new(|| all_but(entity::changes(), &[history::Column::EventId as usize]));

/// What a record holds, by the places of its columns; none where nothing is there.
pub(super) type Members<'a> = [Option<Member<'a>>];

impl Store {
    /// The row of an event with its leaf, sealed as the hub's own.
    pub(in super::super) fn sealed(&self, mut row: Vec<Value>, salt: Salt) -> Vec<Value> {
        let leaf = leaf_of_event(&salt, &members(&row));
        row[e::Column::Salt as usize] = hex(&salt.0).into();
        row[e::Column::Leaf as usize] = hex(&leaf).into();
        row[e::Column::Seal as usize] = self.seal_of(&salt, &leaf).into();
        row
    }

    /// The leaf of an event that is as the hub itself wrote it; none where somebody else has written or changed it.
    pub(super) fn own_leaf(&self, event: &Members) -> Option<Hash> {
        let salt = salt_of(event)?;
        let leaf = leaf_of_event(&salt, event);
        let own = text_of(event, e::Column::Leaf) == Some(&hex(&leaf))
            && text_of(event, e::Column::Seal) == Some(&self.seal_of(&salt, &leaf));
        own.then_some(leaf)
    }

    fn seal_of(&self, salt: &Salt, leaf: &Hash) -> String {
        self.log_key().seal(&[salt.0, *leaf].concat())
    }
}

/// What a row of values holds.
pub(super) fn members(row: &[Value]) -> Vec<Option<Member<'_>>> {
    row.iter().map(member).collect()
}

fn member(value: &Value) -> Option<Member<'_>> {
    match value {
        Value::String(text) => text.as_deref().map(Member::Text),
        Value::Uuid(id) => id.map(Member::Id),
        Value::Json(json) => json.as_deref().map(|json| Member::Json(Cow::Borrowed(json))),
        _ => (!is_nothing(value)).then(|| Member::Json(Cow::Owned(to_json(value)))),
    }
}

/// The text in a column of an event.
pub(super) fn text_of<'a>(event: &'a Members, column: e::Column) -> Option<&'a str> {
    event[column as usize].as_ref()?.text()
}

/// What salts an event.
pub(super) fn salt_of(event: &Members) -> Option<Salt> {
    from_hex(text_of(event, e::Column::Salt)?).map(Salt)
}

/// An event as it is committed to, in canonical form.
pub(super) fn text_of_event(event: &Members) -> Vec<u8> {
    canonical_object(committed(&OF_EVENT, event))
}

fn leaf_of_event(salt: &Salt, event: &Members) -> Hash {
    leaf_of(&commitment(salt.of_event(), &text_of_event(event)))
}

/// A change as its event commits to it.
pub(super) fn hash_of_change(change: &Members) -> Hash {
    Sha256::digest(canonical_object(committed(&OF_CHANGE, change))).into()
}

/// The same, by its row.
pub(in super::super) fn change_hash(row: &[Value]) -> Hash {
    hash_of_change(&members(row))
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

/// What is there of these fields, each with its name.
fn committed<'a>(fields: &'a [&Field], record: &'a Members<'a>) -> Vec<(&'a str, &'a Member<'a>)> {
    let mut committed = Vec::with_capacity(fields.len());
    committed.extend(fields.iter().filter_map(|field| Some((field.name.as_str(), record[field.index].as_ref()?))));
    committed
}
