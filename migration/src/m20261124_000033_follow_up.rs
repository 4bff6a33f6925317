//! How a victim fares after return or reintegration.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, code, date, drop_table, refers_within_case, text, yes_or_no};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("follow_up")
            .required(refers_within_case("victim_id", "victim"))
            .optional(date("followed_up_on"))
            .optional(code("follow_up_type", &["SIX_MONTHS", "TWELVE_MONTHS", "OTHER"]))
            .optional(text("wellbeing", 2000))
            .optional(answer("independence", &["INDEPENDENT", "PARTLY", "DEPENDENT"]))
            .optional(yes_or_no("retrafficked"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "follow_up").await
    }
}
