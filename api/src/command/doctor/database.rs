//! The database: that it answers, that it keeps what it was told, its schema and its clock.

use std::path::Path;

use chrono::TimeDelta;

use super::super::log_key;
use super::Finding;
use crate::access::{Schema, Store};
use crate::clock::Clock;
use crate::custody::{HeadFile, Standing};
use crate::error::Error;
use crate::evidence::LogKey;
use crate::secret_file;
use crate::settings::Configuration;

/// By how much two clocks may differ.
const DRIFT: TimeDelta = TimeDelta::seconds(2);

/// For how long no event waits where a hub serves.
const LONG: TimeDelta = TimeDelta::minutes(1);

pub(super) async fn checks(configuration: &Configuration) -> Vec<Finding> {
    let url = &configuration.database_url;
    let file = file(url);
    if let Some(file) = file.filter(|file| !file.exists()) {
        return vec![Finding::fail("database", format!("{} is not there.", file.display()), "Run tip-hub migrate.")];
    }
    // Nothing is made by looking.
    let is_there = configuration.audit_key.exists();
    let key = match is_there.then(|| log_key(configuration)) {
        Some(Ok(key)) => Some(key),
        Some(Err(error)) => return vec![Finding::fail("audit-key", error, "Put it back from where you keep it.")],
        None => LogKey::of_seed("none", &[0; 32]),
    };
    let Some(key) = key else { return Vec::new() };
    let head = HeadFile::within(&configuration.data_dir);
    // The cause may repeat the URL, and the URL may hold a password.
    let store = match Store::open(url, Clock::system(), key).await {
        Ok(store) => store,
        Err(error) => {
            let cause = error.to_string().replace(url, "the URL");
            return vec![Finding::fail(
                "database",
                format!("{cause}."),
                "Look at database-url, the network and the server.",
            )];
        }
    };
    let findings = [
        version(&store).await,
        durability(&store).await,
        integrity(&store).await,
        transit(&store).await,
        schema(&store).await,
        clock(&store).await,
        newest(&store).await,
        audit_key(&store, is_there).await,
        audit_head(&store, &head, is_there).await,
        audit_order(&store).await,
    ];
    // What could not be asked has failed, and the log says why.
    let asked = |finding: Result<Option<Finding>, Error>| {
        finding.unwrap_or_else(|error| Some(Finding::fail("database", error.message, "Look at the database's log.")))
    };
    let findings = file.map(own).into_iter().chain(findings.into_iter().filter_map(asked)).collect();
    let _ = store.close().await;
    findings
}

/// Whether the log's key is where it was. The first start makes it; after that only its keeper has it.
async fn audit_key(store: &Store, is_there: bool) -> Result<Option<Finding>, Error> {
    Ok(Some(match (is_there, store.log_head(0).await?) {
        (true, _) => Finding::ok("audit-key", "It is its owner's alone."),
        (false, None) => Finding::ok("audit-key", "Not made yet: the first start makes it."),
        (false, Some(_)) => {
            let advice = "Put it back from where you keep it, or copy it from another node.";
            Finding::fail("audit-key", "The log was signed by a key that is not here.", advice)
        }
    }))
}

/// Whether the log in the database extends the head that this machine has seen of it.
async fn audit_head(store: &Store, seen: &HeadFile, key_is_there: bool) -> Result<Option<Finding>, Error> {
    if !key_is_there {
        return Ok(None);
    }
    Ok(Some(match seen.standing(store).await? {
        Standing::Extended(head, _) => Finding::ok("audit-head", format!("The log has {} events.", head.size)),
        Standing::Empty => Finding::ok("audit-head", "The log is empty."),
        Standing::Foreign => {
            let advice = "Put audit.key of the first node in its place; if it is that one, run tip-hub audit verify.";
            Finding::fail("audit-head", "The log was signed by another key than this node's.", advice)
        }
        Standing::Other(seen) => {
            let finding = format!("The log does not extend the head of {} events that was seen of it.", seen.size);
            Finding::fail("audit-head", finding, "Run tip-hub audit verify. The hub takes no change meanwhile.")
        }
    }))
}

