//! Records by the sheet, for whoever reads them all: a row costs a database and its driver far more than the values in it,
//! so hundreds of records come as one text.
//!
//! Whatever somebody has put into a value is taken for no second value and no second record: a sheet says how many records
//! it is of, and a record has as many values as there are columns. What is otherwise cannot be read.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::ledger::leaf;
use entity::{Kind, Table, audit_event};
use sea_orm::sea_query::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, IdenStatic, Statement};
use uuid::Uuid;

use super::super::value::nothing;
use crate::error::{Error, Result};

/// How many records a sheet has at most.
const RECORDS: usize = 500;

/// How many sheets are on their way at once.
const ON_THEIR_WAY: usize = 4;

/// Stands between two values.
const VALUE: char = '\u{1f}';

/// Stands between two records.
const RECORD: char = '\u{1e}';

/// What is read, and in which order. Names in SQL are those of our own tables.
pub(super) struct Sheets {
    from: String,
    condition: Option<String>,
    /// The column that no two records share, and by which they are in order.
    key: String,
    kind_of_key: Kind,
    columns: Vec<(String, Kind)>,
}

/// A record.
pub(super) struct Record {
    /// The value of its key, as far as it is one.
    pub(super) key: String,
    /// Its values in the order of the columns, if it can be read.
    pub(super) values: Option<Vec<Value>>,
}

impl Sheets {
    /// The records of a table by their ids, with all its columns.
    pub(super) fn of(table: &Table) -> Self {
        Self {
            from: table.name.clone(),
            condition: None,
            key: "id".to_owned(),
            kind_of_key: Kind::Id,
            columns: columns(table, ""),
        }
    }

    /// Those of which this is true.
    pub(super) fn which(self, condition: &str) -> Self {
        Self { condition: Some(condition.to_owned()), ..self }
    }

    /// The leaves of the tree by their places: the id of the event, its hash, and then the event's columns.
    pub(super) fn of_leaves() -> Self {
        let (leaves, events) = (leaf::Entity.as_str(), audit_event::Entity.as_str());
        let own = [("l.event_id".to_owned(), Kind::Id), ("l.leaf".to_owned(), Kind::Text(64))];
        Self {
            from: format!("{leaves} AS l LEFT JOIN {events} AS e ON e.id = l.event_id"),
            condition: None,
            key: "l.position".to_owned(),
            kind_of_key: Kind::Integer,
            columns: own.into_iter().chain(columns(entity::audit_events(), "e.")).collect(),
        }
    }

    /// Takes what is made of each record, in their order. It is made on other threads while the next records are read: that is
    /// most of the work.
    pub(super) async fn each<T: Send + 'static>(
        &self,
        snapshot: &DatabaseTransaction,
        make: impl Fn(Record) -> T + Send + Sync + 'static,
        mut take: impl FnMut(T),
    ) -> Result<()> {
        let (make, kinds) = (Arc::new(make), self.kinds());
        let (mut place, mut making) = (Place::Start, VecDeque::new());
        while let Some((sheet, next)) = self.next(snapshot, place).await? {
            place = next;
            let (make, kinds) = (Arc::clone(&make), Arc::clone(&kinds));
            let made = move || sheet.records(&kinds).map(|record| make(record)).collect::<Vec<T>>();
            making.push_back(tokio::task::spawn_blocking(made));
            if making.len() >= ON_THEIR_WAY
                && let Some(made) = making.pop_front()
            {
                made.await.map_err(Error::internal)?.into_iter().for_each(&mut take);
            }
        }
        for made in making {
            made.await.map_err(Error::internal)?.into_iter().for_each(&mut take);
        }
        Ok(())
    }

    fn kinds(&self) -> Arc<[Kind]> {
        self.columns.iter().map(|(_, kind)| kind.clone()).collect()
    }

    /// The next sheet, and where the one after it begins.
    async fn next(&self, snapshot: &DatabaseTransaction, place: Place) -> Result<Option<(Sheet, Place)>> {
        let after = match place {
            Place::Start => None,
            Place::Behind(key) => Some(key),
            Place::End => return Ok(None),
        };
        let row = snapshot.query_one_raw(self.statement(snapshot.get_database_backend(), after)).await?;
        let Some(row) = row else { return Ok(None) };
        let Some(text) = row.try_get_by_index::<Option<Vec<u8>>>(1)? else { return Ok(None) };
        let sheet = Sheet::of(row.try_get_by_index(0)?, &text);
        let last = sheet.last_key().and_then(|last| match self.kind_of_key {
            Kind::Integer => last.parse::<i64>().ok().map(Value::from),
            _ => last.parse::<Uuid>().ok().map(Value::from),
        });
        Ok(Some((sheet, last.map_or(Place::End, Place::Behind))))
    }

    fn statement(&self, backend: DbBackend, after: Option<Value>) -> Statement {
        let Self { from, key, .. } = self;
        let record = [(key, &self.kind_of_key, "")].into_iter();
        let record = record.chain(self.columns.iter().map(|(column, kind)| (column, kind, "=")));
        let (character, joined) = match backend {
            DbBackend::Sqlite => ("CHAR", "CAST(GROUP_CONCAT(r, CHAR(30) ORDER BY k) AS BLOB)"),
            _ => ("CHR", "CONVERT_TO(STRING_AGG(r, CHR(30) ORDER BY k), 'UTF8')"),
        };
        let record: Vec<String> = record.map(|(column, kind, mark)| text(backend, column, kind, mark)).collect();
        let record = format!("CONCAT_WS({character}(31), {})", record.join(", "));
        let conditions: Vec<String> =
            [self.condition.clone(), after.as_ref().map(|_| format!("{key} > $1"))].into_iter().flatten().collect();
        let conditions = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
        let sql = format!(
            "SELECT COUNT(*), {joined} FROM (SELECT {key} AS k, {record} AS r FROM {from} WHERE {conditions} \
             ORDER BY {key} LIMIT {RECORDS}) AS sheet"
        );
        Statement::from_sql_and_values(backend, sql, after)
    }
}

