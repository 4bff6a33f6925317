//! What the hub itself reads and writes beside an act: by its own rules, in the same transaction, remembered like any
//! change.

use entity::Table;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, ExprTrait, Query, Value};
use uuid::Uuid;

use super::change::{State, Touched};
use super::scope::{ROW, case_column, of_row};
use super::value::{decode, nothing};
use super::work::{Work, as_id};
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
        let statement = Query::select()
            .exprs(fields.map(|field| of_row(field.column)))
            .from_as(Alias::new(table.name.as_str()), Alias::new(ROW))
            .and_where(of_row("id").eq(id))
            .take();
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
        let statement = Query::select()
            .expr(of_row("id"))
            .from_as(Alias::new(table.name.as_str()), Alias::new(ROW))
            .and_where(of_row(column).eq(value))
            .order_by((Alias::new(ROW), Alias::new("id")), sea_orm::Order::Asc)
            .take();
        let rows = self.transaction.query_all(&statement).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// Writes values of the hub's own into a record, and remembers those that are new.
    pub(crate) async fn keep(
        &mut self,
        table: &'static Table,
        id: impl Into<Value>,
        values: Vec<(&'static str, Value)>,
    ) -> Result<()> {
        let Some(id) = as_id(&id.into()) else { return Ok(()) };
        let Some(case) = case_column(table) else { return Ok(()) };
        let mut touched: Vec<Touched> = Vec::new();
        for (column, new) in values {
            let Some(field) = table.column(column) else { continue };
            let [old] = self.stored(table, id, [column]).await?;
            if old != new {
                touched.push(Touched { field, old, new });
            }
        }
        let [case, version] = self.stored(table, id, [case, "version"]).await?;
        let (false, Value::Int(Some(revision))) = (touched.is_empty(), version) else { return Ok(()) };
        let case = as_id(&case);
        self.write(table, id, &mut State { case, revision }, revision + 1, &touched).await?;
        for Touched { field, old, new } in &touched {
            self.changed.insert((id, field.column));
            self.remember(table, case, id, revision + 1, Some((field, old, new)));
        }
        Ok(())
    }
}
