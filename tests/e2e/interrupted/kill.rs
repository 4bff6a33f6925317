//! The hub is killed at a random moment of a write load, over and over, and begins again on the same database.

use std::time::{Duration, Instant};

use rand::Rng;
use tempfile::TempDir;

use super::books::Books;
use super::load::{Load, Sender};
use crate::program::{folder, hub::Hub};
use crate::world::{OwnServer, drawn, is_campaign};

/// How many acts a life acknowledges at least; the end of one that did not is none.
const ACKNOWLEDGED: usize = 100;

/// How long a life may take to acknowledge these.
const PATIENCE: Duration = Duration::from_secs(30);

/// For how long after that a life goes on at most; every eighth for longer than the log's custody rests.
const LINGERS: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(1_500)];

/// After how many lives the whole log is verified.
const VERIFIED: usize = 20;

/// How many lives one database has; the campaign takes a new one then.
const LIVES: usize = 200;

/// How many databases the campaign takes, and how many of them at once.
const CAMPAIGN: u64 = 50;
const LANES: u64 = 2;

/// After how many lives the database's server is killed with the hub.
const WITH_SERVER: usize = 5;

/// Kills a hub so many times, by turns with its server where it has one, and compares the books after each.
async fn kills(lives: usize, mut server: Option<OwnServer>, seed: u64) {
    let folder = in_memory().unwrap_or_else(folder);
    let url = server.as_ref().map(OwnServer::url);
    let hub = Hub::new(folder.path(), url.as_deref());
    let mut books = Books::of(&hub.url()).await;
    let mut random = drawn(seed);
    let (begun, mut killed, mut missed) = (Instant::now(), 0, 0);
    while killed < lives {
        let serving = hub.serve(&["--rate-limit", "0"]);
        let sender = Sender::new(&serving.url(), &hub.token);
        books.balance(&sender, &format!("after {killed} kills")).await;
        let load = Load::begin(&sender, &format!("{killed}-{missed}"), random.random::<u32>().into());
        let counts = load.reaches(ACKNOWLEDGED, PATIENCE).await;
        let longest = LINGERS[usize::from(killed % 8 == 7)];
        tokio::time::sleep(random.random_range(Duration::ZERO..longest)).await;
        let mut with_server = server.as_mut().filter(|_| killed % WITH_SERVER == 0);
        if let Some(server) = &mut with_server {
            server.kill();
        }
        serving.kill();
        if let Some(server) = with_server {
            server.start().await;
        }
        books.note(load.ended().await);
        *(if counts { &mut killed } else { &mut missed }) += 1;
        assert!(missed <= lives / 4, "{missed} lives were too slow");
        if killed % VERIFIED == 0 {
            hub.run(&["audit", "verify"]).ok();
        }
    }
    let serving = hub.serve(&["--rate-limit", "0"]);
    books.balance(&Sender::new(&serving.url(), &hub.token), "at the end").await;
    serving.kill();
    hub.run(&["audit", "verify"]).ok();
    println!("{killed} kills in {:?}, {missed} did not count: {:?}", begun.elapsed(), books.counted);
    assert!(books.counted.acknowledged >= lives * ACKNOWLEDGED && books.counted.resent > lives, "{:?}", books.counted);
}

async fn every_other(lane: u64, rounds: u64) {
    for round in (lane..rounds).step_by(LANES as usize) {
        kills(LIVES, None, round).await;
    }
}

/// A folder in the system's memory, of which a kill takes nothing away; it spares the disk what only a power cut would try.
fn in_memory() -> Option<TempDir> {
    tempfile::tempdir_in("/dev/shm").ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_kill_on_sqlite() {
    let rounds = if is_campaign() { CAMPAIGN } else { 1 };
    let lanes: Vec<_> = (0..LANES).map(|lane| tokio::spawn(every_other(lane, rounds))).collect();
    for lane in lanes {
        lane.await.expect("no round failed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_kill_on_postgresql() {
    kills(if is_campaign() { 1_000 } else { 20 }, Some(OwnServer::new().await), 1_000).await;
}
