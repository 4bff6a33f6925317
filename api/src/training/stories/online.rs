//! Recruited or exploited online.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // Recruited online, rescued in Johannesburg; in shelter, the trial is on.
    Story {
        no: 24,
        opened: on(2025, 4, 7),
        by: Agency::Thuso,
        station: "Helpline",
        source: DetectionSource::Helpline,
        reporter: ReporterType::Victim,
        told: "A young woman rang from a bar in Germiston. She answered a post that sought waitresses; on arrival she \
               owed 6,000 rand for the journey and was to pay it with customers.",
        indicators: DECEIVED,
        country: ZAF,
        district: "Gauteng",
        danger: true,
        victims: &[Victim {
            given: "Palesa",
            family: "Thamaeli",
            born: on(2005, 12, 12),
            home: "Berea",
            safe: Answer::No,
            occupation: "Job seeker",
            status: TraffickingStatus::Actual,
            decided: Some((on(2025, 5, 19), "Deceived, in debt bondage and sexually exploited.")),
            episode: Some(Episode {
                district: "Gauteng",
                address: "Bar at 5 Training Street, Germiston (training)",
                from: Some(on(2025, 2, 15)),
                to: Some(on(2025, 4, 10)),
                ended: Some(ExploitationEnd::Rescued),
                recruited_in: (LSO, "Berea"),
                ..BAR
            }),
            migration: Some(MIGRATION),
            legs: &[
                Leg { with: Some(0), ..out(on(2025, 2, 14), "Teyateyaneng", "MASERU_BRIDGE", "Germiston") },
                Leg {
                    screening: Some(ScreeningResult::PossibleVictim),
                    ..back(on(2025, 4, 12), "Germiston", "MASERU_BRIDGE", "Maseru")
                },
            ],
            document: Some(Document { available: Answer::No, held_by: DocumentHolder::Suspect, ..PASSPORT }),
            background: Some(Background {
                vulnerabilities: &[Vulnerability::Poverty, Vulnerability::AbuseSocialMedia],
                languages: &["sot", "eng"],
                education: EducationLevel::UpperSecondary,
                ..BACKGROUND
            }),
            reflection: Some((on(2025, 4, 14), on(2025, 5, 13), ReflectionStatus::Cooperates)),
            assistance: &[(on(2025, 4, 12), AssistanceStatus::InCare)],
            risks: &[Risk {
                by: Agency::Thuso,
                on: on(2025, 4, 14),
                context: RiskContext::Shelter,
                types: &[RiskType::Retaliation, RiskType::ReTrafficking],
                level: RiskLevel::High,
                needs: "A new telephone number.",
                plan: "No calls from the shelter for a month; the social worker tells the mother.",
                measures: "The recruiter knows the mother's house.",
            }],
            care: &[
                Care {
                    cost: Some(18_000),
                    medical: "Infection, treated.",
                    health: "Antibiotics for ten days; check after three months was clear.",
                    counselling: "Weekly; wants to train as a hairdresser.",
                    ..shelter(Agency::Thuso, on(2025, 4, 12))
                },
                service(Agency::Thuso, ServiceType::VocationalLivelihood, on(2025, 8, 1)),
            ],
            cooperates: Cooperation::Yes,
            testified: Some(on(2026, 9, 9)),
            ..VICTIM
        }],
        suspects: &[
            Suspect {
                given: "Rorisang",
                family: "Makatile",
                aliases: &["Queen R"],
                sex: Sex::Female,
                relationship: Relationship::OnlineContact,
                status: SuspectStatus::Arrested,
                custody: Custody::InCustody,
                arrested: Some((on(2025, 4, 21), "Teyateyaneng")),
                bail: Some((on(2025, 9, 1), "No use of social media.")),
                ..RECRUITER
            },
            Suspect {
                given: "Victor",
                family: "Onweghi",
                organised: Answer::Unknown,
                means: &[Means::ThreatOfForce, Means::OtherCoercion],
                ..EMPLOYER
            },
        ],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            evidence: &[
                exhibit(EvidenceType::Document, "EXH 1", "digital unit"),
                exhibit(EvidenceType::Money, "EXH 2", "docket"),
            ],
            joint: &[ZAF],
            done: Some((on(2025, 7, 14), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2025, 9, 1), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge { offended: on(2025, 2, 14), ..CHARGE }],
        ..STORY
    },
    // The prosecutor declined; new evidence reopened the case.
    Story {
        no: 25,
        opened: on(2024, 6, 10),
        source: DetectionSource::SelfReport,
        reporter: ReporterType::Victim,
        told: "A student says that a man she met online makes her perform before a camera and keeps what is paid. He \
               threatens to send the pictures to her church.",
        indicators: &[IndicatorGroup::CoerciveRecruitment, IndicatorGroup::CoercionDestination],
        flow: CaseType::Internal,
        victims: &[Victim {
            given: "Limpho",
            family: "Rantsane",
            born: on(2002, 1, 19),
            home: "Maseru",
            safe: Answer::Yes,
            occupation: "Student",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 7, 22), "Coerced by threats; earnings taken.")),
            episode: Some(Episode {
                from: Some(on(2023, 11, 1)),
                to: Some(on(2024, 6, 9)),
                ended: Some(ExploitationEnd::Escaped),
                recruited_in: (LSO, "Maseru"),
                platforms: &[OnlinePlatform::Instagram, OnlinePlatform::WhatsApp],
                ..CAMERA
            }),
            background: Some(Background {
                vulnerabilities: &[Vulnerability::AbuseSocialMedia],
                languages: &["sot", "eng"],
                education: EducationLevel::Bachelor,
                ..BACKGROUND
            }),
            assistance: &[(on(2024, 6, 13), AssistanceStatus::Accepted), (on(2024, 12, 2), AssistanceStatus::Exited)],
            care: &[Care {
                counselling: "Panic attacks, fewer since March.",
                ..service(Agency::Thuso, ServiceType::Psychosocial, on(2024, 6, 17))
            }],
            cooperates: Cooperation::Yes,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Neo",
            family: "Tsolopane",
            relationship: Relationship::OnlineContact,
            means: &[Means::OtherCoercion, Means::AbuseOfVulnerability],
            status: SuspectStatus::Released,
            custody: Custody::AtLarge,
            arrested: Some((on(2024, 6, 11), "Roma")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            evidence: &[exhibit(EvidenceType::Device, "EXH 1", "digital unit")],
            done: Some((on(2024, 10, 7), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2024, 12, 9), ProsecutionDecision::Decline, "")),
            ..DOCKET
        }),
        turns: &[
            closed(on(2025, 1, 20), ClosureReason::NoProsecution, "No prospect of conviction on one statement."),
            turned(on(2026, 5, 11), CaseStatus::Reopened, "A second complainant names the same account."),
        ],
        ..STORY
    },
    // A child before a camera, customers abroad; investigation with a foreign police.
    Story {
        no: 26,
        opened: on(2026, 2, 9),
        source: DetectionSource::ForeignAuthority,
        reporter: ReporterType::Official,
        told: "A police force abroad traced recordings of a child to a house in Maseru. The voice of a woman gives \
               instructions in Sesotho.",
        indicators: IN_NEED,
        danger: true,
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Nyakallo",
            family: "Mohlominyane",
            born: on(2015, 8, 4),
            age_from: AgeAssessmentMethod::Document,
            home: "Maseru",
            status: TraffickingStatus::Actual,
            decided: Some((on(2026, 3, 9), "A child, sexually exploited for payment.")),
            episode: Some(Episode {
                address: "Room 2, Training Flats, Maseru (training)",
                from: Some(on(2025, 9, 1)),
                to: Some(on(2026, 2, 9)),
                ended: Some(ExploitationEnd::Rescued),
                recruited: &[RecruitmentMethod::FamilyOrFamilyEvent],
                platforms: &[],
                promised: "",
                ..CAMERA
            }),
            background: Some(CHILD),
            assistance: &[(on(2026, 2, 10), AssistanceStatus::InCare)],
            risks: &[Risk {
                on: on(2026, 2, 12),
                types: &[RiskType::FamilyComplicity],
                level: RiskLevel::High,
                needs: "No contact with the household.",
                plan: "Foster family from April; guardian to be appointed.",
                ..RISK
            }],
            care: &[Care {
                medical: "No acute needs.",
                counselling: "Play therapy; has not spoken of it.",
                ..shelter(Agency::Thuso, on(2026, 2, 10))
            }],
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Mathapelo",
            family: "Mohlominyane",
            sex: Sex::Female,
            relationship: Relationship::OtherRelative,
            means: &[Means::NotRequiredChild],
            acts: &[TraffickingAct::Harbouring],
            status: SuspectStatus::Remanded,
            custody: Custody::InCustody,
            arrested: Some((on(2026, 2, 9), "Maseru")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Sex,
            evidence: &[
                exhibit(EvidenceType::Device, "EXH 1 and 2", "digital unit"),
                exhibit(EvidenceType::Money, "EXH 3", "docket"),
            ],
            searched: true,
            ..DOCKET
        }),
        ..STORY
    },
    // Just reported by an NGO: nobody but the coordinator knows of it yet.
    Story {
        no: 30,
        opened: on(2026, 10, 20),
        by: Agency::Setsabelo,
        station: "Shelter office, Hlotse",
        source: DetectionSource::Ngo,
        reporter: ReporterType::Public,
        told: "A pastor asks what to do about two sisters whom a man invited to a casting in Cape Town by a video app. \
               The bus leaves on Friday.",
        alleged: Some(2),
        indicators: &[IndicatorGroup::DeceptiveRecruitment],
        district: "Leribe",
        danger: true,
        victims: &[Victim {
            given: "Hlompho",
            family: "Sefatsane",
            born: on(2007, 2, 2),
            home: "Leribe",
            safe: Answer::Yes,
            status: TraffickingStatus::Reported,
            episode: Some(Episode {
                types: &[ExploitationType::Unknown],
                recruited: &[RecruitmentMethod::OnlineSocialNetwork],
                platforms: &[OnlinePlatform::TikTok],
                recruited_in: (LSO, "Leribe"),
                promised: "Model",
                ..EPISODE
            }),
            ..VICTIM
        }],
        triage: None,
        ..STORY
    },
];
