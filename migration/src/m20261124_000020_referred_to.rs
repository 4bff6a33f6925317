//! Investigations and assessments of risk become records that others of the same case refer to.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 2] =
    [("investigation", "uq_investigation_case_id_id"), ("risk_assessment", "uq_risk_assessment_case_id_id")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name) in TABLES {
            let index = Index::create().unique().name(name).table(table).col("case_id").col("id").take();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name) in TABLES {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        Ok(())
    }
}
