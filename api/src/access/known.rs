//! Rows that tell of a field of another record: a change of it, a dispute about it.
//!
//! Such a row exists for a viewer where that record does and where they read that field on it. It is the scope of
//! these tables, and so holds for all that is read or counted there, in one list or in many.

use entity::Table;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::columns;
use super::rows::restricted;
use super::scope::of_row;
use super::sight::Sight;

/// Whether rows of a table tell of fields of other records.
pub(super) fn tells_of_fields(table: &Table) -> bool {
    ["record_type", "record_id", "field"].iter().all(|column| table.column(column).is_some())
}

/// Whether what becomes of the table's records is remembered.
fn has_changes(table: &Table) -> bool {
    table.column("version").is_some()
}

/// The condition on a row being read, of a table that tells of fields, that it exists for the viewer.
pub(super) fn known(telling: &Table, sight: Sight<'_>) -> Expr {
    let of_it = |column: &str| Expr::col((Alias::new(telling.name.as_str()), Alias::new(column)));
    // The history tells of disputes, too; nothing tells of the history, and no dispute is about a dispute.
    let told_of = |table: &&Table| {
        let itself_telling = tells_of_fields(table) && telling.name != entity::changes().name;
        has_changes(table) && !itself_telling && !columns::reach(table, table.id(), sight.viewer).is_never()
    };
    let each = entity::tables().iter().filter(told_of).map(|table| {
        let record = restricted(table, sight)
            .expr(Expr::val(1))
            .and_where(of_row("id").eq(of_it("record_id")))
            .and_where(reads(&of_it("field"), table, sight))
            .take();
        of_it("record_type").eq(table.name.as_str()).and(Expr::exists(record))
    });
    // The row goes by the name of its table in here, and leaves the row's name to the record it tells of.
    let told = Query::select()
        .expr(Expr::val(1))
        .from(Alias::new(telling.name.as_str()))
        .and_where(of_it("id").eq(of_row("id")))
        .and_where(each.reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0")))
        .take();
    Expr::exists(told)
}

/// The condition on the name of a field that the viewer reads that field on the row being read. No name at all stands
/// for the record itself.
pub(super) fn reads(name: &Expr, table: &Table, sight: Sight<'_>) -> Expr {
    let mut always: Vec<&str> = Vec::new();
    let mut known = name.clone().is_null();
    for field in &table.fields {
        let reach = columns::reach(table, field, sight.viewer);
        match reach.condition(table, sight) {
            None => always.push(&field.name),
            Some(_) if reach.is_never() => {}
            Some(condition) => known = known.or(name.clone().eq(field.name.as_str()).and(condition)),
        }
    }
    known.or(name.clone().is_in(always))
}
