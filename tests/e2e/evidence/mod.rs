//! The audit log as evidence: what is in it stays as it was written, and whoever doubts that can find out.

mod attended;
mod bundles;
mod canonical;
mod custody;
mod erased;
mod looks;
mod smuggled;
mod strangers;
pub mod tamper;
mod tree;
mod witness;
mod writers;

use std::time::{Duration, Instant};

use serde_json::json;
use tip_hub::access::{Finding, Verification};
use tip_hub::error::Result;

use crate::world::{Database, World};

/// How long an event may be held back from the tree: on PostgreSQL the transactions of other tests do so.
const HELD_BACK: Duration = Duration::from_secs(60);

impl World {
    /// Puts every event that is there into the tree.
    pub async fn sequence(&self) {
        self.try_sequence().await.expect("the log grows");
    }

    /// The same, where the log may not grow.
    pub async fn try_sequence(&self) -> Result<()> {
        let begun = Instant::now();
        loop {
            self.store.sequence().await?;
            let waiting = self.verify().await.waiting;
            if waiting == 0 {
                return Ok(());
            }
            assert!(begun.elapsed() < HELD_BACK, "{waiting} events are not put into the tree");
        }
    }

    /// Compares the whole log with what was signed.
    pub async fn verify(&self) -> Verification {
        self.store.verify_log(&[], |_| ()).await.expect("verified")
    }

    /// Fails unless the whole log, brought up to now, is as it was signed.
    pub async fn log_holds(&self) -> Verification {
        self.sequence().await;
        let verification = self.verify().await;
        assert_eq!((verification.findings, verification.waiting), (0, 0), "{verification:?}");
        verification
    }

    /// Writes events: of acts and of readings, this many.
    async fn keep_busy(&self, events: usize) {
        let (case, victim) = self.open_with_victim(json!({ "person": { "familyName": "Molapo" } })).await;
        for index in 0..events {
            match index % 8 {
                0 => drop(self.add("POLICE", &case, "Report", json!({ "station": format!("S{index}") })).await),
                1 => drop(self.read("NGO", &victim, "id").await),
                _ => drop(self.read("POLICE", &victim, "person { familyName }").await),
            }
        }
    }
}

async fn the_log_grows_and_holds(world: World) {
    assert_eq!(world.store.sequence().await.expect("nothing to do"), 0);
    world.keep_busy(40).await;
    world.sequence().await;
    let first = world.verify().await;
    assert!(first.leaves > 40 && first.changes > 5 && first.checkpoints >= 1, "{first:?}");
    world.keep_busy(300).await;
    let then = world.log_holds().await;
    assert!(then.leaves > first.leaves + 300 && then.checkpoints > first.checkpoints, "{then:?}");
    // Another server goes on where this one stopped, from what is in the database.
    let (note, proof) = world.store.log_head(first.leaves).await.expect("asked").expect("signed");
    let head = world.store.read_note(&note).expect("of this log");
    assert_eq!(head.size, then.leaves);
    assert!(!proof.is_empty());
    let elsewhere = tip_hub::evidence::Checkpoint { root: [1; 32], ..head.clone() };
    let found = world.store.verify_log(&[elsewhere], |_| ()).await.expect("verified");
    assert_eq!(found.first, [Finding::HeadElsewhere(head.size)]);
}

/// Where each record of these tables is on its page, and which transaction has locked it.
const LOCKS: &str = "SELECT STRING_AGG(CONCAT_WS(' ', ctid, xmin, xmax), ',' ORDER BY ctid) FROM ";

/// That somebody looked is told beside the records, and PostgreSQL writes nothing to the pages of what was read.
#[tokio::test(flavor = "multi_thread")]
async fn who_reads_writes_to_no_record() {
    let world = World::new(Database::Postgres).await;
    let (_, victim) = world.open_with_victim(json!({})).await;
    world.sequence().await;
    let tables = ["person", "victim", "case_file", "organisation", "account"];
    let statement = tables.map(|table| format!("({LOCKS}{table})")).join(", ");
    let locks = async || {
        let found = tamper::rows(&world, &format!("SELECT {statement}")).await;
        (0..tables.len()).map(|index| found[0].try_get_by_index(index).expect("a text")).collect::<Vec<String>>()
    };
    let before = locks().await;
    world.read("POLICE", &victim, "person { familyName }").await.ok();
    world.sequence().await;
    assert_eq!(locks().await, before);
}

on_both!(the_log_grows_and_holds);
