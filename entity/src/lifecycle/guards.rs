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
        /// Every victim has sex, age group, citizenship and, unless found to be none, a form of exploitation: what
        /// the statistics cannot do without.
        IndicatorsFilled = "INDICATORS_FILLED",
        /// Every organisation taking part has confirmed the closure, or 30 days have passed since it was proposed.
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
            Self::ProceedingsSettled => &[("investigation", "open")],
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
        }
    }
}
