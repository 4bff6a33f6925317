//! The version and the last change of a record, as a viewer may know them.
//!
//! Both count only changes to fields the viewer reads. A counter on the row would tell of hidden work.

use entity::{Table, history as h};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use super::scope::of_row;
use super::{Viewer, columns};

/// The history of the row being read that the viewer may know of.
fn known_history(table: &Table, viewer: &Viewer) -> SelectStatement {
    Query::select()
        .from(h::Entity)
        .and_where(Expr::col((h::Entity, h::Column::RecordId)).eq(of_row("id")))
        .and_where(known_changes(table, viewer))
        .take()
}

/// The condition on a change of the row being read that the viewer may know of it: the making of the record,
/// and changes of fields they read on this row.
pub(super) fn known_changes(table: &Table, viewer: &Viewer) -> Expr {
    let mut always = Vec::new();
    let mut known = h::Column::Field.is_null();
    for field in &table.fields {
        match columns::reach(field, viewer) {
            columns::Reach::Always => always.push(field.name.as_str()),
            columns::Reach::Never => {}
            reach => {
                let here = h::Column::Field.eq(field.name.as_str());
                known = known.or(match reach.condition(viewer) {
                    Some(condition) => here.and(condition),
                    None => here,
                });
            }
        }
    }
    known.or(h::Column::Field.is_in(always))
}

/// The number of changes the viewer may know of.
pub(super) fn version(table: &Table, viewer: &Viewer) -> Expr {
    let revisions = Expr::col((h::Entity, h::Column::Revision)).count_distinct();
    subquery(known_history(table, viewer).expr(revisions).take())
}

/// When the last of them was made.
pub(super) fn updated_at(table: &Table, viewer: &Viewer) -> Expr {
    let last = Expr::col((h::Entity, h::Column::CreatedAt)).max();
    subquery(known_history(table, viewer).expr(last).take())
}

fn subquery(statement: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(statement.into()))
}
