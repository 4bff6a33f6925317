//! How a court decided on a charge.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{CourtLevel, VerdictOutcome};
use crate::rights::{
    CRIMINAL_JUSTICE, Export, GOVERNMENT, Governed, PARTICIPANTS, Responsibility, Standing, edited_by, fixed_by, system,
};

/// How a court decided on one charge. Everybody on the case is told the outcome. Appeals stand apart, in `appeal`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "verdict")]
pub struct Model {
    /// The verdict's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The charge decided on.
    pub charge_id: Uuid,
    /// How the court decided.
    pub outcome: Option<VerdictOutcome>,
    /// The day of the verdict.
    pub delivered_on: Option<Date>,
    /// The court.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub court: Option<String>,
    /// The level of the court.
    pub court_level: Option<CourtLevel>,
    /// The court's number of the case.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub court_case_no: Option<String>,
    /// Whether a magistrate sent the convicted person to the High Court for sentence.
    pub transferred_for_sentence: Option<bool>,
    /// The day the verdict became final. Until then it is counted as provisional.
    pub final_on: Option<Date>,
    /// The prosecution's own file number for the verdict.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that recorded the verdict.
    pub organisation_id: Uuid,
    /// The officer who recorded the verdict.
    pub account_id: Uuid,
    /// When the verdict was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::charge::Entity",
        from = "(Column::CaseId, Column::ChargeId)",
        to = "(super::charge::Column::CaseId, super::charge::Column::Id)"
    )]
    Charge,
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
        let detail = edited_by(Standing::PROSECUTION).read_by(CRIMINAL_JUSTICE).read_by(Standing::COURT);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id => fixed_by(Standing::PROSECUTION).read_by(PARTICIPANTS),
            // A charge says that there is a suspect, which not everybody may know who is told the outcome.
            Self::ChargeId => {
                let told = CRIMINAL_JUSTICE.union(Standing::SOCIAL_WELFARE).union(Standing::COURT);
                fixed_by(Standing::PROSECUTION).read_by(told)
            }
            Self::CaseId | Self::OrganisationId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(GOVERNMENT),
            Self::Outcome => edited_by(Standing::PROSECUTION).read_by(PARTICIPANTS).export(Export::Code),
            Self::DeliveredOn | Self::FinalOn => detail.export(Export::Year),
            Self::Court | Self::CourtLevel | Self::CourtCaseNo | Self::TransferredForSentence => detail,
        }
    }
}
