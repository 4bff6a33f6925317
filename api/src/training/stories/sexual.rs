//! Sexual exploitation in bars and guest houses.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // Charges withdrawn when the only witness withdrew; closed.
    Story {
        no: 27,
        opened: on(2024, 9, 2),
        source: DetectionSource::PoliceProactive,
        reporter: ReporterType::Official,
        told: "In a bar near the bus station two women live in the store room. Their papers are in the owner's safe, \
               who says that it is for safety.",
        alleged: Some(2),
        indicators: &[IndicatorGroup::CoercionDestination],
        flow: CaseType::Internal,
        victims: &[Victim {
            given: "Nthabeleng",
            family: "Lephoi",
            born: on(1998, 4, 24),
            home: "Thaba-Tseka",
            safe: Answer::Refused,
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 10, 7), "Documents withheld; earnings taken.")),
            episode: Some(Episode {
                country: LSO,
                district: "Maseru",
                from: Some(on(2024, 1, 8)),
                to: Some(on(2024, 9, 2)),
                ended: Some(ExploitationEnd::Rescued),
                recruited: &[RecruitmentMethod::AtPlaceOfBusiness],
                recruited_in: (LSO, "Thaba-Tseka"),
                platforms: &[],
                ..BAR
            }),
            background: Some(Background { children: Some(1), ..BACKGROUND }),
            assistance: &[(on(2024, 9, 5), AssistanceStatus::Declined)],
            cooperates: Cooperation::No,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Sechaba",
            family: "Matlanyane",
            assets: Some(21_000),
            status: SuspectStatus::Bailed,
            custody: Custody::OnBail,
            arrested: Some((on(2024, 9, 2), "Maseru")),
            bail: Some((on(2025, 1, 13), "Keeps away from the bar.")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            searched: true,
            done: Some((on(2024, 11, 18), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2025, 1, 13), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge {
            offended: on(2024, 1, 8),
            withdrawn: Some((on(2025, 6, 30), "The complainant withdrew her statement.")),
            verdict: Some(Verdict {
                on: on(2025, 6, 30),
                outcome: VerdictOutcome::DismissedWithdrawn,
                court: "Magistrate's Court, Maseru",
                level: CourtLevel::Magistrate,
                settled: Some(on(2025, 7, 30)),
                ..VERDICT
            }),
            ..CHARGE
        }],
        turns: &[closed(on(2025, 8, 11), ClosureReason::NoProsecution, "Charges withdrawn.")],
        ..STORY
    },
    // The same call taken down twice: merged with TRAINING-24.
    Story {
        no: 28,
        opened: on(2025, 4, 8),
        source: DetectionSource::Helpline,
        reporter: ReporterType::Victim,
        told: "A young woman in a bar in Germiston rang the police after she had rung a helpline.",
        indicators: DECEIVED,
        country: ZAF,
        district: "Gauteng",
        danger: true,
        victims: &[Victim {
            given: "Palesa",
            born: on(2005, 1, 1),
            precision: DatePrecision::Estimated,
            age_from: AgeAssessmentMethod::Estimate,
            home: "Berea",
            status: TraffickingStatus::Reported,
            episode: Some(BAR),
            ..VICTIM
        }],
        triage: Some(CaseStatus::Triaged),
        turns: &[Turn {
            closure: Some(ClosureReason::Duplicate),
            ..turned(on(2025, 4, 11), CaseStatus::Merged, "The same report as TRAINING-24.")
        }],
        ..STORY
    },
    // A foreign offender: ten years suspended on condition of leaving the country, which he did.
    Story {
        no: 29,
        opened: on(2024, 2, 26),
        source: DetectionSource::FamilyCommunity,
        reporter: ReporterType::Public,
        told: "Neighbours of a guest house hear women at night. The owner is a foreigner; the women do not go out by \
               themselves.",
        indicators: DECEIVED,
        flow: CaseType::Internal,
        victims: &[
            Victim { given: "Mamello", family: "Nkopane", born: on(1999, 7, 1), ..GUEST },
            Victim {
                given: "Boitumelo",
                family: "Tsoaela",
                born: on(2003, 10, 8),
                care: &[Care {
                    to: Some((on(2024, 10, 28), "Went back to school.")),
                    ..shelter(Agency::Thuso, on(2024, 2, 28))
                }],
                cooperates: Cooperation::Yes,
                testified: Some(on(2024, 8, 20)),
                ..GUEST
            },
        ],
        suspects: &[Suspect {
            given: "Felix",
            family: "Fremdmann",
            citizenship: DEU,
            assets: Some(75_000),
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2024, 2, 27), "Maseru")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            evidence: &[
                exhibit(EvidenceType::Document, "EXH 1", "docket"),
                exhibit(EvidenceType::Device, "EXH 2", "digital unit"),
            ],
            searched: true,
            done: Some((on(2024, 4, 15), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 5, 13), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge {
            victim: Some(1),
            offended: on(2023, 12, 1),
            plea: Some(Plea::GuiltyOfLesser),
            verdict: Some(Verdict {
                on: on(2024, 9, 17),
                sentence: &[
                    Sentence {
                        suspended: Some(10),
                        condition: "Suspended on condition that he leaves the country within 14 days.",
                        kind: SentenceKind::SuspendedImprisonment,
                        ..prison(10)
                    },
                    fine(100_000),
                    Sentence { amount: None, unit: None, kind: SentenceKind::Deportation, ..fine(0) },
                ],
                appeal: Some(Appeal {
                    on: on(2024, 10, 1),
                    by: Appellant::Prosecution,
                    ground: "The sentence is too lenient for the offence.",
                    status: AppealStatus::Dismissed,
                    result: "The respondent has left the country and cannot be reached.",
                }),
                settled: Some(on(2025, 3, 4)),
                ..VERDICT
            }),
            ..CHARGE
        }],
        turns: &[closed(on(2025, 4, 7), ClosureReason::ConvictedFinal, "Sentence final; the convicted man has left.")],
        ..STORY
    },
];

/// A woman kept in a guest house.
const GUEST: Victim = Victim {
    home: "Maseru",
    safe: Answer::No,
    status: TraffickingStatus::Actual,
    decided: Some((on(2024, 4, 2), "Deceived and not free to leave.")),
    episode: Some(Episode {
        country: LSO,
        district: "Maseru",
        place: Some(LocationType::HotelOrRestaurant),
        from: Some(on(2023, 12, 1)),
        to: Some(on(2024, 2, 27)),
        ended: Some(ExploitationEnd::Rescued),
        recruited: &[RecruitmentMethod::NewspaperAdvert],
        recruited_in: (LSO, "Maseru"),
        platforms: &[],
        promised: "Receptionist",
        ..BAR
    }),
    background: Some(BACKGROUND),
    assistance: &[(on(2024, 2, 29), AssistanceStatus::Accepted), (on(2024, 11, 4), AssistanceStatus::Exited)],
    ..VICTIM
};
