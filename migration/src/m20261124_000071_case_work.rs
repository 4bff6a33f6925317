//! What acts write down beside the state, and what a participation that came of a referral opens.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CRIMINAL_STATUS: [&str; 14] = [
    "OPENED",
    "UNDER_INVESTIGATION",
    "DOCKET_WITH_DPP",
    "DECLINED",
    "CHARGED",
    "BEFORE_COURT",
    "CONVICTED",
    "ACQUITTED",
    "WITHDRAWN",
    "SENTENCED",
    "APPEAL",
    "FINAL",
    "CLOSURE_PROPOSED",
    "CLOSED",
];

const COLUMNS: [(&str, &str); 9] = [
    ("investigation", "status"),
    ("investigation", "status_since"),
    ("investigation", "decision_reason"),
    ("victim", "decided_by_id"),
    ("participation", "referral_id"),
    ("participation", "consent_id"),
    ("participation", "field_groups"),
    ("sentence_component", "paid_amount"),
    ("sentence_component", "paid_on"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let definition = definition(manager.get_database_backend(), table, column);
            manager.alter_table(Table::alter().table(table).add_column(definition).take()).await?;
        }
        for (table, column) in
            [("participation", "referral_id"), ("participation", "consent_id"), ("victim", "decided_by_id")]
        {
            let name = format!("ix_{table}_{column}");
            manager.create_index(Index::create().name(name).table(table).col(column).take()).await?;
        }
        // Where an investigation stands was read off its outcome and decision so far.
        let stands = "UPDATE investigation SET status_since = created_at, status = CASE
             WHEN outcome LIKE 'CLOSED%' THEN 'CLOSED'
             WHEN docket_holder = 'COURT' THEN 'BEFORE_COURT'
             WHEN prosecution_decision = 'DECLINE_NOLLE' THEN 'DECLINED'
             WHEN outcome = 'DOCKET_TO_PROSECUTION' THEN 'DOCKET_WITH_DPP'
             ELSE 'UNDER_INVESTIGATION' END";
        manager.get_connection().execute_unprepared(stands).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in
            [("participation", "referral_id"), ("participation", "consent_id"), ("victim", "decided_by_id")]
        {
            manager.drop_index(Index::drop().name(format!("ix_{table}_{column}")).table(table).to_owned()).await?;
        }
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }
}

fn definition(backend: DatabaseBackend, table: &str, column: &str) -> ColumnDef {
    let mut definition = ColumnDef::new(column.to_owned());
    let named = |kind: &str| format!("{kind}_{table}_{column}");
    match column {
        "status" => definition
            .string_len(60)
            .not_null()
            .default("OPENED")
            .check((named("ck"), Expr::col(column.to_owned()).is_in(CRIMINAL_STATUS))),
        "status_since" => definition.timestamp_with_time_zone().null(),
        "decision_reason" => definition.string_len(1000).null(),
        "field_groups" => {
            let type_of = if backend == DatabaseBackend::Postgres { "jsonb_typeof" } else { "json_type" };
            let array = Expr::from(Func::cust(type_of).arg(Expr::col(column.to_owned()))).eq("array");
            definition.json_binary().null().check((named("ck"), array))
        }
        "paid_amount" => definition.integer().null().check((named("ck"), Expr::col(column.to_owned()).gte(0))),
        "paid_on" => definition.date().null(),
        _ => definition.uuid().null(),
    };
    definition
}
