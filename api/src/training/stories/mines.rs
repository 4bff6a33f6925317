//! Unlicensed mines in South Africa; among them the last report of all.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // Three miners, referred to two different NGOs; docket with the prosecution.
    Story {
        no: 9,
        opened: on(2025, 5, 12),
        by: Agency::Doi,
        station: "Maputsoe Bridge, arrivals",
        source: DetectionSource::DeportationScreening,
        reporter: ReporterType::Official,
        told: "Among forty men deported through Maputsoe Bridge three were too weak to stand. They say that they were \
               held under ground in a disused shaft near Welkom for seven months by armed men.",
        indicators: DECEIVED,
        country: LSO,
        district: "Leribe",
        post: "MAPUTSOE_BRIDGE",
        danger: true,
        victims: &[
            Victim {
                family: "Lithebele",
                given: "Tumisang",
                born: on(1994, 9, 9),
                decided: Some((on(2025, 6, 16), "Held under guard to work off a debt.")),
                care: &[
                    Care {
                        medical: "Silicosis suspected; weight 44 kg.",
                        health: "X-ray at the district hospital; referred to the chest clinic.",
                        to: Some((on(2025, 11, 3), "Returned to his parents.")),
                        ..shelter(Agency::Thuso, on(2025, 5, 14))
                    },
                    service(Agency::Thuso, ServiceType::Medical, on(2025, 5, 15)),
                ],
                cooperates: Cooperation::Yes,
                ..MINER
            },
            Victim {
                family: "Makhorole",
                given: "Seabata",
                born: on(1988, 1, 25),
                decided: Some((on(2025, 6, 16), "Held under guard to work off a debt.")),
                care: &[Care {
                    medical: "Fracture of the right hand, badly healed.",
                    ..shelter(Agency::Setsabelo, on(2025, 5, 14))
                }],
                ..MINER
            },
            Victim {
                family: "Pholosane",
                given: "Kamohelo",
                born: on(2008, 6, 18),
                decided: Some((on(2025, 6, 16), "A child, transported and exploited; means need not be shown.")),
                background: Some(CHILD),
                care: &[Care {
                    medical: "Malnutrition.",
                    counselling: "Nightmares of the shaft; group sessions with other boys.",
                    ..shelter(Agency::Setsabelo, on(2025, 5, 14))
                }],
                ..MINER
            },
        ],
        suspects: &[
            Suspect {
                given: "Motlalepula",
                family: "Sehlabana",
                aliases: &["Bra Mo"],
                organised: Answer::Yes,
                status: SuspectStatus::Arrested,
                custody: Custody::InCustody,
                arrested: Some((on(2025, 5, 13), "Maputsoe taxi rank")),
                means: &[Means::Deception],
                ..RECRUITER
            },
            Suspect {
                business: "The Old Shaft Crew",
                kind: PerpetratorKind::OrganisedGroup,
                organised: Answer::Yes,
                means: &[Means::UseOfForce, Means::ThreatOfForce],
                ..EMPLOYER
            },
        ],
        docket: Some(Docket {
            evidence: &[
                exhibit(EvidenceType::Statement, "EXH 1 to 3", "docket"),
                exhibit(EvidenceType::Document, "EXH 4", "property store Maputsoe"),
                exhibit(EvidenceType::Forensic, "EXH 5 to 7", "docket"),
            ],
            joint: &[ZAF],
            done: Some((on(2026, 1, 19), InvestigationOutcome::DocketToProsecution)),
            ..DOCKET
        }),
        ..STORY
    },
    // Two miners, organised group: the recruiter is sentenced to 25 years, assets forfeited; the appeal is pending.
    Story {
        no: 10,
        opened: on(2024, 3, 11),
        station: "Leribe",
        told: "Two brothers escaped from a mine near Virginia and walked for three nights. The man who took them there \
               recruits at football matches and is back in the district.",
        indicators: DECEIVED,
        country: ZAF,
        district: "Free State",
        victims: &[
            Victim {
                family: "Khotsoana",
                given: "Relebohile",
                born: on(1999, 3, 3),
                decided: Some((on(2024, 4, 15), "Deceived and held in debt bondage.")),
                assistance: &[
                    (on(2024, 3, 15), AssistanceStatus::Accepted),
                    (on(2025, 3, 3), AssistanceStatus::Exited),
                ],
                cooperates: Cooperation::Yes,
                testified: Some(on(2025, 2, 18)),
                ..ESCAPED_MINER
            },
            Victim {
                family: "Khotsoana",
                given: "Rethabile",
                born: on(2001, 11, 14),
                decided: Some((on(2024, 4, 15), "Deceived and held in debt bondage.")),
                assistance: &[(on(2024, 3, 15), AssistanceStatus::Declined)],
                cooperates: Cooperation::No,
                ..ESCAPED_MINER
            },
        ],
        suspects: &[Suspect {
            given: "Tefo",
            family: "Nkhalimeng",
            organised: Answer::Yes,
            convicted_before: Answer::Yes,
            assets: Some(310_000),
            status: SuspectStatus::Remanded,
            custody: Custody::InCustody,
            arrested: Some((on(2024, 3, 12), "Hlotse")),
            ..RECRUITER
        }],
        docket: Some(Docket {
            evidence: &[
                exhibit(EvidenceType::Document, "EXH 1", "docket"),
                exhibit(EvidenceType::Physical, "EXH 2 and 3", "police garage Hlotse"),
            ],
            searched: true,
            joint: &[ZAF],
            done: Some((on(2024, 8, 5), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 9, 16), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[
            Charge {
                offended: on(2023, 6, 5),
                plea: Some(Plea::NotGuilty),
                verdict: Some(Verdict {
                    on: on(2026, 4, 21),
                    sentence: &[prison(25), forfeiture(310_000)],
                    appeal: Some(Appeal {
                        on: on(2026, 5, 5),
                        by: Appellant::Defence,
                        ground: "Against conviction and sentence.",
                        status: AppealStatus::Heard,
                        result: "",
                    }),
                    ..VERDICT
                }),
                ..CHARGE
            },
            Charge {
                victim: Some(1),
                offended: on(2023, 6, 5),
                plea: Some(Plea::NotGuilty),
                verdict: Some(Verdict {
                    on: on(2026, 4, 21),
                    sentence: &[Sentence { concurrent: true, ..prison(15) }],
                    ..VERDICT
                }),
                ..CHARGE
            },
        ],
        ..STORY
    },
    // The last thing that happens in the training country: a report, a minute old.
    Story {
        no: 40,
        opened: on(2026, 10, 30),
        station: "Peka",
        source: DetectionSource::FamilyCommunity,
        told: "A grandmother says that her grandson of seventeen left on Monday with a man who pays boys to dig. She has \
               the number of the taxi.",
        indicators: &[IndicatorGroup::AbuseVulnRecruitment],
        district: "Leribe",
        danger: true,
        victims: &[Victim {
            given: "Lereko",
            family: "Mphatsoe",
            born: on(2009, 6, 1),
            precision: DatePrecision::Month,
            sex: Sex::Male,
            home: "Leribe",
            safe: Answer::Yes,
            status: TraffickingStatus::Reported,
            episode: Some(Episode { from: Some(on(2026, 10, 26)), recruited_in: (LSO, "Leribe"), ..MINE }),
            ..VICTIM
        }],
        triage: None,
        ..STORY
    },
];

/// A man taken to an unlicensed mine.
const MINER: Victim = Victim {
    sex: Sex::Male,
    home: "Leribe",
    safe: Answer::Yes,
    occupation: "Casual labourer",
    status: TraffickingStatus::Actual,
    episode: Some(Episode {
        from: Some(on(2024, 10, 7)),
        to: Some(on(2025, 5, 8)),
        ended: Some(ExploitationEnd::Deported),
        recruited_in: (LSO, "Leribe"),
        ..MINE
    }),
    migration: Some(DEPORTED),
    legs: &[
        out(on(2024, 10, 6), "Maputsoe", "MAPUTSOE_BRIDGE", "Welkom"),
        Leg {
            screening: Some(ScreeningResult::PossibleVictim),
            ..back(on(2025, 5, 12), "Welkom", "MAPUTSOE_BRIDGE", "Maputsoe")
        },
    ],
    background: Some(Background {
        vulnerabilities: &[Vulnerability::Poverty, Vulnerability::WorkEnvironment],
        ..BACKGROUND
    }),
    assistance: &[(on(2025, 5, 16), AssistanceStatus::InCare)],
    ..VICTIM
};

/// A man who got out of one by himself.
const ESCAPED_MINER: Victim = Victim {
    episode: Some(Episode {
        from: Some(on(2023, 6, 6)),
        to: Some(on(2024, 3, 7)),
        ended: Some(ExploitationEnd::Escaped),
        recruited_in: (LSO, "Leribe"),
        ..MINE
    }),
    migration: Some(MIGRATION),
    legs: &[
        out(on(2023, 6, 5), "Hlotse", "MAPUTSOE_BRIDGE", "Virginia"),
        Leg {
            mode: TransportMode::Foot,
            regularity: Regularity::Irregular,
            decision: None,
            ..back(on(2024, 3, 10), "Virginia", "", "Hlotse")
        },
    ],
    ..MINER
};
