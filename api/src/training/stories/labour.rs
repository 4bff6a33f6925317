//! Work on farms, in factories and kitchens.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // A herder in the Free State: possible victim, the docket came back from the prosecution.
    Story {
        no: 12,
        opened: on(2025, 6, 23),
        station: "Quthing",
        told: "A young man herded on a farm near Zastron for two years for the promise of sheep. When he asked for \
               them the farmer's sons beat him and drove him to the fence.",
        indicators: DECEIVED,
        country: ZAF,
        district: "Free State",
        victims: &[Victim {
            given: "Mpiti",
            family: "Ralitsebe",
            born: on(2002, 2, 28),
            sex: Sex::Male,
            home: "Quthing",
            safe: Answer::Yes,
            occupation: "Herder",
            episode: Some(Episode {
                from: Some(on(2023, 4, 10)),
                to: Some(on(2025, 6, 20)),
                ended: Some(ExploitationEnd::Released),
                recruited_in: (LSO, "Quthing"),
                ..HERDING
            }),
            migration: Some(Migration { kind: MigrantType::Irregular, status: "No record of an exit", ..MIGRATION }),
            legs: &[Leg {
                mode: TransportMode::Foot,
                regularity: Regularity::Irregular,
                precision: DatePrecision::Month,
                decision: None,
                ..out(on(2023, 4, 1), "Quthing", "", "Zastron")
            }],
            document: Some(NO_DOCUMENT),
            background: Some(BACKGROUND),
            assistance: &[(on(2025, 6, 27), AssistanceStatus::Offered)],
            cooperates: Cooperation::Yes,
            ..VICTIM
        }],
        suspects: &[EMPLOYER],
        docket: Some(Docket {
            joint: &[ZAF],
            done: Some((on(2025, 12, 1), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((
                on(2026, 2, 16),
                ProsecutionDecision::ReturnForInvestigation,
                "The farm is not identified. Obtain a statement of the neighbour named on page 4.",
            )),
            ..DOCKET
        }),
        ..STORY
    },
    // A factory in Maputsoe: an investigation closed for lack of evidence.
    Story {
        no: 13,
        opened: on(2024, 7, 1),
        station: "Maputsoe",
        source: DetectionSource::LabourInspection,
        reporter: ReporterType::Official,
        told: "An inspector found four women locked in a sewing hall at night. They signed that the overtime was \
               voluntary; one of them said aside that it was not.",
        alleged: Some(4),
        indicators: &[IndicatorGroup::CoercionDestination],
        district: "Leribe",
        flow: CaseType::Internal,
        victims: &[Victim {
            given: "Mamosa",
            family: "Phakisane",
            born: on(1990, 10, 10),
            home: "Leribe",
            safe: Answer::Yes,
            occupation: "Machinist",
            status: TraffickingStatus::Undetermined,
            decided: Some((on(2025, 2, 3), "Moved away and cannot be reached.")),
            episode: Some(Episode { district: "Leribe", documents_withheld: Answer::No, debt: None, ..WORKSHOP }),
            background: Some(Background { children: Some(2), ..BACKGROUND }),
            cooperates: Cooperation::No,
            ..VICTIM
        }],
        docket: Some(Docket {
            searched: true,
            done: Some((on(2025, 1, 20), InvestigationOutcome::ClosedInsufficientEvidence)),
            ..DOCKET
        }),
        turns: &[closed(on(2025, 2, 17), ClosureReason::Untraceable, "The only witness cannot be reached.")],
        ..STORY
    },
    // A crop of cannabis tended under guard: convicted after a guilty plea, sentence partly suspended.
    Story {
        no: 14,
        opened: on(2024, 10, 14),
        station: "Thaba-Tseka",
        source: DetectionSource::PoliceProactive,
        reporter: ReporterType::Official,
        told: "A patrol found two people chained at night beside a field without a licence. They were promised a wage \
               for building a terrace.",
        indicators: DECEIVED,
        district: "Thaba-Tseka",
        danger: true,
        flow: CaseType::Internal,
        victims: &[Victim {
            given: "Thabiso",
            family: "Lerotholoane",
            born: on(1979, 8, 8),
            sex: Sex::Male,
            home: "Thaba-Tseka",
            safe: Answer::Yes,
            occupation: "Mason",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 11, 25), "Held by force for labour; not to be punished for the crop.")),
            episode: Some(Episode {
                types: &[ExploitationType::ForcedLabour, ExploitationType::ForcedCriminality],
                industry: Some(Industry::Agriculture),
                place: Some(LocationType::Farm),
                district: "Thaba-Tseka",
                from: Some(on(2024, 8, 1)),
                to: Some(on(2024, 10, 13)),
                ended: Some(ExploitationEnd::Rescued),
                hours: Some(14),
                ..CRIME
            }),
            background: Some(Background { marital: MaritalStatus::Married, children: Some(4), ..BACKGROUND }),
            assistance: &[
                (on(2024, 10, 18), AssistanceStatus::Accepted),
                (on(2025, 10, 20), AssistanceStatus::FollowUp),
            ],
            care: &[Care {
                medical: "Wounds of both ankles.",
                to: Some((on(2024, 12, 20), "Healed; back with his family.")),
                ..service(Agency::Mosd, ServiceType::Medical, on(2024, 10, 18))
            }],
            cooperates: Cooperation::Yes,
            detained: true,
            spared: Some(on(2025, 1, 13)),
            testified: Some(on(2025, 5, 27)),
            paid: Some((on(2025, 12, 1), 15_000)),
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Molise",
            family: "Mphutlane",
            means: &[Means::UseOfForce, Means::Deception],
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2024, 10, 14), "Thaba-Tseka")),
            assets: Some(46_000),
            ..SUSPECT
        }],
        docket: Some(Docket {
            evidence: &[
                exhibit(EvidenceType::Physical, "EXH 1", "property store Thaba-Tseka"),
                exhibit(EvidenceType::Recording, "EXH 2", "docket"),
            ],
            searched: true,
            done: Some((on(2024, 12, 9), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2025, 1, 13), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge {
            offended: on(2024, 8, 1),
            plea: Some(Plea::Guilty),
            verdict: Some(Verdict {
                on: on(2025, 6, 10),
                court: "Magistrate's Court, Thaba-Tseka",
                level: CourtLevel::Magistrate,
                transferred: true,
                sentence: &[
                    Sentence { suspended: Some(4), condition: "Suspended for five years.", ..prison(10) },
                    compensation(15_000),
                ],
                settled: Some(on(2025, 7, 10)),
                ..VERDICT
            }),
            ..CHARGE
        }],
        ..STORY
    },
    // Kitchen work in Durban: victim assisted, investigation handed to South Africa; closed.
    Story {
        no: 15,
        opened: on(2024, 8, 19),
        by: Agency::Setsabelo,
        station: "Shelter office, Hlotse",
        source: DetectionSource::Ngo,
        reporter: ReporterType::Victim,
        told: "A man who escaped from a restaurant kitchen in Durban asks for help. He slept beside the stove for five \
               months and was paid in leftovers.",
        indicators: DECEIVED,
        country: ZAF,
        district: "KwaZulu-Natal",
        victims: &[Victim {
            given: "Katleho",
            family: "Moroesele",
            born: on(1996, 6, 6),
            sex: Sex::Male,
            home: "Leribe",
            safe: Answer::Yes,
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 9, 30), "Deceived, unpaid and not free to leave.")),
            episode: Some(Episode {
                industry: Some(Industry::Hospitality),
                place: Some(LocationType::HotelOrRestaurant),
                country: ZAF,
                district: "KwaZulu-Natal",
                from: Some(on(2024, 3, 4)),
                to: Some(on(2024, 8, 12)),
                ended: Some(ExploitationEnd::Escaped),
                wages: Some(0),
                debt: None,
                recruited: &[RecruitmentMethod::OnlineAdvert],
                recruited_in: (LSO, "Leribe"),
                platforms: &[OnlinePlatform::WhatsApp],
                promised: "Cook's assistant",
                ..WORKSHOP
            }),
            migration: Some(MIGRATION),
            legs: &[
                out(on(2024, 3, 3), "Hlotse", "CALEDONSPOORT", "Durban"),
                back(on(2024, 8, 16), "Durban", "CALEDONSPOORT", "Hlotse"),
            ],
            background: Some(BACKGROUND),
            assistance: &[
                (on(2024, 8, 22), AssistanceStatus::InCare),
                (on(2024, 12, 2), AssistanceStatus::Reintegration),
                (on(2025, 6, 2), AssistanceStatus::Exited),
            ],
            care: &[Care {
                to: Some((on(2024, 12, 2), "Works in a bakery in Hlotse.")),
                ..shelter(Agency::Setsabelo, on(2024, 8, 19))
            }],
            cooperates: Cooperation::Yes,
            ..VICTIM
        }],
        suspects: &[EMPLOYER],
        docket: Some(Docket {
            joint: &[ZAF],
            done: Some((on(2025, 5, 12), InvestigationOutcome::TransferredJurisdiction)),
            ..DOCKET
        }),
        turns: &[closed(
            on(2025, 6, 16),
            ClosureReason::TransferredForeignJurisdiction,
            "The docket is with the South African police.",
        )],
        ..STORY
    },
    // Reported and triaged; nobody has met the victims yet.
    Story {
        no: 16,
        opened: on(2026, 10, 12),
        station: "Mafeteng",
        source: DetectionSource::Online,
        reporter: ReporterType::Public,
        told: "An advertisement offers fifty men work on a dam in Gauteng against a fee of 600 maloti. A reader says \
               that his cousin paid, left, and has not answered since.",
        alleged: Some(50),
        indicators: &[IndicatorGroup::DeceptiveRecruitment],
        district: "Mafeteng",
        flow: CaseType::Unknown,
        victims: &[Victim {
            given: "Moeketsi",
            family: "Thoahloane",
            born: on(1995, 1, 1),
            precision: DatePrecision::Estimated,
            age_from: AgeAssessmentMethod::Estimate,
            sex: Sex::Male,
            home: "Mafeteng",
            status: TraffickingStatus::Reported,
            episode: Some(Episode {
                types: &[ExploitationType::Unknown],
                recruited: &[RecruitmentMethod::OnlineAdvert],
                platforms: &[OnlinePlatform::Facebook],
                promised: "Labourer on a dam",
                ..EPISODE
            }),
            ..VICTIM
        }],
        triage: Some(CaseStatus::Triaged),
        ..STORY
    },
];
