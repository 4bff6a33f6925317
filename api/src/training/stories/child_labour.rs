//! Children kept for work: in households, at a cattle post, in the street.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // A child, found at school; in shelter, docket with the prosecution.
    Story {
        no: 3,
        opened: on(2025, 9, 15),
        station: "Maputsoe",
        source: DetectionSource::School,
        reporter: ReporterType::Official,
        told: "A teacher reports a girl of twelve who came to school twice this year. She lives with a family she \
               calls employers, rises at four to fetch water, and has marks of beatings on her back.",
        indicators: IN_NEED,
        district: "Leribe",
        danger: true,
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Khauhelo",
            family: "Letsoaka",
            born: on(2013, 5, 6),
            precision: DatePrecision::Month,
            age_from: AgeAssessmentMethod::SocialAssessment,
            home: "Thaba-Tseka",
            status: TraffickingStatus::Actual,
            decided: Some((
                on(2025, 10, 20),
                "A child, received and exploited in a household; means need not be shown.",
            )),
            episode: Some(Episode {
                district: "Leribe",
                address: "House with the green roof, Training Village, Maputsoe (training)",
                from: Some(on(2024, 12, 10)),
                to: Some(on(2025, 9, 15)),
                ended: Some(ExploitationEnd::Rescued),
                recruited_in: (LSO, "Thaba-Tseka"),
                ..CHILD_IN_HOUSEHOLD
            }),
            background: Some(CHILD),
            assistance: &[(on(2025, 9, 16), AssistanceStatus::InCare)],
            risks: &[Risk {
                on: on(2025, 9, 18),
                types: &[RiskType::FamilyComplicity],
                level: RiskLevel::High,
                needs: "Not to be handed to relatives before they are assessed.",
                plan: "Family tracing in Thaba-Tseka by November; school in Hlotse meanwhile.",
                ..RISK
            }],
            care: &[
                Care {
                    medical: "Healing bruises on the back; underweight.",
                    counselling: "Plays alone, answers in single words; play sessions twice a week.",
                    ..shelter(Agency::Setsabelo, on(2025, 9, 16))
                },
                service(Agency::Setsabelo, ServiceType::Education, on(2025, 10, 1)),
            ],
            cooperates: Cooperation::Undecided,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Malineo",
            family: "Ramorapeli",
            sex: Sex::Female,
            means: &[Means::NotRequiredChild],
            custody: Custody::InCustody,
            arrested: Some((on(2025, 9, 16), "Maputsoe")),
            status: SuspectStatus::Arrested,
            ..SUSPECT
        }],
        docket: Some(Docket {
            evidence: &[
                exhibit(EvidenceType::Statement, "EXH 1", "docket"),
                exhibit(EvidenceType::Forensic, "EXH 2", "docket"),
            ],
            done: Some((on(2026, 2, 2), InvestigationOutcome::DocketToProsecution)),
            ..DOCKET
        }),
        ..STORY
    },
    // A magistrate's conviction with a suspended sentence; closed.
    Story {
        no: 5,
        opened: on(2024, 4, 22),
        station: "Mohale's Hoek",
        told: "A shopkeeper keeps a girl of sixteen from a mountain village who minds three children and the shop. \
               Her aunt asked for her wages and was chased away.",
        indicators: IN_NEED,
        district: "Mohale's Hoek",
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Reitumetse",
            family: "Phofolane",
            born: on(2007, 10, 30),
            home: "Quthing",
            occupation: "Pupil",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 5, 20), "A child, exploited in a household and a shop.")),
            episode: Some(Episode {
                district: "Mohale's Hoek",
                from: Some(on(2023, 2, 1)),
                to: Some(on(2024, 4, 23)),
                ended: Some(ExploitationEnd::Rescued),
                recruited_in: (LSO, "Quthing"),
                ..CHILD_IN_HOUSEHOLD
            }),
            background: Some(CHILD),
            assistance: &[(on(2024, 4, 25), AssistanceStatus::Accepted), (on(2025, 4, 28), AssistanceStatus::Exited)],
            care: &[Care {
                to: Some((on(2025, 4, 28), "Back at school, lives with her aunt.")),
                ..service(Agency::Mosd, ServiceType::Education, on(2024, 5, 2))
            }],
            cooperates: Cooperation::Yes,
            testified: Some(on(2024, 12, 3)),
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Thakane",
            family: "Molikeng",
            sex: Sex::Female,
            means: &[Means::NotRequiredChild],
            custody: Custody::NotApplicable,
            status: SuspectStatus::Identified,
            ..SUSPECT
        }],
        docket: Some(Docket {
            done: Some((on(2024, 7, 15), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 9, 2), ProsecutionDecision::AlternativeCharge, "")),
            ..DOCKET
        }),
        charges: &[Charge {
            offence: Offence::ChildProtection,
            offended: on(2023, 2, 1),
            plea: Some(Plea::Guilty),
            verdict: Some(Verdict {
                on: on(2025, 2, 10),
                outcome: VerdictOutcome::ConvictedOtherOffence,
                court: "Magistrate's Court, Mohale's Hoek",
                level: CourtLevel::Magistrate,
                sentence: &[Sentence {
                    kind: SentenceKind::SuspendedImprisonment,
                    suspended: Some(3),
                    condition: "On condition that the arrears of wages are paid within six months.",
                    ..prison(3)
                }],
                settled: Some(on(2025, 3, 12)),
                ..VERDICT
            }),
            ..CHARGE
        }],
        turns: &[closed(
            on(2025, 5, 6),
            ClosureReason::ConvictedFinal,
            "Sentence served on condition; child at school.",
        )],
        ..STORY
    },
    // A herd boy on a cattle post in the mountains: child labour, chief complicit, charged.
    Story {
        no: 11,
        opened: on(2025, 10, 6),
        station: "Mokhotlong",
        source: DetectionSource::SocialWorker,
        reporter: ReporterType::Official,
        told: "A boy of eleven was found alone with forty sheep at a cattle post in the snow. A village chief placed \
               him there against a debt of the boy's uncle and has kept him from school.",
        indicators: IN_NEED,
        district: "Mokhotlong",
        danger: true,
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        complicity: true,
        victims: &[Victim {
            given: "Lebohang",
            family: "Tsehlana",
            born: on(2014, 4, 1),
            precision: DatePrecision::Year,
            age_from: AgeAssessmentMethod::SocialAssessment,
            sex: Sex::Male,
            home: "Mokhotlong",
            status: TraffickingStatus::Actual,
            decided: Some((on(2025, 11, 11), "A child, given against a debt and exploited.")),
            episode: Some(Episode {
                types: &[ExploitationType::ChildLabour, ExploitationType::SlaveryOrSimilar],
                country: LSO,
                district: "Mokhotlong",
                from: Some(on(2024, 9, 1)),
                to: Some(on(2025, 10, 4)),
                ended: Some(ExploitationEnd::Rescued),
                debt: Some(2_500),
                recruited_in: (LSO, "Mokhotlong"),
                ..HERDING
            }),
            background: Some(CHILD),
            assistance: &[(on(2025, 10, 9), AssistanceStatus::InCare)],
            care: &[Care { medical: "Frostbite on two toes.", ..shelter(Agency::Setsabelo, on(2025, 10, 9)) }],
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Letlatsa",
            family: "Molapomahale",
            office: Some(OfficeCategory::ElectedOrTraditional),
            roles: &[PerpetratorRole::ComplicitOfficial, PerpetratorRole::ReceivedIndividual],
            relationship: Relationship::NeighbourCommunity,
            acts: &[TraffickingAct::Transfer, TraffickingAct::Receipt],
            means: &[Means::NotRequiredChild, Means::AbuseOfPower],
            status: SuspectStatus::Identified,
            custody: Custody::OnBail,
            bail: Some((on(2026, 5, 18), "Suspended from office; keeps away from the school.")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            done: Some((on(2026, 3, 9), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2026, 5, 18), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge { offended: on(2024, 9, 1), ..CHILD_CHARGE }],
        ..STORY
    },
    // A boy from Mozambique sells sweets in Mafeteng; his return is being prepared.
    Story {
        no: 39,
        opened: on(2026, 7, 6),
        by: Agency::Mosd,
        station: "District office Mafeteng",
        source: DetectionSource::SocialWorker,
        reporter: ReporterType::Official,
        told: "A boy of thirteen who speaks no Sesotho sells sweets at the bus stop until late and sleeps in a container \
               with the stock. He was brought by a man from Malawi with four others.",
        alleged: Some(5),
        indicators: IN_NEED,
        district: "Mafeteng",
        danger: true,
        flow: CaseType::CrossBorderIn,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Joao",
            family: "Ficticio",
            born: on(2013, 2, 1),
            precision: DatePrecision::Month,
            sex: Sex::Male,
            citizenship: MOZ,
            home: "",
            status: TraffickingStatus::Actual,
            decided: Some((on(2026, 8, 3), "A child, transported and exploited.")),
            episode: Some(Episode {
                types: &[ExploitationType::ChildLabour],
                industry: Some(Industry::Trade),
                place: Some(LocationType::ShopOrMarket),
                district: "Mafeteng",
                from: Some(on(2026, 2, 1)),
                to: Some(on(2026, 7, 6)),
                ended: Some(ExploitationEnd::Rescued),
                wages: Some(0),
                recruited: &[RecruitmentMethod::AtPlaceOfBusiness],
                recruited_in: (MOZ, "Maputo"),
                promised: "School in South Africa",
                ..WORKSHOP
            }),
            migration: Some(CHILD_ALONE),
            legs: &[Leg {
                from: (ZAF, "Wepener"),
                precision: DatePrecision::Month,
                regularity: Regularity::Irregular,
                decision: None,
                ..back(on(2026, 1, 1), "", "VAN_ROOYENS_GATE", "Mafeteng")
            }],
            document: Some(NO_DOCUMENT),
            background: Some(Background { languages: &["por", "tso"], ..CHILD }),
            reflection: Some((on(2026, 7, 9), on(2026, 11, 30), ReflectionStatus::Running)),
            assistance: &[
                (on(2026, 7, 7), AssistanceStatus::InCare),
                (on(2026, 9, 28), AssistanceStatus::ReturnPlanned),
            ],
            risks: &[Risk {
                on: on(2026, 9, 21),
                context: RiskContext::Return,
                types: &[RiskType::ReturnRisk, RiskType::FamilyComplicity],
                plan: "His mother was found and visited; an uncle took part in the recruitment.",
                ..RISK
            }],
            care: &[
                Care { medical: "Scabies, treated.", ..shelter(Agency::Setsabelo, on(2026, 7, 7)) },
                service(Agency::Mosd, ServiceType::FamilyTracing, on(2026, 7, 13)),
            ],
            cooperates: Cooperation::Yes,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Chikondi",
            family: "Nthanoga",
            citizenship: MWI,
            means: &[Means::NotRequiredChild],
            status: SuspectStatus::Wanted,
            ..SUSPECT
        }],
        docket: Some(Docket { joint: &[MOZ, MWI], ..DOCKET }),
        ..STORY
    },
];
