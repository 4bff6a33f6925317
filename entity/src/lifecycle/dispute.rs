//! The course of a dispute. Whose turn it is depends on the disputed field, so it is no track of its table.

use crate::codes::DisputeStatus;
use crate::rights::Standing;

/// Who decides a dispute that the agency which edits the field has rejected.
pub const ADJUDICATORS: Standing = Standing::COORDINATOR;

/// What is done to a dispute that was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeAct {
    /// The agency that edits the field takes the proposed value over.
    Accept,
    /// The agency that edits the field keeps its value.
    Reject,
    /// The agency that raised the dispute asks for a decision.
    Escalate,
    /// It is decided for the proposed value.
    Uphold,
    /// It is decided for the value there is.
    Dismiss,
    /// The agency that raised the dispute takes it back.
    Withdraw,
}

/// Whose act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeParty {
    /// The agency that edits the disputed field on that record.
    Owner,
    /// The agency that raised the dispute.
    Author,
    /// An agency that decides disputes, and reads the field.
    Adjudicator,
}

impl DisputeAct {
    /// The name of the act in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "disputeAccept",
            Self::Reject => "disputeReject",
            Self::Escalate => "disputeEscalate",
            Self::Uphold => "disputeUphold",
            Self::Dismiss => "disputeDismiss",
            Self::Withdraw => "disputeWithdraw",
        }
    }

    /// What it does and whose act it is.
    pub fn description(self) -> &'static str {
        match self {
            Self::Accept => {
                "Takes the proposed value over: it is written to the record. By the agency that edits the field."
            }
            Self::Reject => "Keeps the value there is. By the agency that edits the field.",
            Self::Escalate => {
                "Asks for a decision on a proposal that was rejected. By the agency that raised the dispute. \
                 Where the coordinator does not read the field, there is no decision: withdraw the dispute, or leave it."
            }
            Self::Uphold => {
                "Decides for the proposed value: it is written to the record, although another agency edits the field. \
                 By the coordinator, where it reads the field and did not raise the dispute."
            }
            Self::Dismiss => {
                "Decides for the value there is. By the coordinator, where it reads the field and did not raise the dispute."
            }
            Self::Withdraw => "Takes a dispute back. By the agency that raised it.",
        }
    }

    /// Whose act it is.
    pub fn party(self) -> DisputeParty {
        match self {
            Self::Accept | Self::Reject => DisputeParty::Owner,
            Self::Escalate | Self::Withdraw => DisputeParty::Author,
            Self::Uphold | Self::Dismiss => DisputeParty::Adjudicator,
        }
    }

    /// Whether it answers the agency that raised the dispute.
    pub fn answers(self) -> bool {
        self.party() != DisputeParty::Author
    }

    /// Whether it writes the proposed value to the record.
    pub fn writes(self) -> bool {
        match self {
            Self::Accept | Self::Uphold => true,
            Self::Reject | Self::Escalate | Self::Dismiss | Self::Withdraw => false,
        }
    }

    /// Where it leads.
    pub fn leads_to(self) -> DisputeStatus {
        match self {
            Self::Accept => DisputeStatus::Accepted,
            Self::Reject => DisputeStatus::Rejected,
            Self::Escalate => DisputeStatus::Escalated,
            Self::Uphold => DisputeStatus::Upheld,
            Self::Dismiss => DisputeStatus::Dismissed,
            Self::Withdraw => DisputeStatus::Withdrawn,
        }
    }
}

impl DisputeStatus {
    /// What may be done to a dispute that stands here; what is decided or taken back is at its end.
    pub fn open_acts(self) -> &'static [DisputeAct] {
        use DisputeAct::{Accept, Dismiss, Escalate, Reject, Uphold, Withdraw};
        match self {
            Self::Open => &[Accept, Reject, Withdraw],
            Self::Rejected => &[Accept, Escalate, Withdraw],
            Self::Escalated => &[Accept, Uphold, Dismiss, Withdraw],
            Self::Accepted | Self::Upheld | Self::Dismissed | Self::Withdrawn => &[],
        }
    }
}
