//! A hearing before a court.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, flag, instant, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("hearing")
            .optional(text("court", 200))
            .optional(code("court_level", &["MAGISTRATE", "HIGH_COURT", "COURT_OF_APPEAL", "CHILDRENS_COURT"]))
            .optional(text("court_case_no", 60))
            .required(instant("scheduled_at"))
            .optional(code(
                "hearing_type",
                &["FIRST_APPEARANCE", "BAIL", "MENTION", "PLEA", "TRIAL", "VERDICT", "SENTENCE", "APPEAL"],
            ))
            .optional(flag("in_camera"))
            .optional(text("interpreter_language", 3))
            .optional(date("held_on"))
            .optional(text("outcome", 1000))
            .optional(text("postponement_reason", 500))
            .optional(date("next_on"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "hearing").await
    }
}
