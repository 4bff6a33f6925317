//! A report: what one agency observed or was told, as it was first written down.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Answer, DetectionSource, ExploitationType, IndicatorGroup, ReporterType};
use crate::rights::{
    Class, Export, GOVERNMENT, Governed, PARTICIPANTS, Responsibility, Standing, edited_by, fixed_by, system,
};
use crate::value::{Country, Many};

/// What one agency observed or was told, as it was first written down. Several reports may concern one case.
/// A report keeps what it said: its fields are filled once, and corrections are made in the records of the case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// The report's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// When the agency was told or made the observation.
    pub received_at: Option<DateTimeUtc>,
    /// The station, post or office that took the report.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub station: Option<String>,
    /// How the facts came to notice.
    pub detection_source: Option<DetectionSource>,
    /// Who told the agency.
    pub reporter_type: Option<ReporterType>,
    /// How to reach the person who told the agency. Leave it empty where the person wants to stay anonymous.
    #[sea_orm(column_type = "String(StringLen::N(300))")]
    pub reporter_contact: Option<String>,
    /// The country of the incident, ISO 3166-1 alpha-3.
    pub incident_country: Option<Country>,
    /// The district of the incident.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub incident_district: Option<String>,
    /// The border post of the incident, by its code in the country's pack (`countryPack.borderPosts`). Where the country has no list, its
    /// name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub border_post: Option<String>,
    /// What happened, in words. Names belong in the person's record, not here.
    #[sea_orm(column_type = "String(StringLen::N(4000))")]
    pub narrative: Option<String>,
    /// The groups of indicators of trafficking that were noticed (ILO operational indicators).
    pub indicators: Option<Many<IndicatorGroup>>,
    /// The forms of exploitation suspected.
    pub suspected_exploitation: Option<Many<ExploitationType>>,
    /// The number of victims alleged.
    pub alleged_victim_count: Option<i32>,
    /// Whether a child is involved.
    pub child_involved: Option<Answer>,
    /// Whether somebody is in immediate danger.
    pub immediate_danger: Option<Answer>,
    /// Whether the report is an anonymous notification, made without the victim's consent to be named (UK, duty to
    /// notify).
    pub anonymous_notification: Option<bool>,
    /// The reporting agency's own file number.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that made the report.
    pub organisation_id: Uuid,
    /// The officer who made the report.
    pub account_id: Uuid,
    /// When the report was entered.
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
        match self {
            Self::Version => system(),
            // The file may be opened after the report is handed in; it is no part of what was observed.
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id => fixed_by(PARTICIPANTS),
            Self::CaseId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::OrganisationId => system().read_by(GOVERNMENT).read_by(Standing::AUTHOR),
            Self::AccountId => system().read_by(GOVERNMENT),
            Self::Station | Self::Narrative => fixed_by(Standing::AUTHOR).read_by(GOVERNMENT),
            Self::ReporterType => fixed_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::ReporterContact => fixed_by(Standing::AUTHOR).read_by(Standing::COORDINATOR).class(Class::Identity),
            Self::ReceivedAt => fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS).export(Export::Year),
            Self::DetectionSource | Self::SuspectedExploitation => {
                fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS).export(Export::Code)
            }
            Self::IncidentCountry | Self::IncidentDistrict | Self::BorderPost => {
                fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS).export(Export::Country)
            }
            Self::AllegedVictimCount | Self::ChildInvolved | Self::AnonymousNotification => {
                fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS).export(Export::Flag)
            }
            Self::Indicators | Self::ImmediateDanger => fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS),
        }
    }
}
