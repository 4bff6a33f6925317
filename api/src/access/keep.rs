//! What the hub itself reads and writes beside an act: by its own rules, in the same transaction, remembered like any
//! change.

use entity::{Field, Table};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, ExprTrait, Query, SelectStatement, Value};
use uuid::Uuid;

use super::change::Touched;
use super::scope::{ROW, of_row};
use super::value::{decode, nothing};
use super::work::{Work, check};
use crate::error::{Error, Result};

impl Work {
    /// The stored values of columns of a record, whoever may read them: for the hub's own rules, never for an answer.
    pub(crate) async fn stored<const N: usize>(
        &mut self,
        table: &'static Table,
        id: Uuid,
        columns: [&str; N],
    ) -> Result<[Value; N]> {
        self.flush().await?;
        let fields = columns.map(|column| table.column(column).unwrap_or(table.id()));
        let statement =
            stored_rows(table).exprs(fields.map(|field| of_row(field.column))).and_where(of_row("id").eq(id)).take();
        let row = self.transaction.query_one(&statement).await?.ok_or_else(|| Error::not_found(table.type_name))?;
        let mut values = fields.map(|field| nothing(&field.kind));
        for (index, field) in fields.iter().enumerate() {
            if let Some(value) = decode(&field.kind, &row, index)?.value() {
                values[index] = value.clone();
            }
        }
        Ok(values)
    }

    /// The records of a table of which a column has a value, in the order they were made.
    pub(crate) async fn with_value(&mut self, table: &Table, column: &str, value: Value) -> Result<Vec<Uuid>> {
        self.flush().await?;
        let statement = stored_rows(table)
            .expr(of_row("id"))
            .and_where(of_row(column).eq(value))
            .order_by((Alias::new(ROW), Alias::new("id")), sea_orm::Order::Asc)
            .take();
        let rows = self.transaction.query_all(&statement).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// Writes values by a rule of the hub's own, which the caller has kept, and remembers those that are new: nobody's
    /// right is asked for here.
    pub(crate) async fn keep(
        &mut self,
        table: &'static Table,
        id: Uuid,
        values: Vec<(&'static str, Value)>,
    ) -> Result<()> {
        self.flush().await?;
        let values = values.into_iter().filter_map(|(column, value)| Some((table.column(column)?, value)));
        let values: Vec<(&Field, Value)> = values.collect();
        check(table, values.iter().map(|(field, value)| (*field, value)))?;
        let rows = stored_rows(table);
        let (mut now, mut touched) = self.compare(rows, table, id, values).await?;
        if touched.is_empty() {
            return Ok(());
        }
        touched.extend(self.come_with_law(table, id, &touched).await?);
        let revision = now.revision + 1;
        self.write(table, id, &mut now, revision, &touched).await?;
        for Touched { field, old, new } in &touched {
            self.changed.insert((id, field.column));
            self.remember(table, now.case, id, revision, Some((field, old, new)));
        }
        Ok(())
    }
}

/// A statement on the records of a table, whether they exist for the viewer or not.
fn stored_rows(table: &Table) -> SelectStatement {
    Query::select().from_as(Alias::new(table.name.as_str()), Alias::new(ROW)).take()
}
