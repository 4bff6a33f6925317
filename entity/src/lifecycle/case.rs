//! The envelope of a case: from the first report to closure and beyond.

use super::Act::*;
use super::Guard::*;
use super::{Lifecycle, Way, way};
use crate::codes::{CaseStatus, Sensitivity};
use crate::rights::{CRIMINAL_JUSTICE, Standing};

impl Lifecycle for CaseStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let coordinator = Standing::COORDINATOR;
        let lead = Standing::LEAD.union(coordinator);
        let void = way(CaseVoid, Self::Void, coordinator).when(&[ReasonGiven]);
        let reject = way(CaseReject, Self::Rejected, coordinator.union(Standing::POLICE)).when(&[ReasonGiven]);
        let merge = way(CaseMerge, Self::Merged, coordinator).when(&[ContinuedElsewhere]);
        match self {
            Self::Draft => vec![way(CaseSubmit, Self::Submitted, Standing::AUTHOR).when(&[MinimumReported]), void],
            Self::Submitted => vec![way(CaseTriage, Self::Triaged, lead), reject, merge, void],
            Self::Triaged => {
                vec![way(CaseActivate, Self::Active, coordinator).when(&[SomethingToWorkOn]), reject, merge, void]
            }
            Self::Active => vec![
                way(CaseSuspend, Self::Suspended, lead).when(&[ReasonGiven]),
                way(CaseProposeClosure, Self::PendingClosure, lead),
                void,
            ],
            Self::Suspended => vec![way(CaseResume, Self::Active, lead), void],
            Self::PendingClosure => vec![
                way(CaseClose, Self::Closed, coordinator).when(&[
                    ClosureExplained,
                    VictimsSettled,
                    ProceedingsSettled,
                    SuspectsSettled,
                    ReferralsSettled,
                    IndicatorsFilled,
                    ParticipantsAgree,
                ]),
                way(CaseKeepOpen, Self::Active, coordinator).when(&[ReasonGiven]),
                void,
            ],
            Self::Closed => vec![
                way(CaseRequestReopening, Self::Reopened, CRIMINAL_JUSTICE.union(Standing::SOCIAL_WELFARE))
                    .when(&[ReasonGiven]),
                way(CaseArchive, Self::Archived, coordinator).when(&[RetentionOver]),
                void,
            ],
            Self::Reopened => vec![
                way(CaseReopen, Self::Active, coordinator),
                way(CaseRefuseReopening, Self::Closed, coordinator).when(&[ReasonGiven]),
                void,
            ],
            Self::Rejected => vec![way(CaseReconsider, Self::Triaged, coordinator).when(&[ReasonGiven]), void],
            Self::Merged => vec![way(CaseUnmerge, Self::Triaged, coordinator).when(&[ReasonGiven, MergedLately])],
            Self::Archived => vec![void],
            Self::Void => vec![],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Rejected | Self::Merged | Self::Closed | Self::Archived | Self::Void => true,
            Self::Draft
            | Self::Submitted
            | Self::Triaged
            | Self::Active
            | Self::Suspended
            | Self::PendingClosure
            | Self::Reopened => false,
        }
    }
}

impl Lifecycle for Sensitivity {
    fn ways(self) -> Vec<Way<Self>> {
        let who = Standing::LEAD.union(Standing::COORDINATOR);
        let seal = way(CaseSeal, Self::Sealed, who).when(&[ReasonGiven, CoordinatorNamed]);
        match self {
            Self::Normal => vec![way(CaseRestrict, Self::Restricted, who), seal],
            Self::Restricted => vec![way(CaseLiftRestriction, Self::Normal, who).when(&[ReasonGiven]), seal],
            Self::Sealed => vec![way(CaseUnseal, Self::Restricted, who).when(&[ReasonGiven])],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Normal | Self::Restricted | Self::Sealed => true,
        }
    }
}
