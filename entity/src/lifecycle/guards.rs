//! What must hold before a move, and what that rests on.

use crate::codes::code_lists;

code_lists! {
    /// What must hold before an act moves a record. What is sent with the act counts.
    state Guard {
        /// The act is sent with a reason.
        ReasonGiven = "REASON_GIVEN",
        /// The case has a report that says how it came to notice, when, where, and on which indicators, and has a
        /// victim or an alleged number of them.
        MinimumReported = "MINIMUM_REPORTED",
        /// The case has a possible or actual victim, or an investigation.
        SomethingToWorkOn = "SOMETHING_TO_WORK_ON",
        /// The case is related to another as merged with it.
        ContinuedElsewhere = "CONTINUED_ELSEWHERE",
        /// The case was merged in the last 30 days.
        MergedLately = "MERGED_LATELY",
        /// The case has a reason for closure and a day.
        ClosureExplained = "CLOSURE_EXPLAINED",
        /// No victim's status is open, no victim is in care, and no reflection period runs.
        VictimsSettled = "VICTIMS_SETTLED",
        /// No investigation or proceeding is open.
        ProceedingsSettled = "PROCEEDINGS_SETTLED",
        /// No suspect is held, on bail or before court.
        SuspectsSettled = "SUSPECTS_SETTLED",
        /// No referral is pending or accepted.
        ReferralsSettled = "REFERRALS_SETTLED",
        /// Every victim has sex, age group, citizenship and, unless found to be none, a form of exploitation: what
        /// the statistics cannot do without.
        IndicatorsFilled = "INDICATORS_FILLED",
        /// Every organisation taking part has confirmed the closure, or the time that the country gives for an answer is over
        /// (`thresholds.closureSilenceDays`).
        ParticipantsAgree = "PARTICIPANTS_AGREE",
        /// The case has been closed for as long as its records are kept in use: five years.
        RetentionOver = "RETENTION_OVER",
        /// A report on the case names an indicator of trafficking (ILO).
        Indicated = "INDICATED",
        /// The risks to the victim have been assessed.
        RiskAssessed = "RISK_ASSESSED",
        /// The decision has written grounds and a day.
        GroundsGiven = "GROUNDS_GIVEN",
        /// The means of trafficking are shown, or the victim was a child, for whom they are not needed (Palermo
        /// Protocol art. 3 (c)).
        MeansShownOrChild = "MEANS_SHOWN_OR_CHILD",
        /// The reflection period has a first and a last day.
        ReflectionDated = "REFLECTION_DATED",
        /// The last day of the reflection period is past.
        ReflectionOver = "REFLECTION_OVER",
        /// The prosecution has received the docket.
        DocketWithProsecution = "DOCKET_WITH_PROSECUTION",
        /// The investigation says why the docket is sent back.
        ReturnExplained = "RETURN_EXPLAINED",
        /// The investigation has an outcome.
        OutcomeGiven = "OUTCOME_GIVEN",
        /// The prosecution's decision is recorded, with its day.
        DecisionGiven = "DECISION_GIVEN",
        /// The prosecution's decision has reasons.
        DecisionExplained = "DECISION_EXPLAINED",
        /// The case has a charge that was not withdrawn.
        SuspectCharged = "SUSPECT_CHARGED",
        /// The case has a hearing.
        HearingSet = "HEARING_SET",
        /// The case has a verdict of guilty.
        SomebodyConvicted = "SOMEBODY_CONVICTED",
        /// The case has a verdict, and none of guilty.
        NobodyConvicted = "NOBODY_CONVICTED",
        /// Every verdict of guilty has a sentence; where a magistrate sent somebody up for sentence, the High Court has heard it.
        SentencePassed = "SENTENCE_PASSED",
        /// No court has passed a sentence above what a court of its level may give; what exceeds it is transferred to a higher court for sentence.
        WithinCeiling = "WITHIN_CEILING",
        /// An appeal is lodged and not decided.
        AppealPending = "APPEAL_PENDING",
        /// No appeal is waiting for a decision.
        NoAppealPending = "NO_APPEAL_PENDING",
        /// No charge against this suspect stands: there is none, or each was withdrawn.
        NotCharged = "NOT_CHARGED",
        /// A charge against this suspect stands: it was brought and not withdrawn.
        ChargeStands = "CHARGE_STANDS",
        /// There were charges against this suspect, and each was withdrawn.
        ChargesWithdrawn = "CHARGES_WITHDRAWN",
        /// There is a verdict of guilty on a charge against this suspect that stands.
        FoundGuilty = "FOUND_GUILTY",
        /// Every charge against this suspect that stands has a verdict, there is one at least, and none is of guilty; a
        /// conviction set aside on an appeal of the defence does not count.
        NotFoundGuilty = "NOT_FOUND_GUILTY",
        /// The agency that edits the field has left the dispute unanswered for as many days as the country allows
        /// (`disputeUnansweredDays`).
        DisputeUnanswered = "DISPUTE_UNANSWERED",
        /// It is said why the docket is refused.
        RefusalExplained = "REFUSAL_EXPLAINED",
        /// The victim's consent to share with a service provider is in force and lets the receiver have it, or the referral
        /// says which vital interest stands in for it and who approved that.
        ConsentOrOverride = "CONSENT_OR_OVERRIDE",
        /// The consent that the referral names is the one to share with a service provider that is in force.
        NamedConsentInForce = "NAMED_CONSENT_IN_FORCE",
        /// Who approved sending it without consent is another than its sender: an active supervisor of the same organisation.
        ApprovedByAnother = "APPROVED_BY_ANOTHER",
        /// The referral that is passed on is one of the same victim.
        PassesOnSameVictim = "PASSES_ON_SAME_VICTIM",
        /// The officer who is kept out is one of the organisation named.
        OfficerOfExcluded = "OFFICER_OF_EXCLUDED",
        /// An organisation keeps out another, or one officer of its own: never itself.
        ExcludesAnother = "EXCLUDES_ANOTHER",
        /// An officer of the coordinator takes part by name, so that somebody can unseal the case. The coordinator that seals
        /// is named by it.
        CoordinatorNamed = "COORDINATOR_NAMED",
        /// For a child a guardian decides, or the best interests of the child do: no child consents alone.
        ChildIsSpokenFor = "CHILD_IS_SPOKEN_FOR",
        /// It is said why the referral is declined.
        DeclineExplained = "DECLINE_EXPLAINED",
        /// The sender is told what came of it.
        FeedbackGiven = "FEEDBACK_GIVEN",
        /// The day by which the referral lapses is past.
        ReferralOverdue = "REFERRAL_OVERDUE",
        /// The nationality is recorded, with the day it was verified.
        NationalityVerified = "NATIONALITY_VERIFIED",
        /// The return names the assessment of its risks.
        ReturnRiskAssessed = "RETURN_RISK_ASSESSED",
        /// The victim's consent to return is in force, or the best interests of the child were determined.
        ReturnConsented = "RETURN_CONSENTED",
        /// It is recorded that testimony was taken or is not needed, with the day.
        TestimonyCleared = "TESTIMONY_CLEARED",
        /// No investigation or trial is open that could need the victim's testimony.
        NoTrialOpen = "NO_TRIAL_OPEN",
        /// Travel documents are issued.
        DocumentsIssued = "DOCUMENTS_ISSUED",
        /// The return has a day of departure.
        ReturnDated = "RETURN_DATED",
        /// No reflection period of the victim runs: while one does, nobody is removed.
        NoReflectionRunning = "NO_REFLECTION_RUNNING",
    }
}

