//! When an organisation was asked whether a case can be closed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let asked = ColumnDef::new("closure_asked_on").date().null().take();
        manager.alter_table(Table::alter().table("participation").add_column(asked).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("participation").drop_column("closure_asked_on").take()).await
    }
}
