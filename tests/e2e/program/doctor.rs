//! `tip-hub doctor`: each check, well and broken.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::{Datelike, Duration};
use sea_orm::{ConnectionTrait, Database};
use serde_json::Value as Json;

use tip_hub::clock::Clock;

use super::{Ended, end, folder, organisations, run, tip_hub};
use crate::world::{World, migrated};

/// The lines of a check.
fn lines<'a>(ended: &'a Ended, check: &str) -> Vec<&'a str> {
    let of_it = |line: &&str| line.split_whitespace().nth(1) == Some(check);
    let found: Vec<&str> = ended.out.lines().filter(of_it).collect();
    assert!(!found.is_empty(), "nothing about {check}: {}{}", ended.out, ended.err);
    found
}

/// Fails unless a check found this, at this level, and the program ended accordingly.
fn found(ended: &Ended, level: &str, check: &str, words: &str) {
    let lines = lines(ended, check);
    let is_it = |line: &&str| line.starts_with(level) && line.contains(words);
    assert!(lines.iter().any(is_it), "not {level} {words}: {lines:?}");
    assert_eq!(ended.status.success(), !ended.out.lines().any(|line| line.starts_with("fail")), "{}", ended.err);
}

fn doctor(folder: &Path, arguments: &[&str]) -> Ended {
    run(folder, &[&["doctor"], arguments].concat())
}

#[test]
fn a_hub_that_is_well_has_nothing_to_mend() {
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    run(folder.path(), &["token", "--organisation", "LMPS", "--user", "officer"]).ok();
    let well = doctor(folder.path(), &[]).ok();
    assert!(well.out.lines().all(|line| line.starts_with("ok ")), "{}", well.out);
    for check in ["listen", "sign-in", "key", "disk", "database", "durability", "integrity", "schema", "history"] {
        lines(&well, check);
    }
    let json: Vec<Json> = serde_json::from_str(&doctor(folder.path(), &["--json"]).ok().out).expect("JSON");
    assert_eq!(json.len(), well.out.lines().count());
    assert!(json.iter().all(|finding| finding["level"] == "ok" && finding["check"].is_string()), "{json:?}");
}

#[test]
fn where_there_is_no_hub_yet_nothing_is_made() {
    let folder = folder();
    found(&doctor(folder.path(), &[]), "fail", "database", "Run tip-hub migrate");
    assert!(fs::read_dir(folder.path()).expect("a folder").next().is_none(), "it made something");
}

#[test]
fn dangerous_settings_are_named() {
    let folder = folder();
    run(folder.path(), &["migrate"]).ok();
    let doctor = |arguments: &[&str]| doctor(folder.path(), arguments);
    let open = ["--listen", "0.0.0.0:8080"];
    found(&doctor(&open), "fail", "listen", "tokens in clear");
    found(&doctor(&[&open[..], &["--trusted-proxies", "10.0.0.2"]].concat()), "warn", "listen", "from its proxies");
    found(&doctor(&["--metrics-listen", "0.0.0.0:9464"]), "warn", "metrics", "every network");
    found(&doctor(&["--local-issuer", "false"]), "fail", "sign-in", "Nobody can sign in");
    found(&doctor(&["--rate-limit", "0"]), "warn", "rates", "as often as they like");
    found(&doctor(&["--countries-dir", "none"]), "fail", "countries", "none");
    // A pseudo file system has no room at all.
    let database = format!("sqlite://{}", folder.path().join("tip-hub-data/tip-hub.sqlite").display());
    found(&doctor(&["--data-dir", "/proc/self", "--database-url", &database]), "fail", "disk", "0 MiB");
    // So it has none for a database.
    found(&doctor(&["--database-url", "sqlite:///proc/self/status"]), "fail", "disk", "/proc/self");
    let provider = "[[issuers]]\nissuer = \"http://127.0.0.1:1\"\naudience = \"hub\"\norganisations = [\"LMPS\"]\n";
    let with = |text: &str| {
        fs::write(folder.path().join("hub.toml"), text).expect("written");
        doctor(&["--config", "hub.toml"])
    };
    found(&with(provider), "fail", "provider", "does not answer");
    found(&with(&format!("local_issuer = true\n{provider}")), "warn", "sign-in", "can be anybody");
    found(&with(&format!("{provider}\n[step_up]\nrequired = false\n")), "warn", "sign-in", "no fresh sign-in");
}

#[test]
fn a_key_that_is_shared_or_broken_is_named() {
    let folder = folder();
    let key = folder.path().join("tip-hub-data/issuer.p8");
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    found(&doctor(folder.path(), &[]), "ok", "key", "Not made yet");
    run(folder.path(), &["token", "--organisation", "LMPS", "--user", "officer"]).ok();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).expect("changed");
    found(&doctor(folder.path(), &[]), "fail", "key", "chmod 600");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("changed");
    fs::write(&key, "no key").expect("written");
    found(&doctor(folder.path(), &[]), "fail", "key", "holds no Ed25519 key");
}

#[test]
fn a_database_that_others_can_read_is_named() {
    let folder = folder();
    run(folder.path(), &["migrate"]).ok();
    found(&doctor(folder.path(), &[]), "ok", "file", "its owner's alone");
    let file = folder.path().join("tip-hub-data/tip-hub.sqlite");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("changed");
    found(&doctor(folder.path(), &[]), "fail", "file", "chmod 600");
}

