//! A dispute about the value of a field that is another agency's.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::DisputeStatus;
use crate::rights::{Governed, PARTICIPANTS, Responsibility, Standing, added_by, fixed_by, system};
use crate::value::RecordType;

/// A dispute about the value of one field of a record. An agency that reads the field and does not edit it proposes
/// another value; the agency that edits it accepts or rejects. Where it has rejected, or has not answered for as long
/// as the country allows, who raised the dispute may ask for a decision. A dispute exists for those who read the field
/// on that record, and for nobody else. Where nobody who decides disputes reads the field, the dispute ends between the
/// two agencies: accepted, left rejected, or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "field_dispute")]
pub struct Model {
    /// The dispute's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case of the record.
    pub case_id: Uuid,
    /// What kind of record the field is of.
    pub record_type: RecordType,
    /// The global id of the record.
    pub record_id: Uuid,
    /// The disputed field, by its name in this API.
    #[sea_orm(column_name = "field", column_type = "String(StringLen::N(60))")]
    pub field: String,
    /// The value proposed, as history would show it.
    pub proposed_value: Json,
    /// Why the value should be another, in the words of the agency that raised the dispute.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub reason: String,
    /// Where the dispute stands.
    #[sea_orm(default_value = "OPEN")]
    pub status: DisputeStatus,
    /// The last answer: why the proposal was rejected, or how it was decided.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub answer: Option<String>,
    /// When it was last answered.
    pub answered_at: Option<DateTimeUtc>,
    /// The organisation that last answered.
    pub answered_by_id: Option<Uuid>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that raised it.
    pub organisation_id: Uuid,
    /// The officer who raised it.
    pub account_id: Uuid,
    /// When it was raised.
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
        from = "Column::AnsweredById",
        to = "super::organisation::Column::Id"
    )]
    AnsweredBy,
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
            Self::Version => system(),
            // It tells what its author knows, and so exists for who can answer it alone.
            Self::Id => added_by(PARTICIPANTS).read_by(Standing::OWNER).read_by(Standing::COORDINATOR),
            Self::RecordType | Self::RecordId | Self::Field | Self::ProposedValue | Self::Reason => {
                fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS)
            }
            Self::CaseId
            | Self::Status
            | Self::Answer
            | Self::AnsweredAt
            | Self::AnsweredById
            | Self::OrganisationId
            | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(crate::rights::GOVERNMENT),
        }
    }
}
