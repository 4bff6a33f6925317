//! The national case number: country, year, and a count that means nothing else.

use chrono::Datelike;
use entity::case;
use entity::value::Token;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend};

use super::Work;
use crate::error::{Error, Result};

/// The key under which PostgreSQL lets one transaction at a time number cases.
const NUMBERING_LOCK: i64 = 0x7469_7068_7562;

impl Work {
    /// The next number of the viewer's country and this year.
    pub async fn next_case_number(&mut self) -> Result<String> {
        let country = celes::Country::from_alpha3(self.viewer.country_code().text())
            .map_err(|_| Error::internal("an organisation has a country that is none"))?;
        let prefix = format!("{}-{}-", country.alpha2, self.now.year());
        let last = match self.case_numbers.get(&prefix) {
            Some(last) => *last,
            None => self.last_case_number(&prefix).await?,
        };
        self.case_numbers.insert(prefix.clone(), last + 1);
        Ok(format!("{prefix}{:06}", last + 1))
    }

    async fn last_case_number(&self, prefix: &str) -> Result<u64> {
        if self.backend == DbBackend::Postgres {
            let lock = Query::select().expr(Expr::cust(format!("pg_advisory_xact_lock({NUMBERING_LOCK})"))).take();
            self.transaction.query_one(&lock).await?;
        }
        let column = || Expr::col(case::Column::CaseNo);
        let statement = Query::select()
            .expr(column().max())
            .from(case::Entity)
            .and_where(column().like(format!("{prefix}%")))
            .take();
        let last = match self.transaction.query_one(&statement).await? {
            Some(row) => row.try_get_by_index::<Option<String>>(0)?,
            None => None,
        };
        Ok(last.and_then(|number| number.strip_prefix(prefix)?.parse().ok()).unwrap_or_default())
    }
}
