//! The log of audit events as one Merkle tree: each event's leaf, written with it; the order of the leaves, the subtrees and
//! the signed heads, written after it; and who looked at whom.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::draft::{Draft, drop_table, many, refers, text};
use crate::m20261124_000019_history::execute;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What an event has of the log.
const OF_EVENT: [&str; 4] = ["changes", "salt", "leaf", "seal"];

/// The first three are written once, like the events; who looked at whom can be told anew.
const TABLES: [&str; 4] = ["audit_leaf", "audit_subtree", "audit_checkpoint", "person_access"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let changes = hash(OF_EVENT[0]).null().take();
        manager.alter_table(Table::alter().table("audit_event").add_column(changes).take()).await?;
        for name in &OF_EVENT[1..] {
            // An event from before the log has no leaf, and so no proof.
            let column = hash(name).not_null().default("").take();
            manager.alter_table(Table::alter().table("audit_event").add_column(column).take()).await?;
        }
        let event = ColumnDef::new("event_id").uuid().null().take();
        manager.alter_table(Table::alter().table("history").add_column(event).take()).await?;

        let leaf = Table::create()
            .table("audit_leaf")
            .col(ColumnDef::new("position").big_integer().not_null().primary_key())
            .col(ColumnDef::new("event_id").uuid().not_null().unique_key())
            .col(hash("leaf").not_null())
            .take();
        let subtree = Table::create()
            .table("audit_subtree")
            .col(ColumnDef::new("level").integer().not_null())
            .col(ColumnDef::new("place").big_integer().not_null())
            .col(hash("hash").not_null())
            .primary_key(Index::create().col("level").col("place"))
            .take();
        let checkpoint = Table::create()
            .table("audit_checkpoint")
            .col(ColumnDef::new("size").big_integer().not_null().primary_key())
            .col(ColumnDef::new("note").string_len(2_000).not_null())
            .col(ColumnDef::new("horizon").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(hash("seal").not_null())
            .take();
        for table in [leaf, subtree, checkpoint] {
            manager.create_table(table).await?;
        }
        Draft::new("person_access")
            .required(refers("case_id", "case_file"))
            .required(refers("person_id", "person"))
            .optional(text("act", 60))
            .required(many("field_groups"))
            .written()
            .index(&["case_id", "id"])
            .index(&["person_id", "id"])
            .create(manager)
            .await?;
        for table in &TABLES[..3] {
            match manager.get_database_backend() {
                DatabaseBackend::Postgres => {
                    execute(
                        manager,
                        &format!(
                            "CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()"
                        ),
                    )
                    .await?;
                }
                _ => {
                    for verb in ["UPDATE", "DELETE"] {
                        execute(
                            manager,
                            &format!(
                                "CREATE TRIGGER {table}_takes_no_{verb} BEFORE {verb} ON {table}
                                 BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
                            ),
                        )
                        .await?;
                    }
                }
            }
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            // By which transaction an event came: those that are over are put in order, and none that is late is missed.
            for statement in [
                "ALTER TABLE audit_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
                "CREATE INDEX ix_audit_event_xid ON audit_event (xid)",
            ] {
                execute(manager, statement).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            drop_table(manager, table).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            execute(manager, "ALTER TABLE audit_event DROP COLUMN xid").await?;
        }
        manager.alter_table(Table::alter().table("history").drop_column("event_id").take()).await?;
        for name in OF_EVENT {
            manager.alter_table(Table::alter().table("audit_event").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

/// A SHA-256 in hexadecimal.
fn hash(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).string_len(64).take()
}
