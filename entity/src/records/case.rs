//! The case: the one file that every agency shares.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{CaseStatus, CaseType, ClosureReason, Means, Sensitivity, TraffickingAct};
use crate::rights::{
    CRIMINAL_JUSTICE, Export, Governed, PARTICIPANTS, Responsibility, Standing, edited_by, fixed_by, system,
};
use crate::value::{Country, Many};

/// A case of trafficking in persons, suspected or confirmed: the envelope that every agency shares. Each adds
/// its part; none sees more than it is responsible for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "case_file")]
pub struct Model {
    /// The case's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The national case number, such as `LS-2026-000123`. It carries no meaning and no place.
    #[sea_orm(unique, column_type = "String(StringLen::N(40))")]
    pub case_no: String,
    /// The country whose hub holds the case, ISO 3166-1 alpha-3.
    pub country: Country,
    /// Where the case stands (HTCDS `cas_Status`, refined).
    #[sea_orm(default_value = "DRAFT")]
    pub status: CaseStatus,
    /// Since when it has stood there.
    pub status_since: Option<DateTimeUtc>,
    /// Why it stands there: the reason sent with the act that took it there.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub status_reason: Option<String>,
    /// The day the case was opened; empty where only a span of years is known.
    pub opened_on: Option<Date>,
    /// The first year in which the case may have been registered, where the day is not known (CTDC `yearRegister`).
    pub registered_from: Option<i32>,
    /// The last year in which the case may have been registered, where the day is not known (CTDC `yearRegister`).
    pub registered_to: Option<i32>,
    /// The day the case was closed.
    pub closed_on: Option<Date>,
    /// Why the case was closed (HTCDS `cas_ReasonForCaseClosure`).
    pub closure_reason: Option<ClosureReason>,
    /// The organisation that leads the case.
    pub lead_id: Option<Uuid>,
    /// How the case crosses borders (GLOTIP flows).
    pub case_type: Option<CaseType>,
    /// Whether trafficking is confirmed: act, means and purpose present; for a child, means are not needed
    /// (Palermo Protocol art. 3).
    pub trafficking_confirmed: Option<bool>,
    /// The day trafficking was confirmed.
    pub confirmed_on: Option<Date>,
    /// The acts of trafficking (Palermo Protocol art. 3 (a)).
    pub acts: Option<Many<TraffickingAct>>,
    /// The means of trafficking (Palermo Protocol art. 3 (a)).
    pub means: Option<Many<Means>>,
    /// How restricted the case is.
    #[sea_orm(default_value = "NORMAL")]
    pub sensitivity: Option<Sensitivity>,
    /// Whether an official is suspected of being involved (US TIP report, official complicity).
    pub official_complicity_suspected: Option<bool>,
    /// The day the coordinator last reviewed the case.
    pub last_reviewed_on: Option<Date>,
    /// The opening organisation's own docket or file number.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that opened the case.
    pub organisation_id: Uuid,
    /// The officer who opened the case.
    pub account_id: Uuid,
    /// When the case was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::LeadId",
        to = "super::organisation::Column::Id"
    )]
    Lead,
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
            Self::Id => fixed_by(PARTICIPANTS),
            Self::CaseNo | Self::Country | Self::OrganisationId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(crate::rights::GOVERNMENT),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::OpenedOn | Self::RegisteredFrom | Self::RegisteredTo => {
                edited_by(Standing::COORDINATOR).filled_by(PARTICIPANTS).export(Export::Year)
            }
            Self::Status => system().read_by(PARTICIPANTS).export(Export::Code),
            Self::StatusSince | Self::StatusReason => system().read_by(PARTICIPANTS),
            Self::ClosureReason => edited_by(Standing::COORDINATOR).read_by(PARTICIPANTS).export(Export::Code),
            Self::ClosedOn => edited_by(Standing::COORDINATOR).read_by(PARTICIPANTS).export(Export::Year),
            Self::LeadId | Self::LastReviewedOn => edited_by(Standing::COORDINATOR).read_by(PARTICIPANTS),
            Self::Sensitivity => system().read_by(PARTICIPANTS),
            Self::CaseType => {
                edited_by(Standing::POLICE).filled_by(Standing::IMMIGRATION).read_by(PARTICIPANTS).export(Export::Code)
            }
            Self::TraffickingConfirmed | Self::ConfirmedOn => {
                edited_by(Standing::POLICE).read_by(PARTICIPANTS).export(Export::Flag)
            }
            Self::Acts | Self::Means => edited_by(Standing::POLICE)
                .read_by(CRIMINAL_JUSTICE)
                .read_by(Standing::SOCIAL_WELFARE)
                .export(Export::Code),
            Self::OfficialComplicitySuspected => edited_by(Standing::POLICE)
                .filled_by(Standing::COORDINATOR)
                .read_by(CRIMINAL_JUSTICE)
                .export(Export::Flag),
        }
    }
}
