//! The legs of journeys.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, at_least, code, country, date, drop_table, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("movement")
            .required(refers_within_case("victim_id", "victim"))
            .optional(refers_within_case("companion_id", "suspect"))
            .optional(at_least(1, "sequence"))
            .optional(country("from_country"))
            .optional(text("from_place", 200))
            .optional(country("to_country"))
            .optional(text("to_place", 200))
            .optional(date("moved_on"))
            .optional(code("moved_on_precision", &["DAY", "MONTH", "YEAR", "ESTIMATED"]))
            .optional(answer("mode", &["FOOT", "ROAD", "AIR", "RAIL", "WATER"]))
            .optional(text("border_post", 100))
            .optional(answer("direction", &["ENTRY", "EXIT", "INTERNAL", "ABROAD"]))
            .optional(answer("regularity", &["REGULAR", "IRREGULAR"]))
            .optional(text("entry_stamp_ref", 100))
            .optional(text("visa_type", 100))
            .optional(answer("border_decision", &["ADMITTED", "REFUSED_PASSAGE", "INTERCEPTED"]))
            .optional(answer("screening_result", &["NO_INDICATORS", "POSSIBLE_VICTIM", "INCONCLUSIVE"]))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "movement").await
    }
}
