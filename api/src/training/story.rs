//! What a training case is: its facts as they turned out, as constants.
//!
//! A story says what happened and when each agency learned it, never how it is written down; that is
//! `parts`. Every struct has a constant of its usual values, so a story states only what is its own. A code
//! that is none, or a day that is none, does not compile.

use chrono::NaiveDate;
use entity::codes::*;

use super::people::{Suspect, Victim};

/// An organisation of the training country, with the code it has in `organisations.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Agency {
    /// Police.
    Lmps,
    /// Immigration.
    Doi,
    /// Prosecution.
    Dpp,
    /// Social welfare.
    Mosd,
    /// Coordinator.
    Msc,
    /// A shelter in Maseru.
    Thuso,
    /// A shelter in Leribe.
    Setsabelo,
}

impl Agency {
    /// All of them.
    pub(super) const ALL: [Self; 7] =
        [Self::Lmps, Self::Doi, Self::Dpp, Self::Mosd, Self::Msc, Self::Thuso, Self::Setsabelo];

    /// The code of the organisation.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Lmps => "LMPS",
            Self::Doi => "DOI",
            Self::Dpp => "DPP",
            Self::Mosd => "MOSD",
            Self::Msc => "MSC",
            Self::Thuso => "THUSO",
            Self::Setsabelo => "SETSABELO",
        }
    }
}

