//! The agencies and service providers.

use sea_orm_migration::prelude::*;

use crate::draft::{Draft, code, country, drop_table, flag, phone_number, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new("organisation")
            .required(text("code", 40))
            .required(text("name", 200))
            .required(code(
                "role",
                &[
                    "POLICE",
                    "IMMIGRATION",
                    "PROSECUTION",
                    "SOCIAL_WELFARE",
                    "NGO",
                    "COORDINATOR",
                    "COURT",
                    "CONSULAR",
                    "LABOUR",
                    "HEALTH",
                    "STATISTICIAN",
                    "AUDITOR",
                    "ADMINISTRATOR",
                    "REGION",
                ],
            ))
            .optional(code(
                "organisation_type",
                &[
                    "NGO",
                    "LAW_ENFORCEMENT",
                    "HEALTH_SERVICE_ORGANISATION",
                    "CENTRAL_GOVERNMENT",
                    "LOCAL_GOVERNMENT",
                    "IMMIGRATION_SERVICE",
                    "LEGAL_SERVICE",
                    "CORPORATE_BUSINESS",
                    "SCHOOL_OR_COLLEGE",
                    "INTERNATIONAL_ORGANISATION",
                    "COURT",
                    "DIPLOMATIC",
                ],
            ))
            .required(country("country"))
            .optional(text("districts", 500))
            .optional(phone_number("phone"))
            .required(flag("active"))
            .unique(&["code"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "organisation").await
    }
}
