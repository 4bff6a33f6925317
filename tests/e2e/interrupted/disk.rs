//! The disk is full, cannot be written or breaks: an act is refused and not half done, what must be kept is not answered, and
//! when the disk is well again the hub goes on by itself.

use serde_json::{Value as Json, json};

use super::books::Books;
use super::device::Disk;
use super::load::{Act, Remembered, Sender, Shown, Told};
use crate::program::{Serving, folder, hub::Hub};

/// The most writes and syncs that one act may have.
const MOST: usize = 90;

/// The fewest that an act and a reading have.
const FEWEST: (usize, usize) = (20, 3);

/// How often all must go well before there is nothing more to break: what the custody takes of a fault, others are spared.
const WHOLE: usize = 3;

const READ: &str = "query($id: ID!) { node(id: $id) { ... on Report { station sourceRef } } }";

/// A hub on a disk, with a case and a report in it.
struct Site<'a> {
    hub: &'a Hub<'a>,
    disk: Disk,
    _serving: Serving,
    sender: Sender,
    books: Books,
    case: Shown,
    report: Shown,
}

impl<'a> Site<'a> {
    async fn new(hub: &'a Hub<'a>) -> Self {
        let disk = Disk::under(&hub.data());
        disk.becomes("");
        let serving = hub.serve_on(&disk);
        let sender = Sender::new(&serving.url(), &hub.token);
        let mut books = Books::of(&hub.url()).await;
        let case = done(&sender, &mut books, Act::open("case")).await;
        let report = done(&sender, &mut books, Act::add("report", &case)).await;
        Self { hub, disk, _serving: serving, sender, books, case, report }
    }

    /// Sends an act that may fail; the code of its refusal.
    async fn tries(&mut self, act: Act) -> Option<String> {
        match self.sender.send(&act).await {
            Told::Done(record) => {
                self.books.note(Remembered::done(act, &record));
                None
            }
            Told::Refused(code) => {
                self.books.note(Remembered::unanswered(act));
                Some(code)
            }
            Told::Nothing => panic!("the hub is gone"),
        }
    }

    /// Reads what must be kept; the code where it is not answered.
    async fn reads(&self) -> Option<String> {
        let answer = self.sender.ask(READ, &json!({ "id": self.report.id })).await.expect("the hub answers");
        match answer["errors"][0]["extensions"]["code"].as_str() {
            Some(code) => {
                assert_eq!(answer["data"]["node"], Json::Null, "{answer}");
                Some(code.to_owned())
            }
            None => {
                assert_eq!(answer["data"]["node"]["station"], "report", "{answer}");
                None
            }
        }
    }

    /// How many readings are kept.
    async fn kept(&self) -> u64 {
        self.books.readings().await
    }

    /// The disk is well: everything that was refused is done now, once, and the log holds.
    async fn recovers(&mut self, at: &str) {
        self.disk.becomes("");
        self.books.balance(&self.sender, at).await;
        assert_eq!(self.reads().await, None, "{at}");
        self.hub.run(&["audit", "verify"]).ok();
    }
}

async fn done(sender: &Sender, books: &mut Books, act: Act) -> Shown {
    let Told::Done(record) = sender.send(&act).await else { panic!("{act:?} is not done") };
    books.note(Remembered::done(act, &record));
    record
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_takes_nothing_stops_acts_and_readings_until_it_is_well() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let mut site = Site::new(&hub).await;
    for word in ["full", "readonly", "full"] {
        let before = site.kept().await;
        site.disk.becomes(word);
        for number in 0..5 {
            let key = format!("{word}-{before}-{number}");
            assert_eq!(site.tries(Act::add(&key, &site.case)).await.as_deref(), Some("INTERNAL"), "{word}");
            assert_eq!(site.reads().await.as_deref(), Some("INTERNAL"), "{word}");
        }
        assert_eq!(site.kept().await, before, "{word}: nothing was read");
        site.recovers(word).await;
        assert!(site.kept().await > before, "{word}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_write_or_sync_breaks_nothing_is_half_written() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let mut site = Site::new(&hub).await;
    let (mut refused, mut unread, mut whole) = (0, 0, 0);
    for operation in 1.. {
        assert!(operation <= MOST, "it never succeeds");
        site.disk.becomes(&format!("broken {operation}"));
        let act = site.tries(Act::add(&format!("broken-{operation}"), &site.case)).await;
        let before = site.kept().await;
        // The disk counts anew when it is told something else.
        site.disk.becomes(&format!("broken  {operation}"));
        let reading = site.reads().await;
        assert_eq!(reading.is_none(), site.kept().await > before, "operation {operation}: {reading:?}");
        refused += usize::from(act.is_some());
        unread += usize::from(reading.is_some());
        site.recovers(&format!("operation {operation}")).await;
        whole = if act.is_none() && reading.is_none() { whole + 1 } else { 0 };
        if whole == WHOLE {
            break;
        }
    }
    println!("{refused} acts and {unread} readings were refused: {:?}", site.books.counted);
    assert!(refused >= FEWEST.0 && unread >= FEWEST.1, "{refused} and {unread}");
}
