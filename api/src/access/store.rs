//! The database, and how it is opened.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use entity::value::Country as CountryCode;
use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::Value;
use sea_orm::sqlx::{Connection, Error as SqlxError, SqliteConnection};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use super::ledger::Known;
use super::noted::note;
use super::together::Gathering;
use crate::clock::Clock;
use crate::country::{Countries, Country};
use crate::error::{Error, ErrorCode, Result};
use crate::evidence::LogKey;
use crate::telemetry::figures::Pool;

/// The database with its clock. The handle stays inside this floor.
#[derive(Clone)]
pub struct Store {
    connection: DatabaseConnection,
    /// Where it is, to open it again; it may hold a password.
    url: Arc<str>,
    clock: Clock,
    countries: Arc<Countries>,
    /// Seals what the log keeps.
    key: Arc<LogKey>,
    /// What this process knows of the log's tree.
    pub(super) known: Arc<Mutex<Option<Known>>>,
    /// The events of reading that are to be stored.
    pub(super) events: Arc<Gathering>,
    /// Whether the database is not the one it was.
    distrusted: Arc<AtomicBool>,
    /// Whether somebody elsewhere has yet to say that it is.
    unwitnessed: Arc<AtomicBool>,
}

/// How long a statement or a free connection is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many connections are held at most.
const CONNECTIONS: u32 = 16;

/// A connection that was not used for so long is tried before it is taken.
const IDLE: Duration = Duration::from_secs(1);

impl Store {
    /// Opens the database at `url` (`sqlite:` or `postgres:`), whose audit log has this key. A SQLite file is created if it is
    /// not there.
    pub async fn open(url: &str, clock: Clock, key: LogKey) -> Result<Self, DbErr> {
        Ok(Self {
            connection: connect(url, None).await?,
            url: url.into(),
            clock,
            countries: Arc::new(Countries::built_in()),
            key: Arc::new(key),
            known: Arc::default(),
            events: Arc::default(),
            distrusted: Arc::default(),
            unwitnessed: Arc::default(),
        })
    }

    /// The same database, opened anew so that no statement takes longer than `limit`. PostgreSQL stops each statement by
    /// itself. SQLite has no such bound: there it is the work of one transaction, from its first ten thousand steps on.
    pub async fn with_statement_timeout(self, limit: Duration) -> Result<Self, DbErr> {
        Ok(Self { connection: connect(&self.url, Some(limit)).await?, ..self })
    }

    /// The URL of the SQLite file in a data directory.
    pub fn sqlite_url(data_dir: &Path) -> String {
        format!("sqlite://{}?mode=rwc", data_dir.join("tip-hub.sqlite").display())
    }

