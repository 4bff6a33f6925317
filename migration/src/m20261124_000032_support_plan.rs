//! What was agreed with a victim about support.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, date, drop_table, flag, many, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("support_plan")
            .required(refers_within_case("victim_id", "victim"))
            .optional(many("plan_types"))
            .optional(text("objectives", 2000))
            .optional(text("actions", 2000))
            .optional(date("starts_on"))
            .optional(date("planned_end_on"))
            .optional(date("ended_on"))
            .optional(date("review_on"))
            .optional(flag("victim_agreed"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "support_plan").await
    }
}
