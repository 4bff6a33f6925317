//! The same act, sent many times at once: one sending does it, the others wait for it, and none waits for ever.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use entity::keyed_act;
use futures_util::future::join_all;
use sea_orm::{EntityTrait, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use serde_json::json;
use tip_hub::http::Transport;

use super::{ADD, add, kept, line};
use crate::world::{Database, World, serve_with};

/// As many as the hub has connections to its database.
const AT_ONCE: usize = 16;

async fn sixteen_at_once_are_one_act(world: World) {
    let case = world.open("POLICE", json!({})).await;
    for key in ["a", "b", "c"] {
        let answers = join_all((0..AT_ONCE).map(|_| add(&world, "POLICE", key, &case, json!({})))).await;
        let reports: BTreeSet<String> = answers.iter().map(|answer| answer.record()).collect();
        assert_eq!(reports.len(), 1, "{reports:?}");
    }
    assert_eq!((world.count("POLICE", &case, "reports").await, kept(&world).await), (Some(3), 3));
    // Without a key, each is an act of its own.
    let bare = json!({ "case": case, "input": {} });
    let answers = join_all((0..AT_ONCE).map(|_| world.ask_with("POLICE", ADD, bare.clone()))).await;
    let reports: BTreeSet<String> = answers.iter().map(|answer| answer.record()).collect();
    assert_eq!(reports.len(), AT_ONCE);
    assert_eq!(world.count("POLICE", &case, "reports").await, Some(3 + 16));
}

async fn a_key_that_is_held_is_waited_for_no_longer_than_a_statement_may_take(mut world: World) {
    let case = world.open("POLICE", json!({})).await;
    let store = world.store.clone().with_statement_timeout(Duration::from_secs(1)).await.expect("opened again");
    world.url = serve_with(store, world.identity(), Transport { rate_limit: 0, ..Transport::default() }).await;
    let options = TransactionOptions {
        sqlite_transaction_mode: (world.database == Database::Sqlite).then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let holder = world.sql.begin_with_options(options).await.expect("begun");
    let line = line(world.viewer("POLICE").account(), "k", world.store.clock().now());
    keyed_act::Entity::insert(line).exec(&holder).await.expect("held");
    let begun = Instant::now();
    add(&world, "POLICE", "k", &case, json!({})).await.refused("TIMEOUT");
    assert!((900..4_000).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());
    // Whoever held it gives it up: the next sending does the act.
    holder.rollback().await.expect("rolled back");
    add(&world, "POLICE", "k", &case, json!({})).await.ok();
    assert_eq!(world.count("POLICE", &case, "reports").await, Some(1));
}

on_both!(sixteen_at_once_are_one_act, a_key_that_is_held_is_waited_for_no_longer_than_a_statement_may_take);
