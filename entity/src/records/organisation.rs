//! The agencies and service providers that take part, and the role each has.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{AcceptedDocuments, OrganisationType, Role, ServiceType};
use crate::rights::{EVERYONE, Governed, Responsibility, Standing, edited_by, system};
use crate::value::{Country, Many, PhoneNumber, Words};

/// An agency, service provider or other body that takes part in cases. Its role decides which fields its
/// officers read and edit; taking part in a case decides which cases they see.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// The organisation's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The short code the organisation is known by, unique in the hub, such as `LMPS`.
    #[sea_orm(unique, column_type = "String(StringLen::N(40))")]
    pub code: String,
    /// The name of the organisation (HTCDS `org_Name`).
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: String,
    /// The role whose responsibilities its officers have.
    pub role: Role,
    /// The category of the organisation (HTCDS `org_Type`).
    pub organisation_type: Option<OrganisationType>,
    /// The country it works for, ISO 3166-1 alpha-3.
    pub country: Country,
    /// Whether it is the organisation of its role that the hub calls into a case by rule.
    #[sea_orm(default_value = false)]
    pub focal: bool,
    /// The services it offers to victims.
    pub services: Option<Many<ServiceType>>,
    /// The districts it serves, by the codes of its country (ISO 3166-2); empty means the whole country.
    pub served_districts: Option<Many<Words>>,
    /// How many people it can take in at most.
    pub capacity: Option<i32>,
    /// How many more people it can take in now, as it says itself.
    pub free_places: Option<i32>,
    /// The last day of its accreditation as a service provider.
    pub accredited_until: Option<Date>,
    /// The telephone number referrals may call, E.164 (HTCDS `org_Phone`).
    pub phone: Option<PhoneNumber>,
    /// Whether it may take part at all; officers of an inactive organisation cannot sign in.
    pub active: bool,
    /// Which GraphQL documents its clients may send. With `REGISTERED`, only those that the operator of the hub registered
    /// for it are read, by everybody who signs in for it.
    pub accepted_documents: AcceptedDocuments,
    /// The row's own counter, behind what each viewer is shown.
    #[sea_orm(default_value = 1)]
    pub version: i32,
}

/// What a record refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        let coordinator = edited_by(Standing::COORDINATOR).read_by(EVERYONE);
        match self {
            Self::Version => system(),
            // Who an organisation is decides what its officers see. That is settled where it is registered.
            Self::Id | Self::Code | Self::Role | Self::Country => system().read_by(EVERYONE),
            Self::Name
            | Self::OrganisationType
            | Self::Focal
            | Self::Services
            | Self::ServedDistricts
            | Self::Capacity
            | Self::AccreditedUntil
            | Self::Phone
            | Self::Active
            | Self::AcceptedDocuments => coordinator,
            Self::FreePlaces => edited_by(Standing::AUTHOR).read_by(EVERYONE),
        }
    }
}
