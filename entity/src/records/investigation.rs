//! A police investigation and the way of its docket.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{CriminalStatus, DocketHolder, InvestigationForm, InvestigationOutcome, ProsecutionDecision};
use crate::rights::{CRIMINAL_JUSTICE, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// A police investigation and the way of its docket. Its evidence stands apart, in `evidence_item`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "investigation")]
pub struct Model {
    /// The investigation's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The number of the docket. Who records it is told where a docket of the same organisation that they see has the same
    /// number; one that they do not see may have it, too.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub docket_no: Option<String>,
    /// The police station.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub station: Option<String>,
    /// The unit.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub unit: Option<String>,
    /// The officer who leads the investigation.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub lead_officer: Option<String>,
    /// Where the investigation, and what follows from it, stand.
    #[sea_orm(default_value = "OPENED")]
    pub status: CriminalStatus,
    /// Since when they stand there.
    pub status_since: Option<DateTimeUtc>,
    /// Whether the investigation is open: all that carers are told.
    #[sea_orm(default_value = true)]
    pub open: bool,
    /// The day the investigation was opened.
    pub opened_on: Option<Date>,
    /// The form of trafficking investigated (US TIP report).
    pub form: Option<InvestigationForm>,
    /// Where the investigation stands, or how it ended.
    pub outcome: Option<InvestigationOutcome>,
    /// Whether a search or raid was carried out.
    pub searched: Option<bool>,
    /// The day the docket was submitted to the prosecution.
    pub submitted_on: Option<Date>,
    /// The day the prosecution returned the docket.
    pub returned_on: Option<Date>,
    /// Why the prosecution returned the docket.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub return_reason: Option<String>,
    /// Who has the docket in their hands.
    pub docket_holder: Option<DocketHolder>,
    /// The day since when they have it.
    pub docket_held_from: Option<Date>,
    /// What the prosecutor decided on the docket.
    pub prosecution_decision: Option<ProsecutionDecision>,
    /// The day the prosecutor decided.
    pub prosecution_decided_on: Option<Date>,
    /// The reasons of the decision.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub decision_reason: Option<String>,
    /// The investigating organisation's own file number, where it differs from the docket's.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that opened the investigation.
    pub organisation_id: Uuid,
    /// The officer who opened the investigation.
    pub account_id: Uuid,
    /// When the investigation was entered.
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
        let known = CRIMINAL_JUSTICE.union(Standing::SOCIAL_WELFARE).union(Standing::NGO).union(Standing::COURT);
        let police = edited_by(Standing::POLICE);
        let prosecution = edited_by(Standing::PROSECUTION);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::POLICE).read_by(Standing::PROSECUTION),
            Self::Id => fixed_by(Standing::POLICE).read_by(known),
            Self::CaseId => system().read_by(known),
            Self::OrganisationId | Self::CreatedAt => system().read_by(CRIMINAL_JUSTICE),
            Self::AccountId => system().read_by(Standing::POLICE).read_by(Standing::PROSECUTION),
            Self::Open => system().read_by(known).export(Export::Flag),
            Self::Status => system().read_by(CRIMINAL_JUSTICE).read_by(Standing::COURT).export(Export::Code),
            Self::StatusSince => system().read_by(CRIMINAL_JUSTICE).read_by(Standing::COURT),
            Self::DocketNo | Self::Station | Self::Unit | Self::LeadOfficer | Self::Searched => {
                police.read_by(Standing::PROSECUTION)
            }
            Self::OpenedOn | Self::SubmittedOn => police.read_by(CRIMINAL_JUSTICE).export(Export::Year),
            Self::Form | Self::Outcome => police.read_by(CRIMINAL_JUSTICE).export(Export::Code),
            Self::ReturnedOn => prosecution.read_by(CRIMINAL_JUSTICE).export(Export::Year),
            Self::DecisionReason | Self::ReturnReason => prosecution.read_by(Standing::POLICE),
            // The last line of the custody log, which the hub writes when a docket is received.
            Self::DocketHolder | Self::DocketHeldFrom => system().read_by(CRIMINAL_JUSTICE),
            Self::ProsecutionDecision => prosecution.read_by(CRIMINAL_JUSTICE).export(Export::Code),
            Self::ProsecutionDecidedOn => prosecution.read_by(CRIMINAL_JUSTICE).export(Export::Year),
        }
    }
}
