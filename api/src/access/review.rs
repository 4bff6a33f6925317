//! The yearly review of access: which parts in cases last, until when, and when each was last made use of.

use std::collections::HashMap;

use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::{audit_event as e, participation as p};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::bound::is_among;
use super::read::Reader;
use super::record::Record;
use super::scope::of_part;
use crate::error::Result;

/// The last day of a part in a case that begins, or is kept, today.
pub fn kept_until(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12)).unwrap_or(today)
}

/// A part in a case lasts: it was not ended, and has not lapsed.
pub(super) fn lasts(now: DateTime<Utc>) -> Expr {
    let until = of_part(p::Column::Until);
    let lapses_on = of_part(p::Column::LapsesOn);
    let not_ended = until.clone().is_null().or(until.gt(now));
    not_ended.and(lapses_on.clone().is_null().or(lapses_on.gte(now.date_naive())))
}

impl Reader<'_> {
    /// Gives parts in cases the day on which whoever has them last read or changed something of the case.
    pub(super) async fn attach_last_use(&self, parts: &mut [&mut Record]) -> Result<()> {
        let postgres = self.sight().backend == DbBackend::Postgres;
        let each = Alias::new("used");
        let each_case = Func::cust(if postgres { "jsonb_array_elements_text" } else { "json_each" });
        let of_event = |column: e::Column| Expr::col((e::Entity, column));
        let named = Expr::col((each.clone(), Alias::new("value")));
        let of_case = same_id(of_part(p::Column::CaseId), named, self.sight().backend);
        let of_officer = of_part(p::Column::OfficerId)
            .is_null()
            .or(p::Column::OfficerId.into_expr().eq(of_event(e::Column::AccountId)));
        let statement = Query::select()
            .expr(of_part(p::Column::Id))
            .expr(Func::max(of_event(e::Column::CreatedAt)))
            .from(p::Entity)
            .from(e::Entity)
            .from_function(each_case.arg(of_event(e::Column::Cases)), each)
            .and_where(is_among(of_part(p::Column::Id), parts.iter().map(|part| part.id), self.sight().backend))
            .and_where(of_event(e::Column::OrganisationId).eq(of_part(p::Column::ParticipantId)))
            .and_where(of_event(e::Column::CreatedAt).gte(of_part(p::Column::Since)))
            .and_where(of_case)
            .and_where(of_officer)
            .add_group_by([of_part(p::Column::Id)])
            .take();
        let mut used: HashMap<Uuid, DateTime<Utc>> = HashMap::new();
        for row in self.connection().query_all(&statement).await? {
            if let Some(at) = row.try_get_by_index(1)? {
                used.insert(row.try_get_by_index(0)?, at);
            }
        }
        for part in parts {
            part.last_used_on = used.get(&part.id).map(DateTime::date_naive);
        }
        Ok(())
    }
}

/// A stored id is the one that a text names. SQLite holds ids as bytes.
fn same_id(id: Expr, text: Expr, backend: DbBackend) -> Expr {
    match backend {
        DbBackend::Sqlite => Expr::cust_with_exprs("LOWER(HEX(?)) = REPLACE(?, '-', '')", [id, text]),
        _ => id.cast_as("text").eq(text),
    }
}
