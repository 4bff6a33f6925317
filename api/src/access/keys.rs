//! Keys: columns of which no two records have the same values, as far as somebody reads.
//!
//! No index of the database keeps them. A second docket of one number is refused where the first is read by whoever
//! writes it, and taken where it is not: the refusal would tell of a case that is closed to them.

use std::collections::HashSet;

use entity::{Table, case};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query};
use serde_json::json;
use uuid::Uuid;

use super::bound::is_among;
use super::change::Touched;
use super::columns;
use super::scope::{ROW, of_row, scope};
use super::{Store, Viewer, Work};
use crate::error::{Error, ErrorCode, Result};

/// A column that says whose a record is: part of a key, and sent by nobody.
const OWNER: &str = "organisation_id";

impl Work {
    /// Refuses a change by which a record comes to share a key with another that the viewer reads.
    pub(super) async fn require_own_key(&self, table: &'static Table, id: Uuid, touched: &[Touched]) -> Result<()> {
        let concerned = |key: &&&[&str]| touched.iter().any(|touched| key.contains(&touched.field.column));
        let keys: Vec<&[&str]> = table.keys.iter().filter(concerned).copied().collect();
        self.require_own_keys(table, &keys, &[id]).await
    }

    /// Refuses records that share a key with another that the viewer reads.
    pub(super) async fn require_own_keys(&self, table: &'static Table, keys: &[&[&str]], ids: &[Uuid]) -> Result<()> {
        for key in keys {
            if self.is_shared(table, key, ids).await? {
                return Err(shared(table, key));
            }
        }
        Ok(())
    }

    async fn is_shared(&self, table: &'static Table, key: &[&str], ids: &[Uuid]) -> Result<bool> {
        let sight = self.sight();
        let of_written = |column: &str| Expr::col((Alias::new("written"), Alias::new(column)));
        let alike = key.iter().map(|column| of_row(column).eq(of_written(column)));
        let alike = alike.fold(of_row("id").ne(of_written("id")), ExprTrait::and);
        let name = Alias::new(table.name.as_str());
        let mut statement = Query::select()
            .expr(Expr::val(1))
            .from_as(name.clone(), Alias::new("written"))
            .join_as(JoinType::InnerJoin, name, Alias::new(ROW), alike)
            .and_where(is_among(of_written("id"), ids.iter().copied(), sight.backend))
            .and_where_option(scope(table, sight))
            .limit(1)
            .take();
        for field in key.iter().filter_map(|column| table.column(column)).chain([table.id()]) {
            statement.and_where_option(columns::reach(table, field, sight.viewer).condition(table, sight));
        }
        Ok(self.transaction.query_one(&statement).await?.is_some())
    }
}

impl Store {
    /// The references that begin with `prefix` of all cases that the viewer's organisation opened, whether these exist for
    /// the viewer or not: what is imported twice is left out at the second time. For the command line alone; no answer of
    /// the API may rest on it.
    pub async fn opened_references(&self, viewer: &Viewer, prefix: &str) -> Result<HashSet<String>> {
        let statement = Query::select()
            .column(case::Column::SourceRef)
            .from(case::Entity)
            .and_where(Expr::col(case::Column::OrganisationId).eq(viewer.organisation()))
            .and_where(Expr::col(case::Column::SourceRef).like(format!("{prefix}%")))
            .take();
        let rows = self.connection().query_all(&statement).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }
}

fn shared(table: &Table, key: &[&str]) -> Error {
    let named = key.iter().filter(|column| **column != OWNER).filter_map(|column| table.column(column));
    let names: Vec<String> = named.map(|field| format!("{}.{}", table.type_name, field.name)).collect();
    let mut error = Error::new(
        ErrorCode::Conflict,
        format!(
            "Nothing was changed: another {} that you see has the same {}. Read it and change it instead.",
            table.type_name,
            names.join(" and ")
        ),
    );
    error.fields = names.iter().map(|name| json!({ "field": name })).collect();
    error
}
