//! The custody log of dockets: who handed which docket to whom, and whether it was received.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{DocketHolder, TransferStatus};
use crate::rights::{CRIMINAL_JUSTICE, Governed, Responsibility, Standing, added_by, edited_by, fixed_by, system};

/// One handing over of a docket: the sender's act and the receiver's receipt. Together they are the custody log,
/// in which no docket is lost between police, prosecution and court (US TIP report 2023, Lesotho).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "docket_transfer")]
pub struct Model {
    /// The id of the transfer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The investigation whose docket it is.
    pub investigation_id: Uuid,
    /// The organisation it goes to.
    pub receiver_id: Uuid,
    /// Who holds the docket once it is received.
    pub holder: DocketHolder,
    /// The day it was sent.
    pub sent_on: Date,
    /// What it is sent for.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub purpose: Option<String>,
    /// Where the handing over stands.
    #[sea_orm(default_value = "SENT")]
    pub status: TransferStatus,
    /// Since when it stands there.
    pub status_since: Option<DateTimeUtc>,
    /// Why it was not received.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub refusal_reason: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the transfer.
    pub organisation_id: Uuid,
    /// The officer who added the transfer.
    pub account_id: Uuid,
    /// When the transfer was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::investigation::Entity",
        from = "(Column::CaseId, Column::InvestigationId)",
        to = "(super::investigation::Column::CaseId, super::investigation::Column::Id)"
    )]
    Investigation,
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::ReceiverId",
        to = "super::organisation::Column::Id"
    )]
    Receiver,
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
        let senders = Standing::POLICE.union(Standing::PROSECUTION).union(Standing::COURT);
        // Police and prosecution read the whole log, and a court what it sent and was sent; the coordinator is told where
        // the docket is, and since when.
        let told = Standing::POLICE.union(Standing::PROSECUTION).union(Standing::AUTHOR).union(Standing::RECEIVER);
        let known = told.union(Standing::COORDINATOR);
        match self {
            Self::Version => system(),
            Self::Id => added_by(senders).read_by(CRIMINAL_JUSTICE),
            Self::CaseId | Self::OrganisationId | Self::CreatedAt => system().read_by(known),
            Self::AccountId => system().read_by(told),
            Self::InvestigationId | Self::ReceiverId | Self::Holder | Self::SentOn => {
                fixed_by(Standing::AUTHOR).read_by(known)
            }
            Self::Purpose => fixed_by(Standing::AUTHOR).read_by(told),
            Self::Status | Self::StatusSince => system().read_by(known),
            Self::RefusalReason => edited_by(Standing::RECEIVER).read_by(told),
        }
    }
}
