//! `audit`: what an operator, a court and a witness do with the log of a hub that serves; and what the hub does with a
//! database that was put back.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tip_hub::custody::Custody;
use uuid::Uuid;

use super::hub::Hub;
use super::{Serving, folder, run, tip_hub};
use crate::world::outdated;

const OPEN: &str = "mutation { caseOpen(input: {}, draft: true) { case { id } } }";

/// The oldest that the head of the log may be.
const HEAD_AGE: Duration = Duration::from_secs(5);

fn stop(mut serving: Serving) {
    serving.terminate();
    assert_eq!(serving.ended().code(), Some(0));
}

async fn open_case(hub: &Hub<'_>, serving: &Serving) -> Json {
    serving.ask(&hub.token, OPEN).await
}

fn code(answer: &Json) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_proved_to_a_court() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let serving = hub.serve(&[]);
    for _ in 0..3 {
        open_case(&hub, &serving).await;
    }
    // An act and a reading of what it made.
    assert!(hub.wait_for_head(6) < HEAD_AGE);
    stop(serving);
    let verified = hub.run(&["audit", "verify"]).ok().out;
    assert!(verified.contains("6 events in the log and 0 waiting"), "{verified}");
    let database = Connection::open(folder.path()).await;
    let event = database.text("SELECT lower(hex(id)) FROM audit_event WHERE act = 'caseOpen' LIMIT 1").await;
    hub.run(&["audit", "prove", "--event", &event, "--out", "event.json"]).ok();
    let key = hub.run(&["audit", "key"]).ok().out;
    let court = super::folder();
    fs::copy(folder.path().join("event.json"), court.path().join("event.json")).expect("handed over");
    let check = |key: &[&str]| run(court.path(), &[&["audit", "check", "event.json"], key].concat());
    let proved = check(&["--key", key.trim()]).ok().out;
    assert!(proved.contains("proved: this event is number") && proved.contains("\"act\": \"caseOpen\""), "{proved}");
    check(&[]).refused(&["--key is required"]);
    check(&["--key", "tip-hub+00000000+AAAA"]).refused(&["--key"]);
    let forged = fs::read_to_string(court.path().join("event.json")).expect("read").replace("caseOpen", "caseClose");
    fs::write(court.path().join("event.json"), forged).expect("written");
    check(&["--key", key.trim()]).refused(&["the event is not, as it stands here, in the log"]);
    hub.run(&["audit", "prove", "--event", "7"]).refused(&["--event"]);
    hub.run(&["audit", "prove", "--event", "00000000-0000-7000-8000-000000000000"]).refused(&["no such event"]);
    // Somebody changes the past.
    database.execute("DROP TRIGGER audit_is_not_updated").await;
    database.execute("UPDATE audit_event SET operation = 'Innocent' WHERE act = 'caseOpen'").await;
    let found = hub.run(&["audit", "verify"]).refused(&["the log is not as it was written"]).out;
    let event = Uuid::try_parse(&event).expect("an id");
    assert!(found.contains(&format!("event {event} is not what its leaf commits to")), "{found}");
}

/// Each second the hub puts in order what came, and looks no more at what it has looked at.
#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_event_is_told_of_once_by_each_hub_that_serves() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let serving = hub.serve(&[]);
    open_case(&hub, &serving).await;
    hub.wait_for_head(2);
    stop(serving);
    let database = Connection::open(folder.path()).await;
    let columns: Vec<&str> = entity::audit_events().fields.iter().skip(1).map(|field| field.column).collect();
    let columns = columns.join(", ");
    let copied =
        format!("INSERT INTO audit_event (id, {columns}) SELECT randomblob(16), {columns} FROM audit_event LIMIT 1");
    database.execute(&copied).await;
    for _ in 0..2 {
        let serving = hub.serve(&[]);
        tokio::time::sleep(4 * Custody::PACE).await;
        let told = serving.told_to_end().into_iter().filter(|line| line.contains("is left out of the log")).count();
        assert_eq!(told, 1);
    }
}