    /// Brings the schema up to date, in one transaction: all of it, or nothing. On SQLite every change of the schema must
    /// also go through one connection, because another may still know the schema as it was.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        let transaction = self.begin().await?;
        Migrator::up(&transaction, None).await?;
        transaction.commit().await?;
        if self.is_sqlite() {
            self.connection.execute_unprepared("PRAGMA optimize").await?;
        }
        Ok(())
    }

    /// Copies the SQLite database into a new file, whole, while others go on to write.
    pub async fn copy_into(&self, file: &Path) -> Result<(), DbErr> {
        let file = Value::from(file.display().to_string());
        let copy = Statement::from_sql_and_values(self.backend(), "VACUUM INTO ?", [file]);
        self.connection.execute_raw(copy).await.map(drop)
    }

    /// Whether the embedded database is used.
    pub fn is_sqlite(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }

    /// How the connections are used.
    pub fn pool(&self) -> Pool {
        if self.is_sqlite() {
            let pool = self.connection.get_sqlite_connection_pool();
            Pool { open: pool.size(), idle: pool.num_idle(), most: CONNECTIONS }
        } else {
            let pool = self.connection.get_postgres_connection_pool();
            Pool { open: pool.size(), idle: pool.num_idle(), most: CONNECTIONS }
        }
    }

    /// Calls `sent` after every statement this store sends from now on: how tests count them and benchmarks
    /// explain them.
    pub fn observe(&mut self, sent: impl Fn(&Statement) + Send + Sync + 'static) {
        self.connection.set_metric_callback(move |info| {
            note(info);
            sent(info.statement);
        });
    }

    /// Closes every connection.
    pub async fn close(self) -> Result<(), DbErr> {
        self.connection.close().await
    }

    /// The same database with another clock.
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self { clock, ..self.clone() }
    }

    /// The same database with these countries instead of those that come with the hub.
    pub fn with_countries(&self, countries: Countries) -> Self {
        Self { countries: Arc::new(countries), ..self.clone() }
    }

    /// What the hub knows of a country.
    pub fn country(&self, code: &CountryCode) -> Arc<Country> {
        self.countries.get(code)
    }

    /// Where time and ids come from.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Lets no more changes in: the log in the database does not extend what was seen of it outside.
    pub fn distrust(&self) {
        if !self.distrusted.swap(true, Ordering::Relaxed) {
            tracing::error!(
                "the audit log does not extend the head that was seen of it: an older database was restored, it was \
                 tampered with, or audit.key is another log's. The hub takes no more changes. Run: tip-hub audit verify"
            );
        }
    }

    /// Lets changes in once somebody elsewhere has seen the log: nothing here says how far it was.
    pub fn await_witness(&self) {
        self.unwitnessed.store(true, Ordering::Relaxed);
        tracing::warn!(
            "nothing on this machine says how far the audit log was. The hub takes no changes until a witness has seen it"
        );
    }

    /// Somebody elsewhere has seen the log as it is.
    pub fn witnessed(&self) {
        self.unwitnessed.store(false, Ordering::Relaxed);
    }

    /// Whether somebody elsewhere has yet to see the log.
    pub fn awaits_witness(&self) -> bool {
        self.unwitnessed.load(Ordering::Relaxed)
    }

    /// Whether changes are let in.
    pub fn is_trusted(&self) -> bool {
        !self.distrusted.load(Ordering::Relaxed) && !self.awaits_witness()
    }

    /// Refuses where no change is let in.
    pub(super) fn require_trusted(&self) -> Result<()> {
        if !self.is_trusted() {
            return Err(Error::new(
                ErrorCode::ReadOnly,
                "The hub takes no changes until its audit log is known to be whole. Nothing was changed; try again later.",
            ));
        }
        Ok(())
    }

    /// The key of the audit log.
    pub fn log_key(&self) -> &LogKey {
        &self.key
    }

    /// Begins a transaction that writes. On SQLite it takes the right to write at once, so that it never loses it
    /// to another half-way.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.connection.begin_with_options(options).await
    }

    /// Begins a transaction that reads, and sees the database as it is now for as long as it lasts.
    pub(super) async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            isolation_level: (!self.is_sqlite()).then_some(IsolationLevel::RepeatableRead),
            ..TransactionOptions::default()
        };
        self.connection.begin_with_options(options).await
    }

    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }
}

async fn connect(url: &str, statement_timeout: Option<Duration>) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(CONNECTIONS).acquire_timeout(PATIENCE).sqlx_logging(false);
    options.test_before_acquire_if_idle_for(IDLE);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(statement_timeout.unwrap_or(PATIENCE).min(PATIENCE))
            .optimize_on_close(true, None)
            .pragma("temp_store", "memory")
    });
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        // A file does not hang up.
        let pool = pool.test_before_acquire(false);
        pool.after_connect(move |connection, _| Box::pin(stop_after(connection, statement_timeout)))
            .before_acquire(move |connection, _| Box::pin(is_fit(connection, statement_timeout)))
    });
    options.map_sqlx_postgres_opts(move |postgres| {
        // To compile a statement costs more than any of ours takes to run, and so does to plan it again for other values.
        let postgres = postgres.options([("jit", "off"), ("plan_cache_mode", "force_generic_plan")]);
        match statement_timeout {
            Some(limit) => postgres.options([("statement_timeout", limit.as_millis().to_string())]),
            None => postgres,
        }
    });
    let mut connection = Database::connect(options).await?;
    connection.set_metric_callback(note);
    Ok(connection)
}

/// How many steps SQLite runs before it looks at the time.
const STEPS: i32 = 10_000;

/// Makes a SQLite connection ready to be taken again; one that is not to be is closed. Where the disk fails a commit, SQLite
/// gives the transaction up by itself and sqlx goes on counting it, so that what came next would be done within it.
async fn is_fit(connection: &mut SqliteConnection, limit: Option<Duration>) -> Result<bool, SqlxError> {
    if connection.is_in_transaction() {
        return Ok(false);
    }
    stop_after(connection, limit).await?;
    Ok(true)
}

/// Interrupts what a SQLite connection is taken for, once it has run for `limit`.
async fn stop_after(connection: &mut SqliteConnection, limit: Option<Duration>) -> Result<(), SqlxError> {
    let Some(limit) = limit else { return Ok(()) };
    let mut begun = None;
    let in_time = move || limit.checked_sub(begun.get_or_insert_with(Instant::now).elapsed()).is_some();
    connection.lock_handle().await?.set_progress_handler(STEPS, in_time);
    Ok(())
}
