//! Rows that tell of a field of another record: a change of it, a dispute about it.
//!
//! Such a row exists for a viewer where that record does and where they read that field on it. It is the scope of
//! these tables, and so holds for all that is read or counted there, in one list or in many.

use entity::{Field, Table};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::Viewer;
use super::columns::{self, Reach};
use super::rows::restricted;
use super::scope::of_row;
use super::sight::Sight;

/// The columns by which a row tells of a field of another record: the table, the record and the field.
pub(super) const TELLING: [&str; 3] = ["record_type", "record_id", "field"];

/// Whether rows of a table tell of fields of other records.
pub(super) fn tells_of_fields(table: &Table) -> bool {
    TELLING.iter().all(|column| table.column(column).is_some())
}

/// Whether what becomes of the table's records is remembered.
fn has_changes(table: &Table) -> bool {
    table.column("version").is_some()
}

/// The condition on a row being read, of a table that tells of fields, that it exists for the viewer.
pub(super) fn known(telling: &Table, sight: Sight<'_>) -> Expr {
    told_of(telling, sight, |name, table| reads(name, table, sight))
}

/// The condition on such a row that the viewer edits the field it tells of, on that record.
pub(super) fn edited(telling: &Table, sight: Sight<'_>) -> Expr {
    told_of(telling, sight, |name, table| covers(name, table, sight, columns::editing))
}

/// The condition on such a row that a record exists for the viewer which it tells of, and that its field passes there.
fn told_of(telling: &Table, sight: Sight<'_>, passes: impl Fn(&Expr, &Table) -> Expr) -> Expr {
    let of_it = |column: &str| Expr::col((Alias::new(telling.name.as_str()), Alias::new(column)));
    // The history tells of disputes, too; nothing tells of the history, and no dispute is about a dispute.
    let known = |table: &&Table| {
        let itself_telling = tells_of_fields(table) && telling.name != entity::changes().name;
        has_changes(table) && !itself_telling && !columns::reach(table, table.id(), sight.viewer).is_never()
    };
    let each = entity::tables().iter().filter(known).map(|table| {
        let passes = passes(&of_it("field"), table);
        of_it("record_type").eq(table.name.as_str()).and(tells_of(table, &of_it, sight, passes))
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

/// The condition on a row that tells of a record of `table`, that the record exists for the viewer and that its field
/// passes there. `of_it` is a column of the telling row, which does not go by the name of a row here.
pub(super) fn tells_of(table: &Table, of_it: &impl Fn(&str) -> Expr, sight: Sight<'_>, passes: Expr) -> Expr {
    let record = restricted(table, sight)
        .expr(Expr::val(1))
        .and_where(of_row("id").eq(of_it("record_id")))
        .and_where(passes)
        .take();
    Expr::exists(record)
}

/// The condition on the name of a field that the viewer reads that field on the row being read. No name at all stands
/// for the record itself.
pub(super) fn reads(name: &Expr, table: &Table, sight: Sight<'_>) -> Expr {
    name.clone().is_null().or(covers(name, table, sight, columns::reach))
}

/// The condition on the name of a field that the viewer has a right to that field on the row being read.
fn covers(name: &Expr, table: &Table, sight: Sight<'_>, right: fn(&Table, &Field, &Viewer) -> Reach) -> Expr {
    let mut always: Vec<&str> = Vec::new();
    let mut sometimes: Vec<Expr> = Vec::new();
    for field in &table.fields {
        let reach = right(table, field, sight.viewer);
        match reach.condition(table, sight) {
            None => always.push(&field.name),
            Some(_) if reach.is_never() => {}
            Some(condition) => sometimes.push(name.clone().eq(field.name.as_str()).and(condition)),
        }
    }
    sometimes.into_iter().fold(name.clone().is_in(always), ExprTrait::or)
}
