//! A service to a victim, with the stay in a shelter and the notes on health that go with it.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{ServiceStatus, ServiceType, ShelterType};
use crate::rights::{CARE, CARE_ONLY, Class, Export, Governed, Responsibility, Standing, added_by, edited_by, system};

/// A service offered or provided to one victim: a stay in a shelter, medical care, counselling, legal aid and so on.
/// Agencies of state that do not provide care know that there is one, and no more: who provides it may tell
/// where the victim is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "assistance")]
pub struct Model {
    /// The service's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The organisation that provides it, where it is one of the hub's.
    pub provider_id: Option<Uuid>,
    /// The kind of service.
    pub service_type: Option<ServiceType>,
    /// What became of it.
    pub status: Option<ServiceStatus>,
    /// The first day of the service or stay.
    pub started_on: Option<Date>,
    /// The last day of the service or stay.
    pub ended_on: Option<Date>,
    /// What came of it, in words. Name no place here: the coordinator reads it, and a shelter's address is for care only.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub outcome: Option<String>,
    /// What it cost, in whole units of the national currency.
    pub cost: Option<i32>,
    /// How far residents of the shelter may come and go.
    pub shelter_type: Option<ShelterType>,
    /// The name of the shelter.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub shelter_name: Option<String>,
    /// The address of the shelter.
    #[sea_orm(column_type = "String(StringLen::N(300))")]
    pub shelter_address: Option<String>,
    /// When the shelter notified the authority of the admission (South Africa, Act 7 of 2013: within 48 hours).
    pub shelter_notified_at: Option<DateTimeUtc>,
    /// Why the stay in the shelter ended.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub shelter_exit_reason: Option<String>,
    /// What medical care the person needs.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub medical_needs: Option<String>,
    /// Condition, treatment and practitioner (South Africa, regulations under Act 7 of 2013, reg. 12).
    #[sea_orm(column_type = "String(StringLen::N(4000))")]
    pub health_note: Option<String>,
    /// Notes on counselling.
    #[sea_orm(column_type = "String(StringLen::N(4000))")]
    pub counselling_note: Option<String>,
    /// The adding organisation's own file number for the service.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the service.
    pub organisation_id: Uuid,
    /// The officer who added the service.
    pub account_id: Uuid,
    /// When the service was entered.
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
        from = "Column::ProviderId",
        to = "super::organisation::Column::Id"
    )]
    Provider,
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
        let providers = CARE_ONLY.union(Standing::HEALTH);
        // Police and prosecution know that the victim receives assistance.
        let known = CARE.union(Standing::POLICE).union(Standing::PROSECUTION);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR),
            Self::Id => added_by(providers).read_by(known),
            Self::CaseId => system().read_by(known).read_by(Standing::AUTHOR),
            Self::VictimId => added_by(providers).read_by(CARE),
            Self::CreatedAt => system().read_by(CARE).read_by(Standing::AUTHOR),
            // Whose service it is may be a shelter, and who knows whose knows where.
            Self::OrganisationId => system().read_by(CARE_ONLY).read_by(Standing::AUTHOR),
            Self::AccountId => system().read_by(Standing::SOCIAL_WELFARE).read_by(Standing::AUTHOR),
            Self::ProviderId | Self::Outcome => edited_by(Standing::AUTHOR).read_by(CARE_ONLY),
            Self::ServiceType => edited_by(Standing::AUTHOR).read_by(CARE).export(Export::Code),
            Self::Status | Self::StartedOn | Self::EndedOn | Self::Cost => edited_by(Standing::AUTHOR).read_by(CARE),
            Self::ShelterType | Self::ShelterNotifiedAt | Self::ShelterExitReason => {
                edited_by(Standing::AUTHOR).read_by(CARE_ONLY)
            }
            Self::ShelterName | Self::ShelterAddress => {
                edited_by(Standing::AUTHOR).read_by(CARE_ONLY).class(Class::Location)
            }
            Self::MedicalNeeds | Self::HealthNote | Self::CounsellingNote => {
                edited_by(Standing::AUTHOR).read_by(CARE_ONLY).class(Class::Health)
            }
        }
    }
}
