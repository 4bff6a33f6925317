//! Which rows a statement is about: those in scope, and of these the ones in question.

use entity::rights::Standing;
use entity::value::Token;
use entity::{Field, Table, participation};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use uuid::Uuid;

use super::bound::is_among;
use super::columns::{self, Subject};
use super::scope::{ROW, is_directory, of_row, scope, takes_part};
use super::sight::{Sight, of_a_row};
use crate::error::Result;

/// Which rows of a table a statement is about, beyond scope, filter and page.
pub(super) enum Within<'a> {
    /// All.
    Table,
    /// Those with these ids.
    Ids(&'a [Uuid]),
    /// Those whose field refers to one of these parents.
    Parents(&'static Field, &'a [Uuid]),
    /// Those that pass a condition of the hub's own.
    Such(Expr),
}

impl Within<'_> {
    /// The field that refers to the parents.
    pub(super) fn link(&self) -> Option<&'static Field> {
        match self {
            Self::Parents(field, _) => Some(field),
            Self::Table | Self::Ids(_) | Self::Such(_) => None,
        }
    }

    /// The parents whose pages are asked for; the root has one page, and no parent.
    pub(super) fn parents(&self) -> Vec<Option<Uuid>> {
        match self {
            Self::Parents(_, parents) => parents.iter().copied().map(Some).collect(),
            Self::Table | Self::Ids(_) | Self::Such(_) => vec![None],
        }
    }

    /// How many ids the statement names.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Ids(ids) | Self::Parents(_, ids) => ids.len(),
            Self::Table | Self::Such(_) => 0,
        }
    }

    pub(super) fn condition(&self, backend: DbBackend) -> Option<Expr> {
        let among = |column, ids: &[Uuid]| Some(is_among(of_row(column), ids.iter().copied(), backend));
        match self {
            Self::Table => None,
            Self::Ids(ids) => among("id", ids),
            Self::Parents(field, parents) => among(field.column, parents),
            Self::Such(condition) => Some(condition.clone()),
        }
    }
}

/// A statement on the records of a table that exist for the viewer: every statement of the reader and the
/// writer begins here.
pub(super) fn restricted(table: &Table, sight: Sight<'_>) -> SelectStatement {
    Query::select()
        .from_as(Alias::new(table.name.as_str()), Alias::new(ROW))
        .and_where_option(columns::reach(table, table.id(), sight.viewer).condition(table, sight))
        .and_where_option(scope(table, sight))
        .take()
}

/// The column that names the country of an organisation.
const COUNTRY: &str = "country";

/// The facts of one record that a rule turns on, if the record exists for the viewer.
pub(super) async fn subject(
    connection: &impl ConnectionTrait,
    table: &Table,
    id: Uuid,
    sight: Sight<'_>,
) -> Result<Option<Subject>> {
    let about_suspect = table.column("suspect_id").map(|field| of_row(field.column).is_not_null());
    let standings: Vec<_> =
        of_a_row().filter_map(|standing| Some((standing, sight.stands(table, standing)?))).collect();
    // A role answers for the directory of its own country.
    let abroad = is_directory(table).then(|| of_row(COUNTRY).ne(sight.viewer.country_code().text()));
    let statement = restricted(table, sight)
        .and_where(of_row("id").eq(id))
        .expr(fact(about_suspect))
        .expr(fact(abroad))
        .exprs(standings.iter().map(|(_, condition)| fact(Some(condition.clone()))))
        .take();
    let Some(row) = connection.query_one(&statement).await? else { return Ok(None) };
    let holds = |index: usize| Ok::<_, DbErr>(row.try_get_by_index::<i32>(index)? == 1);
    let mut standing = if holds(1)? { Standing::empty() } else { sight.viewer.standing() };
    for (index, (one, _)) in standings.into_iter().enumerate() {
        standing.set(one, holds(index + 2)?);
    }
    Ok(Some(Subject { standing, suspect: holds(0)? }))
}

/// A condition as a column: 1 where it holds, 0 where it does not or is none.
pub(super) fn fact(condition: Option<Expr>) -> Expr {
    match condition {
        Some(condition) => CaseStatement::new().case(condition, Expr::cust("1")).finally(Expr::cust("0")).into(),
        None => Expr::cust("0"),
    }
}

/// What a statement answers that has one row, at most, and one column.
pub(super) fn scalar(statement: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(statement.into()))
}

/// So many parts are too many for a viewer to be quicker by their cases than by the table.
const MANY: u64 = 1_000;

/// The cases the viewer takes part in, if they are few, each for every part. Scope holds either way; this only tells the
/// database where to begin, for the answer to one who sees little must not cost a walk through what others see.
pub(super) async fn few_cases(connection: &impl ConnectionTrait, sight: Sight<'_>) -> Result<Option<Vec<Uuid>>> {
    let statement = Query::select()
        .column(participation::Column::CaseId)
        .from(participation::Entity)
        .and_where(takes_part(sight))
        .limit(MANY)
        .take();
    let rows = connection.query_all(&statement).await?;
    if (rows.len() as u64) < MANY {
        return Ok(Some(rows.iter().map(|row| row.try_get_by_index(0)).collect::<std::result::Result<_, _>>()?));
    }
    Ok(None)
}
