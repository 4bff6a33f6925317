//! How many records there are, where somebody asks for their number.

use entity::Table;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::bound::Bound;
use super::grounds::Grounds;
use super::read::Reader;
use super::rows::Within;
use super::scope::of_row;
use super::{Filter, Page, columns};
use crate::error::Result;

/// How many records of a parent pass, found on these grounds.
pub(super) struct Total {
    pub(super) parent: Option<Uuid>,
    pub(super) count: i64,
    pub(super) grounds: Grounds,
}

impl Reader<'_> {
    /// How many pass for each parent, by the grounds on which the filter found them.
    pub(super) async fn totals(&self, table: &Table, page: &Page, within: &Within<'_>) -> Result<Vec<Total>> {
        let mut statement = self.statement(table, page.filter.as_ref(), within).await?;
        let parent = within.link().map(|field| of_row(field.column));
        let tested = page.filter.iter().flat_map(Filter::fields);
        let grounds = columns::grounds_of(tested, table, self.sight());
        let first = usize::from(parent.is_some());
        let count = first + grounds.len();
        // A column is named by its place, counted from one.
        let grouped = (1..=count).map(|place| Expr::cust(place.to_string()));
        statement.exprs(parent.into_iter().chain(grounds)).add_group_by(grouped).expr(Func::count(of_row("id")));
        let rows = self.connection().query_all(&Bound(&statement)).await?;
        let total = |row: &QueryResult| {
            let grounds = Grounds::answered(row, first..count)?;
            let parent = within.link().map(|_| row.try_get_by_index(0)).transpose()?;
            Ok(Total { parent, count: row.try_get_by_index(count)?, grounds })
        };
        rows.iter().map(total).collect()
    }
}
