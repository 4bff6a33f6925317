//! How it stands with the database itself, for its operator: nothing here reads a record.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{audit_events, changes};
use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, Statement, TryGetable};

use super::Store;
use crate::error::Result;

/// How the schema of the database stands to the one that this program knows.
#[derive(Debug)]
pub struct Schema {
    /// Migrations that have not run.
    pub pending: Vec<String>,
    /// Migrations that ran and that this program does not know.
    pub unknown: Vec<String>,
}

/// The settings of PostgreSQL that make a commit outlive a power cut, and a bad disk seen.
const DURABLE: [&str; 4] = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"];

impl Store {
    /// Which database it is, and of which version.
    pub async fn version(&self) -> Result<String> {
        Ok(match self.is_sqlite() {
            true => format!("SQLite {}", self.one::<String>("SELECT sqlite_version()").await?),
            false => format!("PostgreSQL {}", self.one::<String>("SELECT current_setting('server_version')").await?),
        })
    }

    /// The settings by which what was committed might be lost, as they are.
    pub async fn weaknesses(&self) -> Result<Vec<String>> {
        if self.is_sqlite() {
            let journal: String = self.one("PRAGMA journal_mode").await?;
            return Ok(if journal == "wal" { Vec::new() } else { vec![format!("journal_mode = {journal}")] });
        }
        let mut weak = Vec::new();
        for setting in DURABLE {
            let value: String = self.one(&format!("SELECT current_setting('{setting}')")).await?;
            if value == "off" {
                weak.push(format!("{setting} = {value}"));
            }
        }
        Ok(weak)
    }

    /// What SQLite finds wrong in its file, or `ok`; nothing on PostgreSQL, which looks by checksums.
    pub async fn damage(&self) -> Result<Option<String>> {
        if !self.is_sqlite() {
            return Ok(None);
        }
        // A file may be too damaged to be looked through.
        Ok(Some(self.one("PRAGMA quick_check(1)").await.unwrap_or_else(|error| error.to_string())))
    }

    /// Whether what is said to the database can be heard on a network.
    pub async fn is_in_clear(&self) -> Result<bool> {
        if self.is_sqlite() {
            return Ok(false);
        }
        let local = "inet_server_addr() IS NULL OR inet_client_addr() = inet_server_addr()";
        let ssl = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        Ok(self.one(&format!("SELECT NOT coalesce(({ssl}), false) AND NOT ({local})")).await?)
    }

    /// How the schema stands to the one that this program knows. It asks for no right to change anything.
    pub async fn schema(&self) -> Result<Schema> {
        let known: BTreeSet<String> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
        let _answers: i32 = self.one("SELECT 1").await?;
        let statement = Statement::from_string(self.backend(), "SELECT version FROM seaql_migrations");
        // Where the table is not there, nothing has run.
        let rows = self.connection().query_all_raw(statement).await.unwrap_or_default();
        let ran: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, DbErr>>()?;
        let without = |these: &BTreeSet<String>, those| these.difference(those).cloned().collect();
        Ok(Schema { pending: without(&known, &ran), unknown: without(&ran, &known) })
    }

    /// What time it is for the server; nothing on SQLite, which has none.
    pub async fn clock_of_server(&self) -> Result<Option<DateTime<Utc>>> {
        if self.is_sqlite() {
            return Ok(None);
        }
        Ok(Some(self.one("SELECT clock_timestamp()").await?))
    }

    /// When the last entry of the history or of the audit log was made, if there is any.
    pub async fn newest(&self) -> Result<Option<DateTime<Utc>>> {
        let mut newest = None;
        for table in [changes(), audit_events()] {
            let made = Expr::col(Alias::new("created_at")).max();
            let statement = Query::select().expr(made).from(Alias::new(table.name.as_str())).to_owned();
            // A table that is not there has no entry; `schema` says that it is missing.
            let row = self.connection().query_one(&statement).await.ok().flatten();
            let made: Option<DateTime<Utc>> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
            newest = Ord::max(newest, made);
        }
        Ok(newest)
    }

    /// The one value that a statement answers.
    async fn one<T: TryGetable>(&self, sql: &str) -> Result<T, DbErr> {
        let row = self.connection().query_one_raw(Statement::from_string(self.backend(), sql)).await?;
        row.ok_or_else(|| DbErr::RecordNotFound("one row".to_owned()))?.try_get_by_index(0)
    }
}
