//! The return of a victim, step by step. The prosecution's clearance answers the loss of testimony by returns before
//! the trial (US TIP report 2023, Lesotho).

use super::Act::*;
use super::Guard::*;
use super::{Lifecycle, Way, way};
use crate::codes::ReturnStatus;
use crate::rights::{CARE_ONLY, Standing};

impl Lifecycle for ReturnStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let immigration = Standing::IMMIGRATION;
        let social_welfare = Standing::SOCIAL_WELFARE;
        let keepers = social_welfare.union(Standing::COORDINATOR);
        let cancel = way(ReturnCancel, Self::Cancelled, keepers).when(&[ReasonGiven]);
        let close = way(ReturnClose, Self::Closed, keepers);
        match self {
            Self::Requested => vec![
                way(ReturnVerifyNationality, Self::NationalityVerified, immigration).when(&[NationalityVerified]),
                cancel,
            ],
            Self::NationalityVerified => {
                vec![way(ReturnAssessRisk, Self::RiskAssessed, social_welfare).when(&[ReturnRiskAssessed]), cancel]
            }
            Self::RiskAssessed => {
                vec![way(ReturnRecordConsent, Self::Consented, social_welfare).when(&[ReturnConsented]), cancel]
            }
            Self::Consented => vec![
                way(ReturnClear, Self::ProsecutionCleared, Standing::PROSECUTION).when(&[TestimonyCleared]),
                way(ReturnSkipClearance, Self::ProsecutionCleared, keepers).when(&[NoTrialOpen]),
                cancel,
            ],
            Self::ProsecutionCleared => {
                vec![way(ReturnIssueDocuments, Self::DocumentsIssued, immigration).when(&[DocumentsIssued]), cancel]
            }
            Self::DocumentsIssued => {
                vec![way(ReturnSchedule, Self::Scheduled, immigration).when(&[ReturnDated]), cancel]
            }
            Self::Scheduled => {
                vec![way(ReturnDepart, Self::Departed, immigration).when(&[NoReflectionRunning]), cancel]
            }
            Self::Departed => vec![way(ReturnReceive, Self::Received, CARE_ONLY.union(immigration)), close],
            Self::Received => vec![way(ReturnBeginFollowUp, Self::FollowUp, CARE_ONLY), close],
            Self::FollowUp => vec![close],
            Self::Closed | Self::Cancelled => vec![],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Closed | Self::Cancelled => true,
            Self::Requested
            | Self::NationalityVerified
            | Self::RiskAssessed
            | Self::Consented
            | Self::ProsecutionCleared
            | Self::DocumentsIssued
            | Self::Scheduled
            | Self::Departed
            | Self::Received
            | Self::FollowUp => false,
        }
    }
}
