//! Since when a suspect stands where they stand.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let since = ColumnDef::new("status_since").timestamp_with_time_zone().null().take();
        manager.alter_table(Table::alter().table("suspect").add_column(since).take()).await?;
        let begun = "UPDATE suspect SET status_since = created_at";
        manager.get_connection().execute_unprepared(begun).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("suspect").drop_column("status_since").take()).await
    }
}
