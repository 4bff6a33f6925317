//! Whatever a value holds, it is taken for no other value; and what is not of its column's form is not as it was written.

use tip_hub::access::Finding;
use uuid::Uuid;

use super::tamper::take_away_triggers;
use crate::world::{Database, World};

/// Values of other columns of an event.
const OF_ANOTHER_FORM: [(&str, &str); 5] = [
    ("records", "CAST(records AS BLOB)"),
    ("act", "CAST('0190' AS BLOB)"),
    ("created_at", "CAST(created_at AS BLOB)"),
    ("created_at", "REPLACE(REPLACE(created_at, 'T', ' '), '+00:00', 'Z')"),
    // It is the same to the microsecond.
    (
        "created_at",
        "REPLACE(created_at, '+00:00',
            CASE LENGTH(created_at) WHEN 25 THEN '.0000001' WHEN 29 THEN '0001' ELSE '1' END || '+00:00')",
    ),
];

async fn a_value_of_another_form_is_found(world: World) {
    world.keep_busy(3).await;
    world.sequence().await;
    take_away_triggers(&world, "audit_event").await;
    let one = "WHERE id = (SELECT event_id FROM audit_leaf WHERE position = 1)";
    world.execute(&format!("CREATE TABLE kept AS SELECT * FROM audit_event {one}")).await;
    let mut values =
        ["'a\u{1f}=b'", "'a\u{1e}b'", "''", "(SELECT UPPER(seal) FROM kept)"].map(|value| ("seal", value)).to_vec();
    if world.database == Database::Sqlite {
        // PostgreSQL holds none of these.
        let seals = [
            "(SELECT seal || CHAR(0) || 'b' FROM kept)",
            "(SELECT CAST(seal AS BLOB) FROM kept)",
            "CAST(x'ff' AS TEXT)",
        ];
        values.extend(seals.map(|value| ("seal", value)));
        values.extend(OF_ANOTHER_FORM);
    }
    for (column, value) in values {
        world.execute(&format!("UPDATE audit_event SET {column} = {value} {one}")).await;
        assert!(world.verify().await.findings > 0, "{column} {value:?}");
        world.execute(&format!("UPDATE audit_event SET {column} = (SELECT {column} FROM kept) {one}")).await;
        assert_eq!(world.verify().await.findings, 0, "{column} is as it was");
    }
    if world.database == Database::Sqlite {
        // It takes a key of another kind, which comes before all others.
        let columns: Vec<&str> = entity::audit_events().fields.iter().map(|field| field.column).skip(1).collect();
        let columns = columns.join(", ");
        world
            .execute(&format!("INSERT INTO audit_event (id, {columns}) SELECT 'sixteen letters.', {columns} FROM kept"))
            .await;
        assert!(world.verify().await.findings > 0, "a key that is text");
        let waiting = Uuid::from_u128(1);
        let key = format!("x'{}'", waiting.simple());
        world.execute(&format!("INSERT INTO audit_event (id, {columns}) SELECT {key}, {columns} FROM kept")).await;
        world.execute(&format!("UPDATE audit_event SET records = CAST(records AS BLOB) WHERE id = {key}")).await;
        let found = world.verify().await.first;
        assert!(found.contains(&Finding::EventForeign(waiting)), "{found:?}");
    }
}

/// What is done to a table, so that it holds what cannot be read, or holds it in another type.
const UNREADABLE: [(Database, &str, &str); 13] = [
    (
        Database::Sqlite,
        "person",
        "PRAGMA foreign_keys = OFF; UPDATE person SET case_id = 'x'; DELETE FROM person_access",
    ),
    (
        Database::Sqlite,
        "person",
        "PRAGMA foreign_keys = OFF; UPDATE person SET victim_id = 'x'; DELETE FROM person_access",
    ),
    (Database::Sqlite, "person_access", "UPDATE person_access SET created_at = REPLACE(created_at, '+00:00', 'Z')"),
    (Database::Sqlite, "audit_subtree", "INSERT INTO audit_subtree (level, place, hash) VALUES (-1, 0, 'x')"),
    (Database::Sqlite, "audit_subtree", "INSERT INTO audit_subtree (level, place, hash) VALUES (8, 'x', 'x')"),
    (
        Database::Postgres,
        "audit_event",
        "ALTER TABLE audit_event ALTER COLUMN seal DROP DEFAULT, ALTER COLUMN seal TYPE bytea USING seal::bytea",
    ),
    (
        Database::Postgres,
        "audit_event",
        "ALTER TABLE audit_event DROP CONSTRAINT ck_audit_event_records,
            ALTER COLUMN records TYPE text USING E'\\x01' || records::text",
    ),
    (
        Database::Postgres,
        "audit_event",
        "ALTER TABLE audit_event ALTER COLUMN created_at TYPE bigint
            USING EXTRACT(EPOCH FROM created_at - '2000-01-01Z'::timestamptz) * 1000000",
    ),
    // What stands in a table's place may show one thing to the hub, and another to whoever looks it over.
    (Database::Sqlite, "history", "ALTER TABLE history RENAME TO real; CREATE VIEW history AS SELECT * FROM real"),
    (Database::Postgres, "history", "ALTER TABLE history RENAME TO real; CREATE VIEW history AS SELECT * FROM real"),
    (Database::Postgres, "audit_event", "ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY"),
    (Database::Postgres, "audit_leaf", "CREATE TABLE more () INHERITS (audit_leaf)"),
    (
        Database::Postgres,
        "history",
        "CREATE TYPE citext AS ENUM ('sex', 'age');
            CREATE FUNCTION lie(citext) RETURNS text LANGUAGE sql AS $$ SELECT 'sex' $$;
            CREATE CAST (citext AS text) WITH FUNCTION lie(citext);
            ALTER TABLE history ALTER COLUMN field TYPE citext USING 'age'",
    ),
];

