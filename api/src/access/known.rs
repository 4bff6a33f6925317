//! Rows that tell of a field of another record: a change of it, a dispute about it.
//!
//! Such a row exists for a viewer where that record does and where they read that field on it. It is the scope of
//! these tables, and so holds for all that is read or counted there, in one list or in many.

use entity::{Field, Table};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};

use super::Viewer;
use super::audit::is_kept;
use super::columns::{self, Reach};
use super::grounds::first_of;
use super::rows::{restricted, scalar};
use super::scope::{ROW, of_row};
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

/// On what grounds the viewer reads the field that such a row tells of, on that record, null where by none; `None` where
/// it never takes any.
pub(super) fn grounds(telling: &Table, sight: Sight<'_>) -> Option<Expr> {
    let of_it = columns_of(telling);
    let of_each = tables_told_of(telling, sight).filter(|table| is_kept(table)).filter_map(|table| {
        let of_fields = by_reach(table, sight.viewer, columns::reach)
            .into_iter()
            .filter_map(|(reach, names)| Some((of_it("field").is_in(names), reach.grounds(table, sight)?)));
        let of_record = Query::select()
            .expr(first_of(of_fields)?)
            .from_as(Alias::new(table.name.as_str()), Alias::new(ROW))
            .and_where(of_row("id").eq(of_it("record_id")))
            .take();
        Some((of_it("record_type").eq(table.name.as_str()), scalar(of_record)))
    });
    Some(scalar(itself(telling).expr(first_of(of_each)?).take()))
}

/// The condition on such a row that a record exists for the viewer which it tells of, and that its field passes there.
fn told_of(telling: &Table, sight: Sight<'_>, passes: impl Fn(&Expr, &Table) -> Expr) -> Expr {
    let of_it = columns_of(telling);
    let each = tables_told_of(telling, sight).map(|table| {
        let passes = passes(&of_it("field"), table);
        of_it("record_type").eq(table.name.as_str()).and(tells_of(table, &of_it, sight, passes))
    });
    let told = itself(telling)
        .expr(Expr::val(1))
        .and_where(each.reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0")))
        .take();
    Expr::exists(told)
}

/// The tables whose records rows of `telling` may tell the viewer of. The history tells of disputes, too; nothing tells of
/// the history, and no dispute is about a dispute.
fn tables_told_of(telling: &Table, sight: Sight<'_>) -> impl Iterator<Item = &'static Table> {
    let is_history = telling.name == entity::changes().name;
    entity::tables().iter().filter(move |table| {
        let is_told_of = has_changes(table) && (is_history || !tells_of_fields(table));
        is_told_of && !columns::reach(table, table.id(), sight.viewer).is_never()
    })
}

/// The row of `telling` that is being read. It goes by the name of its table in here, and leaves the row's name to the
/// record it tells of.
fn itself(telling: &Table) -> SelectStatement {
    let itself = columns_of(telling)("id").eq(of_row("id"));
    Query::select().from(Alias::new(telling.name.as_str())).and_where(itself).take()
}

/// The columns of a table, by its name.
fn columns_of(table: &Table) -> impl Fn(&str) -> Expr {
    |column| Expr::col((Alias::new(table.name.as_str()), Alias::new(column)))
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

/// A right to fields of a row.
type Right = fn(&Table, &Field, &Viewer) -> Reach;

/// The condition on the name of a field that the viewer has a right to that field on the row being read.
fn covers(name: &Expr, table: &Table, sight: Sight<'_>, right: Right) -> Expr {
    let each = by_reach(table, sight.viewer, right).into_iter().map(|(reach, names)| {
        let named = name.clone().is_in(names);
        match reach.condition(table, sight) {
            None => named,
            Some(condition) => named.and(condition),
        }
    });
    each.reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0"))
}

/// The names of a table's fields to which the viewer may have the right, by its reach.
fn by_reach<'a>(table: &'a Table, viewer: &Viewer, right: Right) -> Vec<(Reach, Vec<&'a str>)> {
    let mut reaches: Vec<(Reach, Vec<&str>)> = Vec::new();
    for field in &table.fields {
        let reach = right(table, field, viewer);
        if reach.is_never() {
            continue;
        }
        match reaches.iter_mut().find(|(known, _)| *known == reach) {
            Some((_, names)) => names.push(&field.name),
            None => reaches.push((reach, vec![&field.name])),
        }
    }
    reaches
}
