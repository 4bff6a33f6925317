//! The investigations and their dockets.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, flag, many, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("investigation")
            .optional(text("docket_no", 60))
            .optional(text("station", 200))
            .optional(text("unit", 200))
            .optional(text("lead_officer", 200))
            .required(flag("open"))
            .optional(date("opened_on"))
            .optional(code("form", &["SEX", "LABOUR", "BOTH", "UNSPECIFIED", "OTHER"]))
            .optional(code(
                "outcome",
                &[
                    "ONGOING",
                    "DOCKET_TO_PROSECUTION",
                    "CLOSED_UNFOUNDED",
                    "CLOSED_INSUFFICIENT_EVIDENCE",
                    "CLOSED_UNDETECTED",
                    "CLOSED_VICTIM_UNTRACEABLE",
                    "TRANSFERRED_JURISDICTION",
                ],
            ))
            .optional(many("evidence"))
            .optional(flag("searched"))
            .optional(many("joint_countries"))
            .optional(date("submitted_on"))
            .optional(date("returned_on"))
            .optional(text("return_reason", 1000))
            .optional(code("docket_holder", &["POLICE", "PROSECUTION", "COURT"]))
            .optional(date("docket_held_from"))
            .optional(code(
                "prosecution_decision",
                &[
                    "PROSECUTE",
                    "DECLINE_NOLLE",
                    "RETURN_FOR_INVESTIGATION",
                    "ALTERNATIVE_CHARGE",
                    "DIVERSION",
                    "NON_PROSECUTION_OF_VICTIM",
                ],
            ))
            .optional(date("prosecution_decided_on"))
            .optional(text("source_ref", 100))
            .authored()
            .unique(&["organisation_id", "docket_no"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "investigation").await
    }
}