/// A database that was put back to where it was serves what it has, and takes no change; one that was not goes on.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_read_only() {
    let folder = folder();
    let hub = Hub::new(folder.path(), None);
    let file = |name: &str| folder.path().join("tip-hub-data").join(name);
    let put_back = |name: &str| {
        for beside in ["tip-hub.sqlite-wal", "tip-hub.sqlite-shm"] {
            let _ = fs::remove_file(file(beside));
        }
        fs::copy(folder.path().join(name), file("tip-hub.sqlite")).expect("restored");
    };
    let serving = hub.serve(&[]);
    open_case(&hub, &serving).await;
    hub.wait_for_head(2);
    hub.run(&["backup", "old.sqlite"]).ok();
    hub.run(&["backup", "old.sqlite"]).refused(&["there is such a file already"]);
    open_case(&hub, &serving).await;
    hub.wait_for_head(4);
    hub.run(&["backup", "new.sqlite"]).ok();
    stop(serving);
    put_back("old.sqlite");
    let serving = hub.serve(&[]);
    let refused = open_case(&hub, &serving).await;
    assert_eq!(code(&refused), "READ_ONLY", "{refused}");
    let read = serving.ask(&hub.token, "{ cases { totalCount } }").await;
    assert_eq!(read["data"]["cases"]["totalCount"], 1, "{read}");
    stop(serving);
    hub.run(&["audit", "verify"]).refused(&["the log is not as it was written"]);
    assert!(hub.run(&["doctor"]).out.contains("The log does not extend the head of 4 events"));
    put_back("new.sqlite");
    assert!(hub.run(&["doctor"]).ok().out.contains("The log has 4 events"));
    fs::rename(file("audit.key"), file("elsewhere.key")).expect("moved");
    assert!(hub.run(&["doctor"]).out.contains("signed by a key that is not here"));
    // Another key in its place seals what no log takes: nothing is done under it.
    hub.run(&["audit", "key"]).ok();
    hub.run(&["serve"]).refused(&["audit-key", "signed by another key"]);
    hub.run(&["token", "--organisation", "LMPS", "--user", "officer"]).refused(&["audit-key"]);
    assert!(hub.run(&["audit", "verify"]).out.contains("audit.head in the data directory is no head"));
    assert!(hub.run(&["doctor"]).out.contains("signed by another key"));
    fs::rename(file("elsewhere.key"), file("audit.key")).expect("moved back");
    let serving = hub.serve(&[]);
    assert_eq!(open_case(&hub, &serving).await["errors"], Json::Null);
    hub.wait_for_head(6);
    stop(serving);
    hub.run(&["audit", "verify"]).ok();
}

/// The same drill on PostgreSQL, with its own tools; and a witness, which nobody on the hub's machine can make forget.
#[tokio::test(flavor = "multi_thread")]
async fn a_witness_remembers_what_was_put_back() {
    let folder = folder();
    let database = outdated().await;
    let hub = Hub::new(folder.path(), Some(&database.0));
    let key = hub.run(&["audit", "key"]).ok().out;
    let elsewhere = super::folder();
    let witness = |at: &Path, listen: &str| {
        let arguments =
            ["--listen", listen, "audit", "witness", "--name", "ombudsman.example", "--log-key", key.trim()];
        Serving::start_saying(tip_hub(at, &arguments), "Signing at http://")
    };
    let mut watching = witness(elsewhere.path(), "127.0.0.1:0");
    let public = watching.wait_for("ombudsman.example+");
    let witnesses = format!("[[witnesses]]\nurl = \"{}\"\nkey = \"{public}\"\n", watching.url());
    fs::write(folder.path().join("hub.toml"), witnesses).expect("written");
    let dump = |file: &str| database.dump(&folder.path().join(file));
    let serving = hub.serve(&["--config", "hub.toml"]);
    open_case(&hub, &serving).await;
    hub.wait_for_head(2);
    dump("old.dump");
    open_case(&hub, &serving).await;
    hub.wait_for_head(4);
    let head = folder.path().join("tip-hub-data/audit.head");
    let begun = Instant::now();
    while !fs::read_to_string(&head).unwrap_or_default().contains("— ombudsman.example ") {
        assert!(begun.elapsed() < super::PATIENCE, "the witness does not sign");
        std::thread::sleep(Duration::from_millis(50));
    }
    dump("new.dump");
    stop(serving);
    // Any database and no trace of a newer one on this machine: the witness tells, and is waited for.
    let address = watching.url().trim_start_matches("http://").to_owned();
    for (restored, is_newest) in [("old.dump", false), ("new.dump", true)] {
        stop(watching);
        database.restore(&folder.path().join(restored));
        let _ = fs::remove_file(&head);
        let mut serving = hub.serve(&["--config", "hub.toml"]);
        serving.wait_for("until a witness has seen it");
        assert_eq!(code(&open_case(&hub, &serving).await), "READ_ONLY");
        assert!(!head.exists(), "nothing is kept of it, for the next start would go by that");
        watching = witness(elsewhere.path(), &address);
        if is_newest {
            let begun = Instant::now();
            while code(&open_case(&hub, &serving).await) == "READ_ONLY" {
                assert!(begun.elapsed() < super::PATIENCE, "the witness has seen it");
                std::thread::sleep(Duration::from_millis(50));
            }
            hub.wait_for_head(6);
        } else {
            serving.wait_for("takes no more changes");
            assert_eq!(code(&open_case(&hub, &serving).await), "READ_ONLY");
        }
        stop(serving);
    }
    hub.run(&["audit", "verify"]).ok();
}

/// The SQLite database of a hub, beside it.
struct Connection(sea_orm::DatabaseConnection);

impl Connection {
    async fn open(at: &Path) -> Self {
        let url = format!("sqlite://{}", at.join("tip-hub-data/tip-hub.sqlite").display());
        Self(sea_orm::Database::connect(url).await.expect("it opens"))
    }

    async fn text(&self, sql: &str) -> String {
        use sea_orm::ConnectionTrait;
        let statement = sea_orm::Statement::from_string(self.0.get_database_backend(), sql);
        let row = self.0.query_one_raw(statement).await.expect("asked").expect("a row");
        row.try_get_by_index(0).expect("a text")
    }

    async fn execute(&self, sql: &str) {
        use sea_orm::ConnectionTrait;
        self.0.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
