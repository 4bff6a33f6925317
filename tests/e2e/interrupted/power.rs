//! The plug is pulled: what was written and not synced is gone. SQLite alone; PostgreSQL's own promise is not ours to prove.

use std::fs;
use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;

use super::books::Books;
use super::device::Disk;
use super::load::{Act, Load, Remembered, Sender, Told};
use crate::program::{folder, hub::Hub};
use crate::world::{drawn, is_campaign};

/// How many acts are acknowledged before each cut.
const ACKNOWLEDGED: usize = 100;

const PATIENCE: Duration = Duration::from_secs(60);

/// Serves on the disk under load until the plug is pulled, once the log's head covers so many events.
async fn unplugged(hub: &Hub<'_>, disk: &Disk, name: &str, random: &mut StdRng, head: u64) -> Remembered {
    let serving = hub.serve_on(disk);
    let load = Load::begin(&Sender::new(&serving.url(), &hub.token), name, random.random::<u32>().into());
    assert!(load.reaches(ACKNOWLEDGED, PATIENCE).await, "the hub is too slow");
    tokio::time::sleep(random.random_range(Duration::ZERO..Duration::from_millis(1_500))).await;
    hub.wait_for_head(head);
    serving.kill();
    load.ended().await
}

impl Hub<'_> {
    /// Serves it on a disk of the test's.
    pub fn serve_on(&self, disk: &Disk) -> crate::program::Serving {
        crate::program::Serving::start(disk.holds(self.serving(&["--rate-limit", "0"])))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_power_cut() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let disk = Disk::under(&hub.data());
    let mut random = drawn(7);
    let mut counted = Vec::new();
    let mut books = Books::of(&hub.url()).await;
    for cut in 0..if is_campaign() { 200 } else { 6 } {
        // Nobody holds the files while they are replaced.
        books.let_go().await;
        let remembered = unplugged(&hub, &disk, &cut.to_string(), &mut random, 0).await;
        disk.loses_power();
        books.note(remembered);
        books.take_up(&hub.url()).await;
        let serving = hub.serve(&["--rate-limit", "0"]);
        books.balance(&Sender::new(&serving.url(), &hub.token), &format!("cut {cut}")).await;
        serving.kill();
        hub.run(&["audit", "verify"]).ok();
        counted.push(books.counted.acknowledged);
    }
    println!("acknowledged before and after cuts: {counted:?}, {:?}", books.counted);
}

/// The control: a disk that does not do what it is told loses acts, and the books tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_lies_loses_acts_and_a_head_that_survived_stops_the_hub() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let disk = Disk::under(&hub.data());
    disk.becomes("deaf");
    let remembered = unplugged(&hub, &disk, "lost", &mut drawn(7), 1).await;
    let head = fs::read(hub.data().join("audit.head")).expect("the log has a head");
    disk.loses_power();
    let mut books = Books::of(&hub.url()).await;
    books.note(remembered);
    let found = books.compare().await;
    assert!(found.iter().any(|finding| finding.contains("acknowledged, and lost")), "{found:?}");
    println!("a disk that lies: {found:?}");
    // The head was elsewhere, and tells of more than the database has.
    fs::write(hub.data().join("audit.head"), head).expect("written");
    let serving = hub.serve(&["--rate-limit", "0"]);
    let told = Sender::new(&serving.url(), &hub.token).send(&Act::open("after")).await;
    assert!(matches!(&told, Told::Refused(code) if code == "READ_ONLY"), "{told:?}");
}
