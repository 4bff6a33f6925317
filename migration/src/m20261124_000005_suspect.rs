//! The suspects of a case.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, at_least, code, date, drop_table, many, text, yes_or_no};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("suspect")
            .optional(answer("kind", &["INDIVIDUAL", "INFORMAL_GROUP", "ORGANISED_GROUP", "BUSINESS", "FAMILY_UNIT"]))
            .required(code(
                "status",
                &[
                    "SUSPECTED",
                    "IDENTIFIED",
                    "WANTED",
                    "ARRESTED",
                    "RELEASED",
                    "BAILED",
                    "REMANDED",
                    "CHARGED",
                    "ACQUITTED",
                    "CONVICTED",
                    "DECEASED",
                    "ABSCONDED",
                    "EXTRADITED",
                ],
            ))
            .optional(many("roles"))
            .optional(text("organisation_name", 200))
            .optional(answer("custody", &["AT_LARGE", "IN_CUSTODY", "ON_BAIL", "IMPRISONED"]))
            .optional(date("arrested_on"))
            .optional(text("arrest_place", 200))
            .optional(date("bail_granted_on"))
            .optional(text("bail_conditions", 1000))
            .optional(yes_or_no("public_official"))
            .optional(answer(
                "office_category",
                &[
                    "LAW_ENFORCEMENT",
                    "BORDER_SERVICE",
                    "ARMED_FORCES",
                    "JUSTICE",
                    "DIPLOMATIC",
                    "PUBLIC_SERVICE",
                    "ELECTED_OR_TRADITIONAL",
                    "OTHER",
                ],
            ))
            .optional(yes_or_no("organised_crime_link"))
            .optional(yes_or_no("previous_conviction"))
            .optional(at_least(0, "assets_seized"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "suspect").await
    }
}
