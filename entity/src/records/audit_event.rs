//! Who read, changed or was refused what: the log that a victim, a court and an auditor are shown. Insert-only.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{FieldGroup, Opening};
use crate::rights::{Governed, Responsibility, Standing, system};
use crate::value::{Many, Words};

/// One request that read records or was refused, one act that changed records or was refused, or one request by an account
/// that is not let in. It names records, fields and groups of fields, and never holds a value of theirs. Nothing here is
/// ever changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// The event's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request's id, as its answer's header `X-Request-Id` has it; empty of the command line.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub request: Option<String>,
    /// The name of the operation that was asked for, where the request named one.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub operation: Option<String>,
    /// The SHA-256 of the document, in hexadecimal.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub document: Option<String>,
    /// The act, such as `victimUpdate`, that was done, or refused where there are `refusals`; empty of a request that only
    /// read.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub act: Option<String>,
    /// Why it was done, in the words of the officer.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub reason: Option<String>,
    /// The records that were read or changed, or that a refused act was to change, each as its type and its UUID:
    /// `Victim:0190…`.
    pub records: Many<Words>,
    /// The UUIDs of the cases these records are of; none where they were read to review access.
    pub cases: Many<Words>,
    /// The groups of fields that were read or written in these records, or by which they were sought.
    pub field_groups: Many<FieldGroup>,
    /// What opened to the organisation, beside its role, fields that it read, also in a history or a dispute, or by which it
    /// found or counted records: that it had written them, the victim's consent, an emergency, a referral. Empty where its role
    /// alone did, and where nothing was found.
    pub grounds: Option<Many<Opening>>,
    /// The records that were asked for by id or behind a cursor and do not exist for who asked, or for the officer in whose
    /// place they asked, each as its type and its UUID.
    pub missed: Many<Words>,
    /// The fields that were asked for and withheld, or that a refused act was to change and somebody else answers for.
    pub withheld: Many<Words>,
    /// The codes of the refusals, such as `NOT_RESPONSIBLE`.
    pub refusals: Many<Words>,
    /// What it changed in the records' history, as a salted hash in hexadecimal; empty where nothing was changed.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub changes: Option<String>,
    /// What salts it in its leaf, in hexadecimal.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub salt: String,
    /// Its leaf in the log's Merkle tree, in hexadecimal (RFC 6962, 2.1): what a proof of it begins with.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub leaf: String,
    /// What shows that the hub itself wrote it.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub seal: String,
    /// The organisation on whose behalf it was done.
    pub organisation_id: Uuid,
    /// Who did it.
    pub account_id: Uuid,
    /// When it was done.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
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
            // Prose about a case: kept for the court, and no part of what an auditor reads.
            Self::Reason => system(),
            // What the log is made of, which tells an auditor nothing.
            Self::Changes | Self::Salt | Self::Seal => system(),
            Self::Id
            | Self::Request
            | Self::Operation
            | Self::Document
            | Self::Act
            | Self::Records
            | Self::Cases
            | Self::FieldGroups
            | Self::Grounds
            | Self::Missed
            | Self::Withheld
            | Self::Refusals
            | Self::Leaf
            | Self::OrganisationId
            | Self::AccountId
            | Self::CreatedAt => system().read_by(Standing::AUDITOR),
        }
    }
}
