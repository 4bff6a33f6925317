//! Events, and who looked at whom, hold up nobody. On PostgreSQL a row that refers to another locks it, and the lock is
//! written to the other's page: who reads a page of people would write to each of their records. What events name is
//! never deleted, and who looked at whom can be told anew; nobody seeks the latter by case, organisation or account.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What refers to what.
const REFERENCES: [(&str, &str, &str); 6] = [
    ("audit_event", "organisation_id", "organisation"),
    ("audit_event", "account_id", "account"),
    ("person_access", "case_id", "case_file"),
    ("person_access", "person_id", "person"),
    ("person_access", "organisation_id", "organisation"),
    ("person_access", "account_id", "account"),
];

/// By what who looked at whom was sought.
const INDEXES: [&[&str]; 3] = [&["case_id", "id"], &["organisation_id"], &["account_id"]];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for columns in INDEXES {
            manager.drop_index(Index::drop().name(index(columns)).table("person_access").to_owned()).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for (table, column, _) in REFERENCES {
                let statement = Table::alter().table(table).drop_foreign_key(key(table, column)).take();
                manager.alter_table(statement).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for (table, column, to) in REFERENCES {
                let mut refers = ForeignKey::create();
                refers.name(key(table, column)).from(table, column).to(to, "id").on_delete(ForeignKeyAction::Restrict);
                manager.create_foreign_key(refers).await?;
            }
        }
        for columns in INDEXES {
            let mut made = Index::create().name(index(columns)).table("person_access").take();
            columns.iter().for_each(|column| {
                made.col(*column);
            });
            manager.create_index(made).await?;
        }
        Ok(())
    }
}

fn key(table: &str, column: &str) -> String {
    format!("fk_{table}_{column}")
}

fn index(columns: &[&str]) -> String {
    format!("ix_person_access_{}", columns.join("_"))
}
