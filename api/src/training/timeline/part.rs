//! What an agency writes in one go.

use super::super::events::Step;

/// What an agency writes in one go, by the places of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// The first agency opens the case with its report and what it knows of the victims.
    Opening,
    /// The coordinator sorts the case in and calls whom it needs.
    Triage,
    /// The coordinator begins the work on the case.
    Activation,
    /// The coordinator asks whether the case can be closed.
    Proposal(usize),
    /// The coordinator moves the case to another status.
    Turn(usize),
    /// The police record suspects, docket and what they found of the exploitation.
    Inquiry,
    /// The police arrest a suspect after the docket was opened.
    Arrest(usize),
    /// The police record how the exploitation of a victim ended after the case was opened.
    Release(usize),
    /// The police are done with the docket.
    Docket,
    /// The prosecution receipts the docket.
    Receipt,
    /// The police hand the docket over for a decision.
    Submission,
    /// The coordinator confirms that the police close the docket without a charge.
    DocketClosed,
    /// The police record how the proceedings left the suspects.
    Suspects,
    /// Immigration records the status and document of a victim.
    Status(usize),
    /// Immigration records a leg of a victim's journey.
    Leg(usize, usize),
    /// Social welfare talks with a victim for the first time.
    Screening(usize),
    /// Whoever assesses the risks to a victim first finds that the person is a possible victim.
    Identification(usize),
    /// Social welfare decides whether the person is a victim.
    Decision(usize),
    /// The coordinator ends the identification of a victim without a decision.
    Undetermined(usize),
    /// Social welfare moves its assistance on.
    Assistance(usize, usize),
    /// Social welfare ends the reflection period of a victim.
    Reflection(usize),
    /// Social welfare refers a victim to a service provider, and that accepts.
    Referral(usize, usize),
    Acceptance(usize, usize),
    /// The provider has done what it was asked for.
    Completion(usize, usize),
    /// Another provider was asked first, and declined.
    Request(usize),
    Refusal(usize),
    /// Somebody agrees with a victim on the time ahead.
    Plan(usize),
    /// Somebody looks in on a victim later.
    FollowUp(usize, usize),
    /// A step of a victim's way home.
    WayHome(usize, Step),
    /// Somebody notes something.
    Note(usize),
    /// Somebody would have a value otherwise.
    Dispute(usize),
    /// Social welfare pays out compensation.
    Payment(usize),
    /// Somebody assesses the risks to a victim.
    Risk(usize, usize),
    /// A provider begins a service.
    Care(usize, usize),
    /// A provider ends a service.
    CareEnds(usize, usize),
    /// The prosecutor decides on the docket and, to prosecute, charges.
    Ruling,
    /// The prosecutor withdraws a charge.
    Withdrawal(usize),
    /// The prosecutor has a victim's testimony taken.
    Testimony(usize),
    /// The prosecutor decides not to prosecute a victim.
    Sparing(usize),
    /// The prosecutor records a verdict.
    Verdict(usize),
    /// The prosecutor records an appeal against it.
    Appeal(usize),
    /// The prosecutor records that it became final.
    Settlement(usize),
}

impl Part {
    /// Why the agency writes, as the history keeps it.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Opening => "First report",
            Self::Triage => "Triage",
            Self::Activation => "Work begun",
            Self::Proposal(_) => "Closure proposed",
            Self::Turn(_) => "Reviewed",
            Self::Inquiry => "Docket opened",
            Self::Arrest(_) => "Suspect arrested",
            Self::Release(_) => "Victim found",
            Self::Docket => "Investigation concluded",
            Self::Receipt => "Docket received",
            Self::Submission => "Docket handed over for a decision",
            Self::DocketClosed => "Investigation closed without a charge",
            Self::Suspects => "Outcome of the proceedings",
            Self::Status(_) => "Immigration records checked",
            Self::Leg(..) => "Border records checked",
            Self::Screening(_) => "First talk with the victim",
            Self::Identification(_) => "Possible victim identified",
            Self::Decision(_) => "Decision on the status of the victim",
            Self::Undetermined(_) => "Identification ended without a decision",
            Self::Assistance(..) => "Assistance reviewed",
            Self::Reflection(_) => "Reflection period over",
            Self::Referral(..) => "Referred to a service provider",
            Self::Acceptance(..) => "Referral accepted",
            Self::Completion(..) => "Referral completed",
            Self::Request(_) => "A service provider asked",
            Self::Refusal(_) => "Referral declined",
            Self::Plan(_) => "Support planned",
            Self::FollowUp(..) => "Follow-up",
            Self::WayHome(..) => "Return home",
            Self::Note(_) => "Note",
            Self::Dispute(_) => "Another value proposed",
            Self::Payment(_) => "Compensation paid out",
            Self::Risk(..) => "Risks assessed",
            Self::Care(..) => "Service begun",
            Self::CareEnds(..) => "Service ended",
            Self::Ruling => "Decision on the docket",
            Self::Withdrawal(_) => "Charge withdrawn",
            Self::Testimony(_) => "Testimony taken",
            Self::Sparing(_) => "Decision on acts of the victim",
            Self::Verdict(_) => "Verdict delivered",
            Self::Appeal(_) => "Appeal lodged",
            Self::Settlement(_) => "Verdict final",
        }
    }
}
