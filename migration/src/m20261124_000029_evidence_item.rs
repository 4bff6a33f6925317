//! An item of evidence by its reference.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("evidence_item")
            .required(refers_within_case("investigation_id", "investigation"))
            .optional(code(
                "evidence_type",
                &["STATEMENT", "DOCUMENT", "DEVICE", "RECORDING", "MONEY", "PHYSICAL", "FORENSIC", "OTHER"],
            ))
            .optional(text("reference", 100))
            .optional(text("custodian", 200))
            .optional(date("held_since"))
            .optional(text("remark", 300))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "evidence_item").await
    }
}
