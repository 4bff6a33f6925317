//! A victim called to a hearing.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::TestimonyMethod;
use crate::rights::{CRIMINAL_JUSTICE, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// A victim called to a hearing. Whoever cares for the victim sees when, and what support is needed, and nothing
/// else of the hearing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "court_attendance")]
pub struct Model {
    /// The id of the attendance.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim called.
    pub victim_id: Uuid,
    /// The hearing.
    pub hearing_id: Uuid,
    /// When the victim is to be there: when the hearing is.
    pub called_for: Option<DateTimeUtc>,
    /// What the victim needs there: transport, a screen, company, an interpreter.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub support_need: Option<String>,
    /// How the victim testified.
    pub testified: Option<TestimonyMethod>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the attendance.
    pub organisation_id: Uuid,
    /// The officer who added the attendance.
    pub account_id: Uuid,
    /// When the attendance was entered.
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
        belongs_to = "super::hearing::Entity",
        from = "(Column::CaseId, Column::HearingId)",
        to = "(super::hearing::Column::CaseId, super::hearing::Column::Id)"
    )]
    Hearing,
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
        let known = CRIMINAL_JUSTICE.union(Standing::COURT);
        let registrars = Standing::PROSECUTION.union(Standing::COURT);
        let told = known.union(Standing::SOCIAL_WELFARE).union(Standing::NGO);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(registrars).read_by(told),
            Self::CaseId => system().read_by(told),
            Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(known),
            Self::VictimId => fixed_by(registrars).read_by(told),
            Self::HearingId => fixed_by(registrars).read_by(known),
            Self::CalledFor => edited_by(Standing::AUTHOR).filled_by(registrars).read_by(told),
            Self::SupportNeed => {
                edited_by(Standing::SOCIAL_WELFARE).filled_by(Standing::NGO.union(Standing::PROSECUTION)).read_by(told)
            }
            Self::Testified => {
                edited_by(Standing::AUTHOR).filled_by(registrars).read_by(CRIMINAL_JUSTICE).export(Export::Flag)
            }
        }
    }
}
