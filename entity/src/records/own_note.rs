//! A note for the writing organisation alone.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{Governed, Responsibility, Standing, fixed_by, system};

/// A note on a case for the organisation that wrote it. Nobody else learns that there is one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "own_note")]
pub struct Model {
    /// The id of the note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The note.
    #[sea_orm(column_type = "String(StringLen::N(4000))")]
    pub text: String,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the note.
    pub organisation_id: Uuid,
    /// The officer who added the note.
    pub account_id: Uuid,
    /// When the note was entered.
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
        let own = fixed_by(Standing::AUTHOR);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(Standing::AUTHOR),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => {
                system().read_by(Standing::AUTHOR)
            }
            Self::Text => own,
        }
    }
}
