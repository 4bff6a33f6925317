//! A victim called to a hearing.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, drop_table, instant, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("court_attendance")
            .required(refers_within_case("victim_id", "victim"))
            .required(refers_within_case("hearing_id", "hearing"))
            .optional(instant("called_for"))
            .optional(text("support_need", 500))
            .optional(answer(
                "testified",
                &["IN_COURT", "IN_CAMERA", "VIDEO_LINK", "ADVANCE_STATEMENT", "DID_NOT_TESTIFY"],
            ))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "court_attendance").await
    }
}
