//! A sheet of records as one text of SQLite.
//!
//! Whatever somebody has put into a value is taken for no second value and no second record: what people may say goes
//! in hexadecimal where it holds what stands between values, a text says how many records it is of, and a record has as
//! many values as there are columns. What is otherwise cannot be read.

use chrono::{DateTime, Utc};
use data_encoding::HEXUPPER;
use entity::Kind;
use futures_util::stream::{self, Stream};
use sea_orm::sea_query::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use uuid::Uuid;

use super::super::super::value::{is_nothing, nothing};
use super::{Cells, Key, RECORDS, Record, Sheet, Sheets};
use crate::error::Result;

/// Stands between two values.
const VALUE: char = '\u{1f}';

/// Stands between two records.
const RECORD: char = '\u{1e}';

/// No text of the hub's own is longer: a hash, a name of the schema, an id. What people say may be.
const OF_HUB: u32 = 64;

/// So many records.
pub(super) struct Text {
    records: i64,
    text: Vec<u8>,
}

impl Sheets {
    /// Texts, one statement each.
    pub(super) fn texts(&self, snapshot: &DatabaseTransaction) -> impl Stream<Item = Result<Sheet>> {
        stream::try_unfold(Some(None), async move |place| {
            let Some(after) = place else { return Ok(None) };
            let Some(row) = snapshot.query_one_raw(self.text_after(after)).await? else { return Ok(None) };
            let last = row.try_get_by_index::<Option<i64>>(0)?;
            let text = row.try_get_by_index::<Option<Vec<u8>>>(2)?.unwrap_or_default();
            let text = Text { records: row.try_get_by_index(1)?, text };
            Ok(Some((Sheet::Text(text), last.map(Some))))
        })
    }

    fn text_after(&self, after: Option<i64>) -> Statement {
        let order = self.key.order();
        let conditions = self.condition.iter().cloned().chain(after.map(|_| format!("{order} > $1")));
        let conditions: Vec<String> = conditions.collect();
        let conditions = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
        let values = self.columns.iter().map(|(column, kind)| text(column, kind));
        let record: Vec<String> = [self.key.text()].into_iter().chain(values).collect();
        let sql = format!(
            "SELECT MAX(CASE TYPEOF(k) WHEN 'integer' THEN k END), COUNT(*), CAST(GROUP_CONCAT(r, CHAR(30)) AS BLOB) \
             FROM (SELECT {order} AS k, CONCAT_WS(CHAR(31), {}) AS r FROM {} WHERE {conditions} ORDER BY {order} \
             LIMIT {RECORDS})",
            record.join(", "),
            self.from,
        );
        Statement::from_sql_and_values(DbBackend::Sqlite, sql, after.map(Value::from))
    }
}

impl Key {
    /// By what records are read one after the other: SQLite does not keep them by their ids.
    fn order(self) -> &'static str {
        match self {
            Self::Id => "rowid",
            Self::Position => self.column(),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Id => text(self.column(), &Kind::Id),
            Self::Position => text(self.column(), &Kind::Integer),
        }
    }

    fn of_text(self, text: &str) -> Option<Value> {
        match self {
            Self::Id => value(&Kind::Id, text).filter(|id| !is_nothing(id)),
            Self::Position => text.strip_prefix('=')?.parse::<i64>().ok().map(Value::from),
        }
    }
}

impl Text {
    pub(super) fn each<T>(self, key: Key, kinds: &[Kind], make: &impl Fn(&Record) -> T) -> Vec<T> {
        if self.records == 0 {
            return Vec::new();
        }
        let text = String::from_utf8(self.text).unwrap_or_else(|text| String::from_utf8_lossy(text.as_bytes()).into());
        let texts: Vec<&str> = text.split(RECORD).collect();
        let is_whole = i64::try_from(texts.len()) == Ok(self.records);
        texts.into_iter().map(|text| make(&record(key, kinds, text, is_whole))).collect()
    }
}

fn record<'a>(key: Key, kinds: &'a [Kind], text: &'a str, is_whole: bool) -> Record<'a> {
    let mut texts = text.split(VALUE);
    let key = texts.next().and_then(|text| key.of_text(text));
    let texts: Vec<&str> = texts.collect();
    let fits = is_whole && texts.len() == kinds.len();
    Record { key, kinds, cells: fits.then_some(Cells::Texts(texts)) }
}

/// A value as text behind a mark, or an empty text where there is none. SQLite holds in a column whatever it is given: what is
/// of no such kind is marked as such.
fn text(column: &str, kind: &Kind) -> String {
    let (class, text) = match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => ("blob", format!("'=' || HEX({column})")),
        Kind::Integer | Kind::Flag => ("integer", format!("'=' || {column}")),
        Kind::Text(longest) if *longest > OF_HUB => (
            "text",
            format!(
                "CASE WHEN INSTR({column}, CHAR(31)) OR INSTR({column}, CHAR(30)) THEN '#' || HEX({column}) \
                 ELSE '=' || {column} END"
            ),
        ),
        _ => ("text", format!("'=' || {column}")),
    };
    format!("CASE TYPEOF({column}) WHEN '{class}' THEN {text} WHEN 'null' THEN '' ELSE '!' END")
}

/// The value that a text is of a column of this kind.
pub(super) fn value(kind: &Kind, text: &str) -> Option<Value> {
    if text.is_empty() {
        return Some(nothing(kind));
    }
    if let (Kind::Text(_), Some(digits)) = (kind, text.strip_prefix('#')) {
        return String::from_utf8(HEXUPPER.decode(digits.as_bytes()).ok()?).ok().map(Value::from);
    }
    let text = text.strip_prefix('=')?;
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => text.parse::<Uuid>().ok().map(Value::from),
        Kind::Text(_) | Kind::Code(_) | Kind::Scalar(_) => Some(text.into()),
        Kind::Integer => text.parse::<i32>().ok().map(Value::from),
        // No table of the log has any.
        Kind::Flag => None,
        Kind::Date => text.parse::<chrono::NaiveDate>().ok().map(Value::from),
        Kind::Instant => DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc).into()),
        Kind::Many(_) | Kind::Any => serde_json::from_str::<serde_json::Value>(text).ok().map(Value::from),
    }
}
