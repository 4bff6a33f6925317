//! How a case is related to another.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::CaseRelation;
use crate::rights::{CRIMINAL_JUSTICE, Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// Another case to which this one is related. It tells nothing of the other case but its number.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "related_case")]
pub struct Model {
    /// The id of the relation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The national number of the other case.
    #[sea_orm(column_type = "String(StringLen::N(40))")]
    pub other_case_no: String,
    /// How they are related.
    pub relation: Option<CaseRelation>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the relation.
    pub organisation_id: Uuid,
    /// The officer who added the relation.
    pub account_id: Uuid,
    /// When the relation was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
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
        let own = edited_by(Standing::AUTHOR).read_by(CRIMINAL_JUSTICE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(Standing::POLICE.union(Standing::COORDINATOR)).read_by(CRIMINAL_JUSTICE),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => {
                system().read_by(CRIMINAL_JUSTICE)
            }
            Self::OtherCaseNo => fixed_by(Standing::AUTHOR).read_by(CRIMINAL_JUSTICE),
            Self::Relation => own,
        }
    }
}
