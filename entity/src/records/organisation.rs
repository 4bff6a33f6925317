//! The agencies and service providers that take part, and the role each has.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{OrganisationType, Role};
use crate::rights::{EVERYONE, Governed, Responsibility, Standing, edited_by, system};
use crate::value::{Country, PhoneNumber};

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
    /// The districts it serves, one per line; empty means the whole country.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub districts: Option<String>,
    /// The telephone number referrals may call, E.164 (HTCDS `org_Phone`).
    pub phone: Option<PhoneNumber>,
    /// Whether it may take part at all; officers of an inactive organisation cannot sign in.
    pub active: bool,
}

/// What a record refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        match self {
            Self::Id => system().read_by(EVERYONE),
            Self::Code
            | Self::Name
            | Self::Role
            | Self::OrganisationType
            | Self::Country
            | Self::Districts
            | Self::Phone
            | Self::Active => edited_by(Standing::COORDINATOR).read_by(EVERYONE),
        }
    }
}
