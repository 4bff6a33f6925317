//! The return of a victim to another country or home.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, country, date, drop_table, flag, instant, refers, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("victim_return")
            .required(refers_within_case("victim_id", "victim"))
            .optional(code("direction", &["FROM_COUNTRY", "TO_COUNTRY"]))
            .optional(country("country"))
            .optional(flag("voluntary"))
            .required(code(
                "status",
                &[
                    "REQUESTED",
                    "NATIONALITY_VERIFIED",
                    "RISK_ASSESSED",
                    "CONSENTED",
                    "PRO_CLEARED",
                    "DOCS_ISSUED",
                    "SCHEDULED",
                    "DEPARTED",
                    "RECEIVED",
                    "FOLLOW_UP",
                    "CLOSED",
                    "CANCELLED",
                ],
            ))
            .optional(instant("status_since"))
            .optional(country("nationality"))
            .optional(date("nationality_verified_on"))
            .optional(refers_within_case("risk_assessment_id", "risk_assessment"))
            .optional(refers_within_case("consent_id", "consent"))
            .optional(date("best_interests_on"))
            .optional(code("testimony", &["TAKEN", "NOT_NEEDED"]))
            .optional(date("cleared_on"))
            .optional(date("documents_issued_on"))
            .optional(date("scheduled_on"))
            .optional(text("escort", 200))
            .optional(text("border_post", 100))
            .optional(date("departed_on"))
            .optional(text("receiving_agency", 200))
            .optional(date("received_on"))
            .optional(text("reception", 500))
            .optional(refers("reintegration_provider_id", "organisation"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "victim_return").await
    }
}
