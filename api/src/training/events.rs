//! What was done to a victim and is done for one: exploitation, journeys, documents, risks and services.

use chrono::NaiveDate;
use entity::codes::*;

use super::story::{Agency, LSO, ZAF, on};

/// What was done to a victim.
pub(super) struct Episode {
    pub(super) types: &'static [ExploitationType],
    pub(super) sex_types: &'static [SexExploitationType],
    pub(super) industry: Option<Industry>,
    pub(super) place: Option<LocationType>,
    pub(super) country: &'static str,
    pub(super) district: &'static str,
    pub(super) address: &'static str,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
    pub(super) ended: Option<ExploitationEnd>,
    /// How the victim was kept under control: as the police found, and as the victim told those who care.
    pub(super) control: &'static [MethodOfControl],
    pub(super) account: &'static [MethodOfControl],
    pub(super) wages: Option<i32>,
    pub(super) debt: Option<i32>,
    pub(super) hours: Option<i32>,
    pub(super) documents_withheld: Answer,
    pub(super) recruited: &'static [RecruitmentMethod],
    pub(super) recruited_in: (&'static str, &'static str),
    pub(super) platforms: &'static [OnlinePlatform],
    /// Websites and apps used to exploit.
    pub(super) shown_on: &'static [OnlinePlatform],
    pub(super) promised: &'static str,
}

/// Exploitation of which no more is known.
pub(super) const EPISODE: Episode = Episode {
    types: &[],
    sex_types: &[],
    industry: None,
    place: None,
    country: LSO,
    district: "",
    address: "",
    from: None,
    to: None,
    ended: None,
    control: &[],
    account: &[],
    wages: None,
    debt: None,
    hours: None,
    documents_withheld: Answer::Unknown,
    recruited: &[],
    recruited_in: (LSO, ""),
    platforms: &[],
    shown_on: &[],
    promised: "",
};

/// Under what rules somebody was abroad.
pub(super) struct Migration {
    pub(super) kind: MigrantType,
    pub(super) protection: ProtectionStatus,
    pub(super) status: &'static str,
    pub(super) deportee: bool,
}

/// A worker without a permit.
pub(super) const MIGRATION: Migration = Migration {
    kind: MigrantType::Labour,
    protection: ProtectionStatus::NotApplicable,
    status: "Entered as a visitor, worked without a permit",
    deportee: false,
};

/// One leg of a journey.
pub(super) struct Leg {
    pub(super) on: NaiveDate,
    /// How exact that day is.
    pub(super) precision: DatePrecision,
    pub(super) from: (&'static str, &'static str),
    pub(super) to: (&'static str, &'static str),
    pub(super) direction: TravelDirection,
    /// The border post, by its code.
    pub(super) post: &'static str,
    pub(super) mode: TransportMode,
    pub(super) regularity: Regularity,
    pub(super) decision: Option<BorderDecision>,
    pub(super) screening: Option<ScreeningResult>,
    pub(super) stamp: &'static str,
    pub(super) visa: &'static str,
    /// The suspect who travelled along.
    pub(super) with: Option<usize>,
}

/// Out of Lesotho to South Africa by road, through a border post and by the rules.
pub(super) const fn out(on: NaiveDate, from: &'static str, post: &'static str, to: &'static str) -> Leg {
    Leg {
        on,
        precision: DatePrecision::Day,
        from: (LSO, from),
        to: (ZAF, to),
        direction: TravelDirection::Exit,
        post,
        mode: TransportMode::Road,
        regularity: Regularity::Regular,
        decision: Some(BorderDecision::Admitted),
        screening: None,
        stamp: "",
        visa: "",
        with: None,
    }
}

/// From South Africa into Lesotho by road, through a border post and by the rules.
pub(super) const fn back(on: NaiveDate, from: &'static str, post: &'static str, to: &'static str) -> Leg {
    Leg { from: (ZAF, from), to: (LSO, to), direction: TravelDirection::Entry, ..out(on, "", post, "") }
}

/// Between two places of one country.
pub(super) const fn within(on: NaiveDate, country: &'static str, from: &'static str, to: &'static str) -> Leg {
    Leg {
        from: (country, from),
        to: (country, to),
        direction: TravelDirection::Internal,
        regularity: Regularity::NotApplicable,
        decision: None,
        ..out(on, "", "", "")
    }
}

