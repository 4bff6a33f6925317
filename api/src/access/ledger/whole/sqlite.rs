//! Rows of SQLite, written as PostgreSQL sends its own. SQLite holds in a column whatever it is given: what is not of the
//! column's form cannot be read.

use std::path::Path;
use std::str::from_utf8;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use tokio::sync::mpsc::Sender;
use tokio::task::{JoinHandle, spawn_blocking};

use super::row::{EPOCH, JSON, NOTHING, UNREADABLE};
use super::rows::{Form, Plain, Rows};
use super::{Lot, TOGETHER};
use crate::error::{Error, Result};

/// What is seen is what there is at the first reading, and not at the beginning.
const BEGIN: &str = "BEGIN; SELECT COUNT(*) FROM sqlite_schema";

/// How long a row mostly is at most.
const MOSTLY: usize = 1_024;

pub(super) fn open(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let connection = Connection::open_with_flags(file, flags).map_err(Error::internal)?;
    connection.execute_batch(BEGIN).map_err(Error::internal)?;
    Ok(connection)
}

/// Where a table counts for one that is no view and nothing made by a module.
pub(super) fn such(table: &Plain) -> String {
    format!("sqlite_schema WHERE name = '{}' AND type = 'table' AND rootpage > 0", table.name)
}

/// Hands on rows from a thread of its own.
pub(super) fn read(connection: Arc<Mutex<Connection>>, rows: &Rows, out: Sender<Result<Lot>>) -> JoinHandle<()> {
    let (sql, forms) = (rows.sql(), Arc::clone(&rows.forms));
    spawn_blocking(move || {
        let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = hand_on(&connection, &sql, &forms, &out) {
            // Nobody asks any more where this is not taken.
            out.blocking_send(Err(Error::internal(error))).ok();
        }
    })
}

fn hand_on(connection: &Connection, sql: &str, forms: &[Form], out: &Sender<Result<Lot>>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query_map([], |row| written(row, forms))?;
    loop {
        let lot = rows.by_ref().take(TOGETHER).collect::<rusqlite::Result<Lot>>()?;
        if lot.is_empty() || out.blocking_send(Ok(lot)).is_err() {
            return Ok(());
        }
    }
}

fn written(row: &Row, forms: &[Form]) -> rusqlite::Result<Bytes> {
    let mut written = Vec::with_capacity(MOSTLY);
    written.extend_from_slice(&0_i16.to_be_bytes());
    for (place, form) in forms.iter().enumerate() {
        write(&mut written, *form, row.get_ref(place)?);
    }
    Ok(written.into())
}

fn write(row: &mut Vec<u8>, form: Form, value: ValueRef) {
    match (form, value) {
        (_, ValueRef::Null) => row.extend_from_slice(&NOTHING.to_be_bytes()),
        (Form::Id, ValueRef::Blob(id)) => put(row, &[id]),
        (Form::Text, ValueRef::Text(text)) => put(row, &[text]),
        (Form::Json, ValueRef::Text(text)) => put(row, &[&[JSON], text]),
        (Form::Number, ValueRef::Integer(number)) => put(row, &[&number.to_be_bytes()]),
        (Form::Instant, ValueRef::Text(text)) => match micros(text) {
            Some(micros) => put(row, &[&micros.to_be_bytes()]),
            None => put(row, &[UNREADABLE]),
        },
        _ => put(row, &[UNREADABLE]),
    }
}

fn put(row: &mut Vec<u8>, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    // SQLite holds no longer value.
    row.extend_from_slice(&i32::try_from(length).unwrap_or(i32::MAX).to_be_bytes());
    parts.iter().for_each(|part| row.extend_from_slice(part));
}

/// Only of an instant as the hub writes it, which is to the microsecond.
fn micros(text: &[u8]) -> Option<i64> {
    let micros = DateTime::parse_from_rfc3339(from_utf8(text).ok()?).ok()?.timestamp_micros();
    let written = DateTime::from_timestamp_micros(micros)?.to_rfc3339_opts(SecondsFormat::AutoSi, false);
    (written.as_bytes() == text).then_some(micros - EPOCH.timestamp_micros())
}
