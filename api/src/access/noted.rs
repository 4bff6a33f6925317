//! What is noted of every statement for the operator: its kind, its table and how long it took. Never its text, and never
//! a value.

use sea_orm::metric::Info;

use crate::telemetry::figures;

/// Notes a statement that was run.
pub(super) fn note(ran: &Info<'_>) {
    figures::stated(kind(&ran.statement.sql), ran.elapsed, ran.failed);
}

/// The kinds of statement there are to tell apart.
const KINDS: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

fn kind(sql: &str) -> &'static str {
    KINDS.into_iter().find(|kind| sql.starts_with(kind)).unwrap_or("OTHER")
}
