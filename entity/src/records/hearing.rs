//! A hearing before a court.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{CourtLevel, HearingType};
use crate::rights::{CRIMINAL_JUSTICE, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Language;

/// A hearing before a court. It is never public here: whoever cares for a victim is told only when that victim is
/// called (`CourtAttendance`).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "hearing")]
pub struct Model {
    /// The id of the hearing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The court.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub court: Option<String>,
    /// The level of the court.
    pub court_level: Option<CourtLevel>,
    /// The court's number of the case.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub court_case_no: Option<String>,
    /// When it is to be held.
    pub scheduled_at: DateTimeUtc,
    /// What it is for.
    pub hearing_type: Option<HearingType>,
    /// Whether the public is shut out.
    pub in_camera: Option<bool>,
    /// The language an interpreter is needed for, ISO 639.
    pub interpreter_language: Option<Language>,
    /// The day it was held.
    pub held_on: Option<Date>,
    /// What came of it, in words.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub outcome: Option<String>,
    /// Why it was postponed, where it was.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub postponement_reason: Option<String>,
    /// The day it goes on.
    pub next_on: Option<Date>,
    /// The adding organisation's own file number for the hearing.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the hearing.
    pub organisation_id: Uuid,
    /// The officer who added the hearing.
    pub account_id: Uuid,
    /// When the hearing was entered.
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
        let known = CRIMINAL_JUSTICE.union(Standing::COURT);
        let registrars = Standing::PROSECUTION.union(Standing::COURT);
        // Prosecution or court, whichever entered the hearing, corrects it.
        let court = edited_by(Standing::AUTHOR).filled_by(registrars).read_by(CRIMINAL_JUSTICE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(registrars).read_by(known),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(known),
            Self::Court
            | Self::CourtLevel
            | Self::CourtCaseNo
            | Self::ScheduledAt
            | Self::HearingType
            | Self::InCamera
            | Self::InterpreterLanguage
            | Self::HeldOn
            | Self::Outcome
            | Self::PostponementReason
            | Self::NextOn => court,
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}
