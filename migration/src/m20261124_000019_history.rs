//! What changed, when and by whom. The database itself refuses to change or delete a row.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::draft::{Draft, at_least, drop_table, id, json, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("history")
            .required(text("record_type", 40))
            .required(id("record_id"))
            .required(at_least(1, "revision"))
            .optional(text("field", 60))
            .optional(json("old_value"))
            .optional(json("new_value"))
            .required(text("act", 60))
            .optional(text("reason", 500))
            .written()
            .index(&["record_id", "revision"])
            .create(manager)
            .await?;
        refuse_changes(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "history").await?;
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => execute(manager, "DROP FUNCTION refuse_change_of_history()").await,
            _ => Ok(()),
        }
    }
}

/// The database refuses to change or delete a row.
pub(crate) async fn refuse_changes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements: &[&str] = match manager.get_database_backend() {
        DatabaseBackend::Postgres => &[
            "CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION 'history is append-only'; END $$",
            "CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()",
        ],
        _ => &[
            "CREATE TRIGGER history_is_not_updated BEFORE UPDATE ON history
             BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
            "CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
             BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
        ],
    };
    for statement in statements {
        execute(manager, statement).await?;
    }
    Ok(())
}

/// Runs one statement.
pub(crate) async fn execute(manager: &SchemaManager<'_>, statement: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(statement).await.map(drop)
}
