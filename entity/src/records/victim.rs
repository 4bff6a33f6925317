//! The victim in this case; who they are is apart, in `person`.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{
    Answer, AssistanceStatus, Cooperation, DecisionMaker, DetectionSource, MigrantType, ProtectionStatus,
    ReflectionStatus, TraffickingStatus, Vulnerability,
};
use crate::rights::{
    CARE, CRIMINAL_JUSTICE, Export, FIRST_RESPONDERS, GOVERNMENT, Governed, PARTICIPANTS, Responsibility, Standing,
    edited_by, fixed_by, system,
};
use crate::value::Many;

/// A victim, or possible victim, in one case. Who the person is stands apart, in `person`, so that most of a
/// case can be worked on without a name.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "victim")]
pub struct Model {
    /// The victim's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Whether the person is a possible or an actual victim (HTCDS `vic_TraffickingStatus`).
    #[sea_orm(default_value = "REPORTED")]
    pub trafficking_status: TraffickingStatus,
    /// Who decided so (HTCDS `vic_TraffickingStatusDecisionMakingOrg`).
    pub decision_made_by: Option<DecisionMaker>,
    /// The organisation that last decided it.
    pub decided_by_id: Option<Uuid>,
    /// The day it was decided.
    pub decided_on: Option<Date>,
    /// On what grounds it was decided.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub decision_grounds: Option<String>,
    /// The number of the letter of recognition (South Africa, Act 7 of 2013).
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub decision_letter_no: Option<String>,
    /// Whether the decision is to be reconsidered (South Africa, Act 7 of 2013, s. 20).
    pub reconsideration_requested: Option<bool>,
    /// The day the person was identified.
    pub identified_on: Option<Date>,
    /// The place where the person was identified.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub identification_place: Option<String>,
    /// How the person came to notice.
    pub detection_source: Option<DetectionSource>,
    /// Whether the person was under 18 during the exploitation.
    pub child_at_exploitation: Option<bool>,
    /// Age in years when first trafficked (HTCDS `vic_AgeWhenTrafficked`).
    pub age_when_trafficked: Option<i32>,
    /// Age in years when first exploited.
    pub age_first_exploited: Option<i32>,
    /// How the person came to be abroad (HTCDS guidance on migrants).
    pub migrant_type: Option<MigrantType>,
    /// Claims to international protection (HTCDS guidance on migrants).
    pub protection_status: Option<ProtectionStatus>,
    /// The immigration status at detection, in words.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub immigration_status: Option<String>,
    /// Whether the person was found among persons being deported.
    pub deportee: Option<bool>,
    /// What made the person vulnerable to recruitment (HTCDS, assessment).
    pub vulnerabilities: Option<Many<Vulnerability>>,
    /// Whether the person cooperates with law enforcement. Assistance never depends on it.
    pub cooperates_with_police: Option<Cooperation>,
    /// The day that was last asked.
    pub cooperation_recorded_on: Option<Date>,
    /// Where the reflection period stands.
    #[sea_orm(default_value = "NONE")]
    pub reflection_status: Option<ReflectionStatus>,
    /// The first day of the reflection period.
    pub reflection_from: Option<Date>,
    /// The last day of the reflection period, extensions included.
    pub reflection_to: Option<Date>,
    /// Whether the prosecutor decided not to prosecute the person for acts committed while trafficked
    /// (South Africa, Act 7 of 2013, s. 22).
    pub not_punished: Option<Answer>,
    /// Whether the person was arrested or detained (GLOTIP and US TIP report: victims penalised).
    pub was_detained: Option<bool>,
    /// Whether the person has been a victim in an earlier case.
    pub repeat_victim: Option<bool>,
    /// How far assistance has come.
    #[sea_orm(default_value = "NOT_OFFERED")]
    pub assistance_status: Option<AssistanceStatus>,
    /// Whether a suspect who may harm the person is at large: what carers must know, and all they are told.
    pub suspect_at_large: Option<bool>,
    /// The day the person's testimony was taken, before any return (US TIP report 2023, Lesotho).
    pub testimony_taken_on: Option<Date>,
    /// Compensation ordered for the person, in whole units of the national currency.
    pub compensation_ordered: Option<i32>,
    /// Compensation paid to the person, in whole units of the national currency.
    pub compensation_paid: Option<i32>,
    /// Whether the person stays in a shelter: all that those who do not care for them are told of it.
    #[sea_orm(default_value = false)]
    pub in_shelter: bool,
    /// The adding organisation's own file number for the person.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the victim: the agency that identified the person.
    pub organisation_id: Uuid,
    /// The officer who added the victim.
    pub account_id: Uuid,
    /// When the victim was entered.
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
        from = "Column::DecidedById",
        to = "super::organisation::Column::Id"
    )]
    DecidedBy,
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
        let social_welfare = edited_by(Standing::SOCIAL_WELFARE);
        let authority = edited_by(Standing::COMPETENT_AUTHORITY);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(FIRST_RESPONDERS).read_by(PARTICIPANTS),
            Self::CaseId | Self::DecidedById | Self::OrganisationId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(GOVERNMENT),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::TraffickingStatus => system().read_by(PARTICIPANTS).export(Export::Code),
            Self::DecisionMadeBy => authority.read_by(PARTICIPANTS).export(Export::Code),
            Self::DecidedOn => authority.read_by(PARTICIPANTS).export(Export::Year),
            Self::DecisionGrounds | Self::DecisionLetterNo | Self::ReconsiderationRequested => {
                authority.read_by(PARTICIPANTS)
            }
            Self::IdentifiedOn | Self::DetectionSource => {
                fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS).export(Export::Year)
            }
            Self::IdentificationPlace => fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS).export(Export::Country),
            Self::ChildAtExploitation => {
                social_welfare.filled_by(FIRST_RESPONDERS).read_by(PARTICIPANTS).export(Export::Flag)
            }
            Self::AgeWhenTrafficked | Self::AgeFirstExploited => {
                social_welfare.filled_by(FIRST_RESPONDERS).read_by(PARTICIPANTS).export(Export::Band)
            }
            Self::MigrantType | Self::ProtectionStatus | Self::ImmigrationStatus | Self::Deportee => {
                edited_by(Standing::IMMIGRATION).read_by(GOVERNMENT).export(Export::Code)
            }
            Self::Vulnerabilities => social_welfare.filled_by(Standing::NGO).read_by(CARE),
            Self::CooperatesWithPolice | Self::CooperationRecordedOn => {
                edited_by(Standing::POLICE).read_by(GOVERNMENT).export(Export::Flag)
            }
            Self::ReflectionStatus => system().read_by(GOVERNMENT).read_by(Standing::NGO).export(Export::Flag),
            Self::ReflectionFrom | Self::ReflectionTo => {
                social_welfare.read_by(GOVERNMENT).read_by(Standing::NGO).export(Export::Flag)
            }
            Self::NotPunished => edited_by(Standing::PROSECUTION)
                .read_by(CRIMINAL_JUSTICE)
                .read_by(Standing::SOCIAL_WELFARE)
                .export(Export::Flag),
            Self::WasDetained => {
                edited_by(Standing::POLICE).filled_by(Standing::IMMIGRATION).read_by(GOVERNMENT).export(Export::Flag)
            }
            Self::RepeatVictim => {
                edited_by(Standing::COORDINATOR).read_by(CARE).read_by(Standing::POLICE).export(Export::Flag)
            }
            Self::AssistanceStatus => system().read_by(CARE).export(Export::Flag),
            Self::InShelter => system().read_by(PARTICIPANTS).export(Export::Flag),
            Self::SuspectAtLarge => edited_by(Standing::POLICE).read_by(GOVERNMENT).read_by(Standing::NGO),
            Self::TestimonyTakenOn => edited_by(Standing::PROSECUTION)
                .filled_by(Standing::POLICE)
                .read_by(CRIMINAL_JUSTICE)
                .export(Export::Flag),
            Self::CompensationOrdered => edited_by(Standing::PROSECUTION)
                .read_by(CRIMINAL_JUSTICE)
                .read_by(Standing::SOCIAL_WELFARE)
                .export(Export::Flag),
            Self::CompensationPaid => social_welfare.read_by(CRIMINAL_JUSTICE).export(Export::Flag),
        }
    }
}
