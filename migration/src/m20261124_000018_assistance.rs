//! The services to victims.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, at_least, code, date, drop_table, instant, refers, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("assistance")
            .required(refers_within_case("victim_id", "victim"))
            .optional(refers("provider_id", "organisation"))
            .optional(code(
                "service_type",
                &[
                    "SHELTER",
                    "FOOD_CLOTHING",
                    "MEDICAL",
                    "PSYCHOSOCIAL",
                    "LEGAL_AID",
                    "INTERPRETATION",
                    "EDUCATION",
                    "VOCATIONAL_LIVELIHOOD",
                    "FINANCIAL",
                    "FAMILY_TRACING",
                    "TRANSPORT",
                    "WITNESS_SUPPORT",
                    "DOCUMENT_REPLACEMENT",
                    "RETURN_TRAVEL",
                    "REINTEGRATION_GRANT",
                ],
            ))
            .optional(code("status", &["OFFERED", "DECLINED", "PROVIDED", "UNAVAILABLE"]))
            .optional(date("started_on"))
            .optional(date("ended_on"))
            .optional(text("outcome", 1000))
            .optional(at_least(0, "cost"))
            .optional(code("shelter_type", &["OPEN", "CLOSED"]))
            .optional(text("shelter_name", 200))
            .optional(text("shelter_address", 300))
            .optional(instant("shelter_notified_at"))
            .optional(text("shelter_exit_reason", 500))
            .optional(text("medical_needs", 2000))
            .optional(text("health_note", 4000))
            .optional(text("counselling_note", 4000))
            .optional(text("source_ref", 100))
            .authored()
            .in_order("started_on", "ended_on")
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "assistance").await
    }
}
