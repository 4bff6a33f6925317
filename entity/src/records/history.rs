//! What changed, when and by whom: append-only.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{GOVERNMENT, Governed, PARTICIPANTS, Responsibility, Standing, system};
use crate::value::RecordType;

/// One change to one field of a record, or the making of the record itself (without a field). Nothing here is
/// ever changed or deleted. A viewer is shown the changes of the fields they may read, and no others.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "history")]
pub struct Model {
    /// The change's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case of the changed record; none where it belongs to the directory.
    pub case_id: Option<Uuid>,
    /// What kind of record was changed.
    pub record_type: RecordType,
    /// The global id of the changed record.
    pub record_id: Uuid,
    /// The record's own counter after the change, behind what each viewer is shown.
    pub revision: i32,
    /// The changed field, by its name in this API; empty where the record was made.
    #[sea_orm(column_name = "field", column_type = "String(StringLen::N(60))")]
    pub field: Option<String>,
    /// The value before, as the field would show it; empty where there was none.
    pub old_value: Option<Json>,
    /// The value after, as the field would show it; empty where it was taken away.
    pub new_value: Option<Json>,
    /// The act that made the change, such as `victimUpdate`.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub act: String,
    /// Why, in the words of the officer.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub reason: Option<String>,
    /// The audit event that tells of the act; none where no act made the change.
    pub event_id: Option<Uuid>,
    /// The organisation that made the change.
    pub organisation_id: Uuid,
    /// The officer who made the change.
    pub account_id: Uuid,
    /// When it was made.
    pub created_at: DateTimeUtc,
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
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        // Who keeps accounts reads what became of them, and of nothing else.
        let read_by = |parties| system().read_by(parties).read_by(Standing::ACCOUNT_KEEPER);
        match self {
            Self::Revision | Self::EventId => system(),
            Self::Id
            | Self::CaseId
            | Self::RecordType
            | Self::RecordId
            | Self::Field
            | Self::OldValue
            | Self::NewValue
            | Self::Act
            | Self::Reason
            | Self::OrganisationId
            | Self::CreatedAt => read_by(PARTICIPANTS),
            Self::AccountId => read_by(GOVERNMENT),
        }
    }
}
