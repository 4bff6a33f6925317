//! Who read, changed or was refused what. The database itself refuses to change or delete a row.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::draft::{Draft, drop_table, many, text};
use crate::m20261124_000019_history::execute;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("audit_event")
            .optional(text("request", 64))
            .optional(text("operation", 200))
            .optional(text("document", 64))
            .optional(text("act", 60))
            .optional(text("reason", 500))
            .required(many("records"))
            .required(many("cases"))
            .required(many("field_groups"))
            .required(many("missed"))
            .required(many("withheld"))
            .required(many("refusals"))
            .written()
            .index(&["organisation_id", "created_at"])
            .create(manager)
            .await?;
        let statements: &[&str] = match manager.get_database_backend() {
            DatabaseBackend::Postgres => &[
                "CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
                "CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
                 FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()",
            ],
            _ => &[
                "CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit_event
                 BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
                "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit_event
                 BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
            ],
        };
        for statement in statements {
            execute(manager, statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "audit_event").await?;
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => execute(manager, "DROP FUNCTION refuse_change_of_audit()").await,
            _ => Ok(()),
        }
    }
}
