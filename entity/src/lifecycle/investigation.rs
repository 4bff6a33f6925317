//! The criminal track, from the docket to the final judgment, and the way of the docket itself.

use super::Act::*;
use super::Guard::*;
use super::{Kept, Lifecycle, Way, way};
use crate::codes::{CriminalStatus, TransferStatus};
use crate::rights::Standing;

/// Whether the investigation is open is all that carers are told of it.
const ENDS: &[(&str, Kept)] = &[("open", Kept::No)];
const BEGINS_AGAIN: &[(&str, Kept)] = &[("open", Kept::Yes)];

impl Lifecycle for CriminalStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let police = Standing::POLICE;
        let prosecution = Standing::PROSECUTION;
        let court = prosecution.union(Standing::COURT);
        let propose = way(InvestigationProposeClosure, Self::ClosureProposed, police).when(&[OutcomeGiven]);
        let withdraw = way(ProsecutionWithdraw, Self::Withdrawn, prosecution).when(&[ReasonGiven]).keeping(ENDS);
        let appeal = way(ProsecutionRecordAppeal, Self::Appeal, court).when(&[AppealPending]);
        let finalise = way(ProsecutionFinalise, Self::Final, court).when(&[NoAppealPending]).keeping(ENDS);
        match self {
            Self::Opened => vec![way(InvestigationBegin, Self::UnderInvestigation, police), propose],
            Self::UnderInvestigation => {
                vec![way(DocketSubmit, Self::DocketWithProsecution, police).when(&[DocketWithProsecution]), propose]
            }
            Self::DocketWithProsecution => vec![
                way(DocketReturn, Self::UnderInvestigation, prosecution).when(&[ReturnExplained]),
                way(ProsecutionDecline, Self::Declined, prosecution)
                    .when(&[DecisionGiven, DecisionExplained])
                    .keeping(ENDS),
                way(ProsecutionCharge, Self::Charged, prosecution).when(&[DecisionGiven, SuspectCharged]),
            ],
            Self::Declined => vec![
                way(ProsecutionReconsider, Self::DocketWithProsecution, prosecution)
                    .when(&[ReasonGiven])
                    .keeping(BEGINS_AGAIN),
            ],
            Self::Charged => vec![way(ProsecutionBringToCourt, Self::BeforeCourt, court).when(&[HearingSet]), withdraw],
            Self::BeforeCourt => vec![
                way(ProsecutionRecordConviction, Self::Convicted, court).when(&[SomebodyConvicted]),
                way(ProsecutionRecordAcquittal, Self::Acquitted, court).when(&[NobodyConvicted]),
                withdraw,
            ],
            Self::Convicted => {
                vec![way(ProsecutionRecordSentence, Self::Sentenced, court).when(&[SentencePassed, WithinCeiling])]
            }
            Self::Sentenced | Self::Acquitted => vec![appeal, finalise],
            Self::Appeal => {
                vec![way(ProsecutionRetry, Self::BeforeCourt, court).when(&[ReasonGiven, NoAppealPending]), finalise]
            }
            Self::Withdrawn => {
                vec![way(ProsecutionReinstate, Self::Charged, prosecution).when(&[ReasonGiven]).keeping(BEGINS_AGAIN)]
            }
            Self::ClosureProposed => vec![
                way(InvestigationClose, Self::Closed, prosecution.union(Standing::COORDINATOR)).keeping(ENDS),
                way(InvestigationResume, Self::UnderInvestigation, police.union(prosecution)),
            ],
            Self::Closed => vec![
                way(InvestigationResume, Self::UnderInvestigation, police.union(prosecution))
                    .when(&[ReasonGiven])
                    .keeping(BEGINS_AGAIN),
            ],
            Self::Final => vec![],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Declined | Self::Withdrawn | Self::Closed | Self::Final => true,
            Self::Opened
            | Self::UnderInvestigation
            | Self::DocketWithProsecution
            | Self::Charged
            | Self::BeforeCourt
            | Self::Convicted
            | Self::Acquitted
            | Self::Sentenced
            | Self::Appeal
            | Self::ClosureProposed => false,
        }
    }
}

impl CriminalStatus {
    /// Whether the docket has reached the prosecution: it is under decision there, or was decided and what followed
    /// took its course. A docket sent back is with the police again.
    pub fn is_prosecution(self) -> bool {
        match self {
            Self::DocketWithProsecution
            | Self::Declined
            | Self::Charged
            | Self::BeforeCourt
            | Self::Convicted
            | Self::Acquitted
            | Self::Withdrawn
            | Self::Sentenced
            | Self::Appeal
            | Self::Final => true,
            Self::Opened | Self::UnderInvestigation | Self::ClosureProposed | Self::Closed => false,
        }
    }
}

impl Lifecycle for TransferStatus {
    fn ways(self) -> Vec<Way<Self>> {
        match self {
            Self::Sent => vec![
                way(DocketReceive, Self::Received, Standing::RECEIVER),
                way(DocketRefuse, Self::Refused, Standing::RECEIVER).when(&[RefusalExplained]),
                way(DocketRecall, Self::Recalled, Standing::AUTHOR.union(Standing::COORDINATOR)).when(&[ReasonGiven]),
            ],
            Self::Received | Self::Refused | Self::Recalled => vec![],
        }
    }

    fn is_settled(self) -> bool {
        self != Self::Sent
    }
}
