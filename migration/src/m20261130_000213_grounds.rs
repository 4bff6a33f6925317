//! On what grounds somebody read what their role alone does not open.

use sea_orm_migration::prelude::*;

use crate::draft::is_array;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_array = is_array(manager.get_database_backend(), Expr::col("grounds"));
        let column = ColumnDef::new("grounds").json_binary().null().check(("ck_audit_event_grounds", is_array)).take();
        manager.alter_table(Table::alter().table("audit_event").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("audit_event").drop_column("grounds").take()).await
    }
}
