//! Codes of what happens in court: hearings, pleas, verdicts, sentences and appeals.

use super::code_lists;

code_lists! {
    /// What the accused answered to a charge.
    state Plea {
        /// Guilty.
        Guilty = "GUILTY",
        /// Not guilty.
        NotGuilty = "NOT_GUILTY",
        /// Guilty of a lesser offence.
        GuiltyOfLesser = "GUILTY_OF_LESSER",
        /// No plea was entered.
        NoPlea = "NO_PLEA",
    }
    /// How the court decided on a charge.
    state VerdictOutcome {
        /// Convicted of trafficking in persons.
        ConvictedTrafficking = "CONVICTED_TIP",
        /// Convicted of another offence.
        ConvictedOtherOffence = "CONVICTED_OTHER_OFFENCE",
        /// Acquitted.
        Acquitted = "ACQUITTED",
        /// Dismissed because the charge was withdrawn.
        DismissedWithdrawn = "DISMISSED_WITHDRAWN",
        /// Dismissed for a reason of procedure.
        DismissedProcedural = "DISMISSED_PROCEDURAL",
        /// Ended by the death of the accused.
        AbatedDeath = "ABATED_DEATH",
    }
    /// The level of a court.
    state CourtLevel {
        /// Magistrate's or other subordinate court.
        Magistrate = "MAGISTRATE",
        /// High Court.
        HighCourt = "HIGH_COURT",
        /// Court of Appeal.
        CourtOfAppeal = "COURT_OF_APPEAL",
        /// Children's Court.
        ChildrensCourt = "CHILDRENS_COURT",
    }
    /// Who appealed.
    state Appellant {
        /// The prosecution.
        Prosecution = "PROSECUTION",
        /// The defence.
        Defence = "DEFENCE",
        /// Both.
        Both = "BOTH",
    }
    /// Where an appeal stands, or how it ended.
    state AppealStatus {
        /// Lodged, and not heard.
        Lodged = "LODGED",
        /// Being heard.
        Heard = "HEARD",
        /// Allowed: the verdict or sentence was set aside or changed.
        Allowed = "ALLOWED",
        /// Dismissed: the verdict and sentence stand.
        Dismissed = "DISMISSED",
        /// Withdrawn.
        Withdrawn = "WITHDRAWN",
    }
    /// A kind of sentence or order.
    state SentenceKind {
        /// Imprisonment for a time.
        Imprisonment = "IMPRISONMENT",
        /// Imprisonment for life.
        Life = "LIFE",
        /// Imprisonment, wholly suspended.
        SuspendedImprisonment = "SUSPENDED_IMPRISONMENT",
        /// A fine.
        Fine = "FINE",
        /// Work for the community.
        Community = "COMMUNITY",
        /// Compensation to a victim.
        CompensationOrder = "COMPENSATION_ORDER",
        /// Restitution to a victim.
        Restitution = "RESTITUTION",
        /// Forfeiture of assets.
        Forfeiture = "FORFEITURE",
        /// Deportation.
        Deportation = "DEPORTATION",
    }
    /// The unit of the amount of a sentence.
    state SentenceUnit {
        /// Years.
        Years = "YEARS",
        /// Months.
        Months = "MONTHS",
        /// Days.
        Days = "DAYS",
        /// Hours.
        Hours = "HOURS",
        /// Whole units of the national currency.
        Currency = "CURRENCY",
    }
    /// What a hearing is for.
    state HearingType {
        /// The first appearance of the accused.
        FirstAppearance = "FIRST_APPEARANCE",
        /// Bail.
        Bail = "BAIL",
        /// A mention, to fix what comes next.
        Mention = "MENTION",
        /// The plea.
        Plea = "PLEA",
        /// The trial.
        Trial = "TRIAL",
        /// The verdict.
        Verdict = "VERDICT",
        /// The sentence.
        Sentence = "SENTENCE",
        /// An appeal.
        Appeal = "APPEAL",
    }
    /// How a victim gave testimony.
    answer TestimonyMethod {
        /// In open court.
        InCourt = "IN_COURT",
        /// In court, without the public.
        InCamera = "IN_CAMERA",
        /// By video link.
        VideoLink = "VIDEO_LINK",
        /// Before the trial, on record.
        AdvanceStatement = "ADVANCE_STATEMENT",
        /// Called, and did not testify.
        DidNotTestify = "DID_NOT_TESTIFY",
    }
    /// What an appeal is against.
    state AppealAgainst {
        /// The conviction or acquittal.
        Conviction = "CONVICTION",
        /// The sentence.
        Sentence = "SENTENCE",
        /// Both.
        Both = "BOTH",
    }
}
