//! What a victim has consented to, as SQL: the last decision about a scope is the one that counts.

use entity::codes::{ConsentDecision, ConsentScope};
use entity::consent::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::filter::has_element;
use super::scope::ROW;
use super::sight::Sight;

/// A victim's consent to a scope is in force, and names the viewer's organisation or none.
pub(super) fn consents(sight: Sight<'_>, victim: Expr, scope: ConsentScope) -> Expr {
    let of_given = |column: Column| Expr::col((Alias::new(GIVEN), column));
    let own = sight.viewer.organisation_code();
    let (recipients, withheld) = (of_given(Column::Recipients), of_given(Column::WithheldFrom));
    let given = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new(GIVEN))
        .and_where(of_given(Column::VictimId).eq(victim))
        .and_where(of_given(Column::Scope).eq(scope.code()))
        .and_where(recipients.clone().is_null().or(has_element(recipients, own, sight.backend)))
        .and_where(withheld.clone().is_null().or(has_element(withheld, own, sight.backend).not()))
        .and_where(holds(GIVEN, sight))
        .take();
    Expr::exists(given)
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
