//! What somebody other than the hub has written among the events stays out of the log, and is named.

use entity::audit_event;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value as Json;
use tip_hub::access::{Finding, LOOK, ROUND};
use tip_hub::clock::Clock;
use tip_hub::evidence::{Salt, canonical, commitment, from_hex, hex, leaf_of};
use uuid::Uuid;

use crate::world::{Database, World};

/// Writes a copy of an event, with something else in these columns; answers its id.
async fn copied(world: &World, others: &[&str]) -> Uuid {
    let id = Clock::system().id();
    let own = match world.database {
        Database::Postgres => format!("'{id}'"),
        Database::Sqlite => format!("x'{}'", id.simple()),
    };
    let columns: Vec<&str> = entity::audit_events().fields.iter().map(|field| field.column).collect();
    let values = columns.iter().map(|column| match *column {
        "id" => own.as_str(),
        column if others.contains(&column) => "'00'",
        column => column,
    });
    let (values, columns) = (values.collect::<Vec<_>>().join(", "), columns.join(", "));
    let newest = "FROM audit_event WHERE seal <> '00' ORDER BY created_at DESC LIMIT 1";
    world.execute(&format!("INSERT INTO audit_event ({columns}) SELECT {values} {newest}")).await;
    id
}

async fn what_the_hub_has_not_written_is_no_event(world: World) {
    world.keep_busy(10).await;
    world.sequence().await;
    let before = world.verify().await;
    assert_eq!(before.findings, 0);
    let mut strangers =
        vec![copied(&world, &[]).await, copied(&world, &["seal"]).await, copied(&world, &["salt", "leaf"]).await];
    if world.database == Database::Sqlite {
        // It takes what is no instant, and nothing can decode.
        strangers.push(copied(&world, &["created_at"]).await);
    }
    assert_eq!(world.store.sequence().await.expect("the log stands"), 0);
    let found = world.verify().await;
    assert_eq!(found.leaves, before.leaves);
    for stranger in strangers {
        assert!(found.first.contains(&Finding::EventForeign(stranger)), "{:?}", found.first);
    }
    // The hub goes on beside them.
    world.keep_busy(10).await;
    assert!(world.store.sequence().await.expect("the log grows") > 0);
    assert_eq!(world.verify().await.findings, found.findings);
}

/// Whoever knows how a leaf is made can make that of an event of their own, and has only the seals of others to put to it.
async fn a_leaf_under_the_seal_of_another_event_is_no_event(world: World) {
    world.keep_busy(3).await;
    world.log_holds().await;
    let copy = copied(&world, &[]).await;
    let row = audit_event::Entity::find_by_id(copy).one(&world.sql).await.expect("asked").expect("the copy");
    let (note, _) = world.store.log_head(0).await.expect("asked").expect("signed");
    let newest = audit_event::Entity::find().filter(audit_event::Column::Leaf.eq(&row.leaf));
    let newest =
        newest.filter(audit_event::Column::Id.ne(copy)).one(&world.sql).await.expect("asked").expect("its model");
    let proof = world.store.prove(newest.id, note).await.expect("asked").expect("a proof");
    let salt = Salt(from_hex(&newest.salt).expect("a salt"));
    let leaf = |record: &Json| hex(&leaf_of(&commitment(salt.of_event(), &canonical(record))));
    assert_eq!(leaf(&proof.record), newest.leaf, "this is how the hub makes it");

    let mut record = proof.record.clone();
    record["id"] = copy.to_string().into();
    super::tamper::take_away_triggers(&world, "audit_event").await;
    let mine = audit_event::ActiveModel { leaf: Set(leaf(&record)), ..row.into() };
    mine.update(&world.sql).await.expect("written");
    let _ = world.store.sequence().await.expect("the log stands");
    let found = world.verify().await;
    assert_eq!(found.first, [Finding::EventForeign(copy)]);
}

