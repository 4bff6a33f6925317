//! What is sent again under one key is done once, and answered under the rights of the day on which it is sent.

mod parallel;
mod promises;
mod storm;
mod sweep;

use chrono::{DateTime, Utc};
use entity::{changes, keyed_act, keyed_acts, tables};
use sea_orm::ActiveValue;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::acts::own_id;
use crate::world::{Answer, World};

/// The act that most of these tests send again.
pub const ADD: &str = "mutation($key: String, $case: ID!, $input: ReportInput!, $reason: String) {
    act: reportAdd(idempotencyKey: $key, case: $case, input: $input, reason: $reason) {
      record: report { id version sourceRef } } }";

/// Adds a report to a case under a key.
async fn add(world: &World, code: &str, key: &str, case: &str, input: Json) -> Answer {
    world.ask_with(code, ADD, json!({ "key": key, "case": case, "input": input })).await
}

/// All that acts leave behind, counted: rows and versions of every table, the history, and acts in the audit log. What was
/// read is no part of it.
pub async fn effects(world: &World) -> String {
    let rows = tables().iter().chain([changes(), keyed_acts()]).map(|table| match table.column("version") {
        Some(_) => format!("(SELECT count(*) || '/' || coalesce(sum(version), 0) FROM {})", table.name),
        None => format!("(SELECT count(*) FROM {})", table.name),
    });
    let acts = "(SELECT count(*) FROM audit_event WHERE act IS NOT NULL AND CAST(refusals AS TEXT) = '[]')".to_owned();
    let all: Vec<String> = rows.chain([acts]).collect();
    world.text(&format!("SELECT '' || {}", all.join(" || ' ' || "))).await
}

/// How many keys are kept.
async fn kept(world: &World) -> usize {
    world.text("SELECT '' || count(*) FROM keyed_act").await.parse().expect("a number")
}

/// A key of an account as the hub keeps it, taken at this instant by some act.
fn line(account: Uuid, key: &str, at: DateTime<Utc>) -> keyed_act::ActiveModel {
    keyed_act::ActiveModel {
        id: ActiveValue::Set(own_id()),
        account_id: ActiveValue::Set(account),
        key: ActiveValue::Set(key.to_owned()),
        input: ActiveValue::Set("0".repeat(64)),
        record_id: ActiveValue::Set(Some(own_id())),
        created_at: ActiveValue::Set(at),
    }
}

/// Fails unless an act was refused because its key had been sent with something else.
fn reused(answer: &Answer) {
    answer.refused("IDEMPOTENCY_KEY_REUSED");
    assert!(answer.at("/data/act").is_null(), "{}", answer.text);
}
