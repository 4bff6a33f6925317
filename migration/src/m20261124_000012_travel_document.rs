//! Identity and travel documents.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, country, date, drop_table, flag, refers_within_case, text, yes_or_no};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("travel_document")
            .required(refers_within_case("victim_id", "victim"))
            .optional(answer(
                "kind",
                &[
                    "PASSPORT",
                    "NATIONAL_ID",
                    "BIRTH_CERTIFICATE",
                    "EMERGENCY_TRAVEL_DOC",
                    "LETTER_OF_IDENTITY",
                    "WORK_PERMIT",
                    "VISA",
                    "NONE",
                ],
            ))
            .optional(yes_or_no("available"))
            .optional(country("issuing_country"))
            .optional(text("number", 60))
            .optional(date("issued_on"))
            .optional(date("expires_on"))
            .optional(answer(
                "authenticity",
                &["GENUINE", "FORGED", "ALTERED", "IMPOSTOR", "FRAUDULENTLY_OBTAINED", "NOT_EXAMINED"],
            ))
            .optional(answer("held_by", &["VICTIM", "SUSPECT", "AUTHORITY", "OTHER"]))
            .optional(flag("seized"))
            .optional(date("replaced_on"))
            .optional(text("source_ref", 100))
            .authored()
            .in_order("issued_on", "expires_on")
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "travel_document").await
    }
}
