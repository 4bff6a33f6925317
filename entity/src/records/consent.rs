//! What a victim has consented to, refused or withdrawn: written once, never changed.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{ConsentBasis, ConsentDecision, ConsentScope, InformedItem};
use crate::rights::{
    CARE, Export, FIRST_RESPONDERS, Governed, OPTIONAL_REPORTERS, PARTICIPANTS, Responsibility, Standing, fixed_by,
    system,
};
use crate::value::{Language, Many, Words};

/// What a victim, or a guardian, decided about one scope on one day. It is written once: a later decision about
/// the same scope takes its place, and a withdrawal ends at once every access that rested on it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    /// The id of the consent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// What it is about.
    pub scope: ConsentScope,
    /// What was decided.
    pub decision: ConsentDecision,
    /// What it rests on.
    pub basis: ConsentBasis,
    /// The day of the decision.
    pub given_on: Date,
    /// The last day it holds; empty means until it is withdrawn.
    pub valid_until: Option<Date>,
    /// The language in which it was explained, ISO 639.
    pub language: Option<Language>,
    /// Whether an interpreter helped.
    pub interpreter_used: Option<bool>,
    /// What the person was told before (HTCDS, consent).
    pub informed_items: Option<Many<InformedItem>>,
    /// The codes of the organisations it is limited to; empty means all that its scope names.
    pub recipients: Option<Many<Words>>,
    /// The codes of organisations from which data are to be withheld (Primero `disclosure_other_orgs`).
    pub withheld_from: Option<Many<Words>>,
    /// Why they are to be withheld.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub withholding_reason: Option<String>,
    /// The guardian who decided for a child.
    pub guardian_id: Option<Uuid>,
    /// Where the signed form is kept.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub evidence_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the consent.
    pub organisation_id: Uuid,
    /// The officer who added the consent.
    pub account_id: Uuid,
    /// When the consent was entered.
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
        belongs_to = "super::next_of_kin::Entity",
        from = "(Column::CaseId, Column::GuardianId)",
        to = "(super::next_of_kin::Column::CaseId, super::next_of_kin::Column::Id)"
    )]
    Guardian,
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
        // Every participant reads what is in force; how it was given is for who cares, and who took it.
        let effective = fixed_by(Standing::AUTHOR).read_by(PARTICIPANTS);
        let given = fixed_by(Standing::AUTHOR).read_by(CARE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(FIRST_RESPONDERS.union(OPTIONAL_REPORTERS)).read_by(PARTICIPANTS),
            Self::CaseId | Self::OrganisationId | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::AccountId => system().read_by(CARE).read_by(Standing::AUTHOR),
            Self::VictimId | Self::ValidUntil => effective,
            Self::Scope | Self::Decision => effective.export(Export::Flag),
            Self::Basis
            | Self::GivenOn
            | Self::Language
            | Self::InterpreterUsed
            | Self::InformedItems
            | Self::Recipients
            | Self::WithheldFrom
            | Self::WithholdingReason
            | Self::GuardianId
            | Self::EvidenceRef => given,
        }
    }
}
