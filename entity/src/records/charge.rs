//! A charge against a suspect.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Offence, Plea};
use crate::rights::{CRIMINAL_JUSTICE, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};

/// A charge against one suspect. Several counts of one offence are one charge.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "charge")]
pub struct Model {
    /// The charge's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The suspect charged.
    pub suspect_id: Uuid,
    /// The victim the charge is about, where it is about one.
    pub victim_id: Option<Uuid>,
    /// The offence charged, by its code in the country's pack (`countryPack.offences`). The statute, the section and
    /// the category of the offence come with it.
    #[sea_orm(column_type = "String(StringLen::N(40))")]
    pub provision: Option<String>,
    /// The category of the offence (ICCS 0204 for trafficking in persons).
    pub offence: Option<Offence>,
    /// The act charged under, such as `Anti-Trafficking in Persons Act 2011`.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub statute: Option<String>,
    /// The section charged under, such as `5 (2)`.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub section: Option<String>,
    /// The day of the offence: it decides which penalties apply, where the act was amended since.
    pub offence_on: Option<Date>,
    /// The number of counts.
    pub counts: Option<i32>,
    /// The day of the charge.
    pub charged_on: Option<Date>,
    /// What the accused answered.
    pub plea: Option<Plea>,
    /// The day the charge was last amended.
    pub amended_on: Option<Date>,
    /// Why the charge was amended.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub amendment_reason: Option<String>,
    /// The day the charge was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// Why the charge was withdrawn.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub withdrawal_reason: Option<String>,
    /// The prosecution's own file number for the charge.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that brought the charge.
    pub organisation_id: Uuid,
    /// The officer who brought the charge.
    pub account_id: Uuid,
    /// When the charge was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::suspect::Entity",
        from = "(Column::CaseId, Column::SuspectId)",
        to = "(super::suspect::Column::CaseId, super::suspect::Column::Id)"
    )]
    Suspect,
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
        // Social welfare prepares the victim for court.
        let known = CRIMINAL_JUSTICE.union(Standing::SOCIAL_WELFARE);
        // The court tries the charge; whom it is brought against and for stands in its own register.
        let tried = known.union(Standing::COURT);
        let prosecution = edited_by(Standing::PROSECUTION);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id => fixed_by(Standing::PROSECUTION).read_by(tried),
            Self::SuspectId | Self::VictimId => fixed_by(Standing::PROSECUTION).read_by(known),
            Self::CaseId | Self::OrganisationId | Self::CreatedAt => system().read_by(tried),
            Self::AccountId => system().read_by(CRIMINAL_JUSTICE),
            Self::Offence => prosecution.read_by(tried).export(Export::Code),
            Self::Provision | Self::Statute | Self::Section | Self::Counts => prosecution.read_by(tried),
            Self::ChargedOn | Self::OffenceOn => prosecution.read_by(tried).export(Export::Year),
            Self::AmendedOn | Self::WithdrawnOn => prosecution.read_by(tried),
            Self::Plea | Self::AmendmentReason | Self::WithdrawalReason => prosecution.read_by(CRIMINAL_JUSTICE),
        }
    }
}