/// The return of a victim to another country, step by step.
pub(super) struct Return {
    pub(super) country: &'static str,
    /// When it was asked for, when nationality was verified, and when the victim consented.
    pub(super) asked: NaiveDate,
    pub(super) verified: NaiveDate,
    pub(super) consented: NaiveDate,
    /// The assessment of its risks, by its place among the victim's.
    pub(super) risk: usize,
    /// When the prosecutor cleared it, and why it does not harm the trial.
    pub(super) cleared: (NaiveDate, TestimonyClearance),
    /// When the documents were issued and the day was set, and when the victim left.
    pub(super) issued: NaiveDate,
    pub(super) left: NaiveDate,
    pub(super) post: &'static str,
    /// Who receives the victim there, and how it went.
    pub(super) receiver: &'static str,
    pub(super) reception: &'static str,
    /// When the follow-up was over and the return was closed.
    pub(super) closed: NaiveDate,
}

/// A step of the way home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Social welfare asks for the return.
    Request,
    /// Immigration verifies nationality.
    Nationality,
    /// Social welfare records its risks and the consent to it.
    Consent,
    /// The prosecutor clears it.
    Clearance,
    /// Immigration issues documents and sets the day.
    Documents,
    /// The victim leaves.
    Departure,
    /// The victim is received.
    Reception,
    /// Social welfare closes the return.
    Closure,
}

/// What was agreed with a victim for the time ahead.
pub(super) struct Plan {
    pub(super) by: Agency,
    pub(super) on: NaiveDate,
    pub(super) until: NaiveDate,
    pub(super) services: &'static [ServiceType],
    pub(super) objectives: &'static str,
    pub(super) actions: &'static str,
}

/// How a victim fared later.
pub(super) struct FollowUp {
    pub(super) by: Agency,
    pub(super) on: NaiveDate,
    pub(super) kind: FollowUpType,
    pub(super) wellbeing: &'static str,
    pub(super) independence: Independence,
}

/// A relative or guardian, whom the first talk of social welfare brings to light.
pub(super) struct Kin {
    pub(super) name: &'static str,
    pub(super) relation: KinRelation,
    pub(super) guardian: bool,
    pub(super) address: &'static str,
    /// Whether it is safe to write there.
    pub(super) safe: Answer,
}

/// A travel document. Its number comes from the story's.
pub(super) struct Document {
    pub(super) kind: DocumentKind,
    pub(super) available: Answer,
    pub(super) issued: Option<NaiveDate>,
    pub(super) expires: Option<NaiveDate>,
    pub(super) authenticity: DocumentAuthenticity,
    pub(super) held_by: DocumentHolder,
    pub(super) seized: bool,
    /// When and by whom a replacement was issued.
    pub(super) replaced: Option<NaiveDate>,
}

/// A genuine passport in the victim's own hands.
pub(super) const PASSPORT: Document = Document {
    kind: DocumentKind::Passport,
    available: Answer::Yes,
    issued: Some(on(2021, 6, 1)),
    expires: Some(on(2031, 5, 31)),
    authenticity: DocumentAuthenticity::Genuine,
    held_by: DocumentHolder::Victim,
    seized: false,
    replaced: None,
};

/// The finding that there is no document.
pub(super) const NO_DOCUMENT: Document = Document {
    kind: DocumentKind::NoDocument,
    available: Answer::No,
    issued: None,
    expires: None,
    authenticity: DocumentAuthenticity::NotApplicable,
    held_by: DocumentHolder::NotApplicable,
    ..PASSPORT
};

/// An assessment of the risks to a victim.
pub(super) struct Risk {
    pub(super) by: Agency,
    pub(super) on: NaiveDate,
    pub(super) context: RiskContext,
    pub(super) types: &'static [RiskType],
    pub(super) level: RiskLevel,
    pub(super) needs: &'static str,
    pub(super) plan: &'static str,
    pub(super) measures: &'static str,
}

/// A medium risk of being trafficked again, found by social welfare.
pub(super) const RISK: Risk = Risk {
    by: Agency::Mosd,
    on: on(2024, 1, 1),
    context: RiskContext::Identification,
    types: &[RiskType::ReTrafficking],
    level: RiskLevel::Medium,
    needs: "",
    plan: "",
    measures: "",
};

/// A service to a victim.
pub(super) struct Care {
    /// The provider.
    pub(super) by: Agency,
    pub(super) service: ServiceType,
    pub(super) from: NaiveDate,
    /// When it ended, and what came of it.
    pub(super) to: Option<(NaiveDate, &'static str)>,
    pub(super) cost: Option<i32>,
    pub(super) medical: &'static str,
    pub(super) health: &'static str,
    pub(super) counselling: &'static str,
}

/// A bed in a provider's shelter.
pub(super) const fn shelter(by: Agency, from: NaiveDate) -> Care {
    service(by, ServiceType::Shelter, from)
}

/// A service from a day on.
pub(super) const fn service(by: Agency, service: ServiceType, from: NaiveDate) -> Care {
    Care { by, service, from, to: None, cost: None, medical: "", health: "", counselling: "" }
}
