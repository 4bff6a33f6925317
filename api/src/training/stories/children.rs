//! Children made to marry, to beg, to steal; a child sold.

use entity::codes::*;

use super::patterns::*;
use crate::training::events::*;
use crate::training::people::*;
use crate::training::story::*;

pub(super) const STORIES: &[Story] = &[
    // A girl abducted to be married; returned home, docket with the prosecution.
    Story {
        no: 31,
        opened: on(2025, 11, 17),
        station: "Quthing",
        told: "Friends of a girl of sixteen saw men take her on the way from school. Her parents were sent six cows and \
               sent them back.",
        indicators: &[IndicatorGroup::CoerciveRecruitment, IndicatorGroup::CoercionDestination],
        district: "Quthing",
        danger: true,
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Nthati",
            family: "Lebetsane",
            born: on(2009, 1, 31),
            age_from: AgeAssessmentMethod::Document,
            home: "Quthing",
            occupation: "Pupil",
            status: TraffickingStatus::Actual,
            decided: Some((on(2025, 12, 15), "A child, abducted and held for marriage.")),
            episode: Some(Episode {
                district: "Quthing",
                from: Some(on(2025, 11, 14)),
                to: Some(on(2025, 11, 19)),
                ended: Some(ExploitationEnd::Rescued),
                recruited_in: (LSO, "Quthing"),
                ..MARRIAGE
            }),
            background: Some(CHILD),
            assistance: &[(on(2025, 11, 20), AssistanceStatus::InCare), (on(2026, 1, 19), AssistanceStatus::Returned)],
            care: &[Care {
                medical: "Examined; treatment given.",
                counselling: "Wants to go to school and to see no one else.",
                to: Some((on(2026, 1, 19), "Home with her parents; changed school.")),
                ..shelter(Agency::Thuso, on(2025, 11, 20))
            }],
            cooperates: Cooperation::Yes,
            testified: Some(on(2026, 6, 3)),
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Sekhobe",
            family: "Letuka",
            kind: PerpetratorKind::FamilyUnit,
            relationship: Relationship::NeighbourCommunity,
            roles: &[PerpetratorRole::Kidnapper, PerpetratorRole::Abuser],
            means: &[Means::Abduction, Means::NotRequiredChild],
            status: SuspectStatus::Arrested,
            custody: Custody::InCustody,
            arrested: Some((on(2025, 11, 19), "Quthing")),
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Other,
            evidence: &[
                exhibit(EvidenceType::Statement, "EXH 1 and 2", "docket"),
                exhibit(EvidenceType::Forensic, "EXH 3", "docket"),
            ],
            done: Some((on(2026, 4, 27), InvestigationOutcome::DocketToProsecution)),
            ..DOCKET
        }),
        ..STORY
    },
    // A blind boy made to beg, and his sister who leads him; opened by social welfare, investigation open.
    Story {
        no: 32,
        opened: on(2026, 5, 25),
        by: Agency::Mosd,
        station: "District office Maseru",
        source: DetectionSource::SocialWorker,
        reporter: ReporterType::Official,
        told: "A blind boy and a girl who leads him stand at the traffic lights from morning to night. A man comes at \
               noon and at dusk and empties their tin.",
        indicators: IN_NEED,
        danger: true,
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[
            Victim {
                given: "Teboho",
                family: "Matholoana",
                born: on(2016, 3, 3),
                sex: Sex::Male,
                background: Some(Background { disability: Answer::Yes, ..CHILD }),
                ..BEGGAR
            },
            Victim { given: "Tsepang", family: "Matholoana", born: on(2013, 9, 21), ..BEGGAR },
        ],
        suspects: &[Suspect {
            given: "Mosiuoa",
            family: "Rafutho",
            relationship: Relationship::OtherRelative,
            means: &[Means::NotRequiredChild],
            ..SUSPECT
        }],
        docket: Some(Docket { form: InvestigationForm::Other, ..DOCKET }),
        ..STORY
    },
    // Boys made to steal cattle: not punished for it; the man behind it is before the court.
    Story {
        no: 33,
        opened: on(2025, 7, 7),
        station: "Qacha's Nek, stock theft unit",
        source: DetectionSource::CourtProsecutor,
        reporter: ReporterType::Official,
        told: "A boy of fourteen, arrested with stolen cattle near the border, told the prosecutor that a man holds his \
               small brother until he brings ten head.",
        indicators: &[IndicatorGroup::CoerciveRecruitment, IndicatorGroup::CoercionDestination],
        district: "Qacha's Nek",
        danger: true,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Karabo",
            family: "Ntsekalle",
            born: on(2011, 2, 11),
            age_from: AgeAssessmentMethod::SocialAssessment,
            sex: Sex::Male,
            home: "Qacha's Nek",
            status: TraffickingStatus::Actual,
            decided: Some((on(2025, 8, 11), "A child, made to commit crime by a threat to his brother.")),
            episode: Some(Episode {
                district: "Qacha's Nek",
                from: Some(on(2025, 4, 1)),
                to: Some(on(2025, 7, 5)),
                ended: Some(ExploitationEnd::Other),
                recruited_in: (LSO, "Qacha's Nek"),
                promised: "Fifty maloti for each head",
                ..CRIME
            }),
            migration: Some(CHILD_ALONE),
            legs: &[
                Leg {
                    mode: TransportMode::Foot,
                    regularity: Regularity::Irregular,
                    decision: None,
                    precision: DatePrecision::Month,
                    ..out(on(2025, 6, 1), "Qacha's Nek", "", "Matatiele")
                },
                Leg {
                    mode: TransportMode::Foot,
                    regularity: Regularity::Irregular,
                    decision: Some(BorderDecision::Intercepted),
                    ..back(on(2025, 7, 5), "Matatiele", "RAMATSELISOS_GATE", "Qacha's Nek")
                },
            ],
            document: Some(NO_DOCUMENT),
            background: Some(CHILD),
            assistance: &[
                (on(2025, 7, 11), AssistanceStatus::InCare),
                (on(2026, 2, 2), AssistanceStatus::Reintegration),
            ],
            care: &[Care {
                to: Some((on(2026, 1, 30), "Both brothers live with an aunt.")),
                ..service(Agency::Mosd, ServiceType::Shelter, on(2025, 7, 11))
            }],
            cooperates: Cooperation::Yes,
            detained: true,
            spared: Some(on(2025, 8, 25)),
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Tau",
            family: "Mokhosi",
            organised: Answer::Yes,
            relationship: Relationship::NeighbourCommunity,
            means: &[Means::ThreatOfForce, Means::NotRequiredChild],
            status: SuspectStatus::Remanded,
            custody: Custody::InCustody,
            arrested: Some((on(2025, 7, 9), "Sehlabathebe")),
            assets: Some(64_000),
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Other,
            evidence: &[
                exhibit(EvidenceType::Physical, "EXH 1", "pound Qacha's Nek"),
                exhibit(EvidenceType::Physical, "EXH 2", "armoury"),
            ],
            searched: true,
            joint: &[ZAF],
            done: Some((on(2025, 10, 13), InvestigationOutcome::DocketToProsecution)),
            ruling: Some((on(2025, 12, 1), ProsecutionDecision::Prosecute, "")),
            ..DOCKET
        }),
        charges: &[Charge { offended: on(2025, 4, 1), ..CHILD_CHARGE }],
        ..STORY
    },
    // An infant offered for adoption against money; investigation open.
    Story {
        no: 34,
        opened: on(2026, 7, 20),
        station: "Leribe",
        source: DetectionSource::Health,
        reporter: ReporterType::Official,
        told: "A clinic saw an infant with a woman who is not the mother. She says that she paid a nurse aide 15,000 \
               maloti for the papers.",
        indicators: IN_NEED,
        district: "Leribe",
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Thato",
            family: "Not known",
            born: on(2026, 6, 20),
            precision: DatePrecision::Estimated,
            age_from: AgeAssessmentMethod::MedicalExamination,
            home: "Leribe",
            episode: Some(Episode {
                types: &[ExploitationType::ForcedAdoption],
                district: "Leribe",
                from: Some(on(2026, 6, 25)),
                to: Some(on(2026, 7, 20)),
                ended: Some(ExploitationEnd::Rescued),
                ..EPISODE
            }),
            background: Some(Background {
                vulnerabilities: &[Vulnerability::Poverty],
                languages: &[],
                education: EducationLevel::NotApplicable,
                ..BACKGROUND
            }),
            assistance: &[(on(2026, 7, 21), AssistanceStatus::InCare)],
            care: &[service(Agency::Mosd, ServiceType::FamilyTracing, on(2026, 7, 24))],
            cooperates: Cooperation::NotApplicable,
            ..VICTIM
        }],
        suspects: &[Suspect {
            given: "Mamorena",
            family: "Kholumo",
            sex: Sex::Female,
            office: Some(OfficeCategory::PublicService),
            roles: &[PerpetratorRole::SoldIndividual, PerpetratorRole::DocumentForger],
            relationship: Relationship::Stranger,
            acts: &[TraffickingAct::Transfer],
            means: &[Means::NotRequiredChild, Means::PaymentToController],
            status: SuspectStatus::Identified,
            ..SUSPECT
        }],
        docket: Some(Docket {
            form: InvestigationForm::Other,
            evidence: &[exhibit(EvidenceType::Document, "EXH 1", "Home Affairs")],
            ..DOCKET
        }),
        complicity: true,
        ..STORY
    },
    // A girl promised in marriage, brought home by her aunt: reintegrated without an investigation; closed.
    Story {
        no: 35,
        opened: on(2024, 11, 4),
        by: Agency::Mosd,
        station: "District office Mokhotlong",
        told: "An aunt fetched a girl of seventeen from a house to which her father had given her. She asks for help to \
               keep her, and not for the police.",
        indicators: &[IndicatorGroup::AbuseVulnRecruitment],
        district: "Mokhotlong",
        flow: CaseType::Internal,
        sensitivity: Sensitivity::Restricted,
        victims: &[Victim {
            given: "Relebone",
            family: "Tumahole",
            born: on(2007, 5, 15),
            home: "Mokhotlong",
            occupation: "Pupil",
            status: TraffickingStatus::Actual,
            decided: Some((on(2024, 12, 2), "A child, given in marriage.")),
            episode: Some(Episode {
                district: "Mokhotlong",
                from: Some(on(2024, 9, 2)),
                to: Some(on(2024, 11, 1)),
                ended: Some(ExploitationEnd::Rescued),
                recruited: &[RecruitmentMethod::FamilyOrFamilyEvent],
                recruited_in: (LSO, "Mokhotlong"),
                ..MARRIAGE
            }),
            background: Some(CHILD),
            assistance: &[
                (on(2024, 11, 7), AssistanceStatus::Accepted),
                (on(2025, 5, 5), AssistanceStatus::FollowUp),
                (on(2025, 11, 3), AssistanceStatus::Exited),
            ],
            care: &[Care {
                to: Some((on(2025, 11, 3), "Finished the school year.")),
                ..service(Agency::Mosd, ServiceType::Education, on(2024, 11, 18))
            }],
            cooperates: Cooperation::No,
            ..VICTIM
        }],
        turns: &[closed(
            on(2025, 11, 17),
            ClosureReason::VictimReintegratedNoInvestigation,
            "At school; the victim wants no investigation.",
        )],
        ..STORY
    },
];

/// A child made to beg in Maseru.
const BEGGAR: Victim = Victim {
    age_from: AgeAssessmentMethod::SocialAssessment,
    precision: DatePrecision::Year,
    home: "Mohale's Hoek",
    status: TraffickingStatus::Possible,
    episode: Some(Episode {
        district: "Maseru",
        from: Some(on(2026, 1, 10)),
        to: Some(on(2026, 5, 25)),
        ended: Some(ExploitationEnd::Rescued),
        recruited_in: (LSO, "Mohale's Hoek"),
        ..BEGGING
    }),
    background: Some(CHILD),
    assistance: &[(on(2026, 5, 26), AssistanceStatus::InCare)],
    care: &[shelter(Agency::Thuso, on(2026, 5, 26))],
    ..VICTIM
};
