//! The reports of a case, as first written down.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, at_least, country, drop_table, flag, instant, many, text, yes_or_no};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("report")
            .optional(instant("received_at"))
            .optional(text("station", 200))
            .optional(answer(
                "detection_source",
                &[
                    "POLICE_PROACTIVE",
                    "BORDER_CONTROL",
                    "SELF_REPORT",
                    "FAMILY_COMMUNITY",
                    "NGO",
                    "HELPLINE",
                    "SOCIAL_WORKER",
                    "HEALTH",
                    "LABOUR_INSPECTION",
                    "SCHOOL",
                    "EMBASSY_CONSULATE",
                    "FOREIGN_AUTHORITY",
                    "DEPORTATION_SCREENING",
                    "COURT_PROSECUTOR",
                    "ONLINE",
                ],
            ))
            .optional(answer("reporter_type", &["SELF", "PUBLIC", "OFFICIAL", "ANONYMOUS"]))
            .optional(text("reporter_contact", 300))
            .optional(country("incident_country"))
            .optional(text("incident_district", 100))
            .optional(text("border_post", 100))
            .optional(text("narrative", 4000))
            .optional(many("indicators"))
            .optional(many("suspected_exploitation"))
            .optional(at_least(0, "alleged_victim_count"))
            .optional(yes_or_no("child_involved"))
            .optional(yes_or_no("immediate_danger"))
            .optional(flag("anonymous_notification"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "report").await
    }
}
