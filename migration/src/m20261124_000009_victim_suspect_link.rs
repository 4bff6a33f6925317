//! What one suspect was and did to one victim.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, drop_table, many, refers_within_case, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("victim_suspect_link")
            .required(refers_within_case("victim_id", "victim"))
            .required(refers_within_case("suspect_id", "suspect"))
            .optional(answer(
                "relationship",
                &[
                    "SPOUSE_PARTNER",
                    "PARENT",
                    "OTHER_RELATIVE",
                    "FRIEND",
                    "NEIGHBOUR_COMMUNITY",
                    "EMPLOYER",
                    "AGENT_BROKER",
                    "TEACHER_RELIGIOUS",
                    "STRANGER",
                    "ONLINE_CONTACT",
                    "OTHER",
                ],
            ))
            .optional(many("relationship_groups"))
            .optional(many("roles"))
            .optional(many("involvement"))
            .optional(many("acts"))
            .optional(many("means"))
            .optional(many("methods_of_control"))
            .optional(many("victim_account_of_control"))
            .optional(many("money_paid"))
            .optional(text("source_ref", 100))
            .authored()
            .unique(&["victim_id", "suspect_id"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "victim_suspect_link").await
    }
}
