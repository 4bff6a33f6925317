//! Opaque global ids and cursors: they hold a type and an id, and nothing a viewer may not read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::{Table, shown_tables, tables};
use uuid::{Uuid, Version};

use crate::error::{Error, Result};

/// The global id of a record.
pub fn encode(table: &Table, id: Uuid) -> String {
    let mut bytes = table.type_name.as_bytes().to_vec();
    bytes.push(b':');
    bytes.extend_from_slice(id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The table and id a global id names; `None` where it is none of ours.
pub fn decode(text: &str) -> Option<(&'static Table, Uuid)> {
    decode_node(text).filter(|(found, _)| tables().iter().any(|table| table.name == found.name))
}

/// The same, also of what stands apart: a change, an audit event.
pub fn decode_node(text: &str) -> Option<(&'static Table, Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (type_name, id) = bytes.split_at_checked(bytes.len().checked_sub(17)?)?;
    let table = shown_tables().find(|table| table.type_name.as_bytes() == type_name)?;
    let id = id.strip_prefix(b":")?;
    Some((table, Uuid::from_slice(id).ok()?))
}

/// The id of a record of `table`, sent as its global id or, by a client that made it, as the UUID itself.
pub fn of(table: &Table, text: &str) -> Option<Uuid> {
    match decode(text) {
        Some((found, id)) => (found.name == table.name).then_some(id),
        None => Uuid::try_parse(text).ok(),
    }
}

/// The UUIDv7 a client made for a new record.
pub fn made_by_client(path: &str, text: &str) -> Result<Uuid> {
    match Uuid::try_parse(text) {
        Ok(id) if id.get_version() == Some(Version::SortRand) => Ok(id),
        _ => Err(Error::invalid(path, "is not a UUID of version 7 (RFC 9562). Make one, or leave it out")),
    }
}

/// The cursor of a record in a connection.
pub fn cursor(id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(id.as_bytes())
}

/// The record a cursor names.
pub fn of_cursor(path: &str, text: &str) -> Result<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes
        .and_then(|bytes| Uuid::from_slice(&bytes).ok())
        .ok_or_else(|| Error::invalid(path, "is no cursor. Send one that the connection gave, unchanged"))
}
