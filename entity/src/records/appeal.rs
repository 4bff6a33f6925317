//! An appeal against a verdict or sentence.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{AppealAgainst, AppealStatus, Appellant};
use crate::rights::{
    CRIMINAL_JUSTICE, Export, Governed, PARTICIPANTS, Responsibility, Standing, edited_by, fixed_by, system,
};

/// An appeal against a verdict or the sentence that followed it. Until it is decided, the figures it concerns are
/// provisional.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "appeal")]
pub struct Model {
    /// The id of the appeal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The verdict appealed against.
    pub verdict_id: Uuid,
    /// Who appealed.
    pub appellant: Option<Appellant>,
    /// What it is against.
    pub against: Option<AppealAgainst>,
    /// The day it was lodged.
    pub lodged_on: Option<Date>,
    /// On what ground.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub ground: Option<String>,
    /// Where it stands, or how it ended.
    pub status: Option<AppealStatus>,
    /// The day it was decided.
    pub decided_on: Option<Date>,
    /// What was decided, in words.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub result: Option<String>,
    /// The adding organisation's own file number for the appeal.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the appeal.
    pub organisation_id: Uuid,
    /// The officer who added the appeal.
    pub account_id: Uuid,
    /// When the appeal was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::verdict::Entity",
        from = "(Column::CaseId, Column::VerdictId)",
        to = "(super::verdict::Column::CaseId, super::verdict::Column::Id)"
    )]
    Verdict,
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
        let registrars = Standing::PROSECUTION.union(Standing::COURT);
        // Prosecution or court, whichever entered the appeal, corrects it.
        let appeal = edited_by(Standing::AUTHOR).filled_by(registrars).read_by(CRIMINAL_JUSTICE);
        match self {
            Self::Version => system(),
            Self::Id | Self::VerdictId => fixed_by(registrars).read_by(PARTICIPANTS),
            Self::CaseId | Self::OrganisationId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(CRIMINAL_JUSTICE.union(Standing::COURT)),
            Self::Result => appeal.read_by(PARTICIPANTS),
            Self::Appellant | Self::Against | Self::Ground | Self::Status | Self::DecidedOn => appeal,
            Self::LodgedOn => appeal.export(Export::Year),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}
