//! An assessment of the risks to a victim.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{RiskBasis, RiskContext, RiskLevel, RiskType};
use crate::rights::{CARE, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Many;

/// An assessment of the risks to one victim at one time. It is repeated, not overwritten: police make the first, at
/// identification; social welfare and NGOs make the later ones.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "risk_assessment")]
pub struct Model {
    /// The assessment's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The day of the assessment.
    pub assessed_on: Option<Date>,
    /// The occasion.
    pub context: Option<RiskContext>,
    /// The kinds of risk found (Bulgarian National Referral Mechanism).
    pub risk_types: Option<Many<RiskType>>,
    /// How great the risk is.
    pub level: Option<RiskLevel>,
    /// What the assessment rests on.
    pub basis: Option<RiskBasis>,
    /// What the person needs to be safe.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub needs: Option<String>,
    /// The steps agreed with the person, who takes them and by when.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub safety_plan: Option<String>,
    /// What the police are asked to do to protect the person. Leave out where the person lives.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub protective_measures: Option<String>,
    /// The day by which the assessment is to be repeated.
    pub review_on: Option<Date>,
    /// The assessing organisation's own file number.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that made the assessment.
    pub organisation_id: Uuid,
    /// The officer who made the assessment.
    pub account_id: Uuid,
    /// When the assessment was entered.
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
        let known = CARE.union(Standing::POLICE);
        let assessors = Standing::POLICE.union(Standing::SOCIAL_WELFARE).union(Standing::NGO);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            // Whoever screens for victims knows that the risks were assessed; the assessment itself is not for the border.
            Self::Id => fixed_by(assessors).read_by(known).read_by(Standing::IMMIGRATION),
            Self::VictimId => fixed_by(assessors).read_by(known),
            Self::CaseId => system().read_by(known).read_by(Standing::IMMIGRATION),
            Self::OrganisationId | Self::CreatedAt => system().read_by(CARE).read_by(Standing::AUTHOR),
            Self::AccountId => system().read_by(CARE.difference(Standing::NGO)).read_by(Standing::AUTHOR),
            Self::Level | Self::ProtectiveMeasures => edited_by(Standing::AUTHOR).read_by(known),
            Self::AssessedOn
            | Self::Context
            | Self::RiskTypes
            | Self::Basis
            | Self::Needs
            | Self::SafetyPlan
            | Self::ReviewOn => edited_by(Standing::AUTHOR).read_by(CARE),
        }
    }
}