fn columns(table: &Table, of: &str) -> Vec<(String, Kind)> {
    table.fields.iter().map(|field| (format!("{of}{}", field.column), field.kind.clone())).collect()
}

/// A value as text behind a mark, or an empty text where there is none. SQLite holds in a column whatever it is given: what is
/// of no such kind is marked as such.
fn text(backend: DbBackend, column: &str, kind: &Kind, mark: &str) -> String {
    if backend != DbBackend::Sqlite {
        return match kind {
            Kind::Instant => format!("COALESCE('{mark}' || REPLACE({column}::text, ' ', 'T') || ':00', '')"),
            _ => format!("COALESCE('{mark}' || {column}::text, '')"),
        };
    }
    let (class, text) = match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => ("blob", format!("HEX({column})")),
        Kind::Integer | Kind::Flag => ("integer", column.to_owned()),
        _ => ("text", column.to_owned()),
    };
    format!("CASE TYPEOF({column}) WHEN '{class}' THEN '{mark}' || {text} WHEN 'null' THEN '' ELSE '!' END")
}

/// How far is read. Behind a sheet that cannot be read, nothing is.
enum Place {
    Start,
    Behind(Value),
    End,
}

/// Records as one text.
struct Sheet {
    text: String,
    /// Whether there are as many in it as there should be.
    is_whole: bool,
}

impl Sheet {
    fn of(records: i64, text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text).into_owned();
        let is_whole = i64::try_from(text.split(RECORD).count()) == Ok(records);
        Self { text, is_whole }
    }

    fn last_key(&self) -> Option<&str> {
        let last = self.text.rsplit(RECORD).next().filter(|_| self.is_whole)?;
        last.split(VALUE).next()
    }

    fn records(&self, kinds: &[Kind]) -> impl Iterator<Item = Record> {
        let is_whole = self.is_whole;
        self.text.split(RECORD).map(move |record| {
            let mut values = record.split(VALUE);
            let key = values.next().unwrap_or_default().to_owned();
            let read: Option<Vec<Value>> = kinds.iter().map(|kind| value(kind, values.next()?)).collect();
            Record { key, values: read.filter(|_| is_whole && values.next().is_none()) }
        })
    }
}

/// The value that a text is of a column of this kind.
fn value(kind: &Kind, text: &str) -> Option<Value> {
    if text.is_empty() {
        return Some(nothing(kind));
    }
    let text = text.strip_prefix('=')?;
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => text.parse::<Uuid>().ok().map(Value::from),
        Kind::Text(_) | Kind::Code(_) | Kind::Scalar(_) => Some(text.into()),
        Kind::Integer => text.parse::<i32>().ok().map(Value::from),
        Kind::Flag => match text {
            "1" | "true" => Some(true.into()),
            "0" | "false" => Some(false.into()),
            _ => None,
        },
        Kind::Date => text.parse::<chrono::NaiveDate>().ok().map(Value::from),
        Kind::Instant => DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc).into()),
        Kind::Many(_) | Kind::Any => serde_json::from_str::<serde_json::Value>(text).ok().map(Value::from),
    }
}
