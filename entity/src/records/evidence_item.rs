//! An item of evidence by its reference.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::EvidenceType;
use crate::rights::{Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// An item of evidence: what kind, its reference, and who keeps it. The hub never holds the content.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "evidence_item")]
pub struct Model {
    /// The id of the item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The investigation it belongs to.
    pub investigation_id: Uuid,
    /// The kind of item.
    pub evidence_type: Option<EvidenceType>,
    /// The exhibit number or other reference.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub reference: Option<String>,
    /// Who keeps it.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub custodian: Option<String>,
    /// Since when they keep it.
    pub held_since: Option<Date>,
    /// A remark on the custody, never on the content.
    #[sea_orm(column_type = "String(StringLen::N(300))")]
    pub remark: Option<String>,
    /// The adding organisation's own file number for the item.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the item.
    pub organisation_id: Uuid,
    /// The officer who added the item.
    pub account_id: Uuid,
    /// When the item was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::investigation::Entity",
        from = "(Column::CaseId, Column::InvestigationId)",
        to = "(super::investigation::Column::CaseId, super::investigation::Column::Id)"
    )]
    Investigation,
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::OrganisationId",
        to = "super::organisation::Column::Id"
    )]
    Organisation,
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        let both = Standing::POLICE.union(Standing::PROSECUTION);
        let police = edited_by(Standing::POLICE).read_by(both);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(Standing::POLICE).read_by(both),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(both),
            Self::InvestigationId => fixed_by(Standing::POLICE).read_by(both),
            Self::EvidenceType | Self::Reference | Self::Custodian | Self::HeldSince | Self::Remark => police,
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(both),
        }
    }
}
