//! On SQLite the log is looked over many records at a time, as one text: what a value holds is taken for no second value, and
//! for no second record.

use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, Statement};

use super::tamper::take_away_triggers;
use crate::world::{Database, World};

/// Stand between two values and between two records.
const BETWEEN: [&str; 2] = ["\u{1f}", "\u{1e}"];

/// The statement by which a table is looked over.
async fn statement_on(world: &World, table: &str) -> Statement {
    let (mut store, asked) = (world.store.clone(), Arc::new(Mutex::new(None)));
    let (keep, from) = (Arc::clone(&asked), format!("FROM {table} "));
    store.observe(move |statement| {
        if statement.sql.contains(&from) {
            keep.lock().expect("kept").get_or_insert_with(|| statement.clone());
        }
    });
    assert_eq!(store.verify_log(&[], |_| ()).await.expect("verified").findings, 0);
    asked.lock().expect("kept").clone().expect("it is looked over")
}

/// The text that it answers.
async fn text_by(world: &World, statement: &Statement) -> String {
    let row = world.sql.query_one_raw(statement.clone()).await.expect("asked").expect("a row");
    String::from_utf8(row.try_get_by_index(2).expect("a text")).expect("UTF-8")
}

#[tokio::test]
async fn a_record_within_a_value_is_none() {
    let world = World::new(Database::Sqlite).await;
    let victims = "victims: { add: [{ person: { familyName: \"Molapo\" } }, { person: { familyName: \"Mokoena\" } }] }";
    let open =
        format!("mutation {{ caseOpen(input: {{}}, draft: true, sections: {{ {victims} }}) {{ case {{ id }} }} }}");
    world.ask("POLICE", &open).await.ok();
    world.sequence().await;
    let statement = statement_on(&world, "person_access").await;
    let before = text_by(&world, &statement).await;
    let looks: Vec<Vec<&str>> = before.split(BETWEEN[1]).map(|look| look.split(BETWEEN[0]).collect()).collect();
    // One act looked at two people: what is told of them differs in whom it is told of alone.
    let [one, other] = looks
        .windows(2)
        .find_map(|pair| {
            <&[_; 2]>::try_from(pair).ok().filter(|[one, other]| !one[3].is_empty() && one[3..] == other[3..])
        })
        .expect("two looks of one act");
    let act = [one[3..].join(BETWEEN[0]), other[..=3].join(BETWEEN[0])].join(BETWEEN[1]);
    let act = act.strip_prefix('=').expect("an act");
    take_away_triggers(&world, "person_access").await;
    let quoted = |key: &str| format!("x'{}'", key.strip_prefix('=').expect("a key"));
    world.execute(&format!("UPDATE person_access SET act = '{act}' WHERE id = {}", quoted(one[0]))).await;
    world.execute(&format!("DELETE FROM person_access WHERE id = {}", quoted(other[0]))).await;
    assert_eq!(text_by(&world, &statement).await, before, "the text is the same");
    assert!(world.verify().await.findings > 0, "and one look is gone");
}

async fn a_value_that_parts_others_is_found(world: World) {
    world.keep_busy(3).await;
    world.sequence().await;
    take_away_triggers(&world, "audit_event").await;
    let one = "WHERE id = (SELECT event_id FROM audit_leaf WHERE position = 1)";
    world.execute(&format!("CREATE TABLE kept AS SELECT * FROM audit_event {one}")).await;
    let mut values = vec!["'a\u{1f}=b'", "'a\u{1e}b'", "'\u{1e}'", "''", "'='", "(SELECT UPPER(seal) FROM kept)"];
    if world.database == Database::Sqlite {
        // PostgreSQL holds no such text.
        values.push("(SELECT seal || CHAR(0) || 'b' FROM kept)");
        values.push("(SELECT CAST(seal AS BLOB) FROM kept)");
        values.push("CAST(x'ff' AS TEXT)");
    }
    for value in values {
        world.execute(&format!("UPDATE audit_event SET seal = {value} {one}")).await;
        assert!(world.verify().await.findings > 0, "{value:?}");
    }
    world.execute(&format!("UPDATE audit_event SET seal = (SELECT seal FROM kept) {one}")).await;
    assert_eq!(world.verify().await.findings, 0);
    if world.database == Database::Sqlite {
        // It takes a key of another kind, which comes before all others.
        let columns: Vec<&str> = entity::audit_events().fields.iter().map(|field| field.column).skip(1).collect();
        let columns = columns.join(", ");
        world
            .execute(&format!("INSERT INTO audit_event (id, {columns}) SELECT 'sixteen letters.', {columns} FROM kept"))
            .await;
        assert!(world.verify().await.findings > 0, "a key that is text");
    }
}

/// What somebody says may hold what stands between values, and is no tampering.
async fn whatever_is_said_can_be_looked_over(world: World) {
    let act = "mutation($reason: String!) { caseOpen(input: {}, draft: true, reason: $reason) { case { id } } }";
    for reason in [format!("a{}b", BETWEEN[0]), BETWEEN[1].to_owned(), "#23".to_owned(), "=a".to_owned()] {
        world.ask_with("POLICE", act, serde_json::json!({ "reason": reason })).await.ok();
    }
    world.sequence().await;
    let found = world.verify().await;
    assert_eq!((found.findings, found.first), (0, Vec::new()));
}

on_both!(a_value_that_parts_others_is_found, whatever_is_said_can_be_looked_over);
