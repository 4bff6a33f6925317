//! GraphQL documents that an organisation's clients are known to send. They stand outside every case.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{Governed, Responsibility, system};

/// A GraphQL document that the operator of the hub registered for an organisation: its clients may ask by its hash. One
/// that was retired is kept; registered again, it is another row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "trusted_document")]
pub struct Model {
    /// The registration's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation whose clients may send it.
    pub organisation_id: Uuid,
    /// The SHA-256 of its text in UTF-8: 64 hexadecimal digits, in lower case.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub hash: String,
    /// What it is called, for people: the name of its first operation, or of the file it came from.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: String,
    /// Its text, to the letter.
    #[sea_orm(column_type = "String(StringLen::N(1_000_000))")]
    pub text: String,
    /// When it was registered.
    pub added_at: DateTimeUtc,
    /// When it was retired; none while it may be sent.
    pub retired_at: Option<DateTimeUtc>,
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
        match self {
            // The operator keeps them at the command line; the API shows none.
            Self::Id
            | Self::OrganisationId
            | Self::Hash
            | Self::Name
            | Self::Text
            | Self::AddedAt
            | Self::RetiredAt => system(),
        }
    }
}
