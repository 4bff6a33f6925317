//! Events that are stored together. While some are being stored, those that come gather, and all of them go next: under load
//! many share a commit, and who comes alone waits for nobody.

use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::DatabaseConnection;
use sea_orm::sea_query::Value;
use tokio::sync::oneshot;
use tracing::Instrument;

use super::batch::Batch;
use crate::error::{Error, Result};

/// Where events wait for their turn.
#[derive(Default)]
pub(super) struct Gathering {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

/// An event, and who is to hear what became of it.
struct Waiting {
    row: Vec<Value>,
    told: oneshot::Sender<Result<()>>,
}

impl Gathering {
    /// Stores an event, and returns when it is stored.
    pub(super) async fn store(self: &Arc<Self>, connection: &DatabaseConnection, row: Vec<Value>) -> Result<()> {
        let (told, stored) = oneshot::channel();
        let waiting = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.push(Waiting { row, told });
            waiting.len()
        };
        if waiting == 1 {
            // Others' events go with this one, and are stored even if who sent this one has hung up.
            tokio::spawn(Arc::clone(self).store_all(connection.clone()).in_current_span());
        }
        stored.await.map_err(Error::internal)?
    }

    /// Stores all that wait when the turn comes, who saw to it being the first of them.
    async fn store_all(self: Arc<Self>, connection: DatabaseConnection) {
        let _turn = self.turn.lock().await;
        let waiting = take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let (rows, told): (Vec<_>, Vec<_>) = waiting.into_iter().map(|one| (one.row, one.told)).unzip();
        let mut batch = Batch::default();
        rows.into_iter().for_each(|row| batch.push(entity::audit_events(), row));
        let stored = batch.write(&connection).await;
        for told in told {
            // Whoever has hung up is told nothing.
            drop(told.send(stored.clone()));
        }
    }
}
