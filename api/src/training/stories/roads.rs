//! Along the roads: lorry routes, and an officer who let them through.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // A girl on the lorry route, two drivers: one sentenced for life, one acquitted.
    Story {
        no: 19,
        opened: on(2024, 5, 27),
        station: "Butha-Buthe",
        source: DetectionSource::Health,
        reporter: ReporterType::Official,
        told: "A nurse reports a girl of fifteen, drugged and hurt, whom a driver put out of his cab at the clinic. She \
               had been passed from lorry to lorry between Butha-Buthe and Durban for six weeks.",
        indicators: IN_NEED,
        district: "Butha-Buthe",
        danger: true,
        flow: CaseType::CrossBorderOut,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Mpho",
            family: "Sekhalabane",
            born: on(2008, 11, 23),
            age_from: AgeAssessmentMethod::Document,
            home: "Butha-Buthe",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 6, 24), "A child, transported and sexually exploited.")),
            episode: Some(Episode {
                district: "Butha-Buthe",
                from: Some(on(2024, 4, 12)),
                to: Some(on(2024, 5, 26)),
                ended: Some(ExploitationEnd::Released),
                recruited_in: (LSO, "Butha-Buthe"),
                ..LORRY
            }),
            migration: Some(CHILD_ALONE),
            legs: &[
                Leg {
                    with: Some(0),
                    regularity: Regularity::Irregular,
                    ..out(on(2024, 4, 12), "Butha-Buthe", "CALEDONSPOORT", "Durban")
                },
                Leg {
                    with: Some(1),
                    regularity: Regularity::Irregular,
                    ..back(on(2024, 5, 25), "Durban", "CALEDONSPOORT", "Butha-Buthe")
                },
            ],
            document: Some(NO_DOCUMENT),
            background: Some(Background { disability: Answer::Yes, ..CHILD }),
            assistance: &[(on(2024, 5, 28), AssistanceStatus::InCare), (on(2025, 9, 1), AssistanceStatus::FollowUp)],
            risks: &[Risk {
                by: Agency::Setsabelo,
                on: on(2024, 5, 29),
                context: RiskContext::Shelter,
                types: &[RiskType::SelfHarm, RiskType::ReTrafficking],
                level: RiskLevel::Imminent,
                needs: "Not to be left alone.",
                plan: "One carer day and night for two weeks.",
                measures: "No lorry driver is told where she is.",
            }],
            care: &[
                Care {
                    medical: "Injuries; withdrawal from sedatives.",
                    health: "Post-exposure treatment for 28 days, completed.",
                    counselling: "Trauma sessions with the district psychologist.",
                    to: Some((on(2025, 8, 29), "Lives with her grandmother, who was assessed.")),
                    ..shelter(Agency::Setsabelo, on(2024, 5, 28))
                },
                service(Agency::Setsabelo, ServiceType::WitnessSupport, on(2025, 1, 10)),
            ],
            cooperates: Cooperation::Yes,
            testified: Some(on(2025, 2, 4)),
            ..VICTIM
        }],
        suspects: &[
            Suspect {
                given: "Pitso",
                family: "Mahlomaholo",
                aliases: &["Skara"],
                roles: &[PerpetratorRole::Transporter, PerpetratorRole::Exploiter],
                relationship: Relationship::Stranger,
                acts: &[TraffickingAct::Transportation, TraffickingAct::Harbouring],
                means: &[Means::NotRequiredChild, Means::Deception],
                convicted_before: Answer::Yes,
                status: SuspectStatus::Arrested,
                custody: Custody::InCustody,
                arrested: Some((on(2024, 5, 28), "Caledonspoort")),
                ..SUSPECT
            },
            Suspect {
                given: "Zakhele",
                family: "Fiksiwe",
                citizenship: ZAF,
                roles: &[PerpetratorRole::Transporter],
                relationship: Relationship::Stranger,
                acts: &[TraffickingAct::Transportation],
                means: &[Means::NotRequiredChild],
                custody: Custody::InCustody,
                status: SuspectStatus::Arrested,
                arrested: Some((on(2024, 5, 30), "Butha-Buthe")),
                ..SUSPECT
            },
        ],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            evidence: &[
                exhibit(EvidenceType::Forensic, "EXH 1", "docket"),
                exhibit(EvidenceType::Document, "EXH 2 and 3", "property store Butha-Buthe"),
                exhibit(EvidenceType::Forensic, "EXH 4", "police laboratory"),
            ],
            joint: &[ZAF],
            done: Some((on(2024, 9, 30), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 11, 11), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[
            Charge {
                offended: on(2024, 4, 12),
                counts: 3,
                plea: Some(Plea::NotGuilty),
                verdict: Some(Verdict {
                    on: on(2025, 7, 18),
                    sentence: &[life(), compensation(50_000)],
                    settled: Some(on(2025, 8, 18)),
                    ..VERDICT
                }),
                ..CHILD_CHARGE
            },
            Charge {
                suspect: 1,
                offended: on(2024, 5, 25),
                plea: Some(Plea::NotGuilty),
                verdict: Some(Verdict {
                    on: on(2025, 7, 18),
                    outcome: VerdictOutcome::Acquitted,
                    settled: Some(on(2025, 8, 18)),
                    ..VERDICT
                }),
                ..CHILD_CHARGE
            },
        ],
        ..STORY
    },
    // A border officer who let vans through: official complicity, convicted, forfeiture and fine.
    Story {
        no: 20,
        opened: on(2024, 2, 12),
        source: DetectionSource::PoliceProactive,
        reporter: ReporterType::Official,
        told: "Stamps of one officer were found in the passports of nine women on days on which they did not travel. A \
               woman of twenty-two says that she was driven past the gate at night.",
        alleged: Some(9),
        indicators: DECEIVED,
        district: "Leribe",
        post: "PEKA_BRIDGE",
        sensitivity: Sensitivity::Restricted,
        complicity: true,
        kept_out: Some((Agency::Setsabelo, "A driver of the shelter is a brother of the accused (training).")),
        victims: &[Victim {
            given: "Retselisitsoe",
            family: "Mokuoane",
            born: on(2001, 9, 30),
            home: "Leribe",
            safe: Answer::No,
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 3, 18), "Transported past the border with the help of an official and exploited.")),
            episode: Some(Episode {
                from: Some(on(2023, 5, 20)),
                to: Some(on(2023, 12, 18)),
                ended: Some(ExploitationEnd::Escaped),
                recruited_in: (LSO, "Leribe"),
                ..BAR
            }),
            migration: Some(Migration { kind: MigrantType::Irregular, status: "Exit stamp false", ..MIGRATION }),
            legs: &[Leg {
                regularity: Regularity::Irregular,
                decision: None,
                stamp: "PKB-2023-05-19 (training), false",
                with: Some(1),
                ..out(on(2023, 5, 19), "Peka", "PEKA_BRIDGE", "Springs")
            }],
            document: Some(Document { seized: true, held_by: DocumentHolder::Authority, ..PASSPORT }),
            background: Some(BACKGROUND),
            assistance: &[(on(2024, 2, 19), AssistanceStatus::Accepted), (on(2025, 3, 17), AssistanceStatus::Exited)],
            care: &[Care {
                to: Some((on(2025, 3, 17), "Threats have stopped; moved to another district.")),
                counselling: "Afraid of uniforms; sessions outside office hours.",
                ..service(Agency::Thuso, ServiceType::Psychosocial, on(2024, 2, 19))
            }],
            cooperates: Cooperation::Yes,
            testified: Some(on(2024, 10, 8)),
            ..VICTIM
        }],
        suspects: &[
            Suspect {
                given: "Khotsofalang",
                family: "Mphahane",
                office: Some(OfficeCategory::BorderService),
                roles: &[PerpetratorRole::ComplicitOfficial],
                relationship: Relationship::Stranger,
                acts: &[TraffickingAct::Transfer],
                means: &[Means::AbuseOfPower, Means::PaymentToController],
                organised: Answer::Yes,
                assets: Some(140_000),
                status: SuspectStatus::Arrested,
                custody: Custody::InCustody,
                arrested: Some((on(2024, 2, 12), "Peka Bridge")),
                ..SUSPECT
            },
            Suspect { given: "Tankiso", family: "Leboela", organised: Answer::Yes, ..RECRUITER },
        ],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            evidence: &[
                exhibit(EvidenceType::Physical, "EXH 1", "Home Affairs"),
                exhibit(EvidenceType::Money, "EXH 2", "docket"),
                exhibit(EvidenceType::Document, "EXH 3", ""),
            ],
            searched: true,
            done: Some((on(2024, 5, 20), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 7, 1), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge {
            offended: on(2023, 5, 19),
            plea: Some(Plea::NotGuilty),
            verdict: Some(Verdict {
                on: on(2025, 2, 25),
                sentence: &[prison(18), fine(250_000), forfeiture(140_000)],
                settled: Some(on(2025, 3, 27)),
                ..VERDICT
            }),
            ..CHARGE
        }],
        ..STORY
    },
    // A young woman on a lorry, refuses to talk: possible victim.
    Story {
        no: 22,
        opened: on(2026, 6, 8),
        by: Agency::Doi,
        station: "Maputsoe Bridge, lorry lane",
        source: DetectionSource::BorderControl,
        reporter: ReporterType::Official,
        told: "A scan showed a young woman behind the seat of a lorry. She says that the driver is her husband; he \
               gave another name for her.",
        indicators: &[IndicatorGroup::CoerciveRecruitment],
        district: "Leribe",
        post: "MAPUTSOE_BRIDGE",
        victims: &[Victim {
            given: "Keneuoe",
            family: "Motsoene",
            born: on(2005, 3, 9),
            precision: DatePrecision::Year,
            age_from: AgeAssessmentMethod::Estimate,
            home: "Leribe",
            safe: Answer::Refused,
            episode: Some(Episode { district: "Leribe", from: Some(on(2026, 5, 30)), ..LORRY }),
            migration: Some(Migration { kind: MigrantType::Irregular, status: "Hidden in a vehicle", ..MIGRATION }),
            legs: &[Leg {
                regularity: Regularity::Irregular,
                decision: Some(BorderDecision::Intercepted),
                screening: Some(ScreeningResult::Inconclusive),
                ..out(on(2026, 6, 8), "Hlotse", "MAPUTSOE_BRIDGE", "Ficksburg")
            }],
            document: Some(NO_DOCUMENT),
            background: Some(BACKGROUND),
            assistance: &[(on(2026, 6, 11), AssistanceStatus::Offered)],
            risks: &[Risk {
                by: Agency::Lmps,
                on: on(2026, 6, 9),
                types: &[RiskType::ReTrafficking],
                measures: "The driver is not told where she went.",
                ..RISK
            }],
            cooperates: Cooperation::Undecided,
            reflection: Some((on(2026, 6, 11), on(2026, 7, 10), ReflectionStatus::Declined)),
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Bonang",
            family: "Sehloho",
            relationship: Relationship::SpousePartner,
            custody: Custody::NotApplicable,
            status: SuspectStatus::Identified,
            roles: &[PerpetratorRole::Transporter],
            ..RECRUITER
        }],
        docket: Some(Docket { form: InvestigationForm::Sex, ..DOCKET }),
        ..STORY
    },
];
