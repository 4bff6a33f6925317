//! The version and the last change of a record, as a viewer may know them.
//!
//! Both count only changes to fields the viewer reads. A counter on the row would tell of hidden work.

use entity::{Table, history as h};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use super::known::reads;
use super::rows::scalar;
use super::scope::of_row;
use super::sight::Sight;

/// The first revision: the making of the record, which whoever sees the record knows of.
pub(super) const FIRST: i32 = 1;

/// The history of the row being read that the viewer may know of.
fn known_history(table: &Table, sight: Sight<'_>) -> SelectStatement {
    Query::select()
        .from(h::Entity)
        .and_where(Expr::col((h::Entity, h::Column::RecordId)).eq(of_row("id")))
        .and_where(Expr::col((h::Entity, h::Column::RecordType)).eq(table.name.as_str()))
        .and_where(reads(&Expr::col((h::Entity, h::Column::Field)), table, sight))
        .take()
}

/// The first version, and one more for each later change the viewer may know of.
pub(super) fn version(table: &Table, sight: Sight<'_>) -> Expr {
    let revision = Expr::col((h::Entity, h::Column::Revision));
    let later = known_history(table, sight)
        .and_where(revision.clone().gt(FIRST))
        .expr(revision.count_distinct().add(FIRST))
        .take();
    scalar(later)
}

/// When the last of them was made.
pub(super) fn updated_at(table: &Table, sight: Sight<'_>) -> Expr {
    let last = Expr::col((h::Entity, h::Column::CreatedAt)).max();
    scalar(known_history(table, sight).expr(last).take())
}
