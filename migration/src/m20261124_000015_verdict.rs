//! The verdicts and appeals.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, flag, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("verdict")
            .required(refers_within_case("charge_id", "charge"))
            .optional(code(
                "outcome",
                &[
                    "CONVICTED_TIP",
                    "CONVICTED_OTHER_OFFENCE",
                    "ACQUITTED",
                    "DISMISSED_WITHDRAWN",
                    "DISMISSED_PROCEDURAL",
                    "ABATED_DEATH",
                ],
            ))
            .optional(date("delivered_on"))
            .optional(text("court", 200))
            .optional(code("court_level", &["MAGISTRATE", "HIGH_COURT", "COURT_OF_APPEAL", "CHILDRENS_COURT"]))
            .optional(text("court_case_no", 60))
            .optional(flag("transferred_for_sentence"))
            .optional(code("appellant", &["PROSECUTION", "DEFENCE", "BOTH"]))
            .optional(text("appeal_ground", 1000))
            .optional(code("appeal_status", &["LODGED", "HEARD", "ALLOWED", "DISMISSED", "WITHDRAWN"]))
            .optional(text("appeal_result", 1000))
            .optional(date("final_on"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "verdict").await
    }
}
