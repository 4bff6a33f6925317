//! The return of a victim to another country or home.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{ReturnDirection, ReturnStatus, TestimonyClearance};
use crate::rights::{
    CARE, CRIMINAL_JUSTICE, Export, GOVERNMENT, Governed, Responsibility, Standing, edited_by, fixed_by, system,
};
use crate::value::Country;

/// The return of a victim to the country of origin, or home from abroad. It goes step by step, each the task of
/// another agency; above all, nobody whose testimony an open trial needs is sent home before the prosecution says
/// so.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "victim_return")]
pub struct Model {
    /// The id of the return.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// Which way it goes.
    pub direction: Option<ReturnDirection>,
    /// The other country, ISO 3166-1 alpha-3.
    pub country: Option<Country>,
    /// Whether the person wants it.
    pub voluntary: Option<bool>,
    /// Where it stands.
    #[sea_orm(default_value = "REQUESTED")]
    pub status: ReturnStatus,
    /// Since when it stands there.
    pub status_since: Option<DateTimeUtc>,
    /// The nationality that was verified, ISO 3166-1 alpha-3.
    pub nationality: Option<Country>,
    /// The day nationality was verified.
    pub nationality_verified_on: Option<Date>,
    /// The assessment of the risks of the return.
    pub risk_assessment_id: Option<Uuid>,
    /// The consent to the return.
    pub consent_id: Option<Uuid>,
    /// The day the best interests of the child were determined.
    pub best_interests_on: Option<Date>,
    /// Why the return does not harm a trial.
    pub testimony: Option<TestimonyClearance>,
    /// The day the prosecution cleared it.
    pub cleared_on: Option<Date>,
    /// The day travel documents were issued.
    pub documents_issued_on: Option<Date>,
    /// The day of departure as planned.
    pub scheduled_on: Option<Date>,
    /// Who travels with the person.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub escort: Option<String>,
    /// The border post, by its code in the country's pack (`countryPack.borderPosts`). Where the country has no list, its
    /// name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub border_post: Option<String>,
    /// The day of departure.
    pub departed_on: Option<Date>,
    /// The agency that receives the person there.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub receiving_agency: Option<String>,
    /// The day the person was received.
    pub received_on: Option<Date>,
    /// How the person was received.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub reception: Option<String>,
    /// The organisation that helps with reintegration.
    pub reintegration_provider_id: Option<Uuid>,
    /// The adding organisation's own file number for the return.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the return.
    pub organisation_id: Uuid,
    /// The officer who added the return.
    pub account_id: Uuid,
    /// When the return was entered.
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
        belongs_to = "super::risk_assessment::Entity",
        from = "(Column::CaseId, Column::RiskAssessmentId)",
        to = "(super::risk_assessment::Column::CaseId, super::risk_assessment::Column::Id)"
    )]
    RiskAssessment,
    #[sea_orm(
        belongs_to = "super::consent::Entity",
        from = "(Column::CaseId, Column::ConsentId)",
        to = "(super::consent::Column::CaseId, super::consent::Column::Id)"
    )]
    Consent,
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::ReintegrationProviderId",
        to = "super::organisation::Column::Id"
    )]
    ReintegrationProvider,
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
        let known = GOVERNMENT.union(Standing::NGO);
        let border = edited_by(Standing::IMMIGRATION).read_by(known);
        let welfare = edited_by(Standing::SOCIAL_WELFARE).read_by(known);
        // A mission abroad learns who receives the victim there, and how.
        let mission = Standing::CONSULAR;
        match self {
            Self::Version => system(),
            Self::Id | Self::VictimId => {
                fixed_by(Standing::SOCIAL_WELFARE.union(Standing::IMMIGRATION)).read_by(known).read_by(mission)
            }
            Self::CaseId | Self::Status => system().read_by(known).read_by(mission),
            Self::OrganisationId | Self::AccountId | Self::CreatedAt | Self::StatusSince => system().read_by(known),
            Self::Direction => welfare.filled_by(Standing::IMMIGRATION).read_by(mission),
            Self::Country => welfare.filled_by(Standing::IMMIGRATION).read_by(mission).export(Export::Country),
            Self::Voluntary | Self::ConsentId | Self::BestInterestsOn | Self::ReintegrationProviderId => welfare,
            Self::ReceivingAgency | Self::ReceivedOn | Self::Reception => welfare.filled_by(mission),
            Self::Nationality
            | Self::NationalityVerifiedOn
            | Self::DocumentsIssuedOn
            | Self::ScheduledOn
            | Self::Escort
            | Self::BorderPost => border,
            Self::RiskAssessmentId => edited_by(Standing::SOCIAL_WELFARE).read_by(CARE),
            Self::Testimony => edited_by(Standing::PROSECUTION).read_by(CRIMINAL_JUSTICE),
            Self::ClearedOn => edited_by(Standing::PROSECUTION).read_by(known),
            Self::DepartedOn => border.export(Export::Year),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}
