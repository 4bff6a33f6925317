//! What is looked up for an officer in an emergency: cases that are closed to them.

use entity::codes::CaseStatus;
use entity::value::Token;
use entity::{case, table, victim};
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, IdenStatic};
use uuid::Uuid;

use super::Work;
use super::scope::{excluded, sealed};
use crate::error::Result;

/// How a case is named by somebody who takes no part in it.
pub enum CaseName {
    /// By its id.
    Id(Uuid),
    /// By its national number.
    Number(String),
}

impl Work {
    /// The case of this name and its victims, whoever takes part in it: one of the viewer's country that is no draft, is
    /// not sealed, and from which the viewer is not kept out. That another was asked for by its id is kept.
    pub(crate) async fn closed_case(&mut self, name: CaseName) -> Result<Option<(Uuid, Vec<Uuid>)>> {
        self.flush().await?;
        let named = match &name {
            CaseName::Id(id) => case::Column::Id.eq(*id),
            CaseName::Number(number) => case::Column::CaseNo.eq(number),
        };
        let statement = Query::select()
            .expr(case::Column::Id.into_expr())
            .expr(victim::Column::Id.into_expr())
            .from(case::Entity)
            .inner_join(victim::Entity, victim::Column::CaseId.into_expr().eq(case::Column::Id.into_expr()))
            .and_where(named)
            .and_where(case::Column::Country.eq(self.viewer.country_code().text()))
            .and_where(case::Column::Status.ne(CaseStatus::Draft))
            .and_where(sealed(case::Column::Id.into_expr()).not())
            .and_where(excluded(case::Column::Id.into_expr(), self.sight()).not())
            .order_by((victim::Entity, victim::Column::Id), sea_orm::Order::Asc)
            .take();
        let rows = self.transaction.query_all(&statement).await?;
        let mut found: Option<(Uuid, Vec<Uuid>)> = None;
        for row in rows {
            found.get_or_insert((row.try_get_by_index(0)?, Vec::new())).1.push(row.try_get_by_index(1)?);
        }
        if let (None, CaseName::Id(id)) = (&found, name) {
            self.traces.missed(table(case::Entity.as_str()), id);
        }
        Ok(found)
    }
}
