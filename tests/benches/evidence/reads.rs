//! What its event costs who reads a page of 25 victims with their persons, in CPU time of the hub and its database.
//!
//! The request is taken through guard, plan, reader and answer, without HTTP, which would only make the share smaller. Its
//! event, which holds as many records, is then kept alone, as often: what the request would cost without is the difference.
//! What the sequencer does with an event later is told beside it.

use std::time::{Duration, Instant};

use async_graphql::Request;
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

/// How long each is measured.
const ROUND: Duration = Duration::from_secs(6);

pub async fn figures(world: &World) -> Vec<Figure> {
    let viewer = world.viewer("POLICE");
    for _ in 0..CASES {
        perform(&world.store, viewer, || ()).await;
    }
    world.execute("ANALYZE").await;
    let hub = hub(Limits::default()).expect("the schema");
    let read = async || {
        let session = Session::new(world.store.clone(), viewer.clone()).of_request(Some("0123456789abcdef".to_owned()));
        let answer = hub.execute(Request::new(QUERY), session).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        serde_json::to_vec(&answer).expect("an answer").len()
    };
    let (viewer, traces) = (asking(viewer), traces(&world.store, viewer, PAGE).await);
    let keep = async || {
        world.store.keep_traces(&viewer, &traces).await.expect("kept");
        1
    };
    let (whole, event) = (each(world, read).await, each(world, keep).await);
    let before = used(world).await;
    let mut sequenced = 0;
    while let more @ 1.. = world.store.sequence().await.expect("the log grows") {
        sequenced += more;
    }
    let ordering = (used(world).await - before) / sequenced as f64;
    vec![
        Figure::told("a page of 25, whole, ms of CPU", whole * 1e3),
        Figure::told("its event, ms of CPU", event * 1e3),
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

/// How many seconds of CPU each of many takes.
async fn each(world: &World, work: impl AsyncFn() -> usize) -> f64 {
    work().await;
    let (begun, before, mut done) = (Instant::now(), used(world).await, 0);
    while begun.elapsed() < ROUND {
        assert!(work().await > 0, "nothing was done");
        done += 1;
    }
    (used(world).await - before) / f64::from(done)
}
