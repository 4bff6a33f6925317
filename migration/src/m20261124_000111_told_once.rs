//! What a verdict said of its appeal and an investigation of its evidence and its partners abroad is said by the tables
//! `appeal`, `evidence_item` and `foreign_cooperation` alone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: [(&str, &str); 6] = [
    ("verdict", "appellant"),
    ("verdict", "appeal_ground"),
    ("verdict", "appeal_status"),
    ("verdict", "appeal_result"),
    ("investigation", "evidence"),
    ("investigation", "joint_countries"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let definition = definition(manager.get_database_backend(), table, column);
            manager.alter_table(Table::alter().table(table).add_column(definition).take()).await?;
        }
        Ok(())
    }
}

/// The column as it was, without the values it had.
fn definition(backend: DatabaseBackend, table: &str, column: &str) -> ColumnDef {
    let mut definition = ColumnDef::new(column.to_owned());
    let name = format!("ck_{table}_{column}");
    let value = Expr::col(column.to_owned());
    match column {
        "appellant" => {
            definition.string_len(60).check((name, value.is_in(["PROSECUTION", "DEFENCE", "BOTH"])));
        }
        "appeal_status" => {
            let states = ["LODGED", "HEARD", "ALLOWED", "DISMISSED", "WITHDRAWN"];
            definition.string_len(60).check((name, value.is_in(states)));
        }
        "evidence" | "joint_countries" => {
            let type_of = if backend == DatabaseBackend::Postgres { "jsonb_typeof" } else { "json_type" };
            definition.json_binary().check((name, Expr::from(Func::cust(type_of).arg(value)).eq("array")));
        }
        _ => {
            definition.string_len(1000);
        }
    }
    definition.null().take()
}
