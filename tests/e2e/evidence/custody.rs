//! While the hub serves, somebody with every right on the database takes of its log what was signed: from then on no change is
//! let in.

use std::time::Instant;

use serde_json::json;
use tip_hub::custody::{Custody, HeadFile};

use super::HELD_BACK;
use crate::world::{Answer, Database, World};

/// What is done to the log, by name, and whether it is seen before another head is signed.
const TAMPERINGS: [(&str, &str, bool); 5] = [
    (
        "the newest head is another",
        "UPDATE audit_checkpoint SET note = 'x' WHERE size = (SELECT MAX(size) FROM audit_checkpoint)",
        true,
    ),
    (
        "the newest head is gone",
        "DELETE FROM audit_checkpoint WHERE size = (SELECT MAX(size) FROM audit_checkpoint)",
        true,
    ),
    ("no head is left", "DELETE FROM audit_checkpoint", true),
    // The hub knows the edge of the tree, and goes on from there once before it asks the database for a proof.
    ("the leaves are gone", "DELETE FROM audit_leaf", false),
    ("the newest leaves are gone", "DELETE FROM audit_leaf WHERE position > 20", false),
];

async fn whoever_tampers_under_a_hub_that_serves_is_found_out(world: World) {
    world.keep_busy(40).await;
    let case = world.open_shared_case("POLICE").await;
    for (number, (what, statement, at_once)) in TAMPERINGS.into_iter().enumerate() {
        // Another server of the same database, which has seen nothing yet.
        let store = world.another_server().await;
        let folder = tempfile::tempdir().expect("a folder");
        let custody = Custody::begin(store.clone(), HeadFile::within(folder.path()), Vec::new()).await.expect("begun");
        custody.tick().await.expect("kept");
        write(&world, &case, number).await.ok();
        custody.tick().await.expect("kept");
        assert!(store.is_trusted(), "nobody has tampered yet: {what}");
        let heads = heads(&world).await;
        for table in ["audit_checkpoint", "audit_leaf"] {
            world.execute(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
            super::tamper::take_away_triggers(&world, table).await;
        }
        world.execute(statement).await;
        let tampered = self::heads(&world).await;
        write(&world, &case, number).await.ok();
        // It is told as an error or as a head that is another: what was written has to come into the tree first.
        let begun = Instant::now();
        while store.is_trusted() && begun.elapsed() < HELD_BACK {
            let _ = custody.tick().await;
        }
        assert!(!store.is_trusted(), "{what}");
        assert!(!at_once || self::heads(&world).await == tampered, "nothing is signed again: {what}");
        for table in ["audit_checkpoint", "audit_leaf"] {
            world.execute(&format!("DELETE FROM {table}")).await;
            world.execute(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
            world.execute(&format!("DROP TABLE kept_{table}")).await;
        }
        assert_eq!(self::heads(&world).await, heads, "all is as it was");
    }
}

/// It has seen nothing of the log yet, and takes the edge of the tree from the database: that is of another tree than the one
/// whose head is signed.
async fn a_server_that_begins_signs_no_other_tree(world: World) {
    world.keep_busy(20).await;
    world.sequence().await;
    super::tamper::take_away_triggers(&world, "audit_leaf").await;
    let newest = "position = (SELECT MAX(position) FROM audit_leaf)";
    let earlier = "(SELECT leaf FROM audit_leaf WHERE position = 3)";
    world.execute(&format!("UPDATE audit_leaf SET leaf = {earlier} WHERE {newest}")).await;
    let heads = heads(&world).await;
    world.keep_busy(1).await;
    let store = world.another_server().await;
    let begun = Instant::now();
    while store.is_trusted() && begun.elapsed() < HELD_BACK {
        let _ = store.sequence().await;
    }
    assert!(!store.is_trusted());
    assert_eq!(self::heads(&world).await, heads, "nothing is signed");
}

async fn write(world: &World, case: &str, number: usize) -> Answer {
    world.add("POLICE", case, "Report", json!({ "station": format!("S{number}") })).await
}

async fn heads(world: &World) -> String {
    let count = if world.database == Database::Postgres { "COUNT(*)::text" } else { "CAST(COUNT(*) AS text)" };
    world.text(&format!("SELECT {count} FROM audit_checkpoint")).await
}

on_both!(whoever_tampers_under_a_hub_that_serves_is_found_out, a_server_that_begins_signs_no_other_tree);
