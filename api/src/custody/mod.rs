//! Who watches the log?
//!
//! While the hub serves, its custody puts events in order once a second, keeps the newest head in a file outside the
//! database, and has witnesses on other machines sign it. A database whose log does not extend what was seen outside of it
//! takes no more changes.

mod head;
mod submit;
mod witness;

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

pub use head::{HeadFile, Standing};
pub use submit::{Witness, WitnessSettings};
pub use witness::{Watched, witness};

use crate::access::{ROUND, Store};
use crate::error::Result;
use crate::telemetry::figures;

/// How long the hub waits before it counts on a database again that failed it.
const REST: Duration = Duration::from_secs(5);

/// What watches over the log of a database.
pub struct Custody {
    store: Store,
    head: HeadFile,
    newest: watch::Sender<String>,
}

impl Custody {
    /// How often events are put in order: a head is never older by more than this and the time it takes.
    pub const PACE: Duration = Duration::from_secs(1);

    /// Looks at what was seen of the log before, and lets no change in if the database is another. Where nothing was seen of it
    /// here, one of the witnesses is waited for.
    pub async fn begin(store: Store, head: HeadFile, witnesses: Vec<Witness>) -> Result<Self> {
        let newest = watch::Sender::new(String::new());
        let custody = Self { store, head, newest };
        if !witnesses.is_empty() && custody.head.note()?.is_none() && custody.store.log_head(0).await?.is_some() {
            custody.store.await_witness();
        }
        custody.compare().await?;
        for witness in witnesses {
            tokio::spawn(witness.attend(custody.store.clone(), custody.head.clone(), custody.newest.subscribe()));
        }
        Ok(custody)
    }

    /// Keeps the log, for as long as it is let.
    pub async fn run(self) {
        let mut pace = interval(Self::PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            pace.tick().await;
            if let Err(error) = self.turn().await {
                figures::set_back();
                tracing::error!(%error, "the audit log does not grow; this is tried again soon");
                tokio::time::sleep(REST).await;
            }
        }
    }

    async fn turn(&self) -> Result<()> {
        self.tick().await?;
        let waiting = self.store.waiting_since().await?;
        figures::waiting(waiting.map_or(0, |since| (self.store.clock().now() - since).num_seconds()));
        Ok(())
    }

    /// Puts in order what came, and keeps the head of it. A log that is not the one that was seen is not signed again.
    pub async fn tick(&self) -> Result<()> {
        loop {
            self.compare().await?;
            if !self.store.is_trusted() || self.store.sequence().await? < ROUND {
                break;
            }
        }
        self.compare().await
    }

    /// Compares the database with the head that was seen last, and keeps the newer.
    async fn compare(&self) -> Result<()> {
        let note = match self.head.standing(&self.store).await? {
            Standing::Empty => return Ok(()),
            Standing::Other(_) | Standing::Foreign => {
                self.store.distrust();
                return Ok(());
            }
            Standing::Extended(_, note) => note,
        };
        if !self.store.awaits_witness() {
            self.head.keep(&note)?;
        }
        self.newest.send_if_modified(|newest| {
            let modified = *newest != note;
            *newest = note;
            modified
        });
        Ok(())
    }
}
