//! The case file.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, code, country, date, drop_table, flag, integer, many, refers, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("case_file")
            .required(text("case_no", 40))
            .required(country("country"))
            .required(code(
                "status",
                &[
                    "DRAFT",
                    "SUBMITTED",
                    "TRIAGED",
                    "REJECTED",
                    "MERGED",
                    "ACTIVE",
                    "SUSPENDED",
                    "PENDING_CLOSURE",
                    "CLOSED",
                    "REOPENED",
                    "ARCHIVED",
                    "VOID",
                ],
            ))
            .optional(text("status_reason", 500))
            .optional(date("opened_on"))
            .optional(integer("registered_from"))
            .optional(integer("registered_to"))
            .optional(date("closed_on"))
            .optional(code(
                "closure_reason",
                &[
                    "CONVICTED_FINAL",
                    "ACQUITTED_FINAL",
                    "NO_PROSECUTION",
                    "NOT_TIP",
                    "VICTIM_REINTEGRATED_NO_INVESTIGATION",
                    "TRANSFERRED_FOREIGN_JURISDICTION",
                    "DUPLICATE",
                    "UNTRACEABLE",
                ],
            ))
            .optional(refers("lead_id", "organisation"))
            .optional(answer("case_type", &["INTERNAL", "CROSS_BORDER_OUT", "CROSS_BORDER_IN", "TRANSIT"]))
            .optional(flag("trafficking_confirmed"))
            .optional(date("confirmed_on"))
            .optional(many("acts"))
            .optional(many("means"))
            .optional(code("sensitivity", &["NORMAL", "RESTRICTED", "SEALED"]))
            .optional(flag("official_complicity_suspected"))
            .optional(date("last_reviewed_on"))
            .optional(text("source_ref", 100))
            .authored()
            .in_order("registered_from", "registered_to")
            .in_order("opened_on", "closed_on")
            .unique(&["case_no"])
            .unique(&["organisation_id", "source_ref"])
            .index(&["opened_on"])
            .index(&["status"])
            .index(&["created_at"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "case_file").await
    }
}
