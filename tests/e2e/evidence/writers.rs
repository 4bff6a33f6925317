//! Many write at once, and their transactions end in another order than they began: the tree has every event, and each once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use serde_json::json;
use tip_hub::http::Transport;
use tokio::task::block_in_place;

use crate::world::{Database, World, serve_with};

/// How many write at once.
const WRITERS: usize = 64;

/// How many acts each writes.
const ACTS: usize = 4;

const ACT: &str = "mutation($case: ID!, $station: String) {
    act: reportAdd(case: $case, input: { station: $station }) { record: report { id } } }";

/// How often a transaction ended after another that had begun later.
const OVERTAKEN: &str =
    "SELECT COUNT(*) FROM ended AS one JOIN ended AS other ON one.xid < other.xid AND one.at > other.at";

async fn no_event_is_missed_and_none_is_double(world: World) {
    let (case, _) = world.open_with_victim(json!({})).await;
    // Who begins looks at every event there is; who goes on, at those from its horizon on.
    world.sequence().await;
    if world.database == Database::Postgres {
        // Each transaction waits, after it has written its event, for as long as chance has it.
        world
            .execute(
                "CREATE TABLE ended (xid xid8, at timestamptz);
                 CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN
                   PERFORM pg_sleep(random() * 0.05);
                   INSERT INTO ended VALUES (pg_current_xact_id(), clock_timestamp());
                   RETURN NULL;
                 END $$;
                 CREATE CONSTRAINT TRIGGER commits_late AFTER INSERT ON audit_event DEFERRABLE INITIALLY DEFERRED
                 FOR EACH ROW EXECUTE FUNCTION dawdle()",
            )
            .await;
    }
    // A server has sixteen connections; on SQLite one writes after another.
    let mut urls = vec![world.url.clone()];
    while world.database == Database::Postgres && urls.len() < WRITERS / 16 {
        urls.push(serve_with(world.another_server().await, world.identity(), Transport::default()).await);
    }
    let world = Arc::new(world);
    let writing = Arc::new(AtomicBool::new(true));
    // Two servers, which know nothing of each other.
    let sequencers = [world.another_server().await, world.another_server().await].map(|store| {
        let writing = Arc::clone(&writing);
        tokio::spawn(async move {
            let mut rounds = 0;
            while writing.load(Ordering::Relaxed) {
                rounds += usize::from(store.sequence().await.expect("the log grows") > 0);
            }
            rounds
        })
    });
    let writers = (0..WRITERS).map(|writer| {
        let (world, case, url) = (Arc::clone(&world), case.clone(), urls[writer % urls.len()].clone());
        tokio::spawn(async move {
            for act in 0..ACTS {
                let input = json!({ "case": case, "station": format!("{writer}-{act}") });
                world.ask_at(&url, "POLICE", ACT, input).await.ok();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("written");
    }
    writing.store(false, Ordering::Relaxed);
    let mut rounds = 0;
    for sequencer in sequencers {
        rounds += sequencer.await.expect("sequenced");
    }
    assert!(rounds > 3, "events were put in order while others were written: {rounds} rounds");
    let verification = world.log_holds().await;
    let count = async |sql: &str| {
        let row = world.sql.query_one_raw(Statement::from_string(world.sql.get_database_backend(), sql)).await;
        row.expect("asked").expect("a row").try_get_by_index::<i64>(0).expect("a count")
    };
    let events = count("SELECT COUNT(*) FROM audit_event").await;
    assert!(events >= i64::try_from(WRITERS * ACTS).expect("small"), "{events}");
    assert_eq!(count("SELECT COUNT(DISTINCT event_id) FROM audit_leaf").await, events);
    assert_eq!(verification.leaves, u64::try_from(events).expect("a count"));
    if world.database == Database::Postgres {
        let overtaken = count(OVERTAKEN).await;
        assert!(overtaken > 100, "{overtaken} transactions were overtaken by another");
    }
}

/// Whoever looks the log over sees all of it as it was when they began.
async fn what_comes_while_the_log_is_looked_over_is_no_finding(world: World) {
    let (_, victim) = world.open_with_victim(json!({ "person": { "familyName": "Molapo" } })).await;
    let before = world.log_holds().await;
    let (store, met) = (world.store.clone(), Arc::new(Barrier::new(2)));
    let meet = |met: &Barrier| {
        block_in_place(|| met.wait());
    };
    let meanwhile = Arc::clone(&met);
    let looking = tokio::spawn(async move {
        let until_it_is_written = |leaves| (0..2).filter(|_| leaves == 1).for_each(|_| meet(&meanwhile));
        store.verify_log(&[], until_it_is_written).await
    });
    meet(&met);
    world.read("POLICE", &victim, "person { familyName }").await.ok();
    world.sequence().await;
    meet(&met);
    let found = looking.await.expect("looked").expect("looked over");
    assert_eq!((found.leaves, found.findings, found.waiting), (before.leaves, 0, 0), "{found:?}");
    assert!(world.log_holds().await.leaves > before.leaves);
}

/// Whoever holds a transaction open holds the log up, and that is seen.
#[tokio::test(flavor = "multi_thread")]
async fn events_that_wait_are_seen_to_wait() {
    let world = World::new(Database::Postgres).await;
    world.sequence().await;
    let held = world.sql.begin().await.expect("begun");
    held.execute_unprepared("SELECT pg_current_xact_id()").await.expect("it writes");
    let before = world.store.clock().now();
    world.keep_busy(1).await;
    assert_eq!(world.store.sequence().await.expect("not yet"), 0);
    assert!(world.store.waiting_since().await.expect("asked").is_some_and(|since| since >= before));
    held.rollback().await.expect("over");
    world.sequence().await;
    assert_eq!(world.store.waiting_since().await.expect("asked"), None);
}

on_both!(no_event_is_missed_and_none_is_double, what_comes_while_the_log_is_looked_over_is_no_finding);
