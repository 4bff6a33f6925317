//! The victim's tracks: identification, assistance and the reflection period. They run side by side, and none waits
//! for the victim to cooperate with the police.

use super::Act::*;
use super::Guard::*;
use super::{Kept, Lifecycle, Way, way};
use crate::codes::{AssistanceStatus, ReflectionStatus, TraffickingStatus};
use crate::rights::{CARE, CARE_ONLY, FIRST_RESPONDERS, Standing};

/// Who decided is always kept.
const DECIDED: &[(&str, Kept)] = &[("decided_by_id", Kept::Organisation)];

impl Lifecycle for TraffickingStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let authority = Standing::COMPETENT_AUTHORITY;
        let give_up = way(VictimLeaveUndetermined, Self::Undetermined, Standing::COORDINATOR).when(&[ReasonGiven]);
        let reconsider = way(VictimReconsider, Self::Possible, CARE.union(authority)).when(&[ReasonGiven]);
        match self {
            Self::Reported => {
                vec![way(VictimIdentify, Self::Possible, FIRST_RESPONDERS).when(&[Indicated, RiskAssessed]), give_up]
            }
            Self::Possible => vec![
                way(VictimRecognise, Self::Actual, authority).when(&[GroundsGiven, MeansShownOrChild]).keeping(DECIDED),
                way(VictimNotRecognise, Self::NotAVictim, authority).when(&[GroundsGiven]).keeping(DECIDED),
                give_up,
            ],
            Self::Actual | Self::NotAVictim | Self::Undetermined => vec![reconsider],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Actual | Self::NotAVictim | Self::Undetermined => true,
            Self::Reported | Self::Possible => false,
        }
    }
}

impl Lifecycle for AssistanceStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let offer = way(VictimOfferAssistance, Self::Offered, CARE_ONLY);
        let plan = way(VictimPlanReturn, Self::ReturnPlanned, Standing::SOCIAL_WELFARE);
        let settle = way(VictimBeginReintegration, Self::Reintegration, CARE_ONLY);
        let exit = way(VictimExitAssistance, Self::Exited, CARE).when(&[ReasonGiven]);
        match self {
            Self::Exited => vec![offer],
            Self::NotOffered | Self::Declined => vec![offer, exit],
            Self::Offered => vec![
                way(VictimAcceptAssistance, Self::Accepted, CARE_ONLY),
                way(VictimDeclineAssistance, Self::Declined, CARE_ONLY),
                exit,
            ],
            Self::Accepted => vec![way(VictimEnterCare, Self::InCare, CARE_ONLY), exit],
            Self::InCare => vec![way(VictimLeaveCare, Self::Transition, CARE_ONLY), plan, settle, exit],
            Self::Transition => vec![plan, settle, exit],
            Self::ReturnPlanned => vec![way(VictimConfirmReturn, Self::Returned, CARE_ONLY), settle, exit],
            Self::Returned => vec![settle, exit],
            Self::Reintegration => vec![way(VictimBeginFollowUp, Self::FollowUp, CARE_ONLY), exit],
            Self::FollowUp => vec![exit],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::NotOffered | Self::Declined | Self::Exited => true,
            Self::Offered
            | Self::Accepted
            | Self::InCare
            | Self::Transition
            | Self::ReturnPlanned
            | Self::Returned
            | Self::Reintegration
            | Self::FollowUp => false,
        }
    }
}

impl Lifecycle for ReflectionStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let social_welfare = Standing::SOCIAL_WELFARE;
        let grant = way(VictimGrantReflection, Self::Running, social_welfare).when(&[ReflectionDated]);
        match self {
            Self::NotGranted => vec![grant],
            Self::Running => vec![
                way(VictimExpireReflection, Self::Expired, social_welfare.union(Standing::COORDINATOR))
                    .when(&[ReflectionOver]),
                way(VictimEndReflectionToCooperate, Self::Cooperates, social_welfare),
                way(VictimWaiveReflection, Self::Declined, social_welfare),
                way(VictimEndReflectionForSafety, Self::Safety, social_welfare).when(&[ReasonGiven]),
            ],
            Self::Expired | Self::Cooperates | Self::Declined | Self::Safety => vec![grant],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::NotGranted | Self::Expired | Self::Cooperates | Self::Declined | Self::Safety => true,
            Self::Running => false,
        }
    }
}
