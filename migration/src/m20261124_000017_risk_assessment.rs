//! The assessments of risk.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, many, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("risk_assessment")
            .required(refers_within_case("victim_id", "victim"))
            .optional(date("assessed_on"))
            .optional(code("context", &["IDENTIFICATION", "SHELTER", "COURT", "RETURN", "PERIODIC"]))
            .optional(many("risk_types"))
            .optional(code("level", &["LOW", "MEDIUM", "HIGH", "IMMINENT"]))
            .optional(code("basis", &["INTERVIEW", "OBSERVATION"]))
            .optional(text("needs", 2000))
            .optional(text("safety_plan", 2000))
            .optional(text("protective_measures", 1000))
            .optional(date("review_on"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "risk_assessment").await
    }
}
