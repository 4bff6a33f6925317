//! A filter as SQL. Every field goes through [`columns::required`].

use entity::{Kind, Table};
use sea_orm::DbBackend;
use sea_orm::sea_query::extension::postgres::PgBinOper;
use sea_orm::sea_query::extension::sqlite::SqliteBinOper;
use sea_orm::sea_query::{BinOper, Condition, Expr, ExprTrait, Func, LikeExpr};

use super::rows::restricted;
use super::scope::of_row;
use super::sight::Sight;
use super::{Filter, Test, columns};
use crate::error::Result;

/// The condition of a filter as the viewer may pose it.
pub(super) fn condition(table: &Table, filter: &Filter, sight: Sight<'_>, backend: DbBackend) -> Result<Condition> {
    let each = |filters: &[Filter]| -> Result<Vec<Condition>> {
        filters.iter().map(|filter| condition(table, filter, sight, backend)).collect()
    };
    Ok(match filter {
        Filter::And(filters) => each(filters)?.into_iter().fold(Condition::all(), Condition::add),
        Filter::Or(filters) => each(filters)?.into_iter().fold(Condition::any(), Condition::add),
        Filter::Not(filter) => condition(table, filter, sight, backend)?.not(),
        Filter::Field(field, test) => {
            let value = columns::required(table, field, sight)?;
            let passes = passes(value.clone(), &field.kind, test, backend);
            Condition::all().add(match &field.kind {
                Kind::Reference(target) => refers(value, passes, entity::table(target), test, sight),
                _ => passes,
            })
        }
    })
}

/// A test of a reference to a record of `target`: to one that does not exist for the viewer, it is as if there were none.
fn refers(value: Expr, passes: Expr, target: &Table, test: &Test, sight: Sight<'_>) -> Expr {
    let wanted = match test {
        Test::Equals(id) => std::slice::from_ref(id),
        Test::In(ids) => ids.as_slice(),
        Test::Contains(_) | Test::From(_) | Test::To(_) | Test::Known(_) => &[],
    };
    let mut existing = restricted(target, sight).expr(of_row("id")).take();
    if !wanted.is_empty() {
        existing.and_where(of_row("id").is_in(wanted.iter().cloned()));
    }
    let exists = value.clone().is_not_null().and(value.in_subquery(existing));
    if matches!(test, Test::Known(false)) { exists.not() } else { passes.and(exists) }
}

fn passes(value: Expr, kind: &Kind, test: &Test, backend: DbBackend) -> Expr {
    match test {
        Test::Equals(wanted) => value.eq(wanted.clone()),
        Test::In(wanted) => value.is_in(wanted.iter().cloned()),
        Test::Contains(element) if matches!(kind, Kind::Many(_)) => has_element(value, element, backend),
        Test::Contains(part) => contains(value, part, backend),
        Test::From(least) => value.gte(least.clone()),
        Test::To(greatest) => value.lte(greatest.clone()),
        Test::Known(true) => value.is_not_null(),
        Test::Known(false) => value.is_null(),
    }
}

fn contains(value: Expr, part: &str, backend: DbBackend) -> Expr {
    if backend == DbBackend::Sqlite {
        return value.binary(SqliteBinOper::Glob, glob(part));
    }
    let mut pattern = String::from("%");
    for letter in part.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    Expr::from(Func::lower(value)).like(LikeExpr::new(pattern).escape('\\'))
}

/// The pattern by which SQLite finds a part of a text. Its own `lower` knows the letters of English only, so each
/// letter is looked for in both its cases, but for a case of several letters: `ß` is no `S`. A bracket is also what makes
/// `*`, `?` and `[` letters like others; the two that mean something within one mean nothing outside.
fn glob(part: &str) -> String {
    let mut pattern = String::from("*");
    for letter in part.chars() {
        if matches!(letter, ']' | '^') {
            pattern.push(letter);
            continue;
        }
        let cases = [letter.to_lowercase().to_string(), letter.to_uppercase().to_string()];
        pattern.extend(['[', letter]);
        pattern.extend(cases.iter().filter(|case| case.chars().count() == 1).map(String::as_str));
        pattern.push(']');
    }
    pattern.push('*');
    pattern
}

/// A list holds an element.
pub(super) fn has_element(value: Expr, element: impl Into<Expr>, backend: DbBackend) -> Expr {
    if backend == DbBackend::Postgres {
        let wanted = Func::cust("jsonb_build_array").arg(element.into().cast_as("text"));
        return value.binary(BinOper::PgOperator(PgBinOper::Contains), Expr::from(wanted));
    }
    Expr::cust_with_exprs(
        "EXISTS (SELECT 1 FROM json_each(?) AS element WHERE element.value = ?)",
        [value, element.into()],
    )
}
