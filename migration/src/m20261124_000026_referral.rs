//! A victim referred from one organisation to another.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, code, date, drop_table, instant, many, refers, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("referral")
            .required(refers_within_case("victim_id", "victim"))
            .required(refers("receiver_id", "organisation"))
            .optional(code(
                "reason",
                &[
                    "ADDITIONAL_SERVICES_REQUIRED",
                    "MIGRATION_OR_CHANGE_OF_LOCATION",
                    "INVESTIGATION",
                    "STATUS_DETERMINATION",
                    "CHILD_PROTECTION",
                    "IMMIGRATION_STATUS",
                    "LEGAL_AID",
                    "RETURN",
                    "OTHER",
                ],
            ))
            .optional(code("urgency", &["ROUTINE", "URGENT", "IMMEDIATE"]))
            .optional(many("services"))
            .required(many("field_groups"))
            .optional(answer(
                "age_band",
                &[
                    "AGE_0_8",
                    "AGE_9_17",
                    "AGE_18_20",
                    "AGE_21_23",
                    "AGE_24_26",
                    "AGE_27_29",
                    "AGE_30_38",
                    "AGE_39_47",
                    "AGE_48_PLUS",
                    "AGE_0_29",
                ],
            ))
            .optional(answer("sex", &["FEMALE", "MALE", "OTHER"]))
            .optional(text("language", 3))
            .optional(text("summary", 1000))
            .optional(refers_within_case("consent_id", "consent"))
            .optional(text("override_reason", 500))
            .optional(refers("override_approver_id", "account"))
            .optional(refers("previous_id", "referral"))
            .optional(date("expires_on"))
            .required(code("status", &["IN_PROGRESS", "ACCEPTED", "REJECTED", "DONE", "REVOKED", "EXPIRED"]))
            .optional(instant("status_since"))
            .optional(code(
                "decline_reason",
                &[
                    "NO_CAPACITY",
                    "OUTSIDE_MANDATE",
                    "OUTSIDE_AREA",
                    "SAFETY_CONCERN",
                    "VICTIM_DECLINES",
                    "INSUFFICIENT_INFORMATION",
                    "OTHER",
                ],
            ))
            .optional(text("decline_note", 500))
            .optional(text("feedback", 2000))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "referral").await
    }
}
