//! Pages by key: what comes after a record in an order, never how many come before it.

use entity::{Field, Kind, Table};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, Order as Direction, Query, SelectStatement, Value, WindowStatement,
};
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

use super::scope::{ROW, of_row};
use super::shape::column_alias;
use super::sight::Sight;
use super::value::{is_nothing, stored};
use super::{Page, columns};
use crate::error::Result;

/// The most records one level of a question has.
pub(super) const ROW_LIMIT: u64 = 20_000;

/// One term of the order as SQL: its expression, whether it may be null, and whether it descends.
struct Term {
    value: Expr,
    kind: &'static Kind,
    nullable: bool,
    descending: bool,
}

/// The order of a page as SQL, ending in the id, so that it is total. Records without a value come last
/// whichever way a term runs.
pub(super) struct Sequence {
    terms: Vec<Term>,
    backward: bool,
}

impl Sequence {
    /// The order a page asks for, as far as the viewer may read its fields.
    pub(super) fn of(table: &Table, page: &Page, sight: Sight<'_>) -> Result<Self> {
        let is_withheld_somewhere =
            |field: &Field| columns::reach(table, field, sight.viewer).condition(table, sight).is_some();
        let mut terms = Vec::new();
        for order in &page.order {
            terms.push(Term {
                value: columns::required(table, order.field, sight)?,
                kind: &order.field.kind,
                nullable: !order.field.required || is_withheld_somewhere(order.field),
                descending: order.descending,
            });
        }
        terms.push(Term { value: of_row("id"), kind: &Kind::Id, nullable: false, descending: false });
        Ok(Self { terms, backward: page.backward })
    }

    /// Selects the values by which a record stands in the order.
    pub(super) fn select(&self, statement: &mut SelectStatement) {
        statement.exprs(self.terms.iter().map(|term| term.value.clone()));
    }

    /// Those values.
    pub(super) fn decode(&self, row: &QueryResult) -> Result<Vec<Value>, DbErr> {
        self.terms.iter().enumerate().map(|(index, term)| stored(term.kind, row, index)).collect()
    }

    /// Orders a statement and cuts it to its first rows: of the whole, or of each parent where rows hang on one
    /// by `link`. `columns` is the number of columns it selects.
    pub(super) fn limit(&self, statement: &mut SelectStatement, link: Option<&Field>, columns: usize, rows: u64) {
        let Some(link) = link else {
            for (value, direction) in self.directions() {
                statement.order_by_expr(value, direction);
            }
            statement.limit(rows);
            return;
        };
        let mut each_parent = WindowStatement::partition_by((Alias::new(ROW), Alias::new(link.column)));
        for (value, direction) in self.directions() {
            each_parent.order_by_expr(value, direction);
        }
        let place = Alias::new("place");
        let numbered = statement.expr_window_as(Func::cust("ROW_NUMBER"), each_parent, place.clone()).take();
        *statement = Query::select()
            .columns((0..columns).map(column_alias))
            .from_subquery(numbered, Alias::new("numbered"))
            .and_where(Expr::col(place.clone()).lte(rows))
            .order_by(place, Direction::Asc)
            .limit(ROW_LIMIT + 1)
            .take();
    }

    /// The terms to order by, records without a value last, all turned round for a page counted from the end.
    fn directions(&self) -> impl Iterator<Item = (Expr, Direction)> {
        let direction = |descending: bool| if descending == self.backward { Direction::Asc } else { Direction::Desc };
        self.terms.iter().flat_map(move |term| {
            let absent = term.nullable.then(|| (term.value.clone().is_null(), direction(false)));
            absent.into_iter().chain([(term.value.clone(), direction(term.descending))])
        })
    }

    /// The records after the one with these values or, going backward, before it.
    pub(super) fn beyond(&self, cursor: &[Value], id: Uuid, backward: bool) -> Expr {
        let mut cursor: Vec<Value> = cursor.to_vec();
        if let Some(last) = cursor.last_mut() {
            *last = id.into();
        }
        let mut beyond = Vec::new();
        let mut equal: Option<Expr> = None;
        for (term, value) in self.terms.iter().zip(&cursor) {
            if let Some(past) = past(term, value, backward) {
                beyond.push(match &equal {
                    Some(equal) => equal.clone().and(past),
                    None => past,
                });
            }
            let same =
                if is_nothing(value) { term.value.clone().is_null() } else { term.value.clone().eq(value.clone()) };
            equal = Some(match equal {
                Some(equal) => equal.and(same),
                None => same,
            });
        }
        beyond.into_iter().reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0"))
    }
}

/// Past the cursor in one term; `None` where nothing is.
fn past(term: &Term, value: &Value, backward: bool) -> Option<Expr> {
    let expr = || term.value.clone();
    if is_nothing(value) {
        return backward.then(|| expr().is_not_null());
    }
    let past = if term.descending == backward { expr().gt(value.clone()) } else { expr().lt(value.clone()) };
    Some(if term.nullable && !backward { past.or(expr().is_null()) } else { past })
}
