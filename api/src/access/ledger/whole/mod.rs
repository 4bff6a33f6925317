//! The database as it is at one moment, for whoever reads all of it. Rows come by the thousand and as bytes: as `COPY` of
//! PostgreSQL sends them, or written alike from SQLite, for what a driver makes of a row costs far more than what is in it.

mod postgres;
mod row;
mod rows;
mod sqlite;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::TryFutureExt;
use futures_util::stream::{TryStreamExt, poll_fn};
use tokio::sync::mpsc::channel;
use tokio::task::spawn_blocking;

use self::postgres::Moment;
pub(super) use self::row::Row;
pub(super) use self::rows::{Plain, Rows};
use super::super::Store;
use crate::error::{Error, Result};

/// How many rows are handed on together: one thread wakes another for each lot.
const TOGETHER: usize = 2_000;

/// How many lots wait for whoever makes something of them, and of how many something is made at once.
const QUEUE: usize = 4;

/// Rows as they were sent.
type Lot = Vec<Bytes>;

/// The database as it was when this was asked for. PostgreSQL answers several at once.
pub(super) enum Whole {
    Postgres(Moment),
    Sqlite(Arc<Mutex<rusqlite::Connection>>),
}

impl Store {
    /// The database as it is now.
    pub(super) async fn whole(&self) -> Result<Whole> {
        if !self.is_sqlite() {
            return Moment::now(self.connection().get_postgres_connection_pool()).await.map(Whole::Postgres);
        }
        let file = self.connection().get_sqlite_connection_pool().connect_options().get_filename().to_owned();
        let connection = spawn_blocking(move || sqlite::open(&file)).await.map_err(Error::internal)??;
        Ok(Whole::Sqlite(Arc::new(Mutex::new(connection))))
    }
}

impl Whole {
    /// Takes what is made of each row, in their order. It is made on other threads while the next rows are read: that is
    /// most of the work.
    pub(super) async fn each<T: Send + 'static>(
        &self,
        rows: Rows,
        make: impl Fn(&Row) -> T + Send + Sync + 'static,
        mut take: impl FnMut(T),
    ) -> Result<()> {
        let (out, mut lots) = channel(QUEUE);
        let reader = match self {
            Self::Postgres(moment) => moment.read(&rows, out),
            Self::Sqlite(connection) => sqlite::read(Arc::clone(connection), &rows, out),
        };
        let (make, forms) = (Arc::new(make), rows.forms);
        let made = poll_fn(move |context| lots.poll_recv(context)).map_ok(|lot: Lot| {
            let (make, forms) = (Arc::clone(&make), Arc::clone(&forms));
            let all = move || lot.iter().map(|sent| make(&Row::of(sent, &forms))).collect::<Vec<_>>();
            spawn_blocking(all).map_err(Error::internal)
        });
        let mut made = made.try_buffered(QUEUE);
        while let Some(made) = made.try_next().await? {
            made.into_iter().for_each(&mut take);
        }
        // Where it has died, these were not all.
        reader.await.map_err(Error::internal)
    }

    /// How many rows a table has, whatever its indexes say.
    pub(super) async fn count(&self, table: &str) -> Result<u64> {
        match self {
            Self::Postgres(_) => self.count_from(table).await,
            Self::Sqlite(_) => self.count_from(&format!("{table} NOT INDEXED")).await,
        }
    }

    async fn count_from(&self, from: &str) -> Result<u64> {
        let mut count = None;
        let counted = |row: &Row| row.number(0).and_then(|count| u64::try_from(count).ok());
        self.each(Rows::count(from), counted, |counted| count = counted).await?;
        count.ok_or_else(|| Error::internal("a count cannot be read"))
    }

    /// Whether a table is one, and as the hub made it: nothing in its place that shows one thing to the hub and another to
    /// whoever looks it over.
    pub(super) async fn is_plain(&self, table: &Plain) -> Result<bool> {
        let such = match self {
            Self::Postgres(_) => postgres::such(table),
            Self::Sqlite(_) => sqlite::such(table),
        };
        Ok(self.count_from(&such).await? == 1)
    }
}
