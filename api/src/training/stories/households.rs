//! Domestic servitude of adults, in South Africa and at home.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // A possible victim; the police have just opened a docket.
    Story {
        no: 2,
        opened: on(2026, 8, 11),
        told: "A housekeeper in Welkom sent her sister a message: she has worked for a year, sleeps in the garage and \
               gets maize meal instead of wages. The sister does not know the address.",
        indicators: IN_NEED,
        country: ZAF,
        district: "Free State",
        victims: &[Victim {
            given: "Nthatisi",
            family: "Sekotlang",
            born: on(1991, 2, 20),
            home: "Berea",
            safe: Answer::No,
            occupation: "Housekeeper",
            episode: Some(Episode { from: Some(on(2025, 8, 1)), recruited_in: (LSO, "Berea"), ..HOUSEWORK }),
            migration: Some(MIGRATION),
            legs: &[out(on(2025, 7, 30), "Teyateyaneng", "MASERU_BRIDGE", "Welkom")],
            ..VICTIM
        }],
        suspects: &[Suspect { business: "Blue Gate Placements", kind: PerpetratorKind::Business, ..RECRUITER }],
        docket: Some(Docket { joint: &[ZAF], ..DOCKET }),
        ..STORY
    },
    // Opened by an NGO: nobody leads, the coordinator calls the others. Actual victim, investigation open.
    Story {
        no: 4,
        by: Agency::Thuso,
        station: "Helpdesk, Maseru",
        opened: on(2026, 3, 4),
        source: DetectionSource::SelfReport,
        reporter: ReporterType::Victim,
        told: "A woman came to the helpdesk after nine months as a housekeeper in Ladybrand. She walked to the border \
               at night. The employer keeps her passport against a debt for her transport.",
        indicators: DECEIVED,
        country: ZAF,
        district: "Free State",
        victims: &[Victim {
            given: "Puseletso",
            family: "Mohlakana",
            born: on(1997, 12, 1),
            home: "Maseru",
            safe: Answer::Yes,
            occupation: "Factory worker",
            status: TraffickingStatus::Actual,
            decided: Some((on(2026, 4, 14), "Debt bondage and withheld passport; account consistent.")),
            episode: Some(Episode {
                from: Some(on(2025, 6, 2)),
                to: Some(on(2026, 3, 3)),
                ended: Some(ExploitationEnd::Escaped),
                debt: Some(1_800),
                recruited_in: (LSO, "Maseru"),
                ..HOUSEWORK
            }),
            migration: Some(MIGRATION),
            legs: &[
                out(on(2025, 6, 1), "Maseru", "MASERU_BRIDGE", "Ladybrand"),
                Leg {
                    mode: TransportMode::Foot,
                    regularity: Regularity::Irregular,
                    decision: None,
                    ..back(on(2026, 3, 3), "Ladybrand", "", "Maseru")
                },
            ],
            document: Some(Document { available: Answer::No, held_by: DocumentHolder::Suspect, ..PASSPORT }),
            background: Some(BACKGROUND),
            assistance: &[(on(2026, 3, 9), AssistanceStatus::InCare)],
            care: &[
                Care { medical: "Exhaustion; blisters.", ..shelter(Agency::Thuso, on(2026, 3, 4)) },
                service(Agency::Thuso, ServiceType::LegalAid, on(2026, 3, 20)),
            ],
            cooperates: Cooperation::Yes,
            ..VICTIM
        }],
        suspects: &[EMPLOYER],
        docket: Some(Docket { joint: &[ZAF], ..DOCKET }),
        ..STORY
    },
    // Not a victim: an unpaid wage, no trafficking.
    Story {
        no: 6,
        opened: on(2025, 3, 18),
        by: Agency::Mosd,
        station: "District office Berea",
        source: DetectionSource::SocialWorker,
        reporter: ReporterType::Official,
        told: "A housekeeper says that she was not paid for two months. She lived at home, came and went freely and \
               kept her documents.",
        indicators: &[IndicatorGroup::Exploitation],
        district: "Berea",
        flow: CaseType::Internal,
        victims: &[Victim {
            given: "Mathabo",
            family: "Lekhoale",
            born: on(1984, 7, 7),
            home: "Berea",
            safe: Answer::Yes,
            occupation: "Housekeeper",
            status: TraffickingStatus::NotAVictim,
            decided: Some((on(2025, 4, 8), "A dispute about wages; none of the elements of trafficking is present.")),
            episode: Some(Episode {
                types: &[ExploitationType::Other],
                industry: Some(Industry::Households),
                ..EPISODE
            }),
            background: Some(Background { children: Some(3), marital: MaritalStatus::Widowed, ..BACKGROUND }),
            assistance: &[(on(2025, 4, 8), AssistanceStatus::Exited)],
            ..VICTIM
        }],
        triage: Some(CaseStatus::Triaged),
        turns: &[turned(
            on(2025, 4, 15),
            CaseStatus::Rejected,
            "A dispute about wages; referred to the labour office.",
        )],
        ..STORY
    },
    // Before the court: charged, trial pending, accused on bail.
    Story {
        no: 7,
        opened: on(2025, 1, 27),
        source: DetectionSource::EmbassyConsulate,
        reporter: ReporterType::Official,
        told: "The consulate in Johannesburg received a woman whom neighbours found locked in a flat. A cousin brought \
               her there to mind a child and collected her wages.",
        indicators: DECEIVED,
        country: ZAF,
        district: "Gauteng",
        victims: &[Victim {
            given: "Bokang",
            family: "Tlalinyane",
            born: on(2003, 4, 12),
            home: "Leribe",
            safe: Answer::No,
            status: TraffickingStatus::Actual,
            decided: Some((on(2025, 3, 3), "Locked in and unpaid; brought by deception.")),
            episode: Some(Episode {
                district: "Gauteng",
                address: "Flat 3, Training Court, Johannesburg (training)",
                from: Some(on(2024, 3, 15)),
                to: Some(on(2025, 1, 24)),
                ended: Some(ExploitationEnd::Rescued),
                recruited: &[RecruitmentMethod::FamilyOrFamilyEvent],
                recruited_in: (LSO, "Leribe"),
                ..HOUSEWORK
            }),
            migration: Some(MIGRATION),
            legs: &[
                out(on(2024, 3, 14), "Maputsoe", "MAPUTSOE_BRIDGE", "Johannesburg"),
                back(on(2025, 1, 31), "Johannesburg", "MAPUTSOE_BRIDGE", "Hlotse"),
            ],
            document: Some(Document {
                kind: DocumentKind::EmergencyTravelDocument,
                issued: Some(on(2025, 1, 28)),
                expires: Some(on(2025, 2, 28)),
                held_by: DocumentHolder::Authority,
                ..PASSPORT
            }),
            background: Some(Background { education: EducationLevel::UpperSecondary, ..BACKGROUND }),
            reflection: Some((on(2025, 1, 31), on(2025, 3, 1), ReflectionStatus::Cooperates)),
            assistance: &[(on(2025, 2, 1), AssistanceStatus::InCare), (on(2025, 8, 4), AssistanceStatus::Transition)],
            care: &[Care {
                counselling: "Shame towards the family; sessions with the mother since April.",
                to: Some((on(2025, 8, 4), "Rents a room of her own.")),
                ..shelter(Agency::Setsabelo, on(2025, 2, 1))
            }],
            cooperates: Cooperation::Yes,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Lebuajoang",
            family: "Tlalinyane",
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2025, 1, 27), "Hlotse")),
            bail: Some((on(2025, 6, 9), "Passport handed in; lives with his brother in Hlotse.")),
            relationship: Relationship::OtherRelative,
            ..SUSPECT
        }],
        docket: Some(Docket {
            joint: &[ZAF],
            done: Some((on(2025, 5, 5), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2025, 6, 9), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge { offended: on(2024, 3, 14), counts: 2, ..CHARGE }],
        ..STORY
    },
    // Just reported, anonymous, no name, no triage yet.
    Story {
        no: 8,
        opened: on(2026, 10, 22),
        station: "Qacha's Nek",
        source: DetectionSource::Helpline,
        reporter: ReporterType::Anonymous,
        told: "A caller says that a family near the border has kept a young woman for months who is never seen \
               outside. The caller gave no name and no address.",
        indicators: &[IndicatorGroup::CoercionDestination],
        district: "Qacha's Nek",
        flow: CaseType::Unknown,
        victims: &[Victim {
            born: on(2006, 1, 1),
            precision: DatePrecision::Estimated,
            age_from: AgeAssessmentMethod::Estimate,
            home: "",
            status: TraffickingStatus::Reported,
            episode: Some(Episode {
                types: &[ExploitationType::DomesticServitude],
                place: Some(LocationType::PrivateHome),
                district: "Qacha's Nek",
                ..EPISODE
            }),
            ..VICTIM
        }],
        triage: None,
        ..STORY
    },
];
