//! Where an account stands, what it does in its organisation, and at which identity provider its user signs in.

use sea_orm_migration::prelude::*;

use crate::m20261124_000019_history::execute;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "account";
const STATUSES: [&str; 3] = ["PENDING", "ACTIVE", "DISABLED"];
const RANKS: [&str; 3] = ["OFFICER", "SUPERVISOR", "ADMINISTRATOR"];
const ADDED: [&str; 5] = ["status", "rank", "issuer", "subject", "version"];
const AT_PROVIDER: &str = "uq_account_issuer_subject";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ADDED {
            let definition = definition(column);
            manager.alter_table(Table::alter().table(TABLE).add_column(definition).take()).await?;
        }
        execute(manager, "UPDATE account SET status = 'DISABLED' WHERE NOT active").await?;
        // A provider gives a subject to one user and never again to another.
        let index = Index::create().unique().name(AT_PROVIDER).table(TABLE).col("issuer").col("subject").take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(AT_PROVIDER).table(TABLE).to_owned()).await?;
        for column in ADDED {
            manager.alter_table(Table::alter().table(TABLE).drop_column(column).take()).await?;
        }
        Ok(())
    }
}

fn definition(column: &'static str) -> ColumnDef {
    let mut definition = ColumnDef::new(column);
    let named = format!("ck_{TABLE}_{column}");
    let value = Expr::col(column);
    match column {
        "status" => definition.string_len(60).not_null().default("ACTIVE").check((named, value.is_in(STATUSES))),
        "rank" => definition.string_len(60).not_null().default("OFFICER").check((named, value.is_in(RANKS))),
        "version" => definition.integer().not_null().default(1).check((named, value.gte(1))),
        _ => definition.string_len(255).null(),
    };
    definition
}
