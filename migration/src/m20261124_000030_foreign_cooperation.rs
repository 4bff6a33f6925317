//! Cooperation with the authorities of another country.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, country, date, drop_table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("foreign_cooperation")
            .optional(country("country"))
            .optional(code(
                "channel",
                &["INTERPOL", "POLICE_DIRECT", "MUTUAL_LEGAL_ASSISTANCE", "CONSULAR", "JOINT_TEAM", "OTHER"],
            ))
            .optional(date("requested_on"))
            .optional(date("answered_on"))
            .optional(text("outcome", 500))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "foreign_cooperation").await
    }
}
