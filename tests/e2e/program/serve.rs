//! `tip-hub serve`: from an empty database to a hub that answers, and how it stops.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::{Serving, folder, organisations, run, tip_hub};
use crate::world::outdated;

/// Migrates, registers, signs and serves on a database; without a URL, on the SQLite file of the data folder.
async fn from_nothing_to_an_answer(folder: &Path, database_url: Option<&str>) {
    let on = |arguments: &[&'static str]| -> Vec<String> {
        let url = database_url.iter().flat_map(|url| ["--database-url".to_owned(), (*url).to_owned()]);
        arguments.iter().map(|argument| (*argument).to_owned()).chain(url).collect()
    };
    let go = |arguments: &[&'static str]| {
        let arguments = on(arguments);
        run(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    organisations(folder);
    go(&["migrate"]).ok();
    go(&["migrate"]).ok();
    go(&["import", "organisations", "organisations.csv"]).ok();
    let token = go(&["token", "--organisation", "LMPS", "--user", "officer"]).ok().out;
    let arguments = on(&["serve", "--listen", "127.0.0.1:0"]);
    let mut serving = Serving::start(tip_hub(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>()));
    let answer = serving.ask(token.trim(), "mutation { caseOpen(input: {}, draft: true) { case { status } } }").await;
    assert_eq!(answer["data"], json!({ "caseOpen": { "case": { "status": "DRAFT" } } }));
    serving.terminate();
    assert_eq!(serving.ended().code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_answers_on_sqlite() {
    let folder = folder();
    from_nothing_to_an_answer(folder.path(), None).await;
    assert!(folder.path().join("tip-hub-data/tip-hub.sqlite").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_refuses_an_empty_postgresql_until_it_is_migrated() {
    let folder = folder();
    let database = outdated().await;
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", &database.0];
    run(folder.path(), &arguments).refused(&["schema is out of date", "tip-hub migrate"]);
    from_nothing_to_an_answer(folder.path(), Some(&database.0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_brings_sqlite_up_to_date_by_itself() {
    let folder = folder();
    let serving = Serving::start(tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let ready = reqwest::get(format!("{}/health/ready", serving.url())).await.expect("it answers");
    assert_eq!(ready.status().as_u16(), 200);
}

/// Told to stop, it takes no new request, finishes those it has, and ends well.
#[tokio::test(flavor = "multi_thread")]
async fn sigterm_drains_and_exits_with_zero() {
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    let token = run(folder.path(), &["token", "--organisation", "LMPS", "--user", "officer"]).ok().out;
    let mut serving = Serving::start(tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let body = json!({ "query": "mutation { caseOpen(input: {}, draft: true) { case { caseNo } } }" }).to_string();
    let (begun, rest) = body.split_at(20);
    let mut stream = TcpStream::connect(&serving.address).expect("connected");
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{begun}",
        token.trim(),
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("half a request is sent");
    // The request is being read when the signal comes.
    std::thread::sleep(Duration::from_millis(300));
    serving.terminate();
    serving.wait_for("draining");
    std::thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(&serving.address).is_err(), "a new request is taken");
    assert!(serving.child.try_wait().expect("a status").is_none(), "it left a request behind");
    stream.write_all(rest.as_bytes()).expect("the rest is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"caseNo\":\"LS-"), "{answer}");
    assert_eq!(serving.ended().code(), Some(0));
}

/// A request that is under way when the signal comes is answered, though nothing of it had arrived.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_taken_is_heard_out() {
    let folder = folder();
    let mut serving = Serving::start(tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let mut stream = TcpStream::connect(&serving.address).expect("connected");
    serving.terminate();
    serving.wait_for("draining");
    std::thread::sleep(Duration::from_millis(200));
    stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: hub\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer, and the end");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("live\n"), "{answer}");
    assert_eq!(serving.ended().code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_named() {
    let folder = folder();
    let serving = Serving::start(tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let other = super::folder();
    run(other.path(), &["serve", "--listen", &serving.address]).refused(&["listen", &serving.address]);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn every_file_that_is_written_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let serving = Serving::start(tip_hub(folder.path(), &["demo", "--listen", "127.0.0.1:0"]));
    let kept = folder.path().join("tip-hub-data");
    run(folder.path(), &["backup", "tip-hub-data/copy.sqlite"]).ok();
    let files: Vec<_> = std::fs::read_dir(&kept).expect("a folder").map(|file| file.expect("a file")).collect();
    for file in &files {
        let mode = file.metadata().expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", file.path().display());
    }
    let names: Vec<String> = files.iter().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    for name in ["tip-hub.sqlite", "tip-hub.sqlite-wal", "audit.key", "audit.head", "copy.sqlite"] {
        assert!(names.iter().any(|file| file == name), "no {name} in {names:?}");
    }
    assert_eq!(std::fs::metadata(kept).expect("a folder").permissions().mode() & 0o077, 0);
    drop(serving);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    let token = ["token", "--organisation", "LMPS", "--user", "officer"];
    run(folder.path(), &token).ok();
    let key = folder.path().join("tip-hub-data/issuer.p8");
    let mode = std::fs::metadata(&key).expect("a key file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    for others in [0o640, 0o604, 0o660] {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(others)).expect("changed");
        run(folder.path(), &token).refused(&["data-dir", "issuer.p8", "chmod 600"]);
        run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]).refused(&["data-dir", "issuer.p8", "chmod 600"]);
    }
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).expect("changed");
    run(folder.path(), &token).ok();
    std::fs::write(&key, b"no key").expect("written");
    run(folder.path(), &token).refused(&["data-dir", "issuer.p8", "no Ed25519 key"]);
}
