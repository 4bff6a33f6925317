//! The disputes about values of fields.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, drop_table, id, instant, json, refers, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("field_dispute")
            .required(text("record_type", 40))
            .required(id("record_id"))
            .required(text("field", 60))
            .required(json("proposed_value"))
            .required(text("reason", 1000))
            .required(code(
                "status",
                &["OPEN", "ACCEPTED", "REJECTED", "ESCALATED", "UPHELD", "DISMISSED", "WITHDRAWN"],
            ))
            .optional(text("answer", 1000))
            .optional(instant("answered_at"))
            .optional(refers("answered_by_id", "organisation"))
            .authored()
            .index(&["record_id"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "field_dispute").await
    }
}
