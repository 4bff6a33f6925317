//! The day on which a part in a case ends unless the organisation that has it says that it is still needed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("lapses_on").date().null().take();
        manager.alter_table(Table::alter().table("participation").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("participation").drop_column("lapses_on").take()).await
    }
}
