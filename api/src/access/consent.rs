//! What a victim has consented to, as SQL: the last decision about a scope is the one that counts.

use chrono::{DateTime, Utc};
use entity::codes::{ConsentDecision, ConsentScope};
use entity::consent::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

/// A victim's consent to a scope is in force: granted, not lapsed, and not overtaken by a later decision.
pub(super) fn consents(now: DateTime<Utc>, victim: Expr, scope: ConsentScope) -> Expr {
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
    let given = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, Alias::new("given"))
        .and_where(of("given", Column::VictimId).eq(victim))
        .and_where(of("given", Column::Scope).eq(scope.code()))
        .and_where(of("given", Column::Decision).eq(ConsentDecision::Granted.code()))
        .and_where(of("given", Column::ValidUntil).is_null().or(of("given", Column::ValidUntil).gte(now.date_naive())))
        .and_where(Expr::exists(later).not())
        .take();
    Expr::exists(given)
}
