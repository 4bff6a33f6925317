//! How a case is related to another.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, drop_table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("related_case")
            .required(text("other_case_no", 40))
            .optional(code("relation", &["SAME_NETWORK", "SAME_SUSPECT", "SPLIT", "MERGED"]))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "related_case").await
    }
}
