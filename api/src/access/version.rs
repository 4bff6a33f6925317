//! Which changes a viewer may know of, and the version and the last change of a record that follow from them.
//!
//! Version and last change count only changes to fields the viewer reads. A counter on the row would tell of hidden
//! work.

use entity::{Table, history as h};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use super::columns;
use super::rows::restricted;
use super::scope::{case_column, of_row};
use super::sight::Sight;

/// The condition on a row of the history, being read, that the viewer may know of it: its record exists for them, and
/// they read what was changed on it. It is the scope of the history, and so holds for all who read there.
pub(super) fn known_change(sight: Sight<'_>) -> Expr {
    let of_a_case = entity::tables().iter().filter(|table| case_column(table).is_some());
    let readable = of_a_case.filter(|table| !columns::reach(table, table.id(), sight.viewer).is_never());
    let known = readable.map(|table| h::Column::RecordType.eq(table.name.as_str()).and(on_record(table, sight)));
    // The change goes by the name of its table in here, and leaves the row's name to the record it is of.
    let change = Query::select()
        .expr(Expr::val(1))
        .from(h::Entity)
        .and_where(Expr::col((h::Entity, h::Column::Id)).eq(of_row("id")))
        .and_where(known.reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0")))
        .take();
    Expr::exists(change)
}

/// The record of a change exists for the viewer, and they may know of the change.
fn on_record(table: &Table, sight: Sight<'_>) -> Expr {
    let record = restricted(table, sight)
        .expr(Expr::val(1))
        .and_where(of_row("id").eq(Expr::col((h::Entity, h::Column::RecordId))))
        .and_where(known_changes(table, sight))
        .take();
    Expr::exists(record)
}

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
fn known_changes(table: &Table, sight: Sight<'_>) -> Expr {
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
