//! The audit log as evidence: what is in it stays as it was written, and whoever doubts that can find out.

mod bundles;
mod tamper;
mod tree;
mod writers;

use serde_json::json;
use tip_hub::access::{Finding, Verification};

use crate::world::World;

impl World {
    /// Puts every event that is there into the tree. On PostgreSQL the transactions of other tests may hold some back.
    pub async fn sequence(&self) {
        loop {
            self.store.sequence().await.expect("the log grows");
            if self.verify().await.waiting == 0 {
                return;
            }
        }
    }

    /// Compares the whole log with what was signed.
    pub async fn verify(&self) -> Verification {
        self.store.verify_log(&[], |_| ()).await.expect("verified")
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
    world.sequence().await;
    let then = world.verify().await;
    assert_eq!((then.findings, then.waiting), (0, 0), "{then:?}");
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

on_both!(the_log_grows_and_holds);
