//! A victim referred from one organisation to another.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{AgeBand, DeclineReason, FieldGroup, ReferralReason, ReferralStatus, ServiceType, Sex, Urgency};
use crate::rights::{Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::{Language, Many};

/// A victim referred from one organisation to another. While it is pending the receiver sees the summary that the
/// sender wrote and nothing of the case; accepting it opens exactly the field groups it names, within what the
/// receiver's role reads; its end closes them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "referral")]
pub struct Model {
    /// The id of the referral.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The organisation referred to.
    pub receiver_id: Uuid,
    /// Why (HTCDS, extended).
    pub reason: Option<ReferralReason>,
    /// How soon an answer is needed.
    pub urgency: Option<Urgency>,
    /// The services asked for.
    pub services: Option<Many<ServiceType>>,
    /// The groups of fields that acceptance opens: what the services need, and no more (Bulgarian National
    /// Referral Mechanism).
    pub field_groups: Many<FieldGroup>,
    /// Summary: the age band of the person.
    pub age_band: Option<AgeBand>,
    /// Summary: the sex of the person.
    pub sex: Option<Sex>,
    /// Summary: the language the person speaks, ISO 639.
    pub language: Option<Language>,
    /// Summary: what the receiver must know to answer. No name, no place, nothing that identifies.
    #[sea_orm(column_type = "String(StringLen::N(1000))")]
    pub summary: Option<String>,
    /// The consent it rests on.
    pub consent_id: Option<Uuid>,
    /// Why it is sent without consent: the vital interest at stake.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub override_reason: Option<String>,
    /// The supervisor who approved that.
    pub override_approver_id: Option<Uuid>,
    /// The referral this one passes on.
    pub previous_id: Option<Uuid>,
    /// The day by which it lapses if it is not answered.
    pub expires_on: Option<Date>,
    /// Where it stands.
    #[sea_orm(default_value = "IN_PROGRESS")]
    pub status: ReferralStatus,
    /// Since when it stands there.
    pub status_since: Option<DateTimeUtc>,
    /// Why it was declined.
    pub decline_reason: Option<DeclineReason>,
    /// More about why, for the sender.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub decline_note: Option<String>,
    /// What came of it, for the sender.
    #[sea_orm(column_type = "String(StringLen::N(2000))")]
    pub feedback: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the referral.
    pub organisation_id: Uuid,
    /// The officer who added the referral.
    pub account_id: Uuid,
    /// When the referral was entered.
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
        from = "Column::ReceiverId",
        to = "super::organisation::Column::Id"
    )]
    Receiver,
    #[sea_orm(
        belongs_to = "super::consent::Entity",
        from = "(Column::CaseId, Column::ConsentId)",
        to = "(super::consent::Column::CaseId, super::consent::Column::Id)"
    )]
    Consent,
    #[sea_orm(
        belongs_to = "super::account::Entity",
        from = "Column::OverrideApproverId",
        to = "super::account::Column::Id"
    )]
    OverrideApprover,
    #[sea_orm(
        belongs_to = "super::referral::Entity",
        from = "(Column::CaseId, Column::PreviousId)",
        to = "(super::referral::Column::CaseId, super::referral::Column::Id)"
    )]
    Previous,
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
        let parties = Standing::AUTHOR.union(Standing::RECEIVER).union(Standing::COORDINATOR);
        let sent = fixed_by(Standing::AUTHOR).read_by(parties);
        let answer = edited_by(Standing::RECEIVER).read_by(parties);
        // What the two write to each other is none of the coordinator's, who oversees that they do.
        let between = Standing::AUTHOR.union(Standing::RECEIVER);
        let kept = system().read_by(parties);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(Standing::AUTHOR).read_by(parties),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(parties),
            Self::VictimId | Self::PreviousId => {
                fixed_by(Standing::AUTHOR).read_by(Standing::AUTHOR.union(Standing::COORDINATOR))
            }
            Self::ReceiverId
            | Self::Reason
            | Self::Urgency
            | Self::Services
            | Self::FieldGroups
            | Self::AgeBand
            | Self::Sex
            | Self::Language
            | Self::ConsentId
            | Self::OverrideReason
            | Self::OverrideApproverId
            | Self::ExpiresOn => sent,
            Self::Status | Self::StatusSince => kept,
            Self::DeclineReason => answer,
            Self::Summary => fixed_by(Standing::AUTHOR).read_by(between),
            Self::DeclineNote | Self::Feedback => edited_by(Standing::RECEIVER).read_by(between),
        }
    }
}
