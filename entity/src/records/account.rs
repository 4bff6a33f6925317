//! Who signs in: an officer of one organisation.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{AccountStatus, Rank};
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
    /// Whether the account may sign in: its status is `ACTIVE`.
    pub active: bool,
    /// Where the account stands.
    pub status: AccountStatus,
    /// What the account does in its organisation.
    pub rank: Rank,
    /// The identity provider its user signs in at (RFC 7519 `iss`); none where it has only the hub's own tokens.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub issuer: Option<String>,
    /// What that provider calls its user (RFC 7519 `sub`).
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub subject: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    #[sea_orm(default_value = 1)]
    pub version: i32,
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
        let readers = GOVERNMENT.union(Standing::AUDITOR).union(Standing::ADMINISTRATOR).union(Standing::AUTHOR);
        match self {
            Self::Version => system(),
            Self::Id | Self::OrganisationId | Self::Active | Self::Status => system().read_by(readers),
            Self::Name | Self::Rank => edited_by(Standing::ACCOUNT_KEEPER).read_by(readers),
            // Where somebody signs in is their organisation's business.
            Self::Issuer | Self::Subject => system().read_by(Standing::AUTHOR),
        }
    }
}
