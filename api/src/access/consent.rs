//! What a victim has consented to, as SQL: the last decision about a scope is the one that counts.

use entity::codes::{ConsentDecision, ConsentScope};
use entity::consent::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, IdenStatic};
use uuid::Uuid;

use super::Work;
use super::filter::has_element;
use super::scope::{ROW, of_row};
use super::sight::Sight;
use crate::error::Result;

/// A victim's consent to a scope is in force, and lets the organisation of this code have it.
pub(super) fn consents(sight: Sight<'_>, victim: Expr, scope: ConsentScope, told: Expr) -> Expr {
    let of_given = |column: Column| Expr::col((Alias::new(GIVEN), column));
    let (recipients, withheld) = (of_given(Column::Recipients), of_given(Column::WithheldFrom));
    let given = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new(GIVEN))
        .and_where(of_given(Column::VictimId).eq(victim))
        .and_where(of_given(Column::Scope).eq(scope.code()))
        .and_where(recipients.clone().is_null().or(has_element(recipients, told.clone(), sight.backend)))
        .and_where(withheld.clone().is_null().or(has_element(withheld, told, sight.backend).not()))
        .and_where(holds(GIVEN, sight))
        .take();
    Expr::exists(given)
}

/// The consent of this id is to this scope, and in force.
pub(super) fn is_in_force(sight: Sight<'_>, consent: Expr, scope: ConsentScope) -> Expr {
    let of_given = |column: Column| Expr::col((Alias::new(GIVEN), column));
    let given = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new(GIVEN))
        .and_where(of_given(Column::Id).eq(consent))
        .and_where(of_given(Column::Scope).eq(scope.code()))
        .and_where(holds(GIVEN, sight))
        .take();
    Expr::exists(given)
}

impl Work {
    /// The consent of a victim to a scope that is in force, if there is one.
    pub(crate) async fn effective_consent(&mut self, victim: Uuid, scope: ConsentScope) -> Result<Option<Uuid>> {
        self.flush().await?;
        let statement = Query::select()
            .expr(of_row(Column::Id.as_str()))
            .from_as(Entity, Alias::new(ROW))
            .and_where(of_row(Column::VictimId.as_str()).eq(victim))
            .and_where(of_row(Column::Scope.as_str()).eq(scope.code()))
            .and_where(in_force(self.sight()))
            .take();
        let row = self.transaction.query_one(&statement).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }
}

/// The consent being read is in force.
pub(super) fn in_force(sight: Sight<'_>) -> Expr {
    holds(ROW, sight)
}

const GIVEN: &str = "given";

/// The consent of this name in a statement was granted, has not lapsed, and was not overtaken by a later decision.
fn holds(name: &'static str, sight: Sight<'_>) -> Expr {
    let of = |name: &'static str, column: Column| Expr::col((Alias::new(name), column));
    let same = |column: Column| of("later", column).eq(of(name, column));
    let decided_later = of("later", Column::CreatedAt).gt(of(name, Column::CreatedAt));
    let decided_next = of("later", Column::Id).gt(of(name, Column::Id));
    let later = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new("later"))
        .and_where(same(Column::VictimId).and(same(Column::Scope)))
        .and_where(decided_later.or(same(Column::CreatedAt).and(decided_next)))
        .take();
    let lasting = of(name, Column::ValidUntil);
    of(name, Column::Decision)
        .eq(ConsentDecision::Granted.code())
        .and(lasting.clone().is_null().or(lasting.gte(sight.now.date_naive())))
        .and(Expr::exists(later).not())
}
