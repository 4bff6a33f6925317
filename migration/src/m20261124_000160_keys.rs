//! Numbers that may be taken twice: an index that refuses the second would tell of a first that is hidden.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KEYS: [(&str, [&str; 2]); 3] = [
    ("investigation", ["organisation_id", "docket_no"]),
    ("case_file", ["organisation_id", "source_ref"]),
    ("victim_suspect_link", ["victim_id", "suspect_id"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in KEYS {
            manager.drop_index(drop(table, columns, "uq")).await?;
            manager.create_index(index(table, columns, "ix").take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in KEYS {
            manager.drop_index(drop(table, columns, "ix")).await?;
            manager.create_index(index(table, columns, "uq").unique().take()).await?;
        }
        Ok(())
    }
}

fn name(table: &str, columns: [&str; 2], prefix: &str) -> String {
    format!("{prefix}_{table}_{}", columns.join("_"))
}

fn drop(table: &'static str, columns: [&str; 2], prefix: &str) -> IndexDropStatement {
    Index::drop().name(name(table, columns, prefix)).table(table).to_owned()
}

fn index(table: &'static str, columns: [&'static str; 2], prefix: &str) -> IndexCreateStatement {
    let named = Index::create().name(name(table, columns, prefix)).table(table).take();
    columns.into_iter().fold(named, |mut index, column| index.col(column).take())
}
