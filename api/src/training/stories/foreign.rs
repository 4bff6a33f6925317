//! Foreign victims in Lesotho and on their way through it.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // In transit from Ethiopia to South Africa; possible victims, one of them asks for asylum.
    Story {
        no: 36,
        opened: on(2026, 4, 13),
        by: Agency::Doi,
        station: "MOSHOESHOE_I_AIRPORT",
        source: DetectionSource::BorderControl,
        reporter: ReporterType::Official,
        told: "Two men arrived with visas for a conference that does not exist. They carried one telephone number in \
               Durban and were to pay off the journey by two years' work in a shop.",
        indicators: DECEIVED,
        flow: CaseType::Transit,
        victims: &[
            Victim { given: "Abel", family: "Haileyesfik", born: on(1999, 4, 4), ..TRAVELLER },
            Victim {
                given: "Dawit",
                family: "Berhanesfik",
                born: on(2001, 12, 30),
                migration: Some(Migration {
                    protection: ProtectionStatus::AsylumSeeker,
                    kind: MigrantType::Irregular,
                    status: "Visa obtained by fraud; asks for asylum",
                    deportee: false,
                }),
                assistance: &[(on(2026, 4, 20), AssistanceStatus::InCare)],
                care: &[shelter(Agency::Thuso, on(2026, 4, 20))],
                assigned: true,
                ..TRAVELLER
            },
        ],
        suspects: &[Suspect {
            business: "Highland Conference Services",
            kind: PerpetratorKind::Business,
            roles: &[PerpetratorRole::BrokerTravelAgent, PerpetratorRole::DocumentForger],
            relationship: Relationship::AgentBroker,
            acts: &[TraffickingAct::Transfer],
            means: &[Means::Fraud],
            organised: Answer::Unknown,
            ..SUSPECT
        }],
        docket: Some(Docket { joint: &[ETH, ZAF], ..DOCKET }),
        ..STORY
    },
    // A workshop in Maseru: testimony was taken before the return home; convicted, compensation paid; closed.
    Story {
        no: 37,
        opened: on(2024, 4, 8),
        source: DetectionSource::LabourInspection,
        reporter: ReporterType::Official,
        told: "Behind a wholesale shop an inspector found a sewing room with six beds. A tailor from Bangladesh asked \
               him in writing to take him along.",
        indicators: DECEIVED,
        flow: CaseType::CrossBorderIn,
        victims: &[Victim {
            given: "Rafiqul",
            family: "Shekhupur",
            born: on(1992, 2, 15),
            age_from: AgeAssessmentMethod::Document,
            sex: Sex::Male,
            citizenship: BGD,
            home: "",
            safe: Answer::Unknown,
            occupation: "Tailor",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 5, 13), "Debt bondage; passport withheld; confined at night.")),
            episode: Some(Episode {
                from: Some(on(2022, 8, 1)),
                to: Some(on(2024, 4, 8)),
                ended: Some(ExploitationEnd::Rescued),
                recruited_in: (BGD, "Dhaka"),
                ..WORKSHOP
            }),
            migration: Some(Migration { status: "Work permit for another employer", ..MIGRATION }),
            legs: &[
                Leg {
                    from: (ZAF, "Johannesburg"),
                    to: (LSO, "Maseru"),
                    direction: TravelDirection::Entry,
                    mode: TransportMode::Air,
                    visa: "Work, two years",
                    stamp: "MSU-2022-07-29 (training)",
                    ..out(on(2022, 7, 29), "", "MOSHOESHOE_I_AIRPORT", "")
                },
                Leg {
                    to: (BGD, "Dhaka"),
                    mode: TransportMode::Air,
                    ..out(on(2024, 9, 20), "Maseru", "MOSHOESHOE_I_AIRPORT", "")
                },
            ],
            document: Some(Document {
                available: Answer::No,
                held_by: DocumentHolder::Suspect,
                seized: true,
                replaced: Some(on(2024, 7, 3)),
                ..PASSPORT
            }),
            background: Some(Background {
                vulnerabilities: &[Vulnerability::Migration, Vulnerability::WorkEnvironment],
                languages: &["ben", "eng"],
                education: EducationLevel::LowerSecondary,
                marital: MaritalStatus::Married,
                children: Some(2),
                ..BACKGROUND
            }),
            reflection: Some((on(2024, 4, 11), on(2024, 5, 10), ReflectionStatus::Cooperates)),
            assistance: &[
                (on(2024, 4, 11), AssistanceStatus::InCare),
                (on(2024, 9, 2), AssistanceStatus::ReturnPlanned),
                (on(2024, 9, 20), AssistanceStatus::Returned),
            ],
            risks: &[Risk {
                on: on(2024, 8, 26),
                context: RiskContext::Return,
                types: &[RiskType::ReturnRisk, RiskType::Retaliation],
                level: RiskLevel::Low,
                plan: "Met at the airport in Dhaka; the recruiter's family lives in another district.",
                ..RISK
            }],
            care: &[
                Care {
                    medical: "Eye strain; dental treatment.",
                    to: Some((on(2024, 9, 20), "Returned to Bangladesh at his own wish.")),
                    ..shelter(Agency::Thuso, on(2024, 4, 12))
                },
                Care {
                    to: Some((on(2024, 8, 6), "Interpreted until the testimony was taken.")),
                    ..service(Agency::Mosd, ServiceType::Interpretation, on(2024, 4, 15))
                },
            ],
            way_home: Some(Return {
                country: BGD,
                asked: on(2024, 8, 12),
                verified: on(2024, 8, 15),
                consented: on(2024, 8, 27),
                risk: 0,
                cleared: (on(2024, 8, 30), TestimonyClearance::Taken),
                issued: on(2024, 9, 6),
                left: on(2024, 9, 20),
                post: "MOSHOESHOE_I_AIRPORT",
                receiver: "Counter-trafficking desk at the airport of Dhaka (training)",
                reception: "Met by his wife and a case worker.",
                closed: on(2025, 9, 22),
            }),
            follow_ups: &[
                FollowUp {
                    by: Agency::Mosd,
                    on: on(2025, 3, 20),
                    kind: FollowUpType::SixMonths,
                    wellbeing: "Pays off the last of the debt; works for a relative.",
                    independence: Independence::Partly,
                },
                FollowUp {
                    by: Agency::Mosd,
                    on: on(2025, 9, 22),
                    kind: FollowUpType::TwelveMonths,
                    wellbeing: "Has a workshop of his own.",
                    independence: Independence::Independent,
                },
            ],
            cooperates: Cooperation::Yes,
            testified: Some(on(2024, 8, 6)),
            paid: Some((on(2025, 10, 13), 60_000)),
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Anwar",
            family: "Kalponik",
            citizenship: BGD,
            means: &[Means::Deception, Means::OtherCoercion],
            assets: Some(180_000),
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2024, 4, 9), "Maseru")),
            bail: Some((on(2024, 7, 22), "Passport handed in; a surety of 50,000 maloti.")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            evidence: &[
                exhibit(EvidenceType::Document, "EXH 1 to 6", "Home Affairs"),
                exhibit(EvidenceType::Money, "EXH 7", "docket"),
            ],
            searched: true,
            joint: &[BGD],
            done: Some((on(2024, 6, 10), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 7, 22), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[
            Charge {
                offended: on(2022, 8, 1),
                plea: Some(Plea::NotGuilty),
                verdict: Some(Verdict {
                    on: on(2025, 6, 24),
                    sentence: &[prison(8), compensation(60_000), forfeiture(120_000)],
                    settled: Some(on(2025, 9, 24)),
                    ..VERDICT
                }),
                ..CHARGE
            },
            Charge {
                offence: Offence::Labour,
                offended: on(2022, 8, 1),
                plea: Some(Plea::Guilty),
                verdict: Some(Verdict {
                    on: on(2025, 6, 24),
                    outcome: VerdictOutcome::ConvictedOtherOffence,
                    sentence: &[fine(30_000)],
                    settled: Some(on(2025, 9, 24)),
                    ..VERDICT
                }),
                ..CHARGE
            },
        ],
        turns: &[closed(on(2025, 11, 3), ClosureReason::ConvictedFinal, "Compensation paid; victim at home.")],
        ..STORY
    },
    // The witness was sent home before the trial and no testimony was taken: acquitted; closed.
    Story {
        no: 38,
        opened: on(2024, 7, 22),
        source: DetectionSource::Ngo,
        reporter: ReporterType::Official,
        told: "A woman from Zimbabwe has kept house in Maseru for two years for food. Her employer says that she works \
               off the fine for her expired permit.",
        indicators: IN_NEED,
        flow: CaseType::CrossBorderIn,
        victims: &[Victim {
            given: "Tendai",
            family: "Fungidzwa",
            born: on(1995, 11, 11),
            citizenship: ZWE,
            home: "",
            safe: Answer::Yes,
            occupation: "Trader",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 8, 26), "Threat of the law used to make her work without pay.")),
            episode: Some(Episode {
                country: LSO,
                district: "Maseru",
                from: Some(on(2022, 5, 16)),
                to: Some(on(2024, 7, 22)),
                ended: Some(ExploitationEnd::Rescued),
                control: &[MethodOfControl::ThreatOfLawEnforcement, MethodOfControl::WithholdsDocuments],
                recruited: &[RecruitmentMethod::AtPlaceOfBusiness],
                recruited_in: (LSO, "Maseru"),
                ..HOUSEWORK
            }),
            migration: Some(Migration { kind: MigrantType::VisitorTourist, status: "Permit expired", ..MIGRATION }),
            legs: &[
                back(on(2022, 3, 1), "Johannesburg", "MASERU_BRIDGE", "Maseru"),
                Leg { to: (ZWE, "Bulawayo"), ..out(on(2024, 9, 30), "Maseru", "MASERU_BRIDGE", "") },
            ],
            document: Some(Document {
                kind: DocumentKind::EmergencyTravelDocument,
                issued: Some(on(2024, 7, 24)),
                expires: Some(on(2024, 10, 24)),
                ..PASSPORT
            }),
            background: Some(Background { languages: &["sna", "eng"], children: Some(2), ..BACKGROUND }),
            assistance: &[(on(2024, 7, 25), AssistanceStatus::InCare), (on(2024, 9, 30), AssistanceStatus::Returned)],
            care: &[Care {
                to: Some((on(2024, 9, 30), "Travelled home by bus.")),
                ..shelter(Agency::Setsabelo, on(2024, 7, 23))
            }],
            cooperates: Cooperation::Yes,
            detained: true,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Mampe",
            family: "Ralebakeng",
            sex: Sex::Female,
            status: SuspectStatus::Identified,
            custody: Custody::NotApplicable,
            ..SUSPECT
        }],
        docket: Some(Docket {
            done: Some((on(2024, 11, 4), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2025, 1, 27), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge {
            offended: on(2022, 5, 16),
            plea: Some(Plea::NotGuilty),
            verdict: Some(Verdict {
                on: on(2025, 10, 27),
                outcome: VerdictOutcome::Acquitted,
                court: "Magistrate's Court, Maseru",
                level: CourtLevel::Magistrate,
                settled: Some(on(2025, 11, 27)),
                ..VERDICT
            }),
            ..CHARGE
        }],
        turns: &[closed(
            on(2025, 12, 8),
            ClosureReason::AcquittedFinal,
            "The witness had returned home and her testimony was not taken before.",
        )],
        ..STORY
    },
];

