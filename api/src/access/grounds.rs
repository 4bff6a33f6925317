//! By what fields of a record are open to a viewer beside its role: the ground of a reading, which the log keeps.

use entity::Table;
use entity::codes::{FieldGroup, Opening};
use entity::rights::Standing;
use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{DbErr, QueryResult};

use super::sight::{Sight, of_a_row};

/// A set of grounds, of a row or of all that was read. Each has a bit of its own, so that SQL can answer them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Grounds(i32);

impl Grounds {
    fn of(standing: Standing) -> Self {
        let is_one = |opening: &Opening| standing.openings().any(|open| open == *opening);
        Self(bits().filter(|(_, opening)| is_one(opening)).map(|(bit, _)| bit).sum())
    }

    /// Those that a row answered in these columns; none where one is null.
    pub(super) fn answered(row: &QueryResult, columns: impl IntoIterator<Item = usize>) -> Result<Self, DbErr> {
        let mut answered = Self::default();
        for column in columns {
            answered.extend(row.try_get_by_index::<Option<i32>>(column)?.map(Self));
        }
        Ok(answered)
    }

    /// What each of them is called.
    pub(super) fn codes(self) -> impl Iterator<Item = &'static str> {
        bits().filter(move |(bit, _)| self.0 & bit != 0).map(|(_, opening)| opening.code())
    }
}

impl Extend<Grounds> for Grounds {
    fn extend<T: IntoIterator<Item = Self>>(&mut self, others: T) {
        self.0 = others.into_iter().fold(self.0, |all, Self(one)| all | one);
    }
}

fn bits() -> impl Iterator<Item = (i32, Opening)> {
    Opening::ALL.iter().enumerate().map(|(place, opening)| (1 << place, *opening))
}

/// The grounds on which a row meets each of these demands, by the first standing that meets it; null where it does not.
pub(super) fn grounds(demands: &[Standing], table: &Table, sight: Sight<'_>) -> Expr {
    on(demands, Standing::empty(), table, sight)
}

/// No row has any.
pub(super) fn nowhere() -> Expr {
    CaseStatement::new().case(Expr::cust("1 = 0"), Expr::cust("0")).into()
}

fn on(demands: &[Standing], met: Standing, table: &Table, sight: Sight<'_>) -> Expr {
    let Some((one_of, rest)) = demands.split_first() else { return met_by(met, table, sight) };
    let ways = of_a_row().filter(|way| one_of.contains(*way));
    let ways = ways.filter_map(|way| Some((sight.stands(table, way)?, on(rest, met | way, table, sight))));
    first_of(ways).unwrap_or_else(nowhere)
}

/// Those beside the first condition that holds, null where none does; `None` where there is no condition.
pub(super) fn first_of(conditions: impl Iterator<Item = (Expr, Expr)>) -> Option<Expr> {
    let case = conditions.fold(None, |case: Option<CaseStatement>, (condition, grounds)| {
        Some(case.unwrap_or_default().case(condition, grounds))
    });
    case.map(Into::into)
}

/// What a group of fields was granted by is told by the part that the viewer has in the case.
fn met_by(met: Standing, table: &Table, sight: Sight<'_>) -> Expr {
    let number = |standing| Expr::cust(Grounds::of(standing).0.to_string());
    let granted = FieldGroup::ALL.iter().find(|group| met.contains(Standing::granted(**group)));
    let Some(group) = granted else { return number(met) };
    let beside = met - Standing::granted(*group);
    let parts = sight.granted_as(table, *group).into_iter();
    let case = parts.fold(CaseStatement::new(), |case, (as_what, has)| case.case(has, number(beside.union(as_what))));
    case.finally(number(met)).into()
}
