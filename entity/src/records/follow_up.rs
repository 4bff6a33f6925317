//! How a victim fares after return or reintegration.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Answer, FollowUpType, Independence};
use crate::rights::{CARE, CARE_ONLY, Class, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// How a victim fares some time after return or reintegration.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "follow_up")]
pub struct Model {
    /// The id of the follow-up.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The day.
    pub followed_up_on: Option<Date>,
    /// The occasion.
    pub follow_up_type: Option<FollowUpType>,
    /// How the person is.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub wellbeing: Option<String>,
    /// How far the person stands on their own feet.
    pub independence: Option<Independence>,
    /// Whether the person was trafficked again.
    pub retrafficked: Option<Answer>,
    /// The adding organisation's own file number for the follow-up.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the follow-up.
    pub organisation_id: Uuid,
    /// The officer who added the follow-up.
    pub account_id: Uuid,
    /// When the follow-up was entered.
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
        let own = edited_by(Standing::AUTHOR).read_by(CARE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(CARE_ONLY).read_by(CARE),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(CARE),
            Self::VictimId => fixed_by(CARE_ONLY).read_by(CARE),
            Self::FollowedUpOn | Self::FollowUpType | Self::Independence => own,
            Self::Wellbeing => edited_by(Standing::AUTHOR).read_by(CARE_ONLY).class(Class::Health),
            Self::Retrafficked => own.export(Export::Flag),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}
