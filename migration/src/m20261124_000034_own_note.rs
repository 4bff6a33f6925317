//! A note for the writing organisation alone.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, drop_table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("own_note").required(text("text", 4000)).authored().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "own_note").await
    }
}
