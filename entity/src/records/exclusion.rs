//! Who is kept out of a case, whatever else lets them in.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::rights::{Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// An organisation, or one officer of it, kept out of a case: a conflict of interest, an officer under suspicion. It beats
/// every part in the case. To whoever is excluded the case does not exist, and no more does the exclusion.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "exclusion")]
pub struct Model {
    /// The id of the exclusion.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that is kept out, or whose officer is.
    pub excluded_id: Uuid,
    /// The one officer who is kept out; empty means every officer of the organisation.
    pub officer_id: Option<Uuid>,
    /// Why.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub grounds: String,
    /// The last day it holds; empty means until it is lifted. To lift it, set a day that is past.
    pub ends_on: Option<Date>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that excludes.
    pub organisation_id: Uuid,
    /// The officer who excludes.
    pub account_id: Uuid,
    /// When it was entered.
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
        from = "Column::ExcludedId",
        to = "super::organisation::Column::Id"
    )]
    Excluded,
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::OfficerId", to = "super::account::Column::Id")]
    Officer,
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
        let who = Standing::COORDINATOR.union(Standing::LEAD);
        match self {
            Self::Version => system(),
            Self::Id | Self::ExcludedId => fixed_by(who),
            // Whoever leads the case may be a colleague of the officer.
            Self::OfficerId | Self::Grounds => fixed_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(who),
            // To end an exclusion is to lift it, and whose officer is kept out may lead the case.
            Self::EndsOn => edited_by(Standing::COORDINATOR).filled_by(Standing::AUTHOR).read_by(Standing::LEAD),
        }
    }
}
