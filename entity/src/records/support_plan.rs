//! What was agreed with a victim about support.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::ServiceType;
use crate::rights::{CARE, CARE_ONLY, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Many;

/// A plan of support agreed with one victim (HTCDS, support plan).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "support_plan")]
pub struct Model {
    /// The id of the plan.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The kinds of support (HTCDS `spl_Type`).
    pub plan_types: Option<Many<ServiceType>>,
    /// What is to be reached.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub objectives: Option<String>,
    /// Who does what, by when.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub actions: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day as planned.
    pub planned_end_on: Option<Date>,
    /// The last day.
    pub ended_on: Option<Date>,
    /// The day of the next review.
    pub review_on: Option<Date>,
    /// Whether the victim agreed to it.
    pub victim_agreed: Option<bool>,
    /// The adding organisation's own file number for the plan.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the plan.
    pub organisation_id: Uuid,
    /// The officer who added the plan.
    pub account_id: Uuid,
    /// When the plan was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::victim::Entity",
        from = "(Column::CaseId, Column::VictimId)",
        to = "(super::victim::Column::CaseId, super::victim::Column::Id)"
    )]
    Victim,
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
        let own = edited_by(Standing::AUTHOR).read_by(CARE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(CARE_ONLY).read_by(CARE),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(CARE),
            Self::VictimId => fixed_by(CARE_ONLY).read_by(CARE),
            Self::PlanTypes
            | Self::Objectives
            | Self::Actions
            | Self::StartsOn
            | Self::PlannedEndOn
            | Self::EndedOn
            | Self::ReviewOn
            | Self::VictimAgreed => own,
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}
