//! At the border: stopped, screened, or handed over for deportation before pay day.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // Stopped at the border by immigration: two children with a woman who is not their guardian; charged.
    Story {
        no: 17,
        opened: on(2026, 1, 12),
        by: Agency::Doi,
        station: "Maseru Bridge, departures",
        source: DetectionSource::BorderControl,
        reporter: ReporterType::Official,
        told: "A woman presented two children as her nieces on the first day of school in South Africa. Asked apart, \
               the children did not know her name; the consent of the parents was typed and unsigned.",
        indicators: &[IndicatorGroup::AbuseVulnRecruitment],
        post: "MASERU_BRIDGE",
        danger: true,
        sensitivity: Sensitivity::Restricted,
        victims: &[
            Victim { given: "Tlotlisang", family: "Nthakong", born: on(2014, 12, 2), ..STOPPED_CHILD },
            Victim { given: "Tumelo", family: "Nthakong", born: on(2017, 7, 19), sex: Sex::Male, ..STOPPED_CHILD },
        ],
        suspects: &[Suspect {
            given: "Ntsoaki",
            family: "Ramaqabe",
            sex: Sex::Female,
            means: &[Means::NotRequiredChild, Means::Fraud],
            relationship: Relationship::Stranger,
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2026, 1, 12), "Maseru Bridge")),
            ..RECRUITER
        }],
        docket: Some(Docket {
            form: InvestigationForm::Unspecified,
            evidence: &[
                exhibit(EvidenceType::Document, "EXH 1", "docket"),
                exhibit(EvidenceType::Document, "EXH 2 and 3", "Home Affairs"),
            ],
            done: Some((on(2026, 3, 23), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2026, 5, 4), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[
            Charge { offended: on(2026, 1, 12), ..CHILD_CHARGE },
            Charge { victim: Some(1), offended: on(2026, 1, 12), ..CHILD_CHARGE },
        ],
        ..STORY
    },
    // Deportees dumped before pay day: two victims, case suspended while South Africa answers.
    Story {
        no: 18,
        opened: on(2025, 2, 17),
        by: Agency::Doi,
        station: "Van Rooyen's Gate, arrivals",
        source: DetectionSource::DeportationScreening,
        reporter: ReporterType::Official,
        told: "A police lorry from Wepener set down thirty harvest workers on the last working day before wages were \
               due. Two of them say that the same happened to them last year at the same farm.",
        alleged: Some(30),
        indicators: IN_NEED,
        district: "Mafeteng",
        post: "VAN_ROOYENS_GATE",
        victims: &[
            Victim {
                given: "Mateboho",
                family: "Khalieli",
                born: on(1986, 3, 14),
                repeat: true,
                background: Some(Background { children: Some(3), marital: MaritalStatus::Widowed, ..BACKGROUND }),
                ..HARVESTER
            },
            Victim { given: "Sello", family: "Matsepane", born: on(1993, 5, 5), sex: Sex::Male, ..HARVESTER },
        ],
        suspects: &[Suspect {
            business: "Sonvrug Asparagus Farm",
            kind: PerpetratorKind::Business,
            means: &[Means::AbuseOfVulnerability, Means::Deception],
            ..EMPLOYER
        }],
        docket: Some(Docket { joint: &[ZAF], ..DOCKET }),
        turns: &[turned(on(2025, 11, 10), CaseStatus::Suspended, "Awaiting an answer of the South African police.")],
        ..STORY
    },
    // Refused at the border, screened: no trafficking; rejected.
    Story {
        no: 21,
        opened: on(2025, 12, 8),
        by: Agency::Doi,
        station: "Qacha's Nek, departures",
        source: DetectionSource::BorderControl,
        reporter: ReporterType::Official,
        told: "A man of thirty travelled with six others without money for the journey. The list of an employer was \
               checked and is genuine; they travel to licensed seasonal work.",
        indicators: &[IndicatorGroup::AbuseVulnRecruitment],
        district: "Qacha's Nek",
        post: "QACHAS_NEK",
        victims: &[Victim {
            given: "Paseka",
            family: "Ntlhoki",
            born: on(1995, 10, 3),
            sex: Sex::Male,
            home: "Qacha's Nek",
            safe: Answer::Yes,
            status: TraffickingStatus::NotAVictim,
            decided: Some((on(2025, 12, 15), "Licensed seasonal work; contract and permit seen.")),
            migration: Some(Migration { status: "Work permit granted", ..MIGRATION }),
            legs: &[Leg {
                screening: Some(ScreeningResult::NoIndicators),
                ..out(on(2025, 12, 8), "Qacha's Nek", "QACHAS_NEK", "Matatiele")
            }],
            document: Some(PASSPORT),
            ..VICTIM
        }],
        triage: Some(CaseStatus::Triaged),
        turns: &[turned(on(2025, 12, 17), CaseStatus::Rejected, "Not trafficking in persons.")],
        ..STORY
    },
    // Just reported by immigration: a minibus without papers. Nothing else is known.
    Story {
        no: 23,
        opened: on(2026, 10, 26),
        by: Agency::Doi,
        station: "Sani Pass",
        source: DetectionSource::BorderControl,
        reporter: ReporterType::Official,
        told: "A minibus turned back before the post when it saw the queue. Guides saw five girls in it.",
        alleged: Some(5),
        indicators: &[IndicatorGroup::CoerciveRecruitment],
        district: "Mokhotlong",
        post: "SANI_PASS",
        triage: None,
        ..STORY
    },
];

/// A child stopped at the border before anything happened to it.
const STOPPED_CHILD: Victim = Victim {
    age_from: AgeAssessmentMethod::Document,
    home: "Maseru",
    status: TraffickingStatus::Actual,
    decided: Some((on(2026, 2, 9), "A child, transported for exploitation that was prevented at the border.")),
    migration: Some(CHILD_ALONE),
    legs: &[Leg {
        decision: Some(BorderDecision::Intercepted),
        screening: Some(ScreeningResult::PossibleVictim),
        with: Some(0),
        ..out(on(2026, 1, 12), "Maseru", "MASERU_BRIDGE", "Ladybrand")
    }],
    document: Some(Document {
        kind: DocumentKind::BirthCertificate,
        expires: None,
        held_by: DocumentHolder::Authority,
        seized: true,
        ..PASSPORT
    }),
    background: Some(CHILD),
    assistance: &[(on(2026, 1, 14), AssistanceStatus::InCare), (on(2026, 3, 2), AssistanceStatus::Returned)],
    care: &[Care {
        counselling: "Drawn together, the two speak more freely.",
        to: Some((on(2026, 3, 2), "Home with the parents, who had been deceived as well.")),
        ..shelter(Agency::Thuso, on(2026, 1, 13))
    }],
    ..VICTIM
};

/// A harvest worker deported before pay day.
const HARVESTER: Victim = Victim {
    home: "Mafeteng",
    safe: Answer::Yes,
    occupation: "Seasonal worker",
    episode: Some(Episode {
        from: Some(on(2024, 11, 4)),
        to: Some(on(2025, 2, 14)),
        recruited_in: (LSO, "Mafeteng"),
        ..UNPAID_SEASON
    }),
    migration: Some(DEPORTED),
    legs: &[
        out(on(2024, 11, 3), "Mafeteng", "VAN_ROOYENS_GATE", "Wepener"),
        Leg {
            screening: Some(ScreeningResult::PossibleVictim),
            ..back(on(2025, 2, 17), "Wepener", "VAN_ROOYENS_GATE", "Mafeteng")
        },
    ],
    document: Some(PASSPORT),
    background: Some(BACKGROUND),
    assistance: &[(on(2025, 2, 20), AssistanceStatus::Offered), (on(2025, 4, 1), AssistanceStatus::Declined)],
    cooperates: Cooperation::Yes,
    ..VICTIM
};
