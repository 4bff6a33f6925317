//! Acts that were sent under a key of their sender's, so that one sent again is not done again. They stand outside every case.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{Governed, Responsibility, system};

/// An act that was done under an idempotency key: which one, of what input, and which record it answered. The input itself
/// is not kept. It lands with what the act changed, and is kept for 30 days.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "keyed_act")]
pub struct Model {
    /// The id of this line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account that sent it; its keys are nobody else's.
    pub account_id: Uuid,
    /// The key, as it was sent.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub key: String,
    /// The SHA-256 of the act's name and its input: 64 hexadecimal digits, in lower case.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub input: String,
    /// The record it answered; none until the act is done, which nobody sees.
    pub record_id: Option<Uuid>,
    /// When it was done.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        match self {
            // Whoever sent a key knows it; the API shows none.
            Self::Id | Self::AccountId | Self::Key | Self::Input | Self::RecordId | Self::CreatedAt => system(),
        }
    }
}
