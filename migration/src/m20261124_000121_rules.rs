//! What the hub does by its own rules: it writes down whether a victim stays in a shelter, and what made it call an
//! organisation in.

use sea_orm_migration::prelude::*;

use crate::m20261124_000019_history::execute;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const OCCASIONS: [&str; 4] = ["TRAFFICKING_CONFIRMED", "CHILD_INVOLVED", "DOCKET_SUBMITTED", "BORDER_CROSSED"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let in_shelter = ColumnDef::new("in_shelter").boolean().not_null().default(false).take();
        manager.alter_table(Table::alter().table("victim").add_column(in_shelter).take()).await?;
        let stays = "UPDATE victim SET in_shelter = TRUE WHERE EXISTS (
             SELECT 1 FROM assistance a WHERE a.victim_id = victim.id AND a.service_type = 'SHELTER'
             AND a.status = 'PROVIDED' AND a.ended_on IS NULL)";
        execute(manager, stays).await?;
        let is_one = ("ck_participation_occasion", Expr::col("occasion").is_in(OCCASIONS));
        let occasion = ColumnDef::new("occasion").string_len(60).null().check(is_one).take();
        manager.alter_table(Table::alter().table("participation").add_column(occasion).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("participation", "occasion"), ("victim", "in_shelter")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }
}