/// Writes so many copies of an event at once, each under an id of its own.
async fn crowd(world: &World, strangers: usize) {
    let id = match world.database {
        Database::Postgres => "gen_random_uuid()",
        Database::Sqlite => "randomblob(16)",
    };
    let columns: Vec<&str> = entity::audit_events().fields.iter().map(|field| field.column).collect();
    let values: Vec<&str> = columns.iter().map(|column| if *column == "id" { id } else { *column }).collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    let counted = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {strangers})");
    let one = "(SELECT * FROM audit_event LIMIT 1) AS one, n";
    world.execute(&format!("INSERT INTO audit_event ({columns}) {counted} SELECT {values} FROM {one}")).await;
}

/// As many as are looked at together, before the hub's own and after them.
async fn a_crowd_of_strangers_hides_no_event_and_is_counted(world: World) {
    world.keep_busy(10).await;
    world.sequence().await;
    for crowd_first in [true, false] {
        if crowd_first {
            crowd(&world, ROUND).await;
        }
        world.keep_busy(3).await;
        if !crowd_first {
            crowd(&world, ROUND).await;
        }
        world.sequence().await;
    }
    let found = world.verify().await;
    assert!(found.findings >= 2 * ROUND as u64, "{}", found.findings);
    assert_eq!(found.first.len(), 100, "no more are named");
}

/// A server that begins looks at all events, so many in one transaction, and comes to the last of them.
async fn a_server_that_begins_looks_on_until_the_end(mut world: World) {
    world.keep_busy(3).await;
    world.sequence().await;
    crowd(&world, usize::try_from(LOOK).expect("small") + ROUND).await;
    world.keep_busy(3).await;
    world.store = world.another_server().await;
    if world.database == Database::Sqlite {
        // Nobody holds it up there.
        assert!(world.store.sequence().await.expect("the log grows") > 3);
    }
    world.sequence().await;
}

/// Where somebody has cut the table short, or put another back, the database counts from earlier numbers on.
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_into_a_database_that_counts_anew_is_found() {
    let world = World::new(Database::Sqlite).await;
    world.keep_busy(40).await;
    world.sequence().await;
    super::tamper::take_away_triggers(&world, "audit_event").await;
    world.execute("DELETE FROM audit_event WHERE rowid > 5").await;
    world.keep_busy(3).await;
    assert!(world.store.sequence().await.expect("the log grows") >= 3);
    assert_eq!(world.verify().await.waiting, 0);
}

/// A change that no event tells of and that names no case is shown as an officer's all the same, wherever its record is.
async fn a_change_of_no_event_is_found(world: World) {
    world.keep_busy(3).await;
    world.sequence().await;
    assert_eq!(world.verify().await.findings, 0);
    let columns: Vec<&str> = entity::changes().fields.iter().map(|field| field.column).collect();
    let uuid = if world.database == Database::Postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    let values = columns.iter().map(|column| match *column {
        "id" => uuid,
        "event_id" | "case_id" => "NULL",
        "reason" => "'smuggled'",
        column => column,
    });
    let (columns, values) = (columns.join(", "), values.collect::<Vec<_>>().join(", "));
    world.execute(&format!("INSERT INTO history ({columns}) SELECT {values} FROM history LIMIT 1")).await;
    let found = world.verify().await;
    assert!(matches!(found.first[..], [Finding::HistoryForeign(_)]), "{:?}", found.first);
}

/// Events that were waiting in a backup are told by the numbers of another cluster's transactions.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_waiting_in_another_cluster_comes_into_the_tree() {
    let mut world = World::new(Database::Postgres).await;
    world.keep_busy(5).await;
    world.sequence().await;
    world.keep_busy(5).await;
    super::tamper::take_away_triggers(&world, "audit_event").await;
    let far = "(pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000)::text::xid8";
    world
        .execute(&format!(
            "UPDATE audit_event SET xid = {far} WHERE NOT EXISTS (SELECT 1 FROM audit_leaf WHERE event_id = audit_event.id)"
        ))
        .await;
    world.log_holds().await;
    world.keep_busy(1).await;
    world.store = world.another_server().await;
    world.log_holds().await;
}

on_both!(
    what_the_hub_has_not_written_is_no_event,
    a_leaf_under_the_seal_of_another_event_is_no_event,
    a_change_of_no_event_is_found,
    a_crowd_of_strangers_hides_no_event_and_is_counted,
    a_server_that_begins_looks_on_until_the_end,
);
