//! The referral of a victim from one organisation to another.

use super::Act::*;
use super::Guard::*;
use super::{Lifecycle, Way, way};
use crate::codes::ReferralStatus;
use crate::rights::Standing;

impl Lifecycle for ReferralStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let receiver = Standing::RECEIVER;
        let sender = Standing::AUTHOR.union(Standing::COORDINATOR);
        let revoke = way(ReferralRevoke, Self::Revoked, sender).when(&[ReasonGiven]);
        match self {
            Self::InProgress => vec![
                way(ReferralAccept, Self::Accepted, receiver).when(&[ConsentOrOverride]),
                way(ReferralDecline, Self::Rejected, receiver).when(&[DeclineExplained]),
                way(ReferralExpire, Self::Expired, sender.union(receiver)).when(&[ReferralOverdue]),
                revoke,
            ],
            Self::Accepted => vec![way(ReferralComplete, Self::Done, receiver).when(&[FeedbackGiven]), revoke],
            Self::Rejected | Self::Done | Self::Revoked | Self::Expired => vec![],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::InProgress | Self::Accepted => false,
            Self::Rejected | Self::Done | Self::Revoked | Self::Expired => true,
        }
    }
}
