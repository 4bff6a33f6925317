//! Rows on their way into the database, parents before children, many to a statement.

use std::iter;

use entity::Table;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, Query, Value};
use uuid::Uuid;

use super::value::is_nothing;
use super::work::as_id;
use crate::error::Result;

/// Rows to insert, each in the order of its table's fields.
#[derive(Default)]
pub(super) struct Batch(Vec<(&'static Table, Vec<Vec<Value>>)>);

/// Up to so many rows are a statement of their own.
const FEW: usize = 16;

/// The most rows of a statement. SQLite takes 32,766 values, and no table has as many as a hundred columns.
const MOST: usize = 256;

/// Rows as the statements take them. A connection keeps what it has compiled, by the text: of however many rows, there are
/// no more texts than a few.
pub(super) fn lots<T>(rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rows = rows.into_iter();
    iter::from_fn(move || {
        let left = rows.len();
        let size = if left <= FEW { left } else { MOST.min(1 << left.ilog2()) };
        (size > 0).then(|| rows.by_ref().take(size).collect())
    })
}

impl Batch {
    pub(super) fn push(&mut self, table: &'static Table, row: Vec<Value>) {
        match self.0.iter_mut().find(|(known, _)| known.name == table.name) {
            Some((_, rows)) => rows.push(row),
            None => self.0.push((table, vec![row])),
        }
    }

    /// The rows of which no other that somebody reads has the same key.
    pub(super) fn keyed(&self) -> Vec<(&'static Table, Vec<Uuid>)> {
        let keyed = self.0.iter().filter(|(table, _)| !table.keys.is_empty());
        let ids = |(table, rows): &(&'static Table, Vec<Vec<Value>>)| {
            let id = table.id().index;
            (*table, rows.iter().filter_map(|row| as_id(&row[id])).collect())
        };
        keyed.map(ids).collect()
    }

    pub(super) async fn write(mut self, connection: &impl ConnectionTrait) -> Result<()> {
        let place = |table: &Table| entity::tables().iter().position(|known| known.name == table.name);
        self.0.sort_by_key(|(table, _)| place(table).unwrap_or(usize::MAX));
        for (table, rows) in self.0 {
            write(connection, table, rows).await?;
        }
        Ok(())
    }
}

async fn write(connection: &impl ConnectionTrait, table: &Table, rows: Vec<Vec<Value>>) -> Result<()> {
    // Most of a record is empty when it is made, and every parameter costs time: what no row fills is not named.
    let filled: Vec<bool> =
        table.fields.iter().map(|field| rows.iter().any(|row| !is_nothing(&row[field.index]))).collect();
    let columns = table.fields.iter().filter(|field| filled[field.index]).map(|field| Alias::new(field.column));
    let insert = Query::insert().into_table(Alias::new(table.name.as_str())).columns(columns).take();
    for rows in lots(rows) {
        let mut statement = insert.clone();
        for row in rows {
            let values = row.into_iter().zip(&filled).filter(|(_, filled)| **filled);
            statement.values_panic(values.map(|(value, _)| Expr::val(value)));
        }
        connection.execute(&statement).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn lots_have_all_rows_in_their_order_and_few_sizes() {
        let mut sizes = BTreeSet::new();
        for count in 0..3_000 {
            let lots: Vec<Vec<usize>> = lots((0..count).collect()).collect();
            sizes.extend(lots.iter().map(Vec::len));
            assert!(lots.iter().flatten().copied().eq(0..count), "{count}");
        }
        assert!(sizes.into_iter().eq((1..=FEW).chain([32, 64, 128, MOST])));
    }
}
