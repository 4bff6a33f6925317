//! How codes are called in other languages and schemes.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, at_least, code, drop_table, instant, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("code_term")
            .required(text("list", 60))
            .required(text("code", 60))
            .required(code("kind", &["LABEL", "MAPPING"]))
            .required(text("scheme_or_language", 20))
            .required(text("value", 200))
            .required(at_least(2, "version"))
            .required(instant("loaded_at"))
            .unique(&["list", "code", "kind", "scheme_or_language", "version"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "code_term").await
    }
}
