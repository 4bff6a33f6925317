//! Who takes part in which case.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, drop_table, instant, refers, refers_within_case};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("participation")
            .optional(refers_within_case("victim_id", "victim"))
            .required(refers("participant_id", "organisation"))
            .optional(refers("officer_id", "account"))
            .required(code("extent", &["WHOLE_CASE", "ONE_VICTIM", "OWN_RECORDS"]))
            .required(code("basis", &["OPENED", "REFERRED", "ASSIGNED", "RULE", "BROKE_GLASS"]))
            .required(instant("since"))
            .optional(instant("until"))
            .authored()
            .check("victim", "(extent = 'ONE_VICTIM') = (victim_id IS NOT NULL)")
            .in_order("since", "until")
            .index(&["participant_id", "case_id"])
            .index(&["case_id", "participant_id"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "participation").await
    }
}
