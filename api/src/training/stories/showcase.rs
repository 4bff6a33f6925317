//! The case in which every agency has a part: ask it the same question as each of them.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[Story {
    no: 1,
    opened: on(2024, 2, 5),
    station: "Maseru Central, Anti-Trafficking and Migrant Control Unit",
    source: DetectionSource::FamilyCommunity,
    reporter: ReporterType::Public,
    told: "A mother came to the station. Her daughter of nineteen went to Bloemfontein in October to keep house for \
           a couple, on the word of a woman from the same village. She has rung twice, crying, from another \
           person's telephone: she is not let out, she is not paid, and her passport was taken on the first day.",
    indicators: DECEIVED,
    country: ZAF,
    district: "Free State",
    danger: true,
    victims: &[Victim {
        given: "Lineo Mamello",
        family: "Mokhatlane",
        aliases: &["Nini"],
        born: on(2004, 8, 17),
        age_from: AgeAssessmentMethod::Document,
        home: "Mafeteng",
        address: "Ha Training, Mafeteng (training)",
        safe: Answer::No,
        occupation: "Sold vegetables at the bus stop",
        status: TraffickingStatus::Actual,
        decided: Some((
            on(2024, 3, 1),
            "Recruited by deception, harboured and made to work without pay; documents withheld. Interviewed twice, \
             account consistent.",
        )),
        episode: Some(Episode {
            address: "Plot 7, Training Avenue, Bloemfontein (training)",
            from: Some(on(2023, 10, 9)),
            to: Some(on(2024, 2, 11)),
            ended: Some(ExploitationEnd::Rescued),
            recruited_in: (LSO, "Mafeteng"),
            ..HOUSEWORK
        }),
        migration: Some(MIGRATION),
        legs: &[
            Leg {
                with: Some(0),
                stamp: "VRG-2023-10-08 (training)",
                visa: "Visitor, 30 days",
                ..out(on(2023, 10, 8), "Mafeteng", "VAN_ROOYENS_GATE", "Wepener")
            },
            Leg { with: Some(0), ..within(on(2023, 10, 9), ZAF, "Wepener", "Bloemfontein") },
            Leg {
                screening: Some(ScreeningResult::PossibleVictim),
                ..back(on(2024, 2, 12), "Bloemfontein", "MASERU_BRIDGE", "Maseru")
            },
        ],
        document: Some(Document { available: Answer::No, held_by: DocumentHolder::Suspect, ..PASSPORT }),
        background: Some(Background {
            vulnerabilities: &[Vulnerability::Poverty, Vulnerability::Migration],
            languages: &["sot", "eng"],
            education: EducationLevel::LowerSecondary,
            children: Some(1),
            ..BACKGROUND
        }),
        reflection: Some((on(2024, 2, 13), on(2024, 3, 13), ReflectionStatus::Cooperates)),
        assistance: &[(on(2024, 2, 13), AssistanceStatus::InCare), (on(2025, 7, 8), AssistanceStatus::Reintegration)],
        risks: &[
            Risk {
                by: Agency::Lmps,
                on: on(2024, 2, 12),
                types: &[RiskType::Retaliation],
                level: RiskLevel::High,
                needs: "A place the recruiter does not know.",
                measures: "Patrol past the mother's home; the recruiter is not to come near it.",
                ..RISK
            },
            Risk {
                by: Agency::Thuso,
                on: on(2024, 2, 14),
                context: RiskContext::Shelter,
                types: &[RiskType::SelfHarm, RiskType::HealthEmergency],
                level: RiskLevel::High,
                needs: "Company at night; a doctor within two days.",
                plan: "The house mother sleeps next door; the social worker calls every Monday; review in March.",
                ..RISK
            },
            Risk {
                on: on(2024, 11, 4),
                context: RiskContext::Court,
                types: &[RiskType::WitnessIntimidation],
                plan: "Testimony behind a screen; transport by the social worker, not by the usual taxi.",
                measures: "Escort on the days of the hearing.",
                ..RISK
            },
        ],
        care: &[
            Care {
                cost: Some(24_500),
                medical: "Untreated burn on the left forearm; anaemia.",
                health: "Dressing changed every second day; iron tablets for three months. Seen by the clinic nurse.",
                counselling: "Sleeps badly, fears that the recruiter waits outside. Weekly sessions agreed.",
                to: Some((on(2025, 6, 30), "Moved back to her mother with a plan for her own stall.")),
                ..shelter(Agency::Thuso, on(2024, 2, 13))
            },
            Care {
                counselling: "Sleeps through; comes every second week.",
                ..service(Agency::Thuso, ServiceType::Psychosocial, on(2025, 7, 8))
            },
            Care { cost: Some(3_000), ..service(Agency::Mosd, ServiceType::VocationalLivelihood, on(2025, 7, 8)) },
        ],
        declined: Some(Agency::Setsabelo),
        kin: &[Kin {
            name: "Mamello Mokhatlane",
            relation: KinRelation::Parent,
            guardian: false,
            address: "Ha Training, Mafeteng (training)",
            safe: Answer::No,
        }],
        plan: Some(Plan {
            by: Agency::Thuso,
            on: on(2024, 2, 19),
            until: on(2025, 2, 18),
            services: &[ServiceType::Psychosocial, ServiceType::VocationalLivelihood],
            objectives: "Sleeps through the night; earns her own living at the market.",
            actions: "Weekly sessions; a course in book-keeping from August.",
        }),
        follow_ups: &[FollowUp {
            by: Agency::Mosd,
            on: on(2025, 9, 15),
            kind: FollowUpType::Other,
            wellbeing: "Goes to the market by herself again.",
            independence: Independence::Partly,
        }],
        cooperates: Cooperation::Yes,
        testified: Some(on(2024, 11, 20)),
        paid: Some((on(2025, 9, 15), 20_000)),
        ..VICTIM
    }],
    suspects: &[
        Suspect {
            given: "Mantsane",
            family: "Thibeletsi",
            aliases: &["Ausi Mantso"],
            born: Some(on(1979, 3, 2)),
            sex: Sex::Female,
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2024, 2, 6), "Mafeteng bus stop")),
            bail: Some((on(2024, 6, 17), "Reports to the police every Friday; no contact with the victim.")),
            assets: Some(8_500),
            ..RECRUITER
        },
        Suspect { given: "Gert", family: "Vanderfiksie", status: SuspectStatus::Wanted, ..EMPLOYER },
    ],
    docket: Some(Docket {
        evidence: &[
            exhibit(EvidenceType::Statement, "EXH 1", "docket"),
            exhibit(EvidenceType::Recording, "EXH 2", "property store Maseru Central"),
            exhibit(EvidenceType::Document, "EXH 3", "property store Maseru Central"),
            exhibit(EvidenceType::Document, "EXH 4", "South African police"),
            exhibit(EvidenceType::Device, "EXH 5", "digital unit"),
        ],
        searched: true,
        joint: &[ZAF],
        done: Some((on(2024, 5, 6), InvestigationOutcome::DocketToProsecution)),
        ruling: Some((on(2024, 6, 17), ProsecutionDecision::Prosecute, "")),
        ..DOCKET
    }),
    charges: &[
        Charge {
            offended: on(2023, 10, 8),
            plea: Some(Plea::NotGuilty),
            verdict: Some(Verdict {
                on: on(2025, 3, 14),
                sentence: &[
                    prison(12),
                    Sentence {
                        suspended: Some(20_000),
                        condition: "Suspended as long as no further offence is committed within five years.",
                        ..fine(20_000)
                    },
                    compensation(20_000),
                ],
                appeal: Some(Appeal {
                    on: on(2025, 3, 28),
                    by: Appellant::Defence,
                    ground: "Against the length of the sentence.",
                    status: AppealStatus::Dismissed,
                    result: "The sentence stands.",
                }),
                settled: Some(on(2025, 8, 22)),
                ..VERDICT
            }),
            ..CHARGE
        },
        Charge {
            offence: Offence::PenalCode,
            offended: on(2023, 10, 9),
            plea: Some(Plea::NotGuilty),
            verdict: Some(Verdict {
                on: on(2025, 3, 14),
                outcome: VerdictOutcome::Acquitted,
                settled: Some(on(2025, 8, 22)),
                ..VERDICT
            }),
            ..CHARGE
        },
    ],
    notes: &[
        Note {
            by: Agency::Mosd,
            on: on(2024, 2, 14),
            shared: true,
            text: "TRAINING DATA. Please call the social worker before anybody calls the mother.",
        },
        Note {
            by: Agency::Lmps,
            on: on(2024, 2, 20),
            shared: false,
            text: "TRAINING DATA. Ask the bus company for the list of passengers.",
        },
    ],
    disputes: &[Dispute {
        by: Agency::Dpp,
        on: on(2024, 6, 10),
        victim: 0,
        types: &[ExploitationType::ForcedLabour, ExploitationType::DomesticServitude, ExploitationType::Servitude],
        why: "She was not free to leave the house: that is servitude as well.",
    }],
    turns: &[turned(
        on(2025, 9, 22),
        CaseStatus::PendingClosure,
        "Verdict final, victim back home; open: the second suspect is wanted in South Africa.",
    )],
    ..STORY
}];
