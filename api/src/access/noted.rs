//! What is noted of every statement for the operator: its kind, its table and how long it took. Never its text, and never
//! a value.

use sea_orm::metric::Info;

use crate::telemetry::{figures, traces};

/// Notes a statement that was run.
pub(super) fn note(ran: &Info<'_>) {
    let (kind, table) = (kind(&ran.statement.sql), table(&ran.statement.sql));
    figures::stated(kind, ran.elapsed, ran.failed);
    traces::stated(kind, table, ran.elapsed);
}

/// The kinds of statement there are to tell apart.
const KINDS: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

fn kind(sql: &str) -> &'static str {
    KINDS.into_iter().find(|kind| sql.starts_with(kind)).unwrap_or("OTHER")
}

/// The first table that a statement names. Only such names stand in double quotes.
fn table(sql: &str) -> Option<&str> {
    let place =
        ["FROM \"", "INTO \"", "UPDATE \""].into_iter().filter_map(|before| Some(sql.find(before)? + before.len()));
    sql[place.min()?..].split('"').next()
}
