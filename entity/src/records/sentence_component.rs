//! One part of the sentence that follows a verdict.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{SentenceKind, SentenceUnit};
use crate::rights::{
    CRIMINAL_JUSTICE, Export, GOVERNMENT, Governed, PARTICIPANTS, Responsibility, Standing, edited_by, fixed_by, system,
};

/// One part of the sentence that follows a verdict, such as ten years' imprisonment or a fine.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "sentence_component")]
pub struct Model {
    /// The component's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The verdict it follows.
    pub verdict_id: Uuid,
    /// The kind of sentence or order.
    pub kind: Option<SentenceKind>,
    /// How much, in `unit`; empty for life.
    pub amount: Option<i32>,
    /// The unit of the amount.
    pub unit: Option<SentenceUnit>,
    /// How much of the amount is suspended, in `unit`.
    pub suspended_part: Option<i32>,
    /// The condition the suspension or order depends on.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub condition: Option<String>,
    /// Whether it is served at the same time as the other components.
    pub concurrent: Option<bool>,
    /// How much of a fine, compensation or restitution was paid, in whole units of the national currency.
    pub paid_amount: Option<i32>,
    /// The day it was last paid.
    pub paid_on: Option<Date>,
    /// The prosecution's own file number for the component.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that recorded the component.
    pub organisation_id: Uuid,
    /// The officer who recorded the component.
    pub account_id: Uuid,
    /// When the component was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::verdict::Entity",
        from = "(Column::CaseId, Column::VerdictId)",
        to = "(super::verdict::Column::CaseId, super::verdict::Column::Id)"
    )]
    Verdict,
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
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id | Self::VerdictId => fixed_by(Standing::PROSECUTION).read_by(PARTICIPANTS),
            Self::CaseId | Self::OrganisationId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(GOVERNMENT),
            Self::Kind => edited_by(Standing::PROSECUTION).read_by(PARTICIPANTS).export(Export::Code),
            Self::Amount | Self::Unit => edited_by(Standing::PROSECUTION).read_by(PARTICIPANTS).export(Export::Band),
            Self::PaidAmount | Self::PaidOn => {
                edited_by(Standing::SOCIAL_WELFARE).filled_by(Standing::PROSECUTION).read_by(CRIMINAL_JUSTICE)
            }
            Self::SuspendedPart | Self::Condition | Self::Concurrent => {
                edited_by(Standing::PROSECUTION).read_by(CRIMINAL_JUSTICE)
            }
        }
    }
}
