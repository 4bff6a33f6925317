//! Who looked at a person, and who changed what is known of them: told to the person's social worker.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::FieldGroup;
use crate::rights::{Governed, Responsibility, Standing, system};
use crate::value::Many;

/// That somebody read or changed a person's record, or that of the victim they are: one for each event of the audit log that
/// is about them. The log has it within seconds. Of a sealed case only an auditor is told, by
/// `auditEvents`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "person_access")]
pub struct Model {
    /// The id of the record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The act that changed something, such as `personUpdate`; empty where it was only read.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub act: Option<String>,
    /// The groups of fields that were read or written in the same request.
    pub field_groups: Many<FieldGroup>,
    /// The organisation on whose behalf it was done.
    pub organisation_id: Uuid,
    /// Who did it.
    pub account_id: Uuid,
    /// When it was done.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(belongs_to = "super::person::Entity", from = "Column::PersonId", to = "super::person::Column::Id")]
    Person,
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
        match self {
            Self::Id
            | Self::CaseId
            | Self::PersonId
            | Self::Act
            | Self::FieldGroups
            | Self::OrganisationId
            | Self::AccountId
            | Self::CreatedAt => system().read_by(Standing::SOCIAL_WELFARE),
        }
    }
}
