//! The provision of the law that a charge is brought under, by its code in the country's pack.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let provision = ColumnDef::new("provision").string_len(40).null().take();
        manager.alter_table(Table::alter().table("charge").add_column(provision).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("charge").drop_column("provision").take()).await
    }
}
