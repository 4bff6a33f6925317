//! The people of a training case: victims and suspects, with everything that is said of them.

use chrono::NaiveDate;
use entity::codes::*;

use super::events::{Care, Document, Episode, FollowUp, Kin, Leg, Migration, Plan, Return, Risk};
use super::story::{Agency, LSO, on};

/// A victim, or somebody who may be one.
pub(super) struct Victim {
    /// Names; empty while nobody knows them. The family name is written with its mark as training data.
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) born: NaiveDate,
    /// How exact the birth date is, and how the age was established.
    pub(super) precision: DatePrecision,
    pub(super) age_from: AgeAssessmentMethod,
    pub(super) sex: Sex,
    pub(super) citizenship: &'static str,
    /// District and address of the home before, and whether it is safe to write or call there.
    pub(super) home: &'static str,
    pub(super) address: &'static str,
    pub(super) safe: Answer,
    pub(super) occupation: &'static str,
    /// What the person turned out to be, and what social welfare decided.
    pub(super) status: TraffickingStatus,
    pub(super) decided: Option<(NaiveDate, &'static str)>,
    pub(super) repeat: bool,
    pub(super) episode: Option<Episode>,
    /// Under what rules the person was abroad, as immigration found.
    pub(super) migration: Option<Migration>,
    pub(super) legs: &'static [Leg],
    pub(super) document: Option<Document>,
    /// What social welfare learned in its first talk, three days after the case was opened.
    pub(super) background: Option<Background>,
    /// The reflection period, and how it ended unless it still runs.
    pub(super) reflection: Option<(NaiveDate, NaiveDate, ReflectionStatus)>,
    pub(super) assistance: &'static [(NaiveDate, AssistanceStatus)],
    pub(super) risks: &'static [Risk],
    pub(super) care: &'static [Care],
    /// Whether the coordinator assigned who cares for the person, and nobody referred them.
    pub(super) assigned: bool,
    /// Which provider was asked first and had no room.
    pub(super) declined: Option<Agency>,
    /// Who is to be told, what was agreed, how the person went home and fared later.
    pub(super) kin: &'static [Kin],
    pub(super) plan: Option<Plan>,
    pub(super) way_home: Option<Return>,
    pub(super) follow_ups: &'static [FollowUp],
    /// Whether the person cooperates with the police, and was held by them.
    pub(super) cooperates: Cooperation,
    pub(super) detained: bool,
    /// When testimony was taken.
    pub(super) testified: Option<NaiveDate>,
    /// When the prosecutor decided not to prosecute the person for what they were made to do.
    pub(super) spared: Option<NaiveDate>,
    /// When and how much compensation was paid.
    pub(super) paid: Option<(NaiveDate, i32)>,
}

/// A woman of Lesotho who is a possible victim.
pub(super) const VICTIM: Victim = Victim {
    given: "",
    family: "",
    aliases: &[],
    born: on(2000, 1, 1),
    precision: DatePrecision::Day,
    age_from: AgeAssessmentMethod::Statement,
    sex: Sex::Female,
    citizenship: LSO,
    home: "Maseru",
    address: "",
    safe: Answer::NotAsked,
    occupation: "",
    status: TraffickingStatus::Possible,
    decided: None,
    repeat: false,
    episode: None,
    migration: None,
    legs: &[],
    document: None,
    background: None,
    reflection: None,
    assistance: &[],
    risks: &[],
    care: &[],
    assigned: false,
    declined: None,
    kin: &[],
    plan: None,
    way_home: None,
    follow_ups: &[],
    cooperates: Cooperation::Undecided,
    detained: false,
    testified: None,
    spared: None,
    paid: None,
};

impl Victim {
    /// Whether social welfare refers the person to service providers. Who is only reported was not asked for consent.
    pub(super) fn is_referred(&self) -> bool {
        !self.assigned && self.status != TraffickingStatus::Reported
    }
}

/// What social welfare learned of a victim.
pub(super) struct Background {
    pub(super) vulnerabilities: &'static [Vulnerability],
    pub(super) languages: &'static [&'static str],
    pub(super) education: EducationLevel,
    pub(super) marital: MaritalStatus,
    pub(super) children: Option<i32>,
    pub(super) disability: Answer,
}

/// Somebody who is poor and went to primary school.
pub(super) const BACKGROUND: Background = Background {
    vulnerabilities: &[Vulnerability::Poverty],
    languages: &["sot"],
    education: EducationLevel::Primary,
    marital: MaritalStatus::Single,
    children: None,
    disability: Answer::No,
};

/// A suspect: a person, or a business by its name.
pub(super) struct Suspect {
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) aliases: &'static [&'static str],
    /// The name of the business or group.
    pub(super) business: &'static str,
    pub(super) kind: PerpetratorKind,
    pub(super) born: Option<NaiveDate>,
    pub(super) sex: Sex,
    pub(super) citizenship: &'static str,
    pub(super) roles: &'static [PerpetratorRole],
    /// What the suspect is to the victims, and did to them.
    pub(super) relationship: Relationship,
    pub(super) acts: &'static [TraffickingAct],
    pub(super) means: &'static [Means],
    /// The victims it was done to, by their places; empty means all.
    pub(super) of: &'static [usize],
    /// Where the suspect stood once arrested, or all along.
    pub(super) status: SuspectStatus,
    pub(super) custody: Custody,
    pub(super) arrested: Option<(NaiveDate, &'static str)>,
    /// When and on what conditions bail was granted.
    pub(super) bail: Option<(NaiveDate, &'static str)>,
    pub(super) office: Option<OfficeCategory>,
    pub(super) organised: Answer,
    pub(super) convicted_before: Answer,
    pub(super) assets: Option<i32>,
}

impl Suspect {
    /// Whether it was done to the victim of this place.
    pub(super) fn harmed(&self, v: usize) -> bool {
        self.of.is_empty() || self.of.contains(&v)
    }

    /// Where the suspect stood by a day, before any charge.
    pub(super) fn stood(&self, by: NaiveDate) -> (SuspectStatus, Custody) {
        if self.arrested.is_some_and(|(on, _)| on > by) {
            (SuspectStatus::Suspected, Custody::AtLarge)
        } else {
            (self.status, self.custody)
        }
    }
}

/// A man of Lesotho at large who recruited and exploits.
pub(super) const SUSPECT: Suspect = Suspect {
    given: "",
    family: "",
    aliases: &[],
    business: "",
    kind: PerpetratorKind::Individual,
    born: None,
    sex: Sex::Male,
    citizenship: LSO,
    roles: &[PerpetratorRole::RecruiterOrIntermediary, PerpetratorRole::Exploiter],
    relationship: Relationship::Employer,
    acts: &[TraffickingAct::Recruitment, TraffickingAct::Harbouring],
    means: &[Means::Deception, Means::AbuseOfVulnerability],
    of: &[],
    status: SuspectStatus::Suspected,
    custody: Custody::AtLarge,
    arrested: None,
    bail: None,
    office: None,
    organised: Answer::No,
    convicted_before: Answer::No,
    assets: None,
};