#[tokio::test]
async fn what_cannot_be_read_is_found() {
    for (database, table, change) in UNREADABLE {
        let world = World::new(database).await;
        world.open_with_victim(serde_json::json!({ "person": { "familyName": "Molapo" } })).await;
        world.log_holds().await;
        take_away_triggers(&world, table).await;
        take_away_triggers(&world, "person_access").await;
        world.execute(change).await;
        assert!(world.verify().await.findings > 0, "{change}");
    }
}

/// The same event twice, before either is in the tree.
#[tokio::test]
async fn an_event_that_waits_twice_is_found() {
    let world = World::new(Database::Postgres).await;
    world.keep_busy(3).await;
    world.sequence().await;
    world.read("POLICE", &world.open("POLICE", serde_json::json!({})).await, "caseNo").await.ok();
    assert_eq!(world.verify().await.findings, 0);
    let newest = "SELECT * FROM audit_event WHERE changes IS NULL ORDER BY id DESC LIMIT 1";
    world.execute(&unseen_by_its_key(newest)).await;
    let found = world.verify().await;
    assert!(matches!(found.first[..], [Finding::EventForeign(_)]), "{found:?}");
}

/// Puts events into the table that their key does not lead to.
fn unseen_by_its_key(events: &str) -> String {
    let ready =
        |ready| format!("UPDATE pg_index SET indisready = {ready} WHERE indexrelid = 'audit_event_pkey'::regclass");
    [ready("FALSE"), format!("INSERT INTO audit_event {events}"), ready("TRUE")].join("; ")
}

#[tokio::test]
async fn what_no_key_leads_to_is_counted() {
    let world = World::new(Database::Postgres).await;
    world.keep_busy(3).await;
    world.log_holds().await;
    world.execute(&unseen_by_its_key("SELECT * FROM audit_event LIMIT 1")).await;
    assert_eq!(world.verify().await.first, [Finding::EventsHidden(1)]);
}

/// The log is looked over in its own order, in whatever order the database holds it.
async fn a_row_that_was_put_back_is_no_finding(world: World) {
    for _ in 0..3 {
        world.keep_busy(2).await;
        world.sequence().await;
    }
    let before = world.log_holds().await;
    assert!(before.checkpoints > 2, "{before:?}");
    for table in ["audit_event", "audit_leaf", "audit_checkpoint", "person_access", "history"] {
        take_away_triggers(&world, table).await;
        for statement in [
            format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"),
            format!("DELETE FROM {table}"),
            format!("INSERT INTO {table} SELECT * FROM kept_{table} ORDER BY 1 DESC"),
        ] {
            world.execute(&statement).await;
        }
    }
    let after = world.verify().await;
    assert_eq!((after.findings, after.leaves, after.changes), (0, before.leaves, before.changes), "{after:?}");
}

/// What somebody says may hold anything, and is no tampering.
async fn whatever_is_said_can_be_looked_over(world: World) {
    let act = "mutation($reason: String!) { caseOpen(input: {}, draft: true, reason: $reason) { case { id } } }";
    for reason in ["a\u{1f}b", "\u{1e}", "\"a\\u0041\"", "\u{2028}\u{1f600}"] {
        world.ask_with("POLICE", act, serde_json::json!({ "reason": reason })).await.ok();
    }
    world.sequence().await;
    let found = world.verify().await;
    assert_eq!((found.findings, found.first), (0, Vec::new()));
}

on_both!(a_value_of_another_form_is_found, a_row_that_was_put_back_is_no_finding, whatever_is_said_can_be_looked_over);
