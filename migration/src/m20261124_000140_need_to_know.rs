//! Who is kept out of a case, cases that admit named officers only, and what is found of an access in an emergency.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, date, drop_table, refers, text};
use crate::m20261124_000019_history::execute;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("exclusion")
            .required(refers("excluded_id", "organisation"))
            .optional(refers("officer_id", "account"))
            .required(text("grounds", 500))
            .optional(date("ends_on"))
            .authored()
            .create(manager)
            .await?;
        let found = ("ck_participation_review", Expr::col("review").is_in(["JUSTIFIED", "UNJUSTIFIED"]));
        let review = ColumnDef::new("review").string_len(60).null().check(found).take();
        let reviewed_on = ColumnDef::new("reviewed_on").date().null().take();
        for column in [review, reviewed_on] {
            manager.alter_table(Table::alter().table("participation").add_column(column).take()).await?;
        }
        // How restricted a case is has become a state, and every case has one.
        execute(manager, "UPDATE case_file SET sensitivity = 'NORMAL' WHERE sensitivity IS NULL").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["review", "reviewed_on"] {
            manager.alter_table(Table::alter().table("participation").drop_column(column).take()).await?;
        }
        drop_table(manager, "exclusion").await
    }
}