/// A man on his way through Lesotho.
const TRAVELLER: Victim = Victim {
    age_from: AgeAssessmentMethod::Document,
    sex: Sex::Male,
    citizenship: ETH,
    home: "",
    safe: Answer::Unknown,
    episode: Some(Episode {
        types: &[ExploitationType::ForcedLabour],
        industry: Some(Industry::Trade),
        country: ZAF,
        district: "KwaZulu-Natal",
        recruited: &[RecruitmentMethod::RecruitmentAgency],
        recruited_in: (ETH, "Hossana"),
        debt: Some(70_000),
        promised: "Manager of a shop",
        ..EPISODE
    }),
    migration: Some(Migration {
        protection: ProtectionStatus::Stranded,
        kind: MigrantType::Irregular,
        status: "Visa obtained by fraud",
        deportee: false,
    }),
    legs: &[
        Leg {
            from: (ETH, "Addis Ababa"),
            to: (ZAF, "Johannesburg"),
            direction: TravelDirection::Abroad,
            mode: TransportMode::Air,
            decision: None,
            ..out(on(2026, 4, 12), "", "", "")
        },
        Leg {
            mode: TransportMode::Air,
            visa: "Conference, 14 days",
            decision: Some(BorderDecision::Intercepted),
            screening: Some(ScreeningResult::PossibleVictim),
            ..back(on(2026, 4, 13), "Johannesburg", "MOSHOESHOE_I_AIRPORT", "Maseru")
        },
    ],
    document: Some(Document {
        authenticity: DocumentAuthenticity::FraudulentlyObtained,
        held_by: DocumentHolder::Authority,
        seized: true,
        ..PASSPORT
    }),
    background: Some(Background {
        vulnerabilities: &[Vulnerability::Migration],
        languages: &["amh", "eng"],
        education: EducationLevel::UpperSecondary,
        ..BACKGROUND
    }),
    assistance: &[(on(2026, 4, 16), AssistanceStatus::Offered)],
    ..VICTIM
};
