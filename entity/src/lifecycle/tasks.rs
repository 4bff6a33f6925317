//! What waits for somebody: derived from the records, never stored beside them.

use crate::codes::code_lists;
use crate::rights::{CARE, CARE_ONLY, CRIMINAL_JUSTICE, PARTICIPANTS, Standing};

code_lists! {
    /// What waits for somebody. When it does, the country says (`thresholds`).
    state TaskKind {
        /// A hearing is near.
        HearingSoon = "HEARING_SOON",
        /// A victim is soon to be in court.
        VictimCalledSoon = "VICTIM_CALLED_SOON",
        /// A referral is not answered.
        ReferralUnanswered = "REFERRAL_UNANSWERED",
        /// A reflection period is about to end.
        ReflectionEnding = "REFLECTION_ENDING",
        /// A shelter has not notified the authority of an admission (South Africa, Act 7 of 2013: within 48 hours).
        ShelterNoticeMissing = "SHELTER_NOTICE_MISSING",
        /// A dispute about a field you edit is not answered. Who raised it may now ask the coordinator to decide.
        DisputeUnanswered = "DISPUTE_UNANSWERED",
        /// A docket has not moved.
        DocketIdle = "DOCKET_IDLE",
        /// A docket was sent and is not received.
        DocketUnreceived = "DOCKET_UNRECEIVED",
        /// A consent is about to lapse.
        ConsentLapsing = "CONSENT_LAPSING",
        /// A victim is to be returned while a trial is open, and the prosecution has not cleared it: testimony is taken or not
        /// needed.
        ReturnDuringTrial = "RETURN_DURING_TRIAL",
        /// An officer broke the glass, and nobody has reviewed that yet.
        GlassBroken = "GLASS_BROKEN",
        /// A case is proposed for closure, and your organisation has not said whether it can be closed.
        ClosureUnconfirmed = "CLOSURE_UNCONFIRMED",
        /// A part of your organisation in a case lapses within a month, unless you keep it (`participationKeep`).
        AccessLapsing = "ACCESS_LAPSING",
        /// A case is being worked on, and has not moved or been reviewed.
        CaseDormant = "CASE_DORMANT",
    }
}

impl TaskKind {
    /// Whose task it is. Of these, those see it who read what it rests on.
    pub fn recipients(self) -> Standing {
        let coordinator = Standing::COORDINATOR;
        match self {
            Self::HearingSoon => CRIMINAL_JUSTICE.union(Standing::COURT).difference(coordinator),
            Self::VictimCalledSoon | Self::ConsentLapsing => CARE_ONLY,
            Self::ReferralUnanswered
            | Self::DisputeUnanswered
            | Self::ClosureUnconfirmed
            | Self::GlassBroken
            | Self::AccessLapsing => PARTICIPANTS,
            Self::ReflectionEnding => CARE.union(Standing::IMMIGRATION),
            Self::ShelterNoticeMissing => CARE_ONLY,
            Self::DocketIdle | Self::DocketUnreceived => CRIMINAL_JUSTICE,
            Self::ReturnDuringTrial => CRIMINAL_JUSTICE.union(Standing::SOCIAL_WELFARE),
            Self::CaseDormant => coordinator,
        }
    }

    /// The table its record is of, the column its day is counted from, and the other columns it rests on.
    pub fn rests_on(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::HearingSoon => ("hearing", "scheduled_at", &["held_on"]),
            Self::VictimCalledSoon => ("court_attendance", "called_for", &[]),
            Self::ReferralUnanswered => ("referral", "created_at", &["status"]),
            Self::DisputeUnanswered => ("field_dispute", "created_at", &["status"]),
            Self::ReflectionEnding => ("victim", "reflection_to", &["reflection_status"]),
            Self::ShelterNoticeMissing => ("assistance", "started_on", &["service_type", "shelter_notified_at"]),
            Self::DocketIdle => ("investigation", "docket_held_from", &["status"]),
            Self::DocketUnreceived => ("docket_transfer", "sent_on", &["status"]),
            Self::ConsentLapsing => ("consent", "valid_until", &["decision"]),
            Self::ReturnDuringTrial => ("victim_return", "scheduled_on", &["status", "cleared_on"]),
            Self::GlassBroken => ("participation", "since", &["review", "basis"]),
            Self::ClosureUnconfirmed => ("participation", "closure_asked_on", &["closure_confirmed_on"]),
            Self::AccessLapsing => ("participation", "lapses_on", &["until"]),
            Self::CaseDormant => ("case_file", "status_since", &["status", "last_reviewed_on"]),
        }
    }
}
