//! Tokens that are good by what they say and are not taken any more: stolen ones.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{Governed, Responsibility, Standing, fixed_by, system};

/// A token that an administrator of its user's organisation has denied. From then on nobody signs in with it; it is
/// never taken back.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "denied_token")]
pub struct Model {
    /// The id of the denial.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account whose token it is.
    pub holder_id: Uuid,
    /// The token's own id (RFC 7519 `jti`).
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub jti: String,
    /// The row's own counter.
    pub version: i32,
    /// The organisation that denied it.
    pub organisation_id: Uuid,
    /// The administrator who denied it.
    pub account_id: Uuid,
    /// The instant from which it is denied.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::HolderId", to = "super::account::Column::Id")]
    Holder,
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
        let readers = Standing::ACCOUNT_KEEPER.union(Standing::AUDITOR);
        match self {
            Self::Version => system(),
            Self::Id | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(readers),
            Self::HolderId | Self::Jti => fixed_by(Standing::ACCOUNT_KEEPER).read_by(readers),
        }
    }
}
