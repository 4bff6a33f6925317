//! Records by the hundred, for whoever reads them all. SQLite answers a sheet of them as one text, for a row costs its driver
//! far more than the values in it; PostgreSQL answers rows, which cost it less than a text.

mod text;

use std::sync::Arc;

use entity::ledger::leaf;
use entity::{Kind, Table, audit_event};
use futures_util::TryFutureExt;
use futures_util::stream::{Stream, StreamExt, TryChunksError, TryStreamExt};
use sea_orm::sea_query::Value;
use sea_orm::sqlx::Row;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, IdenStatic, QueryResult, Statement, StreamTrait,
};
use uuid::Uuid;

use self::text::Text;
use super::super::value::stored;
use crate::error::{Error, Result};

/// How many records a sheet has at most.
const RECORDS: usize = 500;

/// How many sheets are on their way at once.
const ON_THEIR_WAY: usize = 8;

/// What is read. Names in SQL are those of our own tables.
pub(super) struct Sheets {
    from: String,
    condition: Option<String>,
    key: Key,
    /// All others.
    columns: Vec<(String, Kind)>,
}

/// The column that no two records share.
#[derive(Clone, Copy)]
enum Key {
    Id,
    Position,
}

/// A record as it was answered.
pub(super) struct Record<'a> {
    key: Option<Value>,
    kinds: &'a [Kind],
    /// All but its key, if they can be told from each other.
    cells: Option<Cells<'a>>,
}

enum Cells<'a> {
    Row(&'a QueryResult),
    Texts(Vec<&'a str>),
}

impl Record<'_> {
    /// Its id, as far as it has one.
    pub(super) fn id(&self) -> Uuid {
        match self.key {
            Some(Value::Uuid(Some(id))) => id,
            _ => Uuid::nil(),
        }
    }

    /// Its place in the tree; the last there is, where it has none.
    pub(super) fn position(&self) -> u64 {
        match self.key {
            Some(Value::BigInt(Some(position))) => u64::try_from(position).unwrap_or(u64::MAX),
            _ => u64::MAX,
        }
    }

    /// Its key and its values in the order of the columns, if all can be read.
    pub(super) fn values(&self) -> Option<Vec<Value>> {
        let mut values = Vec::with_capacity(1 + self.kinds.len());
        values.push(self.key.clone()?);
        for place in 1..=self.kinds.len() {
            values.push(self.value(place)?);
        }
        Some(values)
    }

    /// The value at a place behind the key's, if it can be read.
    pub(super) fn value(&self, place: usize) -> Option<Value> {
        let kind = &self.kinds[place - 1];
        match self.cells.as_ref()? {
            Cells::Row(row) => stored(kind, row, place).ok(),
            Cells::Texts(texts) => text::value(kind, texts[place - 1]),
        }
    }

    /// What the database answered at a place behind the key's. Values of one kind are equal where their answers are.
    pub(super) fn answer(&self, place: usize) -> Option<&[u8]> {
        match self.cells.as_ref()? {
            Cells::Row(row) => row.try_as_pg_row()?.try_get_raw(place).ok()?.as_bytes().ok(),
            Cells::Texts(texts) => Some(texts[place - 1].as_bytes()),
        }
    }
}

impl Sheets {
    /// The records of a table, with all its columns, of which its id is the first.
    pub(super) fn of(table: &Table) -> Self {
        let columns = columns(table, "").skip(1).collect();
        Self { from: table.name.clone(), condition: None, key: Key::Id, columns }
    }

    /// Those of which this is true.
    pub(super) fn which(self, condition: &str) -> Self {
        Self { condition: Some(condition.to_owned()), ..self }
    }

    /// The leaves of the tree in the order of their places: the place, the id of the event, the hash, and then the event's
    /// columns.
    pub(super) fn of_leaves() -> Self {
        let (leaves, events) = (leaf::Entity.as_str(), audit_event::Entity.as_str());
        let own = [("l.event_id".to_owned(), Kind::Id), ("l.leaf".to_owned(), Kind::Text(64))];
        Self {
            from: format!("{leaves} AS l LEFT JOIN {events} AS e ON e.id = l.event_id"),
            condition: None,
            key: Key::Position,
            columns: own.into_iter().chain(columns(entity::audit_events(), "e.")).collect(),
        }
    }

    /// Takes what is made of each record, in their order. It is made on other threads while the next records are read: that is
    /// most of the work.
    pub(super) async fn each<T: Send + 'static>(
        &self,
        snapshot: &DatabaseTransaction,
        make: impl Fn(&Record) -> T + Send + Sync + 'static,
        mut take: impl FnMut(T),
    ) -> Result<()> {
        let (make, kinds) =
            (Arc::new(make), self.columns.iter().map(|(_, kind)| kind.clone()).collect::<Arc<[Kind]>>());
        let sheets = match ConnectionTrait::get_database_backend(snapshot) {
            DbBackend::Sqlite => self.texts(snapshot).boxed(),
            _ => self.rows(snapshot).await?.boxed(),
        };
        let made = sheets.map_ok(|sheet| {
            let (make, kinds, key) = (Arc::clone(&make), Arc::clone(&kinds), self.key);
            tokio::task::spawn_blocking(move || sheet.each(key, &kinds, &*make)).map_err(Error::internal)
        });
        let mut made = made.try_buffered(ON_THEIR_WAY);
        while let Some(made) = made.try_next().await? {
            made.into_iter().for_each(&mut take);
        }
        Ok(())
    }

    /// Rows by one statement; leaves in the order of their places.
    async fn rows<'a>(&self, snapshot: &'a DatabaseTransaction) -> Result<impl Stream<Item = Result<Sheet>> + 'a> {
        let columns = self.columns.iter().map(|(column, _)| column.as_str());
        let columns: Vec<&str> = [self.key.column()].into_iter().chain(columns).collect();
        let order = match self.key {
            Key::Id => "",
            Key::Position => "ORDER BY l.position",
        };
        let condition = self.condition.as_deref().unwrap_or("TRUE");
        let sql = format!("SELECT {} FROM {} WHERE {condition} {order}", columns.join(", "), self.from);
        let rows = snapshot.stream_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        Ok(rows.try_chunks(RECORDS).map_ok(Sheet::Rows).map_err(|TryChunksError(_, error)| error.into()))
    }
}

impl Key {
    fn column(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Position => "l.position",
        }
    }

    fn of_row(self, row: &QueryResult) -> Result<Value, DbErr> {
        match self {
            Self::Id => row.try_get_by_index::<Uuid>(0).map(Value::from),
            Self::Position => row.try_get_by_index::<i64>(0).map(Value::from),
        }
    }
}

fn columns<'a>(table: &'a Table, of: &'a str) -> impl Iterator<Item = (String, Kind)> + 'a {
    table.fields.iter().map(move |field| (format!("{of}{}", field.column), field.kind.clone()))
}

/// Records as they were answered.
enum Sheet {
    Rows(Vec<QueryResult>),
    Text(Text),
}

impl Sheet {
    fn each<T>(self, key: Key, kinds: &[Kind], make: &impl Fn(&Record) -> T) -> Vec<T> {
        match self {
            Self::Rows(rows) => rows.iter().map(|row| make(&by_row(key, kinds, row))).collect(),
            Self::Text(text) => text.each(key, kinds, make),
        }
    }
}

fn by_row<'a>(key: Key, kinds: &'a [Kind], row: &'a QueryResult) -> Record<'a> {
    Record { key: key.of_row(row).ok(), kinds, cells: Some(Cells::Row(row)) }
}
