//! Who takes part in which case: the one table that decides which rows an organisation sees.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Extent, FieldGroup, GlassReview, ParticipationBasis};
use crate::lifecycle::Occasion;
use crate::rights::{Governed, PARTICIPANTS, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Many;

/// An organisation's part in a case: since when, until when, on what basis and how far it reaches. Without a
/// part in it, a case does not exist for an organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "participation")]
pub struct Model {
    /// The participation's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case taken part in.
    pub case_id: Uuid,
    /// The one victim whose records it reaches, where its extent is `ONE_VICTIM`.
    pub victim_id: Option<Uuid>,
    /// The organisation taking part.
    pub participant_id: Uuid,
    /// The one officer it is limited to; empty means every officer of the organisation.
    pub officer_id: Option<Uuid>,
    /// How far it reaches.
    pub extent: Extent,
    /// Why the organisation takes part.
    pub basis: ParticipationBasis,
    /// What made the hub call the organisation in, where it did.
    pub occasion: Option<Occasion>,
    /// When it began.
    pub since: DateTimeUtc,
    /// When it ended; empty while it lasts. What ended grants nothing from that instant.
    pub until: Option<DateTimeUtc>,
    /// The last day it grants anything, unless a supervisor of the organisation taking part keeps it for another year. Empty
    /// of the lead's, for somebody has to answer for a case, and where the coordinator takes part by rule.
    pub lapses_on: Option<Date>,
    /// The day the organisation taking part was asked whether the case can be closed.
    pub closure_asked_on: Option<Date>,
    /// The day the organisation taking part confirmed that the case can be closed.
    pub closure_confirmed_on: Option<Date>,
    /// The referral it came of; its end ends the participation.
    pub referral_id: Option<Uuid>,
    /// The consent it rests on; its withdrawal ends the participation.
    pub consent_id: Option<Uuid>,
    /// The groups of fields it opens; empty means all that the participant's role reads.
    pub field_groups: Option<Many<FieldGroup>>,
    /// What somebody else found of an access in an emergency, where it is one.
    pub review: Option<GlassReview>,
    /// The day they found it.
    pub reviewed_on: Option<Date>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that granted it.
    pub organisation_id: Uuid,
    /// The officer who granted it.
    pub account_id: Uuid,
    /// When it was recorded.
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
        belongs_to = "super::referral::Entity",
        from = "(Column::CaseId, Column::ReferralId)",
        to = "(super::referral::Column::CaseId, super::referral::Column::Id)"
    )]
    Referral,
    #[sea_orm(
        belongs_to = "super::consent::Entity",
        from = "(Column::CaseId, Column::ConsentId)",
        to = "(super::consent::Column::CaseId, super::consent::Column::Id)"
    )]
    Consent,
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::ParticipantId",
        to = "super::organisation::Column::Id"
    )]
    Participant,
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
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(Standing::COORDINATOR.union(Standing::LEAD)).read_by(PARTICIPANTS),
            Self::CaseId
            | Self::ParticipantId
            | Self::Extent
            | Self::Basis
            | Self::Since
            | Self::ClosureAskedOn
            | Self::OrganisationId
            | Self::CreatedAt => system().read_by(PARTICIPANTS),
            Self::VictimId
            | Self::OfficerId
            | Self::AccountId
            | Self::ReferralId
            | Self::ConsentId
            | Self::FieldGroups => system().read_by(crate::rights::GOVERNMENT),
            Self::Review | Self::ReviewedOn => edited_by(Standing::COORDINATOR).filled_by(Standing::LEAD),
            // It tells of records that not everybody reads.
            Self::Occasion => system().read_by(Standing::COORDINATOR),
            Self::ClosureConfirmedOn => edited_by(Standing::RECEIVER).read_by(PARTICIPANTS),
            Self::LapsesOn => edited_by(Standing::RECEIVER).read_by(Standing::COORDINATOR).read_by(Standing::LEAD),
            Self::Until => edited_by(Standing::COORDINATOR)
                .filled_by(Standing::LEAD.union(Standing::RECEIVER))
                .read_by(PARTICIPANTS),
        }
    }
}
