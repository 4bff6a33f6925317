//! Since when a case stands where it stands, and the states that records had not had from the beginning.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let since = ColumnDef::new("status_since").timestamp_with_time_zone().null().take();
        manager.alter_table(Table::alter().table("case_file").add_column(since).take()).await?;
        let confirmed = ColumnDef::new("closure_confirmed_on").date().null().take();
        manager.alter_table(Table::alter().table("participation").add_column(confirmed).take()).await?;
        let begun = [
            "UPDATE case_file SET status_since = created_at",
            "UPDATE victim SET assistance_status = 'NOT_OFFERED' WHERE assistance_status IS NULL",
            "UPDATE victim SET reflection_status = 'NONE' WHERE reflection_status IS NULL",
        ];
        for statement in begun {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("case_file", "status_since"), ("participation", "closure_confirmed_on")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }
}
