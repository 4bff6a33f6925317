//! The parts of sentences.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, at_least, code, drop_table, flag, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("sentence_component")
            .required(refers_within_case("verdict_id", "verdict"))
            .optional(code(
                "kind",
                &[
                    "IMPRISONMENT",
                    "LIFE",
                    "SUSPENDED_IMPRISONMENT",
                    "FINE",
                    "COMMUNITY",
                    "COMPENSATION_ORDER",
                    "RESTITUTION",
                    "FORFEITURE",
                    "DEPORTATION",
                ],
            ))
            .optional(at_least(0, "amount"))
            .optional(code("unit", &["YEARS", "MONTHS", "DAYS", "HOURS", "CURRENCY"]))
            .optional(at_least(0, "suspended_part"))
            .optional(text("condition", 1000))
            .optional(flag("concurrent"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "sentence_component").await
    }
}