#[test]
fn a_certificate_is_measured_by_its_time_and_its_key() {
    let folder = folder();
    run(folder.path(), &["migrate"]).ok();
    let now = Clock::system().now();
    let made = |from: i64, until: i64| {
        let mut parameters = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
        let day = |days: i64| {
            let day = now + Duration::days(days);
            rcgen::date_time_ymd(day.year(), day.month() as u8, day.day() as u8)
        };
        (parameters.not_before, parameters.not_after) = (day(from), day(until));
        let key = rcgen::KeyPair::generate().expect("a key");
        let certificate = parameters.self_signed(&key).expect("signed");
        fs::write(folder.path().join("chain.pem"), certificate.pem()).expect("written");
        fs::write(folder.path().join("key.pem"), key.serialize_pem()).expect("written");
    };
    let look = || doctor(folder.path(), &["--tls-certificate", "chain.pem", "--tls-key", "key.pem"]);
    made(-10, 90);
    found(&look(), "ok", "certificate", "Fits its key");
    made(-10, 20);
    found(&look(), "warn", "certificate", "days more");
    made(-90, -1);
    found(&look(), "fail", "certificate", "Not good since");
    made(2, 90);
    found(&look(), "fail", "certificate", "Not good before");
    let other = rcgen::KeyPair::generate().expect("a key");
    fs::write(folder.path().join("key.pem"), other.serialize_pem()).expect("written");
    found(&look(), "fail", "certificate", "cannot be used with this key");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sqlite_file_that_is_damaged_or_of_another_schema_is_named() {
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    let file = folder.path().join("tip-hub-data/tip-hub.sqlite");
    let beside = async |sql: &str| {
        let connection = Database::connect(format!("sqlite://{}", file.display())).await.expect("it opens");
        connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        connection.close().await.expect("closed");
    };
    beside("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m2099_new', 0)").await;
    found(&doctor(folder.path(), &[]), "fail", "schema", "m2099_new");
    beside("DELETE FROM seaql_migrations WHERE version = 'm2099_new' OR version LIKE '%access_review'").await;
    found(&doctor(folder.path(), &[]), "fail", "schema", "1 migrations to go");
    // What is ordered by an index is out of order in the table.
    beside(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'seaql_migrations'; \
         PRAGMA writable_schema = OFF",
    )
    .await;
    found(&doctor(folder.path(), &[]), "fail", "integrity", "damaged");
    fs::write(&file, [b"no database".repeat(400)].concat()).expect("written");
    let broken = doctor(folder.path(), &[]);
    assert!(!broken.status.success() && broken.out.contains("fail  database"), "{}", broken.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_is_asked_how_it_keeps_what_it_was_told() {
    let folder = folder();
    let url = migrated().await;
    let doctor = || {
        let mut command = tip_hub(folder.path(), &["doctor", "--data-dir", "."]);
        command.env("DATABASE_URL", &url);
        end(command)
    };
    // The server of the tests runs without fsync, for the sake of speed.
    let weak = doctor();
    found(&weak, "fail", "durability", "fsync = off");
    found(&weak, "ok", "database", "PostgreSQL");
    found(&weak, "ok", "schema", "Up to date");
    found(&weak, "ok", "clock", "agree");
    let connection = Database::connect(&url).await.expect("it opens");
    let run = async |sql: &str| {
        connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    };
    // A clock of the server that is an hour late: the hub's question finds this function first.
    run("CREATE SCHEMA late; CREATE FUNCTION late.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS \
         $$ SELECT pg_catalog.clock_timestamp() - interval '1 hour' $$; \
         DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = late, pg_catalog, public', current_database()); END $$")
    .await;
    found(&doctor(), "fail", "clock", "3600 s");
    // A server that is reached through a network, and that says so itself.
    assert!(!doctor().out.contains("transit"), "{}", doctor().out);
    for (end, address) in [("server", "192.0.2.7"), ("client", "192.0.2.8")] {
        run(&format!(
            "CREATE FUNCTION late.inet_{end}_addr() RETURNS inet LANGUAGE sql AS $$ SELECT '{address}'::inet $$"
        ))
        .await;
    }
    found(&doctor(), "warn", "transit", "in clear");
    let away = super::run(folder.path(), &["doctor", "--database-url", "postgres://hub:s3cr3t@127.0.0.1:1/hub"]);
    found(&away, "fail", "database", "Look at database-url");
    assert!(!away.out.contains("s3cr3t") && !away.err.contains("s3cr3t"), "{}{}", away.out, away.err);
}

on_both!(an_entry_from_the_future_is_named);

/// The clock of a hub was a day ahead when it wrote.
async fn an_entry_from_the_future_is_named(world: World) {
    let folder = folder();
    let look = || doctor(folder.path(), &["--data-dir", ".", "--database-url", &world.database_url]);
    found(&look(), "ok", "history", "Nothing is written yet");
    let ahead = Clock::fixed(Clock::system().now() + Duration::days(1), 1);
    let store = world.store.with_clock(ahead);
    let work = store.work(world.viewer("POLICE"), "caseOpen", None).await.expect("begun");
    work.commit().await.expect("an event is kept");
    found(&look(), "fail", "history", "which is to come");
}
