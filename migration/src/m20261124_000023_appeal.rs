//! An appeal against a verdict or sentence.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("appeal")
            .required(refers_within_case("verdict_id", "verdict"))
            .optional(code("appellant", &["PROSECUTION", "DEFENCE", "BOTH"]))
            .optional(code("against", &["CONVICTION", "SENTENCE", "BOTH"]))
            .optional(date("lodged_on"))
            .optional(text("ground", 1000))
            .optional(code("status", &["LODGED", "HEARD", "ALLOWED", "DISMISSED", "WITHDRAWN"]))
            .optional(date("decided_on"))
            .optional(text("result", 1000))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "appeal").await
    }
}
