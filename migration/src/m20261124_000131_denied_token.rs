//! Tokens that are not taken any more although they are good by what they say.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, drop_table, refers, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("denied_token")
            .required(refers("holder_id", "account"))
            .required(text("jti", 255))
            .authored()
            .unique(&["holder_id", "jti"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "denied_token").await
    }
}
