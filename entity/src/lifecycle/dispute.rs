//! The course of a dispute. Whose turn it is depends on the disputed field, so it is no track of its table.

use super::Act::{self, *};
use super::Guard;
use super::Move;
use crate::codes::DisputeStatus;
use crate::rights::Standing;

/// Who decides a dispute that the agency which edits the field has rejected or left unanswered.
pub const ADJUDICATORS: Standing = Standing::COORDINATOR;

/// Whose act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeParty {
    /// The agency that edits the disputed field on that record.
    Owner,
    /// The agency that raised the dispute.
    Author,
    /// An agency that decides disputes, reads the field and did not raise the dispute.
    Adjudicator,
}

impl DisputeParty {
    /// Every party.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Author, Self::Adjudicator];

    /// The party whose act this is in every state; none where it is no act on disputes.
    pub fn of(act: Act) -> Option<Self> {
        let mut ways = DisputeStatus::ALL.iter().flat_map(|status| status.ways());
        ways.find(|way| way.act == act).map(|way| way.by)
    }
}

/// A way out of a state of a dispute.
#[derive(Clone, Copy, Debug)]
pub struct DisputeWay {
    /// The act that goes it.
    pub act: Act,
    /// Where it leads.
    pub next: DisputeStatus,
    /// Whose act it is.
    pub by: DisputeParty,
    /// What must hold.
    pub guards: &'static [Guard],
}

impl DisputeWay {
    /// The same as a move out of a state, by whoever is that party there.
    pub fn leaving(self, from: DisputeStatus) -> Move {
        let (from, to) = (from.code(), self.next.code());
        Move { act: self.act, from, to, by: Standing::empty(), guards: self.guards, keeps: &[] }
    }
}

const fn way(act: Act, next: DisputeStatus, by: DisputeParty) -> DisputeWay {
    DisputeWay { act, next, by, guards: &[] }
}

impl DisputeStatus {
    /// The ways that leave this state; what is decided or taken back is at its end.
    pub fn ways(self) -> Vec<DisputeWay> {
        use DisputeParty::{Adjudicator, Author, Owner};
        let accept = way(DisputeAccept, Self::Accepted, Owner);
        let escalate = way(DisputeEscalate, Self::Escalated, Author);
        let withdraw = way(DisputeWithdraw, Self::Withdrawn, Author);
        match self {
            Self::Open => vec![
                accept,
                way(DisputeReject, Self::Rejected, Owner),
                // An owner who never answers does not keep the dispute from a decision.
                DisputeWay { guards: &[Guard::DisputeUnanswered], ..escalate },
                withdraw,
            ],
            Self::Rejected => vec![accept, escalate, withdraw],
            Self::Escalated => vec![
                accept,
                way(DisputeUphold, Self::Upheld, Adjudicator),
                way(DisputeDismiss, Self::Dismissed, Adjudicator),
                withdraw,
            ],
            Self::Accepted | Self::Upheld | Self::Dismissed | Self::Withdrawn => vec![],
        }
    }

    /// Whether the proposed value is written to the record on the way here.
    pub fn takes_value_over(self) -> bool {
        match self {
            Self::Accepted | Self::Upheld => true,
            Self::Open | Self::Rejected | Self::Escalated | Self::Dismissed | Self::Withdrawn => false,
        }
    }
}
