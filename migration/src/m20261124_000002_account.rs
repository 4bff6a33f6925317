//! The officers who sign in.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, drop_table, flag, refers, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("account")
            .required(refers("organisation_id", "organisation"))
            .required(text("name", 100))
            .required(flag("active"))
            .unique(&["organisation_id", "name"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "account").await
    }
}
