//! The identity vault: who a victim or a suspect of a case is, apart from what happened to them.
//!
//! A person is recorded once per case and party. That two cases speak of one person is a link between
//! vault entries, never a shared row: sharing the row would hand one case's names to another case's agencies.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{
    AgeAssessmentMethod, AgeBand, Answer, DatePrecision, EducationLevel, Gender, Majority, MaritalStatus, Sex, UnRegion,
};
use crate::rights::{
    BORDER, CARE, CRIMINAL_JUSTICE, Class, Export, FIRST_RESPONDERS, GOVERNMENT, Governed, IDENTITY, PARTICIPANTS,
    Responsibility, Standing, edited_by, fixed_by, system,
};
use crate::value::{Country, Language, Many, PhoneNumber, Words};

/// Who a victim or a suspect is: the identity vault. It belongs to exactly one victim or one suspect of a
/// case, and different rules hold for the two.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// The person's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim this person is; empty for a suspect.
    #[sea_orm(unique)]
    pub victim_id: Option<Uuid>,
    /// The suspect this person is; empty for a victim.
    #[sea_orm(unique)]
    pub suspect_id: Option<Uuid>,
    /// Given names (HTCDS `prs_FirstName`, `prs_MiddleName`).
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub given_names: Option<String>,
    /// Family name (HTCDS `prs_SecondName`).
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub family_name: Option<String>,
    /// Other names, aliases and nicknames the person goes by.
    pub other_names: Option<Many<Words>>,
    /// Date of birth (HTCDS `prs_Birthdate`).
    pub birth_date: Option<Date>,
    /// How exact the date of birth is.
    pub birth_date_precision: Option<DatePrecision>,
    /// Age in years when the person was identified.
    pub age_at_identification: Option<i32>,
    /// How the age was established.
    pub age_assessment: Option<AgeAssessmentMethod>,
    /// The age bands the age lies in (CTDC); several where it is not known which.
    pub age_bands: Option<Many<AgeBand>>,
    /// Whether the person is an adult or a minor (GLOTIP: 18 years and over, under 18 years).
    pub majority: Option<Majority>,
    /// Sex as recorded for statistics (GLOTIP).
    pub sex: Option<Sex>,
    /// Gender (HTCDS `prs_Gender`).
    pub gender: Option<Gender>,
    /// Countries of citizenship, ISO 3166-1 alpha-3 (HTCDS `prs_Citizenship`).
    pub citizenships: Option<Many<Country>>,
    /// Regions of citizenship, where the country is not known (CTDC `UN_COO_Region`, `IP_citizen_UNRegion`).
    pub citizenship_regions: Option<Many<UnRegion>>,
    /// Country of birth, ISO 3166-1 alpha-3.
    pub country_of_birth: Option<Country>,
    /// Country of usual residence, ISO 3166-1 alpha-3.
    pub country_of_residence: Option<Country>,
    /// Whether no state considers the person its national.
    pub stateless: Option<Answer>,
    /// National identity number (HTCDS `prs_IdentityNumber`).
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub national_id_number: Option<String>,
    /// Passport number.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub passport_number: Option<String>,
    /// Telephone number, E.164 (HTCDS `prs_MobilePhone`).
    pub phone: Option<PhoneNumber>,
    /// Whether it is safe to call that number.
    pub phone_safe: Option<Answer>,
    /// E-mail address (HTCDS `prs_Email`).
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub email: Option<String>,
    /// Whether it is safe to write to that address.
    pub email_safe: Option<Answer>,
    /// Home address before the trafficking (HTCDS `prs_MailingStreet`, `prs_MailingCity`).
    #[sea_orm(column_type = "String(StringLen::N(300))")]
    pub address: Option<String>,
    /// Whether it is safe to write to or visit that address.
    pub address_safe: Option<Answer>,
    /// Home district before the trafficking.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub home_district: Option<String>,
    /// Reference of a photograph held by the agency that took it.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub photo_reference: Option<String>,
    /// Languages the person speaks, ISO 639-2 (HTCDS `prs_PrimaryLanguage`, `prs_SecondaryLanguage`).
    pub languages: Option<Many<Language>>,
    /// Marital status (HTCDS `prs_MaritalStatus`).
    pub marital_status: Option<MaritalStatus>,
    /// Number of children (HTCDS `prs_NumberOfChildren`).
    pub number_of_children: Option<i32>,
    /// Highest level of education (HTCDS `prs_HighestLevelOfEducation`, ISCED 2011).
    pub education: Option<EducationLevel>,
    /// Occupation before the trafficking.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub occupation_before: Option<String>,
    /// Whether the person lives with a disability.
    pub disability: Option<Answer>,
    /// Whether the person is known to have died (HTCDS `prs_Deceased`).
    pub deceased: Option<bool>,
    /// The day of death.
    pub date_of_death: Option<Date>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that first recorded the person.
    pub organisation_id: Uuid,
    /// The officer who first recorded the person.
    pub account_id: Uuid,
    /// When the person was entered.
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
        belongs_to = "super::suspect::Entity",
        from = "(Column::CaseId, Column::SuspectId)",
        to = "(super::suspect::Column::CaseId, super::suspect::Column::Id)"
    )]
    Suspect,
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
        let suspects = CRIMINAL_JUSTICE.union(Standing::IMMIGRATION);
        let contact = edited_by(Standing::POLICE).read_by(suspects);
        let by_police = contact.filled_by(Standing::IMMIGRATION);
        let by_immigration = edited_by(Standing::IMMIGRATION).filled_by(Standing::POLICE).read_by(suspects);
        let welfare = edited_by(Standing::SOCIAL_WELFARE).filled_by(FIRST_RESPONDERS);
        let immigration = edited_by(Standing::IMMIGRATION).filled_by(FIRST_RESPONDERS);
        // First responders who do not stay on the case read what they may fill only where the readers include them.
        let named =
            edited_by(Standing::SOCIAL_WELFARE).filled_by(IDENTITY.difference(Standing::PROSECUTION)).read_by(IDENTITY);
        let numbered = edited_by(Standing::IMMIGRATION)
            .filled_by(Standing::POLICE.union(Standing::SOCIAL_WELFARE))
            .read_by(IDENTITY.difference(Standing::NGO));
        match self {
            Self::Version => system(),
            Self::Id => system().read_by(PARTICIPANTS).of_suspects(system().read_by(suspects)),
            Self::CaseId | Self::VictimId | Self::SuspectId | Self::OrganisationId | Self::CreatedAt => {
                system().read_by(PARTICIPANTS).of_suspects(system().read_by(suspects))
            }
            Self::AccountId => system().read_by(GOVERNMENT).of_suspects(system().read_by(suspects)),
            Self::GivenNames | Self::FamilyName | Self::OtherNames => {
                named.of_suspects(by_police).class(Class::Identity)
            }
            Self::BirthDate | Self::BirthDatePrecision => {
                named.of_suspects(by_police).class(Class::Identity).export(Export::Band)
            }
            Self::AgeAtIdentification | Self::AgeAssessment => named.of_suspects(by_police).export(Export::Band),
            Self::AgeBands | Self::Majority => {
                welfare.read_by(PARTICIPANTS).of_suspects(by_police).export(Export::Band)
            }
            Self::Sex | Self::Gender => welfare.read_by(PARTICIPANTS).of_suspects(by_police).export(Export::Code),
            Self::Citizenships | Self::CitizenshipRegions => {
                immigration.read_by(PARTICIPANTS).of_suspects(by_immigration).export(Export::Country)
            }
            Self::CountryOfBirth | Self::CountryOfResidence | Self::Stateless => {
                immigration.read_by(PARTICIPANTS).of_suspects(by_immigration).export(Export::Country)
            }
            Self::NationalIdNumber | Self::PassportNumber => {
                numbered.of_suspects(by_immigration).class(Class::Identity)
            }
            Self::Phone | Self::Email | Self::Address => named.of_suspects(contact).class(Class::Identity),
            Self::PhoneSafe | Self::EmailSafe | Self::AddressSafe => named.of_suspects(contact),
            Self::HomeDistrict => named.of_suspects(contact).class(Class::Location),
            Self::PhotoReference => fixed_by(BORDER.difference(Standing::COORDINATOR))
                .of_suspects(fixed_by(BORDER.difference(Standing::COORDINATOR)))
                .class(Class::Identity),
            Self::Languages | Self::MaritalStatus | Self::NumberOfChildren => {
                edited_by(Standing::SOCIAL_WELFARE).filled_by(Standing::NGO).read_by(CARE).of_suspects(by_police)
            }
            Self::Disability => edited_by(Standing::SOCIAL_WELFARE)
                .filled_by(Standing::NGO)
                .read_by(CARE)
                .of_suspects(by_police)
                .class(Class::Health),
            Self::Education | Self::OccupationBefore => {
                welfare.read_by(PARTICIPANTS).of_suspects(by_police).export(Export::Band)
            }
            Self::Deceased | Self::DateOfDeath => edited_by(Standing::POLICE)
                .filled_by(Standing::SOCIAL_WELFARE)
                .read_by(PARTICIPANTS)
                .of_suspects(contact)
                .export(Export::Flag),
        }
    }
}
