//! What a victim has consented to, refused or withdrawn: written once, never changed.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, code, date, drop_table, flag, many, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("consent")
            .required(refers_within_case("victim_id", "victim"))
            .required(answer(
                "scope",
                &[
                    "INTERVIEW",
                    "DATA_STORAGE",
                    "CASE_MANAGEMENT",
                    "SHARE_WITH_POLICE",
                    "SHARE_WITH_IMMIGRATION",
                    "SHARE_WITH_SERVICE_PROVIDER",
                    "MEDICAL_EXAM",
                    "PHOTO",
                    "RETURN",
                    "STATISTICS_NON_IDENTIFYING",
                    "REGIONAL_EXPORT",
                ],
            ))
            .required(code("decision", &["GRANTED", "REFUSED", "WITHDRAWN"]))
            .required(code(
                "basis",
                &[
                    "EXPLICIT_ADULT",
                    "GUARDIAN",
                    "CHILD_ASSENT_PLUS_GUARDIAN",
                    "BEST_INTERESTS_OF_CHILD",
                    "LEGAL_DUTY",
                    "VITAL_INTEREST",
                ],
            ))
            .required(date("given_on"))
            .optional(date("valid_until"))
            .optional(text("language", 3))
            .optional(flag("interpreter_used"))
            .optional(many("informed_items"))
            .optional(many("recipients"))
            .optional(many("withheld_from"))
            .optional(text("withholding_reason", 500))
            .optional(refers_within_case("guardian_id", "next_of_kin"))
            .optional(text("evidence_ref", 100))
            .authored()
            .check("in_time", "given_on <= valid_until")
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "consent").await
    }
}
