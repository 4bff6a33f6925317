//! How many leaves a second the whole log is looked over by: what `tip-hub audit verify` does.
//!
//! Of forty events, one is an act, two are the reading of a page of 25 victims with their persons, and the others of one.

use std::path::Path;
use std::time::Instant;

use entity::Table;
use serde_json::json;
use tempfile::TempDir;
use tip_hub::access::{Draft, Store, Viewer};
use tip_hub::clock::Clock;
use uuid::Uuid;

use crate::cpu::used;
use crate::figure::{Bound, Figure};
use crate::looking::{PAGE, traces};
use crate::world::{Database, World, log_key};

/// How many events there are.
const EVENTS: usize = 200_000;

/// How often the log is looked over; the fastest counts, for whatever else the machine does only slows it.
const ROUNDS: usize = 3;

/// How many write at once where many can.
const WRITERS: usize = 8;

pub async fn figures(world: &World) -> Vec<Figure> {
    let events = std::env::var("EVENTS").ok().and_then(|events| events.parse().ok()).unwrap_or(EVENTS);
    let (case, _) = world.open_with_victim(json!({ "person": { "familyName": "Molapo" } })).await;
    for index in 1..PAGE {
        world
            .add("POLICE", &case, "Victim", json!({ "person": { "familyName": format!("Molapo {index}") } }))
            .await
            .ok();
    }
    let case = tip_hub::graph::id::decode(&case).expect("a global id").1;
    let viewer = world.viewer("POLICE");
    let (store, _folder) = without_sync(world).await;
    let (page, one) = (traces(&store, viewer, PAGE).await, traces(&store, viewer, 1).await);
    let writers = if world.database == Database::Sqlite { 1 } else { WRITERS };
    let write = async |first: usize| {
        for event in (first..events).step_by(writers) {
            match event % 40 {
                0 => act(&store, viewer, case, event).await,
                13 | 26 => store.keep_traces(viewer, &page).await.expect("kept"),
                _ => store.keep_traces(viewer, &one).await.expect("kept"),
            }
        }
    };
    futures_util::future::join_all((0..writers).map(write)).await;
    while store.sequence().await.expect("the log grows") > 0 {}
    let (mut fastest, mut least) = (0_f64, f64::MAX);
    for _ in 0..ROUNDS {
        let (begun, before) = (Instant::now(), used(world).await);
        let verification = store.verify_log(&[], |_| ()).await.expect("verified");
        assert_eq!((verification.findings, verification.waiting), (0, 0), "{verification:?}");
        assert!(verification.leaves >= events as u64 && verification.changes > 0, "{verification:?}");
        let leaves = verification.leaves as f64;
        fastest = fastest.max(leaves / begun.elapsed().as_secs_f64());
        least = least.min((used(world).await - before) / leaves);
    }
    vec![
        Figure::told("a leaf, µs of CPU", least * 1e6),
        Figure::bound("leaves a second", fastest, Bound::AtLeast(100_000.0)),
    ]
}

/// The same database, where it does not wait for the disk: what is written here is only to be read.
async fn without_sync(world: &World) -> (Store, Option<TempDir>) {
    if world.database == Database::Postgres {
        world.execute("ALTER SYSTEM SET synchronous_commit = off").await;
        world.execute("SELECT pg_reload_conf()").await;
        return (world.store.clone(), None);
    }
    let memory = Path::new("/dev/shm");
    let folder = if memory.exists() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder");
    world.store.copy_into(&folder.path().join("tip-hub.sqlite")).await.expect("copied");
    let store = Store::open(&Store::sqlite_url(folder.path()), Clock::system(), log_key()).await.expect("it opens");
    (store, Some(folder))
}

async fn act(store: &Store, viewer: &Viewer, case: Uuid, event: usize) {
    let reports: &'static Table = entity::table("report");
    let field = |column: &str| reports.column(column).expect("a column");
    let given = vec![(field("case_id"), case.into()), (field("station"), format!("Station {event}").into())];
    let mut work = store.work(viewer, "reportAdd", None).await.expect("begun");
    work.add(reports, Draft { given, ..Draft::default() }).await.expect("added");
    work.commit().await.expect("committed");
}