impl Guard {
    /// What must hold, in a sentence.
    pub fn description(self) -> &'static str {
        Self::LIST.meaning(self.code())
    }

    /// The columns it rests on, by table: whoever may make the move learns whether it holds, and so must read them.
    pub fn rests_on(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::ReasonGiven => &[],
            Self::MinimumReported => &[
                ("report", "detection_source"),
                ("report", "received_at"),
                ("report", "incident_country"),
                ("report", "incident_district"),
                ("report", "border_post"),
                ("report", "indicators"),
                ("report", "alleged_victim_count"),
                ("victim", "id"),
            ],
            Self::SomethingToWorkOn => &[("victim", "trafficking_status"), ("investigation", "id")],
            Self::ContinuedElsewhere => &[("related_case", "relation")],
            Self::MergedLately => &[("case_file", "status_since")],
            Self::ClosureExplained => &[("case_file", "closure_reason"), ("case_file", "closed_on")],
            Self::VictimsSettled => {
                &[("victim", "trafficking_status"), ("victim", "assistance_status"), ("victim", "reflection_status")]
            }
            Self::ProceedingsSettled => &[("investigation", "status")],
            Self::SuspectsSettled => &[("suspect", "status")],
            Self::ReferralsSettled => &[("referral", "status")],
            Self::IndicatorsFilled => &[
                ("person", "sex"),
                ("person", "majority"),
                ("person", "citizenships"),
                ("person", "citizenship_regions"),
                ("victim", "trafficking_status"),
                ("exploitation", "types"),
            ],
            Self::ParticipantsAgree => {
                &[("participation", "closure_confirmed_on"), ("participation", "until"), ("case_file", "status_since")]
            }
            Self::RetentionOver => &[("case_file", "closed_on")],
            Self::Indicated => &[("report", "indicators")],
            Self::RiskAssessed => &[("risk_assessment", "id")],
            Self::GroundsGiven => &[("victim", "decision_grounds"), ("victim", "decided_on")],
            Self::MeansShownOrChild => {
                &[("case_file", "means"), ("victim", "child_at_exploitation"), ("person", "majority")]
            }
            Self::ReflectionDated => &[("victim", "reflection_from"), ("victim", "reflection_to")],
            Self::ReflectionOver => &[("victim", "reflection_to")],
            Self::DocketWithProsecution => &[("investigation", "docket_holder")],
            Self::ReturnExplained => &[("investigation", "return_reason")],
            Self::OutcomeGiven => &[("investigation", "outcome")],
            Self::DecisionGiven => {
                &[("investigation", "prosecution_decision"), ("investigation", "prosecution_decided_on")]
            }
            Self::DecisionExplained => &[("investigation", "decision_reason")],
            Self::SuspectCharged => &[("charge", "withdrawn_on")],
            Self::HearingSet => &[("hearing", "id")],
            Self::SomebodyConvicted => &[("verdict", "outcome")],
            Self::NobodyConvicted => &[("verdict", "outcome")],
            Self::SentencePassed => &[
                ("verdict", "outcome"),
                ("verdict", "transferred_for_sentence"),
                ("sentence_component", "id"),
                ("hearing", "court_level"),
                ("hearing", "hearing_type"),
            ],
            Self::WithinCeiling => &[
                ("sentence_component", "verdict_id"),
                ("sentence_component", "kind"),
                ("sentence_component", "amount"),
                ("sentence_component", "unit"),
                ("verdict", "charge_id"),
                ("verdict", "court_level"),
                ("verdict", "transferred_for_sentence"),
                ("charge", "provision"),
                ("charge", "offence_on"),
                ("hearing", "court_level"),
                ("hearing", "hearing_type"),
            ],
            Self::AppealPending => &[("appeal", "status")],
            Self::NoAppealPending => &[("appeal", "status")],
            Self::NotCharged | Self::ChargeStands | Self::ChargesWithdrawn => {
                &[("charge", "suspect_id"), ("charge", "withdrawn_on")]
            }
            Self::FoundGuilty => &[
                ("charge", "suspect_id"),
                ("charge", "withdrawn_on"),
                ("verdict", "charge_id"),
                ("verdict", "outcome"),
            ],
            Self::NotFoundGuilty => &[
                ("charge", "suspect_id"),
                ("charge", "withdrawn_on"),
                ("verdict", "charge_id"),
                ("verdict", "outcome"),
                ("appeal", "verdict_id"),
                ("appeal", "appellant"),
                ("appeal", "against"),
                ("appeal", "status"),
            ],
            Self::DisputeUnanswered => &[("field_dispute", "created_at")],
            Self::RefusalExplained => &[("docket_transfer", "refusal_reason")],
            Self::ConsentOrOverride => &[
                ("consent", "scope"),
                ("consent", "decision"),
                ("consent", "valid_until"),
                ("referral", "override_reason"),
                ("referral", "override_approver_id"),
            ],
            Self::NamedConsentInForce => {
                &[("referral", "consent_id"), ("consent", "scope"), ("consent", "decision"), ("consent", "valid_until")]
            }
            Self::ApprovedByAnother => &[("referral", "override_approver_id")],
            Self::PassesOnSameVictim => &[("referral", "previous_id"), ("referral", "victim_id")],
            Self::OfficerOfExcluded => &[("exclusion", "officer_id"), ("exclusion", "excluded_id")],
            Self::ExcludesAnother => &[("exclusion", "excluded_id")],
            Self::CoordinatorNamed => &[("participation", "participant_id"), ("participation", "until")],
            Self::ChildIsSpokenFor => &[("consent", "basis"), ("person", "majority")],
            Self::DeclineExplained => &[("referral", "decline_reason")],
            Self::FeedbackGiven => &[("referral", "feedback")],
            Self::ReferralOverdue => &[("referral", "expires_on")],
            Self::NationalityVerified => {
                &[("victim_return", "nationality"), ("victim_return", "nationality_verified_on")]
            }
            Self::ReturnRiskAssessed => &[("victim_return", "risk_assessment_id")],
            Self::ReturnConsented => &[
                ("consent", "scope"),
                ("consent", "decision"),
                ("consent", "valid_until"),
                ("victim_return", "best_interests_on"),
            ],
            Self::TestimonyCleared => &[("victim_return", "testimony"), ("victim_return", "cleared_on")],
            Self::NoTrialOpen => &[("investigation", "open")],
            Self::DocumentsIssued => &[("victim_return", "documents_issued_on")],
            Self::ReturnDated => &[("victim_return", "scheduled_on")],
            Self::NoReflectionRunning => &[("victim", "reflection_status")],
        }
    }
}
