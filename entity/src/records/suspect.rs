//! The suspect in this case; who they are is apart, in `person`.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Answer, Custody, OfficeCategory, PerpetratorKind, PerpetratorRole, SuspectStatus};
use crate::rights::{CRIMINAL_JUSTICE, Class, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Many;

/// A suspect in one case: a person, a group or a business. Who a person is stands apart, in `person`. Whoever
/// cares for the victim is told only whether the suspect is held.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "suspect")]
pub struct Model {
    /// The suspect's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Whether the suspect is a person, a group or a business (GLOTIP typology).
    pub kind: Option<PerpetratorKind>,
    /// Where the suspect stands in the proceedings: the police move it until the charge, the prosecution from then on.
    #[sea_orm(default_value = "SUSPECTED")]
    pub status: SuspectStatus,
    /// Since when the suspect stands there.
    pub status_since: Option<DateTimeUtc>,
    /// The parts the suspect had in the trafficking (HTCDS `per_RoleInProcess`).
    pub roles: Option<Many<PerpetratorRole>>,
    /// The name of the business or group, where the suspect is one.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub organisation_name: Option<String>,
    /// Whether the suspect is held: all that carers are told.
    pub custody: Option<Custody>,
    /// The day of the arrest.
    pub arrested_on: Option<Date>,
    /// The place of the arrest.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub arrest_place: Option<String>,
    /// The day bail was granted.
    pub bail_granted_on: Option<Date>,
    /// The conditions of bail.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub bail_conditions: Option<String>,
    /// Whether the suspect is a public official (US TIP report, official complicity).
    pub public_official: Option<Answer>,
    /// The kind of public office the suspect holds (US TIP report, official complicity).
    pub office_category: Option<OfficeCategory>,
    /// Whether the suspect is linked to organised crime.
    pub organised_crime_link: Option<Answer>,
    /// Whether the suspect has been convicted of trafficking in persons before.
    pub previous_conviction: Option<Answer>,
    /// Value of the assets seized, in whole units of the national currency (GLOTIP).
    pub assets_seized: Option<i32>,
    /// The adding organisation's own file number for the suspect.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the suspect.
    pub organisation_id: Uuid,
    /// The officer who added the suspect.
    pub account_id: Uuid,
    /// When the suspect was entered.
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
        // Immigration records who the suspect is, in `person`; social welfare plans for safety.
        let known = CRIMINAL_JUSTICE.union(Standing::IMMIGRATION).union(Standing::SOCIAL_WELFARE);
        let police = edited_by(Standing::POLICE).read_by(CRIMINAL_JUSTICE);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id => fixed_by(Standing::POLICE).read_by(known),
            Self::CaseId => system().read_by(known),
            Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(CRIMINAL_JUSTICE),
            Self::Status => system().read_by(CRIMINAL_JUSTICE).export(Export::Code),
            Self::StatusSince => system().read_by(CRIMINAL_JUSTICE),
            Self::Kind | Self::Roles => police.export(Export::Code),
            Self::OrganisationName => police.class(Class::Identity),
            Self::Custody => police.read_by(Standing::SOCIAL_WELFARE).export(Export::Code),
            Self::ArrestedOn => police.export(Export::Year),
            Self::ArrestPlace => police,
            Self::BailGrantedOn => edited_by(Standing::PROSECUTION)
                .read_by(CRIMINAL_JUSTICE)
                .read_by(Standing::SOCIAL_WELFARE)
                .export(Export::Year),
            Self::BailConditions => edited_by(Standing::PROSECUTION).read_by(CRIMINAL_JUSTICE),
            Self::PublicOfficial | Self::OfficeCategory | Self::OrganisedCrimeLink | Self::PreviousConviction => {
                police.export(Export::Flag)
            }
            Self::AssetsSeized => police.filled_by(Standing::PROSECUTION).export(Export::Band),
        }
    }
}
