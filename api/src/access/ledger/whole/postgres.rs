//! Rows as PostgreSQL sends them: `COPY … (FORMAT binary)`.

use std::future::ready;

use futures_util::stream::{StreamExt, TryChunksError, TryStreamExt};
use sea_orm::sqlx::{AssertSqlSafe, Connection, Error as SqlxError, PgPool, PgTransaction, query_scalar, raw_sql};
use sea_orm::{DbErr, RuntimeErr};
use tokio::sync::mpsc::Sender;
use tokio::task::JoinHandle;

use super::rows::{Form, Plain, Rows};
use super::{Lot, TOGETHER};
use crate::error::{Error, Result};

const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// However PostgreSQL believes the log to be: its leaves come in their order at once, each with its event, and by one process;
/// and what is counted are rows.
const AS_IT_COMES: &str =
    "SET LOCAL statement_timeout = 0; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL enable_indexonlyscan = off";

/// What stands before the first row: a signature, flags and the length of what may follow, which is nothing.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// What stands behind the last.
const TRAILER: &[u8] = &(-1_i16).to_be_bytes();

/// A transaction that is held open for as long as others look at what it sees.
pub(in super::super) struct Moment {
    pool: PgPool,
    /// By what name others see the same.
    name: String,
    _seen: PgTransaction<'static>,
}

impl Moment {
    pub(super) async fn now(pool: &PgPool) -> Result<Self> {
        let mut seen = pool.begin_with(BEGIN).await.map_err(failed)?;
        let wait = raw_sql("SET LOCAL idle_in_transaction_session_timeout = 0");
        wait.execute(&mut *seen).await.map_err(failed)?;
        let name = query_scalar("SELECT pg_export_snapshot()").fetch_one(&mut *seen).await.map_err(failed)?;
        Ok(Self { pool: pool.clone(), name, _seen: seen })
    }

    /// Hands on rows from a task of its own.
    pub(super) fn read(&self, rows: &Rows, out: Sender<Result<Lot>>) -> JoinHandle<()> {
        let begin = format!("SET TRANSACTION SNAPSHOT '{}'; {AS_IT_COMES}", self.name);
        let copy = format!("COPY ({}) TO STDOUT (FORMAT binary)", rows.sql());
        let pool = self.pool.clone();
        tokio::spawn(async move {
            if let Err(error) = hand_on(&pool, begin, &copy, &out).await {
                // Nobody asks any more where this is not taken.
                out.send(Err(failed(error))).await.ok();
            }
        })
    }
}

/// Where a table counts for one that is plain: no view, no rule, no policy, and each column of the type that is sent in its form.
pub(super) fn such(table: &Plain) -> String {
    let types = |form: &Form| match form {
        Form::Id => &["uuid"][..],
        Form::Text => &["text", "varchar"],
        Form::Json => &["jsonb"],
        Form::Number => &["int4", "int8"],
        Form::Instant => &["timestamptz"],
        Form::Other => &[],
    };
    let typed = |(column, form): &(String, Form)| {
        types(form).iter().map(|name| format!("('{column}', 'pg_catalog.{name}'::regtype)")).collect::<Vec<_>>()
    };
    let columns: Vec<String> = table.columns.iter().flat_map(typed).collect();
    format!(
        "pg_catalog.pg_class AS c WHERE c.oid = to_regclass('{}') AND c.relkind = 'r'
            AND NOT (c.relhasrules OR c.relhassubclass OR c.relrowsecurity)
            AND {} = (SELECT COUNT(*) FROM pg_catalog.pg_attribute AS a
                WHERE a.attrelid = c.oid AND (a.attname, a.atttypid::regtype) IN ({}))",
        table.name,
        table.columns.len(),
        columns.join(", "),
    )
}

async fn hand_on(pool: &PgPool, begin: String, copy: &str, out: &Sender<Result<Lot>>) -> Result<(), SqlxError> {
    let mut connection = pool.acquire().await?;
    // Where it is left midway, what is still to come is no answer to what it is asked next.
    connection.close_on_drop();
    let mut transaction = connection.begin_with(BEGIN).await?;
    raw_sql(AssertSqlSafe(begin)).execute(&mut *transaction).await?;
    let sent = transaction.copy_out_raw(copy).await?;
    // One message is one row, the first behind the header.
    let rows = sent.map_ok(|row| if row.starts_with(HEADER) { row.slice(HEADER.len()..) } else { row });
    let rows = rows.try_filter(|row| ready(!row.is_empty() && row != TRAILER));
    let mut lots = rows.try_chunks(TOGETHER);
    while let Some(lot) = lots.next().await {
        if out.send(Ok(lot.map_err(|TryChunksError(_, error)| error)?)).await.is_err() {
            break;
        }
    }
    Ok(())
}

fn failed(error: SqlxError) -> Error {
    DbErr::Query(RuntimeErr::SqlxError(error.into())).into()
}
