//! The hub is killed at a random moment of a write load, over and over, and begins again on the same database.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::books::Books;
use super::load::{Load, Sender};
use crate::program::{folder, hub::Hub};
use crate::world::is_campaign;

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

/// Kills a hub so many times, and compares the books after each.
async fn kills(lives: usize, database_url: Option<&str>, seed: u64) {
    let folder = folder();
    let hub = Hub::new(folder.path(), database_url);
    let mut books = Books::of(&hub.url()).await;
    let mut random = StdRng::seed_from_u64(seed);
    let (begun, mut killed, mut missed) = (Instant::now(), 0, 0);
    while killed < lives {
        let serving = hub.serve(&["--rate-limit", "0"]);
        let sender = Sender::new(&serving.url(), &hub.token);
        balance(&mut books, &sender, killed).await;
        let load = Load::begin(&sender, &format!("{killed}-{missed}"), random.random::<u32>().into());
        let counts = load.reaches(ACKNOWLEDGED, PATIENCE).await;
        let longest = LINGERS[usize::from(killed % 8 == 7)];
        tokio::time::sleep(random.random_range(Duration::ZERO..longest)).await;
        serving.kill();
        books.note(load.ended().await);
        if counts {
            killed += 1
        } else {
            missed += 1
        };
        assert!(missed <= lives / 4, "{missed} lives were too slow");
        if killed % VERIFIED == 0 {
            hub.run(&["audit", "verify"]).ok();
        }
    }
    let serving = hub.serve(&["--rate-limit", "0"]);
    balance(&mut books, &Sender::new(&serving.url(), &hub.token), killed).await;
    serving.kill();
    hub.run(&["audit", "verify"]).ok();
    println!("{killed} kills in {:?}, {missed} did not count: {:?}", begun.elapsed(), books.counted);
    assert!(books.counted.acknowledged >= lives * ACKNOWLEDGED && books.counted.resent > lives, "{:?}", books.counted);
}

/// Has what was not answered done, and compares.
async fn balance(books: &mut Books, sender: &Sender, life: usize) {
    let before = books.compare().await;
    assert!(before.is_empty(), "after {life} kills: {before:#?}");
    books.settle(sender).await;
    let found = books.compare().await;
    assert!(found.is_empty(), "after {life} kills, and all sent again: {found:#?}");
    books.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_kill_on_sqlite() {
    for round in 0..if is_campaign() { 50 } else { 1 } {
        kills(LIVES, None, round).await;
    }
}
