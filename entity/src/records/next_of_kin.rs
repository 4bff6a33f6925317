//! Relatives and guardians of a victim.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Answer, KinRelation};
use crate::rights::{CARE, CARE_ONLY, Class, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::PhoneNumber;

/// A relative or guardian of a victim. Where a way to reach them is written down, it is also written down whether
/// it is safe to use it: a letter can betray a victim.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "next_of_kin")]
pub struct Model {
    /// The id of the relative.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The name.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: Option<String>,
    /// What they are to the victim.
    pub relation: Option<KinRelation>,
    /// Whether they are the appointed guardian of a child.
    pub guardian: Option<bool>,
    /// Telephone number, E.164.
    pub phone: Option<PhoneNumber>,
    /// Whether it is safe to call that number (UK National Referral Mechanism).
    pub phone_safe: Option<Answer>,
    /// E-mail address.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub email: Option<String>,
    /// Whether it is safe to write to that address (UK National Referral Mechanism).
    pub email_safe: Option<Answer>,
    /// Postal address.
    #[sea_orm(column_type = "String(StringLen::N(300))")]
    pub address: Option<String>,
    /// Whether it is safe to write to or visit that address (UK National Referral Mechanism).
    pub address_safe: Option<Answer>,
    /// The adding organisation's own file number for the relative.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the relative.
    pub organisation_id: Uuid,
    /// The officer who added the relative.
    pub account_id: Uuid,
    /// When the relative was entered.
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
        let welfare = edited_by(Standing::SOCIAL_WELFARE).filled_by(Standing::NGO);
        let carers = welfare.read_by(CARE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(CARE_ONLY).read_by(CARE),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(CARE),
            Self::VictimId => fixed_by(CARE_ONLY).read_by(CARE),
            Self::Name | Self::Phone | Self::Email | Self::Address => welfare.class(Class::Identity),
            Self::Relation | Self::Guardian => carers,
            Self::PhoneSafe | Self::EmailSafe | Self::AddressSafe => welfare,
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}
