//! The clients' books, and what the database has of what is in them.
//!
//! Only what came since the last comparison is compared: ids grow with time, and nobody writes while the books are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use entity::value::Token;
use entity::{audit_event, case, history, keyed_act, report};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::load::{Act, Remembered, Sender, Told};
use crate::world::{Database, World};

/// The books of all clients of a hub.
pub struct Books {
    pub sql: DatabaseConnection,
    /// What is not yet compared.
    open: Remembered,
    /// The newest id that was compared.
    compared: Uuid,
    pub counted: Counted,
}

/// What was counted over all comparisons.
#[derive(Debug, Default)]
pub struct Counted {
    pub acknowledged: usize,
    /// Sent again, because no answer came.
    pub resent: usize,
    /// Of these, done already.
    pub landed: usize,
}

impl Books {
    /// Books that are compared with a database.
    pub async fn of(database_url: &str) -> Self {
        let sql = sea_orm::Database::connect(database_url).await.expect("the database opens beside the hub");
        Self { sql, open: Remembered::default(), compared: Uuid::nil(), counted: Counted::default() }
    }

    /// Takes what clients remember.
    pub fn note(&mut self, remembered: Remembered) {
        self.open.acknowledged.extend(remembered.acknowledged);
        self.open.unanswered.extend(remembered.unanswered);
    }

    /// Has done what was not answered, and closes the books; fails where they differ before or after.
    pub async fn balance(&mut self, sender: &Sender, at: &str) {
        let found = self.compare().await;
        assert!(found.is_empty(), "{at}: {found:#?}");
        self.settle(sender).await;
        let found = self.compare().await;
        assert!(found.is_empty(), "{at}, and all sent again: {found:#?}");
        self.close().await;
    }

    /// Lets go of the database, whose files are about to be replaced.
    pub async fn let_go(&mut self) {
        self.sql.close_by_ref().await.expect("closed");
    }

    /// Takes the database up again.
    pub async fn take_up(&mut self, database_url: &str) {
        self.sql = sea_orm::Database::connect(database_url).await.expect("the database opens beside the hub");
    }

    /// Sends again what was not answered.
    pub async fn settle(&mut self, sender: &Sender) {
        let done = keys(&self.done().await);
        for act in std::mem::take(&mut self.open.unanswered) {
            self.counted.resent += 1;
            self.counted.landed += usize::from(done.contains(&act.key));
            match sender.send(&act).await {
                Told::Done(record) => drop(self.open.acknowledged.insert(act.key, record.uuid())),
                told => panic!("{act:?}, sent again: {told:?}"),
            }
        }
    }

    /// Compares the books with the database; answers in what they differ.
    pub async fn compare(&self) -> Vec<String> {
        let (done, events, changes) = (self.done().await, self.events().await, self.changes().await);
        let acknowledged = self.open.acknowledged.iter().map(|(key, record)| (key.clone(), *record)).collect();
        let sent = self.open.unanswered.iter().map(|act| act.key.clone()).chain(self.open.acknowledged.keys().cloned());
        let of_events = events.iter().map(|event| (word(&event.reason), event.id)).collect();
        let of_changes =
            changes.iter().map(|change| (word(&change.reason), change.event_id.unwrap_or_default())).collect();
        let changed = changes.iter().map(|change| (word(&change.reason), change.record_id)).collect();
        let made = changes.iter().filter(|change| is_making(change)).map(|change| change.record_id).collect();
        let there = self.records().await;
        let (updated, written) = (updated(&changes), self.written().await);
        let mut found = Vec::new();
        found.extend(beyond(&acknowledged, &done, "acknowledged, and lost"));
        found.extend(beyond(&keys(&done), &sent.collect(), "done, and never sent"));
        found.extend(beyond(&keys(&done), &keys(&of_events), "done without an event"));
        found.extend(beyond(&keys(&of_events), &keys(&done), "an event of what was not done"));
        found.extend((events.len() > done.len()).then(|| format!("{} events of {} acts", events.len(), done.len())));
        found.extend(beyond(&of_events, &of_changes, "an event without history"));
        found.extend(beyond(&of_changes, &of_events, "history without an event"));
        found.extend(beyond(&done, &changed, "done to a record that has no history of it"));
        found.extend(beyond(&there, &made, "a record that no history made"));
        found.extend(beyond(&made, &there, "made by the history, and not there"));
        found.extend(beyond(&updated, &written, "changed by the history, and not in the row"));
        found.extend(beyond(&written, &updated, "in the row, and changed by no history"));
        found
    }

    /// Closes the books over what was compared.
    pub async fn close(&mut self) {
        self.counted.acknowledged += std::mem::take(&mut self.open.acknowledged).len();
        let events = self.events().await.into_iter().map(|event| event.id);
        let changes = self.changes().await.into_iter().map(|change| change.id);
        self.compared = events.chain(changes).chain(self.records().await).max().unwrap_or_default().max(self.compared);
    }

    /// The keys under which acts were done, each with its record.
    async fn done(&self) -> BTreeSet<(String, Uuid)> {
        let lines = keyed_act::Entity::find().filter(keyed_act::Column::Id.gt(self.compared)).all(&self.sql).await;
        let lines = lines.expect("the keys are read").into_iter();
        lines.map(|line| (line.key, line.record_id.unwrap_or_default())).collect()
    }

