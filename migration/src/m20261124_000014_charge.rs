//! The charges.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, at_least, code, date, drop_table, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("charge")
            .required(refers_within_case("suspect_id", "suspect"))
            .optional(refers_within_case("victim_id", "victim"))
            .optional(code(
                "offence",
                &[
                    "TRAFFICKING_ADULT",
                    "TRAFFICKING_CHILD",
                    "OTHER_TRAFFICKING",
                    "CHILD_PROTECTION",
                    "PENAL_CODE",
                    "IMMIGRATION",
                    "LABOUR",
                    "OTHER",
                ],
            ))
            .optional(text("statute", 200))
            .optional(text("section", 60))
            .optional(date("offence_on"))
            .optional(at_least(0, "counts"))
            .optional(date("charged_on"))
            .optional(code("plea", &["GUILTY", "NOT_GUILTY", "GUILTY_OF_LESSER", "NO_PLEA"]))
            .optional(date("amended_on"))
            .optional(text("amendment_reason", 1000))
            .optional(date("withdrawn_on"))
            .optional(text("withdrawal_reason", 1000))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "charge").await
    }
}
