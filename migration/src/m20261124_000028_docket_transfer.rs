//! The custody log of dockets: who handed which docket to whom, and whether it was received.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, date, drop_table, instant, refers, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("docket_transfer")
            .required(refers_within_case("investigation_id", "investigation"))
            .required(refers("receiver_id", "organisation"))
            .required(code("holder", &["POLICE", "PROSECUTION", "COURT"]))
            .required(date("sent_on"))
            .optional(text("purpose", 200))
            .required(code("status", &["SENT", "RECEIVED", "REFUSED", "RECALLED"]))
            .optional(instant("status_since"))
            .optional(text("refusal_reason", 500))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "docket_transfer").await
    }
}
