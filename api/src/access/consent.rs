//! What a victim has consented to, as SQL: the last decision about a scope is the one that counts.

use entity::codes::{ConsentDecision, ConsentScope};
use entity::consent::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::filter::has_element;
use super::sight::Sight;

/// A victim's consent to a scope is in force: granted to the viewer's organisation or to all, not
/// lapsed, and not overtaken by a later decision.
pub(super) fn consents(sight: Sight<'_>, victim: Expr, scope: ConsentScope) -> Expr {
    let of = |name: &'static str, column: Column| Expr::col((Alias::new(name), column));
    let later = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new("later"))
        .and_where(of("later", Column::VictimId).eq(of("given", Column::VictimId)))
        .and_where(of("later", Column::Scope).eq(of("given", Column::Scope)))
        .and_where(
            of("later", Column::CreatedAt).gt(of("given", Column::CreatedAt)).or(of("later", Column::CreatedAt)
                .eq(of("given", Column::CreatedAt))
                .and(of("later", Column::Id).gt(of("given", Column::Id)))),
        )
        .take();
    let own = sight.viewer.organisation_code();
    let (recipients, withheld) = (of("given", Column::Recipients), of("given", Column::WithheldFrom));
    let given = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new("given"))
        .and_where(of("given", Column::VictimId).eq(victim))
        .and_where(of("given", Column::Scope).eq(scope.code()))
        .and_where(of("given", Column::Decision).eq(ConsentDecision::Granted.code()))
        .and_where(
            of("given", Column::ValidUntil).is_null().or(of("given", Column::ValidUntil).gte(sight.now.date_naive())),
        )
        .and_where(recipients.clone().is_null().or(has_element(recipients, own, sight.backend)))
        .and_where(withheld.clone().is_null().or(has_element(withheld, own, sight.backend).not()))
        .and_where(Expr::exists(later).not())
        .take();
    Expr::exists(given)
}
