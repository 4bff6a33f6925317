//! Acts that were sent under a key of their sender's, each key once.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, drop_table, id, instant, refers, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("keyed_act")
            .required(refers("account_id", "account"))
            .required(text("key", 64))
            .required(text("input", 64))
            .optional(id("record_id"))
            .required(instant("created_at"))
            .unique(&["account_id", "key"])
            .index(&["created_at"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "keyed_act").await
    }
}
