//! The version and the last change of a record, as a viewer may know them.
//!
//! Both count only changes to fields the viewer reads. A counter on the row would tell of hidden work.

use entity::{Table, history as h};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use super::columns;
use super::scope::of_row;
use super::sight::Sight;

/// The history of the row being read that the viewer may know of.
fn known_history(table: &Table, sight: Sight<'_>) -> SelectStatement {
    Query::select()
        .from(h::Entity)
        .and_where(Expr::col((h::Entity, h::Column::RecordId)).eq(of_row("id")))
        .and_where(known_changes(table, sight))
        .take()
}

/// The condition on a change of the row being read that the viewer may know of it: the making of the record,
/// and changes of fields they read on this row.
pub(super) fn known_changes(table: &Table, sight: Sight<'_>) -> Expr {
    let mut always = Vec::new();
    let mut known = h::Column::Field.is_null();
    for field in &table.fields {
        let reach = columns::reach(table, field, sight.viewer);
        match reach.condition(table, sight) {
            None => always.push(field.name.as_str()),
            Some(_) if reach.is_never() => {}
            Some(condition) => known = known.or(h::Column::Field.eq(field.name.as_str()).and(condition)),
        }
    }
    known.or(h::Column::Field.is_in(always))
}

/// The number of changes the viewer may know of.
pub(super) fn version(table: &Table, sight: Sight<'_>) -> Expr {
    let revisions = Expr::col((h::Entity, h::Column::Revision)).count_distinct();
    subquery(known_history(table, sight).expr(revisions).take())
}

/// When the last of them was made.
pub(super) fn updated_at(table: &Table, sight: Sight<'_>) -> Expr {
    let last = Expr::col((h::Entity, h::Column::CreatedAt)).max();
    subquery(known_history(table, sight).expr(last).take())
}

fn subquery(statement: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(statement.into()))
}