    /// The events of acts.
    async fn events(&self) -> Vec<audit_event::Model> {
        use audit_event::Column as C;
        let acts = audit_event::Entity::find().filter(C::Id.gt(self.compared)).filter(C::Act.is_not_null());
        let mut events = acts.all(&self.sql).await.expect("the events are read");
        events.retain(|event| event.refusals.0.is_empty());
        events
    }

    /// How many readings the audit log has.
    pub async fn readings(&self) -> u64 {
        let readings = audit_event::Entity::find().filter(audit_event::Column::Act.is_null());
        readings.count(&self.sql).await.expect("the readings are counted")
    }

    async fn changes(&self) -> Vec<history::Model> {
        let changes = history::Entity::find().filter(history::Column::Id.gt(self.compared));
        changes.order_by_asc(history::Column::Id).all(&self.sql).await.expect("the history is read")
    }

    /// What the last update of each report has written into it: its key.
    async fn written(&self) -> BTreeSet<(Uuid, String)> {
        let reports = report::Entity::find().filter(report::Column::Id.gt(self.compared)).all(&self.sql).await;
        let reports = reports.expect("the reports are read").into_iter();
        reports.filter_map(|report| Some((report.id, report.source_ref?))).collect()
    }

    /// The cases and reports that are there.
    async fn records(&self) -> BTreeSet<Uuid> {
        let cases = case::Entity::find().select_only().column(case::Column::Id);
        let cases = cases.filter(case::Column::Id.gt(self.compared)).into_tuple().all(&self.sql).await;
        let reports = report::Entity::find().select_only().column(report::Column::Id);
        let reports = reports.filter(report::Column::Id.gt(self.compared)).into_tuple().all(&self.sql).await;
        cases.expect("the cases are read").into_iter().chain(reports.expect("the reports are read")).collect()
    }
}

/// Whether a change is the making of a case or of a report.
fn is_making(change: &history::Model) -> bool {
    change.field.is_none() && ["case_file", "report"].contains(&change.record_type.text())
}

/// What the last update of each report was, by the history.
fn updated(changes: &[history::Model]) -> BTreeSet<(Uuid, String)> {
    let updates = changes.iter().filter(|change| change.field.is_some() && change.record_type.text() == "report");
    let last: BTreeMap<Uuid, String> = updates.map(|change| (change.record_id, word(&change.reason))).collect();
    last.into_iter().collect()
}

fn word(reason: &Option<String>) -> String {
    reason.clone().unwrap_or_default()
}

fn keys(pairs: &BTreeSet<(String, Uuid)>) -> BTreeSet<String> {
    pairs.iter().map(|(key, _)| key.clone()).collect()
}

/// What is on one side and not on the other, as a finding.
fn beyond<T: Ord + Clone + Debug>(these: &BTreeSet<T>, those: &BTreeSet<T>, finding: &str) -> Option<String> {
    let more = these - those;
    (!more.is_empty()).then(|| format!("{}, {finding}: {:?}", more.len(), more.first()))
}

/// Each is done after the one before, and adds what is to be found: every finding that there is, once.
const TAMPERINGS: [(&str, &[&str]); 6] = [
    (
        "DELETE FROM keyed_act WHERE key = 'lost'",
        &["acknowledged, and lost", "an event of what was not done", " events of "],
    ),
    ("DELETE FROM report WHERE station = 'gone'", &["made by the history, and not there"]),
    (
        "DELETE FROM history WHERE reason = 'forgotten'",
        &["an event without history", "done to a record that has no history of it", "a record that no history made"],
    ),
    ("DELETE FROM audit_event WHERE reason = 'unseen'", &["done without an event", "history without an event"]),
    ("UPDATE keyed_act SET key = 'foreign' WHERE key = 'unseen'", &["done, and never sent"]),
    (
        "UPDATE report SET source_ref = 'another' WHERE source_ref = 'changed'",
        &["changed by the history, and not in the row", "in the row, and changed by no history"],
    ),
];

/// The control: the books tell what is lost, half written or nobody's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_books_tell_what_is_not_as_it_was_told() {
    let world = World::new(Database::Sqlite).await;
    let sender = Sender::new(&world.url, &world.token("POLICE"));
    let mut books = Books::of(&world.database_url).await;
    let Told::Done(case) = sender.send(&Act::open("case")).await else { panic!("no case") };
    books.note(Remembered::done(Act::open("case"), &case));
    for key in ["lost", "gone", "forgotten", "unseen", "kept"] {
        let act = Act::add(key, &case);
        let Told::Done(report) = sender.send(&act).await else { panic!("{key} is not done") };
        books.note(Remembered::done(act, &report));
        if key == "kept" {
            let act = Act::update("changed", &report);
            let Told::Done(report) = sender.send(&act).await else { panic!("it is not changed") };
            books.note(Remembered::done(act, &report));
        }
    }
    assert_eq!(books.compare().await, [""; 0]);
    let triggers = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_master WHERE type = 'trigger'";
    world.execute(&world.text(triggers).await).await;
    for (tampering, findings) in TAMPERINGS {
        let before = books.compare().await;
        world.execute(&format!("PRAGMA foreign_keys = OFF; {tampering}")).await;
        let after = books.compare().await;
        for finding in findings {
            let is_in = |found: &[String]| found.iter().any(|found| found.contains(finding));
            assert!(!is_in(&before) && is_in(&after), "{finding}, by {tampering}: {before:?}, then {after:?}");
        }
    }
}
