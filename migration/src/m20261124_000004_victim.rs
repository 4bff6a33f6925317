//! The victims of a case.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, at_least, code, date, drop_table, flag, many, text, yes_or_no};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("victim")
            .required(code("trafficking_status", &["REPORTED", "POSSIBLE", "ACTUAL", "NOT_A_VICTIM", "UNDETERMINED"]))
            .optional(answer(
                "decision_made_by",
                &["POLICE", "NGO", "COURT_OR_PROSECUTION", "NON_POLICE_GOVERNMENTAL_ORGANISATION", "OTHER"],
            ))
            .optional(date("decided_on"))
            .optional(text("decision_grounds", 2000))
            .optional(text("decision_letter_no", 100))
            .optional(flag("reconsideration_requested"))
            .optional(date("identified_on"))
            .optional(text("identification_place", 200))
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
            .optional(flag("child_at_exploitation"))
            .optional(at_least(0, "age_when_trafficked"))
            .optional(at_least(0, "age_first_exploited"))
            .optional(answer("migrant_type", &["FAMILY", "VISITOR_TOURIST", "LABOUR", "STUDENT", "IRREGULAR"]))
            .optional(answer(
                "protection_status",
                &[
                    "ASYLUM_SEEKER",
                    "REFUGEE",
                    "COMPLEMENTARY_PROTECTION",
                    "STATELESS",
                    "STRANDED",
                    "DEPORTEE",
                    "IDP",
                    "UNACCOMPANIED_OR_SEPARATED_CHILD",
                    "RETURNEE",
                ],
            ))
            .optional(text("immigration_status", 200))
            .optional(flag("deportee"))
            .optional(many("vulnerabilities"))
            .optional(answer("cooperates_with_police", &["YES", "NO", "UNDECIDED"]))
            .optional(date("cooperation_recorded_on"))
            .optional(code(
                "reflection_status",
                &["NONE", "RUNNING", "ENDED_EXPIRED", "ENDED_COOPERATES", "ENDED_DECLINED", "ENDED_SAFETY"],
            ))
            .optional(date("reflection_from"))
            .optional(date("reflection_to"))
            .optional(yes_or_no("not_punished"))
            .optional(flag("was_detained"))
            .optional(flag("repeat_victim"))
            .optional(code(
                "assistance_status",
                &[
                    "NOT_OFFERED",
                    "OFFERED",
                    "DECLINED",
                    "ACCEPTED",
                    "IN_CARE",
                    "TRANSITION",
                    "RETURN_PLANNED",
                    "RETURNED",
                    "REINTEGRATION",
                    "FOLLOW_UP",
                    "EXITED",
                ],
            ))
            .optional(flag("suspect_at_large"))
            .optional(date("testimony_taken_on"))
            .optional(at_least(0, "compensation_ordered"))
            .optional(at_least(0, "compensation_paid"))
            .optional(text("source_ref", 100))
            .authored()
            .in_order("reflection_from", "reflection_to")
            .index(&["trafficking_status"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "victim").await
    }
}