/// Whether events wait that a hub which serves would have put in order long ago.
async fn audit_order(store: &Store) -> Result<Option<Finding>, Error> {
    let since = store.waiting_since().await?.filter(|since| store.clock().now() - *since > LONG);
    Ok(Some(match since {
        None => Finding::ok("audit-order", "No event waits for long."),
        Some(since) => {
            let advice = "Start the hub; if it serves, end the transaction that is oldest in pg_stat_activity.";
            Finding::warn("audit-order", format!("Events wait since {since} to be put into the log."), advice)
        }
    }))
}

/// The file of a SQLite database.
pub(super) fn file(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//").split('?').next()?;
    (path != ":memory:").then_some(Path::new(path))
}

/// Whoever reads the file reads every case.
fn own(file: &Path) -> Finding {
    match secret_file::refuse_shared(file) {
        Ok(()) => Finding::ok("file", format!("{} is its owner's alone.", file.display())),
        Err(error) => Finding::fail("file", format!("{error}."), "Every case is in it."),
    }
}

async fn version(store: &Store) -> Result<Option<Finding>, Error> {
    Ok(Some(Finding::ok("database", format!("{} answers.", store.version().await?))))
}

/// Whether what was acknowledged outlives a power cut.
async fn durability(store: &Store) -> Result<Option<Finding>, Error> {
    let weak = store.weaknesses().await?;
    let advice = "Set it back: what the hub has acknowledged must outlive a power cut.";
    Ok(Some(match weak.is_empty() {
        true => Finding::ok("durability", "What is committed is on the disk."),
        false if weak == ["data_checksums = off"] => {
            let advice = "Run pg_checksums --enable while the server is stopped.";
            Finding::warn("durability", "data_checksums = off: a bad disk goes unseen.", advice)
        }
        false => Finding::fail("durability", format!("{}.", weak.join(", ")), advice),
    }))
}

async fn integrity(store: &Store) -> Result<Option<Finding>, Error> {
    Ok(store.damage().await?.map(|damage| match damage.as_str() {
        "ok" => Finding::ok("integrity", "The file is whole."),
        _ => Finding::fail("integrity", "The file is damaged.", "Stop the hub, and go back to the last good backup."),
    }))
}

async fn transit(store: &Store) -> Result<Option<Finding>, Error> {
    Ok(store.is_in_clear().await?.then(|| {
        let advice = "Add sslmode=verify-full to database-url, and ssl = on to the server.";
        Finding::warn("transit", "The database is reached in clear through a network.", advice)
    }))
}

async fn schema(store: &Store) -> Result<Option<Finding>, Error> {
    let Schema { pending, unknown } = store.schema().await?;
    Ok(Some(if let Some(unknown) = unknown.first() {
        let finding = format!("It has been migrated by a newer program ({unknown}).");
        Finding::fail("schema", finding, "Install that version, or a newer one.")
    } else if pending.is_empty() {
        Finding::ok("schema", "Up to date.")
    } else {
        Finding::fail("schema", format!("{} migrations to go.", pending.len()), "Run tip-hub migrate.")
    }))
}

async fn clock(store: &Store) -> Result<Option<Finding>, Error> {
    let Some(theirs) = store.clock_of_server().await? else { return Ok(None) };
    let apart = (store.clock().now() - theirs).abs();
    let advice = "Let NTP set the clocks of both machines.";
    Ok(Some(match apart <= DRIFT {
        true => Finding::ok("clock", "The machine's and the database's agree."),
        false => Finding::fail("clock", format!("The database's differs by {} s.", apart.num_seconds()), advice),
    }))
}

async fn newest(store: &Store) -> Result<Option<Finding>, Error> {
    let Some(newest) = store.newest().await? else {
        return Ok(Some(Finding::ok("history", "Nothing is written yet.")));
    };
    Ok(Some(match newest - store.clock().now() <= DRIFT {
        true => Finding::ok("history", format!("The last entry is of {newest}.")),
        false => {
            let advice = "The clock was wrong then, or is now. Set it by NTP before anybody writes.";
            Finding::fail("history", format!("The last entry is of {newest}, which is to come."), advice)
        }
    }))
}
