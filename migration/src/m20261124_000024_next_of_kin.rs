//! Relatives and guardians of a victim.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, answer, drop_table, flag, phone_number, refers_within_case, text, yes_or_no};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case_and_referred_to("next_of_kin")
            .required(refers_within_case("victim_id", "victim"))
            .optional(text("name", 200))
            .optional(answer(
                "relation",
                &["PARENT", "SPOUSE_PARTNER", "SIBLING", "CHILD", "OTHER_RELATIVE", "GUARDIAN", "FRIEND", "OTHER"],
            ))
            .optional(flag("guardian"))
            .optional(phone_number("phone"))
            .optional(yes_or_no("phone_safe"))
            .optional(text("email", 200))
            .optional(yes_or_no("email_safe"))
            .optional(text("address", 300))
            .optional(yes_or_no("address_safe"))
            .optional(text("source_ref", 100))
            .authored()
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "next_of_kin").await
    }
}