/// One case, from the first report to where it stands today.
pub(super) struct Story {
    /// Its number among the stories: `TRAINING-07` is 7.
    pub(super) no: u8,
    /// Who opened it, at which station, post or office.
    pub(super) by: Agency,
    pub(super) station: &'static str,
    /// The day it was opened.
    pub(super) opened: NaiveDate,
    /// How it came to notice, and who told.
    pub(super) source: DetectionSource,
    pub(super) reporter: ReporterType,
    /// What was told, without the words that mark it as training data.
    pub(super) told: &'static str,
    /// What was noticed.
    pub(super) indicators: &'static [IndicatorGroup],
    /// Where: country, district and, if at the border, the code of the post.
    pub(super) country: &'static str,
    pub(super) district: &'static str,
    pub(super) post: &'static str,
    /// How many victims it was said to have, if not those it turned out to have.
    pub(super) alleged: Option<i32>,
    /// Whether somebody was in immediate danger.
    pub(super) danger: bool,
    /// How it crosses borders.
    pub(super) flow: CaseType,
    /// How restricted it is.
    pub(super) sensitivity: Sensitivity,
    /// Whether an official is suspected.
    pub(super) complicity: bool,
    /// Which agency is kept out of it, and why.
    pub(super) kept_out: Option<(Agency, &'static str)>,
    /// To whom and by whom it was done.
    pub(super) victims: &'static [Victim],
    pub(super) suspects: &'static [Suspect],
    /// The police docket, if one was opened.
    pub(super) docket: Option<Docket>,
    /// What was charged, once the prosecutor decided to prosecute.
    pub(super) charges: &'static [Charge],
    /// What agencies noted beside their records.
    pub(super) notes: &'static [Note],
    /// What an agency would have otherwise that another edits; nobody has answered yet.
    pub(super) disputes: &'static [Dispute],
    /// Where the coordinator put it on the day it was opened; nothing while it is only submitted.
    pub(super) triage: Option<CaseStatus>,
    /// Where the coordinator put it later, in order.
    pub(super) turns: &'static [Turn],
}

/// A case opened by the police in Maseru and being worked on.
pub(super) const STORY: Story = Story {
    no: 0,
    by: Agency::Lmps,
    station: "Maseru Central",
    opened: on(2024, 1, 1),
    source: DetectionSource::FamilyCommunity,
    reporter: ReporterType::Public,
    told: "",
    indicators: &[],
    country: LSO,
    district: "Maseru",
    post: "",
    alleged: None,
    danger: false,
    flow: CaseType::CrossBorderOut,
    sensitivity: Sensitivity::Normal,
    complicity: false,
    kept_out: None,
    victims: &[],
    suspects: &[],
    docket: None,
    charges: &[],
    notes: &[],
    disputes: &[],
    triage: Some(CaseStatus::Active),
    turns: &[],
};

/// A note of an agency, for itself or for everybody on the case.
pub(super) struct Note {
    pub(super) by: Agency,
    pub(super) on: NaiveDate,
    pub(super) shared: bool,
    pub(super) text: &'static str,
}

/// An agency would have the exploitation of a victim classed otherwise.
pub(super) struct Dispute {
    pub(super) by: Agency,
    pub(super) on: NaiveDate,
    /// The victim, by their place in the story.
    pub(super) victim: usize,
    pub(super) types: &'static [ExploitationType],
    pub(super) why: &'static str,
}

/// A later decision of the coordinator on the case.
pub(super) struct Turn {
    pub(super) on: NaiveDate,
    pub(super) status: CaseStatus,
    pub(super) why: &'static str,
    pub(super) closure: Option<ClosureReason>,
}

/// The coordinator moves the case to another status.
pub(super) const fn turned(on: NaiveDate, status: CaseStatus, why: &'static str) -> Turn {
    Turn { on, status, why, closure: None }
}

/// The coordinator closes the case.
pub(super) const fn closed(on: NaiveDate, reason: ClosureReason, why: &'static str) -> Turn {
    Turn { on, status: CaseStatus::Closed, why, closure: Some(reason) }
}

/// The police investigation and the way of its docket.
pub(super) struct Docket {
    pub(super) form: InvestigationForm,
    pub(super) officer: &'static str,
    pub(super) evidence: &'static [Exhibit],
    pub(super) searched: bool,
    /// Countries that investigate jointly.
    pub(super) joint: &'static [&'static str],
    /// When the police were done with it, and with what outcome.
    pub(super) done: Option<(NaiveDate, InvestigationOutcome)>,
    /// What the prosecutor decided on it, when, and why if it was returned.
    pub(super) ruling: Option<(NaiveDate, ProsecutionDecision, &'static str)>,
}

/// A piece of evidence: its kind, its number and who keeps it.
pub(super) struct Exhibit {
    pub(super) kind: EvidenceType,
    pub(super) reference: &'static str,
    pub(super) custodian: &'static str,
}

/// A piece of evidence of this kind and number, and who keeps it; empty where nobody has said.
pub(super) const fn exhibit(kind: EvidenceType, reference: &'static str, custodian: &'static str) -> Exhibit {
    Exhibit { kind, reference, custodian }
}

/// A docket under investigation.
pub(super) const DOCKET: Docket = Docket {
    form: InvestigationForm::Labour,
    officer: "Detective Inspector Mohlouoa (training)",
    evidence: &[exhibit(EvidenceType::Statement, "EXH 1", "docket")],
    searched: false,
    joint: &[],
    done: None,
    ruling: None,
};

/// A charge, brought on the day the prosecutor decided to prosecute.
pub(super) struct Charge {
    /// The suspect and the victim, by their places in the story.
    pub(super) suspect: usize,
    pub(super) victim: Option<usize>,
    pub(super) offence: Offence,
    pub(super) counts: i32,
    /// The day of the offence.
    pub(super) offended: NaiveDate,
    pub(super) plea: Option<Plea>,
    /// When and why it was withdrawn.
    pub(super) withdrawn: Option<(NaiveDate, &'static str)>,
    pub(super) verdict: Option<Verdict>,
}

/// One count of trafficking by the first suspect in the first victim.
pub(super) const CHARGE: Charge = Charge {
    suspect: 0,
    victim: Some(0),
    offence: Offence::TraffickingAdult,
    counts: 1,
    offended: on(2024, 1, 1),
    plea: None,
    withdrawn: None,
    verdict: None,
};

/// How a court decided on a charge.
pub(super) struct Verdict {
    pub(super) on: NaiveDate,
    pub(super) outcome: VerdictOutcome,
    pub(super) court: &'static str,
    pub(super) level: CourtLevel,
    /// Whether a magistrate sent the convicted person to the High Court for sentence.
    pub(super) transferred: bool,
    pub(super) sentence: &'static [Sentence],
    pub(super) appeal: Option<Appeal>,
    /// The day it became final.
    pub(super) settled: Option<NaiveDate>,
}

impl Verdict {
    /// Whether it convicts.
    pub(super) fn is_guilty(&self) -> bool {
        matches!(self.outcome, VerdictOutcome::ConvictedTrafficking | VerdictOutcome::ConvictedOtherOffence)
    }
}

/// A conviction by the High Court.
pub(super) const VERDICT: Verdict = Verdict {
    on: on(2024, 1, 1),
    outcome: VerdictOutcome::ConvictedTrafficking,
    court: "High Court, Maseru",
    level: CourtLevel::HighCourt,
    transferred: false,
    sentence: &[],
    appeal: None,
    settled: None,
};

/// An appeal against a verdict.
pub(super) struct Appeal {
    /// The day it was lodged.
    pub(super) on: NaiveDate,
    pub(super) by: Appellant,
    pub(super) ground: &'static str,
    /// How it ended, once the verdict is final.
    pub(super) status: AppealStatus,
    pub(super) result: &'static str,
}

/// One part of a sentence.
pub(super) struct Sentence {
    pub(super) kind: SentenceKind,
    pub(super) amount: Option<i32>,
    pub(super) unit: Option<SentenceUnit>,
    pub(super) suspended: Option<i32>,
    pub(super) condition: &'static str,
    pub(super) concurrent: bool,
}

/// Imprisonment for so many years.
pub(super) const fn prison(years: i32) -> Sentence {
    sentence(SentenceKind::Imprisonment, Some(years), Some(SentenceUnit::Years))
}

/// Imprisonment for life.
pub(super) const fn life() -> Sentence {
    sentence(SentenceKind::Life, None, None)
}

/// A fine of so many maloti.
pub(super) const fn fine(maloti: i32) -> Sentence {
    sentence(SentenceKind::Fine, Some(maloti), Some(SentenceUnit::Currency))
}

/// Compensation to the victim of the charge, in maloti.
pub(super) const fn compensation(maloti: i32) -> Sentence {
    sentence(SentenceKind::CompensationOrder, Some(maloti), Some(SentenceUnit::Currency))
}

/// Forfeiture of assets worth so many maloti.
pub(super) const fn forfeiture(maloti: i32) -> Sentence {
    sentence(SentenceKind::Forfeiture, Some(maloti), Some(SentenceUnit::Currency))
}

const fn sentence(kind: SentenceKind, amount: Option<i32>, unit: Option<SentenceUnit>) -> Sentence {
    Sentence { kind, amount, unit, suspended: None, condition: "", concurrent: false }
}

/// A day.
pub(super) const fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a story whose day is none does not compile")
}

/// Lesotho.
pub(super) const LSO: &str = "LSO";
/// South Africa.
pub(super) const ZAF: &str = "ZAF";
/// Mozambique.
pub(super) const MOZ: &str = "MOZ";
/// Zimbabwe.
pub(super) const ZWE: &str = "ZWE";
/// Malawi.
pub(super) const MWI: &str = "MWI";
/// Ethiopia.
pub(super) const ETH: &str = "ETH";
/// Bangladesh.
pub(super) const BGD: &str = "BGD";
/// Germany.
pub(super) const DEU: &str = "DEU";
