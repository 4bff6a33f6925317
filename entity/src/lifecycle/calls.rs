//! When the hub itself calls agencies into a case, and which.

use crate::codes::code_lists;
use crate::rights::Standing;

code_lists! {
    /// What makes the hub call an agency into a case. The country's focal organisation of the agency's role joins, unless
    /// an organisation of that role takes part already, or did and was let go. A case that is a
    /// draft, rejected, merged, archived or void calls nobody.
    state Occasion {
        /// Trafficking is confirmed, in the case or for one of its victims.
        TraffickingConfirmed = "TRAFFICKING_CONFIRMED",
        /// A child is involved.
        ChildInvolved = "CHILD_INVOLVED",
        /// A docket is with the prosecution.
        DocketSubmitted = "DOCKET_SUBMITTED",
        /// Somebody crossed a border, or a victim is a foreign citizen.
        BorderCrossed = "BORDER_CROSSED",
    }
}

impl Occasion {
    /// The roles it calls in.
    pub fn calls(self) -> Standing {
        match self {
            Self::TraffickingConfirmed => Standing::POLICE.union(Standing::SOCIAL_WELFARE),
            Self::ChildInvolved => Standing::SOCIAL_WELFARE,
            Self::DocketSubmitted => Standing::PROSECUTION,
            Self::BorderCrossed => Standing::IMMIGRATION,
        }
    }

    /// The tables it is told from.
    pub fn told_from(self) -> &'static [&'static str] {
        match self {
            Self::TraffickingConfirmed => &["case_file", "victim"],
            Self::ChildInvolved => &["case_file", "report", "victim", "person"],
            Self::DocketSubmitted => &["case_file", "investigation"],
            Self::BorderCrossed => &["case_file", "movement", "person"],
        }
    }
}
