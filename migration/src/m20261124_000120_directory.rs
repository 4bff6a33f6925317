//! What the directory says of a service provider, and that its changes are remembered as those of cases are.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::draft::{Draft, at_least, drop_table, id, is_array, json, refers, text};
use crate::m20261124_000019_history::{execute, refuse_changes};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "organisation";
const ADDED: [&str; 7] =
    ["focal", "services", "served_districts", "capacity", "free_places", "accredited_until", "version"];

/// Whether a change is always of a case.
enum CaseOfChange {
    Optional,
    Required,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nothing wrote the districts so far; they become a list, under a name that no connection takes for the old one.
        manager.alter_table(Table::alter().table(TABLE).drop_column("districts").take()).await?;
        for column in ADDED {
            let definition = definition(manager.get_database_backend(), column);
            manager.alter_table(Table::alter().table(TABLE).add_column(definition).take()).await?;
        }
        change_of_case(manager, CaseOfChange::Optional).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ADDED {
            manager.alter_table(Table::alter().table(TABLE).drop_column(column).take()).await?;
        }
        let districts = ColumnDef::new("districts").string_len(500).null().take();
        manager.alter_table(Table::alter().table(TABLE).add_column(districts).take()).await?;
        change_of_case(manager, CaseOfChange::Required).await
    }
}

fn definition(backend: DatabaseBackend, column: &'static str) -> ColumnDef {
    let mut definition = ColumnDef::new(column);
    let named = format!("ck_{TABLE}_{column}");
    let value = Expr::col(column);
    match column {
        "focal" => definition.boolean().not_null().default(false),
        "version" => definition.integer().not_null().default(1).check((named, value.gte(1))),
        "accredited_until" => definition.date().null(),
        "capacity" | "free_places" => definition.integer().null().check((named, value.gte(0))),
        _ => definition.json_binary().null().check((named, is_array(backend, value))),
    };
    definition
}

/// Whether a change may be of no case. SQLite cannot change a column, so there the table is made again.
async fn change_of_case(manager: &SchemaManager<'_>, change: CaseOfChange) -> Result<(), DbErr> {
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        let how = match change {
            CaseOfChange::Optional => "DROP",
            CaseOfChange::Required => "SET",
        };
        return execute(manager, &format!("ALTER TABLE history ALTER COLUMN case_id {how} NOT NULL")).await;
    }
    for index in ["case_id_id", "record_id_revision", "organisation_id", "account_id"] {
        execute(manager, &format!("DROP INDEX ix_history_{index}")).await?;
    }
    for trigger in ["history_is_not_updated", "history_is_not_deleted"] {
        execute(manager, &format!("DROP TRIGGER {trigger}")).await?;
    }
    execute(manager, "ALTER TABLE history RENAME TO history_before").await?;
    let case = refers("case_id", "case_file");
    let draft = match change {
        CaseOfChange::Optional => Draft::new("history").optional(case),
        CaseOfChange::Required => Draft::new("history").required(case),
    };
    draft
        .required(text("record_type", 40))
        .required(id("record_id"))
        .required(at_least(1, "revision"))
        .optional(text("field", 60))
        .optional(json("old_value"))
        .optional(json("new_value"))
        .required(text("act", 60))
        .optional(text("reason", 500))
        .written()
        .index(&["case_id", "id"])
        .index(&["record_id", "revision"])
        .create(manager)
        .await?;
    execute(manager, "INSERT INTO history SELECT * FROM history_before").await?;
    drop_table(manager, "history_before").await?;
    refuse_changes(manager).await
}
