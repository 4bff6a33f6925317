//! Who signs in: an officer of one organisation.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{GOVERNMENT, Governed, Responsibility, Standing, edited_by, system};

/// An officer's account. It belongs to one organisation and has that organisation's role.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// The account's id: the subject of its tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation the officer works for.
    pub organisation_id: Uuid,
    /// The name the account signs in with, unique in its organisation.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub name: String,
    /// Whether the account may sign in.
    pub active: bool,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::OrganisationId",
        to = "super::organisation::Column::Id"
    )]
    Organisation,
}

impl Related<super::organisation::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organisation.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        // An account's author is its own organisation.
        let readers = GOVERNMENT.union(Standing::AUDITOR).union(Standing::AUTHOR);
        match self {
            Self::Id | Self::OrganisationId => system().read_by(readers).read_by(Standing::ADMINISTRATOR),
            Self::Name | Self::Active => edited_by(Standing::ADMINISTRATOR).read_by(readers),
        }
    }
}
