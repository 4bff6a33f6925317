//! What its event costs who reads a page of 25 victims with their persons, in CPU time of the hub and its database, where
//! many read at once.
//!
//! The request is taken through guard, plan, reader and answer, without HTTP, which would only make the share smaller. Its
//! event, which holds as many records, is then kept alone, with as many others to a statement as before: what the request
//! would cost without is the difference. What the sequencer does with an event later is told beside it, and what an event
//! costs whose reader is alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use async_graphql::Request;
use futures_util::future::join_all;
use tip_hub::access::{Asking, Viewer};
use tip_hub::graph::{Session, hub};
use tip_hub::guard::Limits;

use crate::cpu::used;
use crate::figure::{Bound, Figure};
use crate::looking::{PAGE, traces};
use crate::script::perform;
use crate::world::World;

const QUERY: &str = "query Page { victims(first: 25) { nodes { id version case { caseNo status } traffickingStatus
    exploitations { nodes { id } } person { id familyName givenNames sex birthDate citizenships phone } } } }";

/// How often the script is run first.
const CASES: usize = 200;

/// How many read at once.
const READERS: usize = 32;

/// How long each is measured.
const ROUND: Duration = Duration::from_secs(6);

pub async fn figures(world: &World) -> Vec<Figure> {
    let viewer = world.viewer("POLICE");
    for _ in 0..CASES {
        perform(&world.store, viewer, || ()).await;
    }
    world.execute("ANALYZE").await;
    let (mut store, statements) = (world.store.clone(), Arc::new(AtomicU32::new(0)));
    let counter = Arc::clone(&statements);
    store.observe(move |statement| {
        counter.fetch_add(u32::from(statement.sql.starts_with("INSERT INTO \"audit_event\"")), Ordering::Relaxed);
    });
    let hub = hub(Limits::default()).expect("the schema");
    let read = async || {
        let session = Session::new(store.clone(), viewer.clone()).of_request(Some("0123456789abcdef".to_owned()));
        let answer = hub.execute(Request::new(QUERY), session).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        assert!(!serde_json::to_vec(&answer).expect("an answer").is_empty());
    };
    let to_a_statement = |events: u32| f64::from(events) / f64::from(statements.swap(0, Ordering::Relaxed));
    let (pages, whole) = each(world, READERS, read).await;
    let together = to_a_statement(pages);
    let (viewer, traces) = (asking(viewer), traces(&store, viewer, PAGE).await);
    let keep = async || store.keep_traces(&viewer, &traces).await.expect("kept");
    // While the events of some are stored, those of as many others gather.
    let (events, event) = each(world, (together * 2.0).round() as usize, keep).await;
    let alike = to_a_statement(events);
    let (_, alone) = each(world, 1, keep).await;
    let before = used(world).await;
    let mut sequenced = 0;
    while let more @ 1.. = world.store.sequence().await.expect("the log grows") {
        sequenced += more;
    }
    let ordering = (used(world).await - before) / sequenced as f64;
    vec![
        Figure::told("a page of 25, whole, ms of CPU", whole * 1e3),
        Figure::told("its event, ms of CPU", event * 1e3),
        Figure::told("events stored at once, of pages", together),
        Figure::told("events stored at once, of events", alike),
        Figure::told("an event that is stored alone, ms of CPU", alone * 1e3),
        Figure::told("putting an event in order, ms of CPU", ordering * 1e3),
        Figure::bound(
            "an event's share of a page without, percent",
            event / (whole - event) * 100.0,
            Bound::AtMost(10.0),
        ),
    ]
}

fn asking(viewer: &Viewer) -> Viewer {
    let asking = Asking {
        request: Some("0123456789abcdef".to_owned()),
        operation: Some("Page".to_owned()),
        document: Some("0".repeat(64)),
    };
    viewer.clone().asking(asking)
}

/// How often it was done, so many at once, and how many seconds of CPU each took.
async fn each(world: &World, at_once: usize, work: impl AsyncFn()) -> (u32, f64) {
    work().await;
    let (begun, before) = (Instant::now(), used(world).await);
    let again = async |_| {
        let mut done = 0;
        while begun.elapsed() < ROUND {
            work().await;
            done += 1;
        }
        done
    };
    let done: u32 = join_all((0..at_once).map(again)).await.into_iter().sum();
    (done, (used(world).await - before) / f64::from(done))
}
