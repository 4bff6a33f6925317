//! Documents that were registered for an organisation's clients, and which documents an organisation's clients may send.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, drop_table, instant, refers, text};
use crate::m20261124_000019_history::execute;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ACCEPTED: &str = "accepted_documents";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("trusted_document")
            .required(refers("organisation_id", "organisation"))
            .required(text("hash", 64))
            .required(text("name", 200))
            .required(text("text", 1_000_000))
            .required(instant("added_at"))
            .optional(instant("retired_at"))
            .create(manager)
            .await?;
        // Of those that may be sent each is there once; of those that were retired, as often as it was.
        execute(
            manager,
            "CREATE UNIQUE INDEX uq_trusted_document_in_force ON trusted_document (organisation_id, hash)
             WHERE retired_at IS NULL",
        )
        .await?;
        let found = (format!("ck_organisation_{ACCEPTED}"), Expr::col(ACCEPTED).is_in(["ANY", "REGISTERED"]));
        let accepted = ColumnDef::new(ACCEPTED).string_len(60).not_null().default("ANY").check(found).take();
        manager.alter_table(Table::alter().table("organisation").add_column(accepted).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("organisation").drop_column(ACCEPTED).take()).await?;
        drop_table(manager, "trusted_document").await
    }
}
