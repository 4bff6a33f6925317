//! What many cases have in common: the usual forms of exploitation, of charge and of indicators in Lesotho (US
//! TIP reports 2014 to 2023).

use entity::codes::*;

use crate::training::events::{EPISODE, Episode, MIGRATION, Migration};
use crate::training::people::{BACKGROUND, Background, SUSPECT, Suspect};
use crate::training::story::{CHARGE, Charge, LSO, ZAF};

/// Housework in South Africa, day and night, without papers or pay.
pub(super) const HOUSEWORK: Episode = Episode {
    types: &[ExploitationType::DomesticServitude, ExploitationType::ForcedLabour],
    industry: Some(Industry::Households),
    place: Some(LocationType::PrivateHome),
    country: ZAF,
    district: "Free State",
    control: &[
        MethodOfControl::TakesEarnings,
        MethodOfControl::RestrictsMovement,
        MethodOfControl::WithholdsDocuments,
        MethodOfControl::ExcessiveWorkingHours,
    ],
    account: &[MethodOfControl::RestrictsMovement, MethodOfControl::PsychologicalAbuse],
    wages: Some(0),
    hours: Some(16),
    documents_withheld: Answer::Yes,
    recruited: &[RecruitmentMethod::FriendsOrSocialEvent],
    promised: "Housekeeper at 3,500 rand a month",
    ..EPISODE
};

/// A child kept in a household in Lesotho for work instead of school.
pub(super) const CHILD_IN_HOUSEHOLD: Episode = Episode {
    types: &[ExploitationType::DomesticServitude, ExploitationType::ChildLabour],
    country: LSO,
    control: &[MethodOfControl::WithholdsNecessities, MethodOfControl::PhysicalAbuse],
    account: &[MethodOfControl::PhysicalAbuse],
    hours: Some(14),
    documents_withheld: Answer::NotApplicable,
    recruited: &[RecruitmentMethod::FamilyOrFamilyEvent],
    promised: "School fees in return for help in the house",
    ..HOUSEWORK
};

/// Unlicensed mining in South Africa under armed guard, to work off a debt.
pub(super) const MINE: Episode = Episode {
    types: &[ExploitationType::ForcedLabour],
    industry: Some(Industry::Mining),
    place: Some(LocationType::Mine),
    country: ZAF,
    district: "Free State",
    control: &[
        MethodOfControl::DebtBondage,
        MethodOfControl::Threats,
        MethodOfControl::RestrictsMovement,
        MethodOfControl::WithholdsNecessities,
    ],
    account: &[MethodOfControl::Threats, MethodOfControl::WithholdsNecessities],
    wages: Some(0),
    debt: Some(12_000),
    hours: Some(18),
    documents_withheld: Answer::Yes,
    recruited: &[RecruitmentMethod::FriendsOrSocialEvent],
    promised: "Work in a licensed gold mine",
    ..EPISODE
};

/// Herding without pay on a cattle post or farm.
pub(super) const HERDING: Episode = Episode {
    types: &[ExploitationType::ForcedLabour],
    industry: Some(Industry::Agriculture),
    place: Some(LocationType::Farm),
    country: ZAF,
    district: "Free State",
    control: &[MethodOfControl::TakesEarnings, MethodOfControl::Threats],
    account: &[MethodOfControl::FalsePromises],
    wages: Some(0),
    hours: Some(15),
    documents_withheld: Answer::No,
    recruited: &[RecruitmentMethod::FamilyOrFamilyEvent],
    promised: "Twelve sheep after one year of herding",
    ..EPISODE
};

/// A season on a South African farm whose owner has the workers deported before pay day.
pub(super) const UNPAID_SEASON: Episode = Episode {
    ended: Some(ExploitationEnd::Deported),
    control: &[MethodOfControl::FalsePromises, MethodOfControl::ThreatOfLawEnforcement],
    hours: Some(12),
    recruited: &[RecruitmentMethod::RecruitmentAgency],
    promised: "Harvest work, paid at the end of the season",
    ..HERDING
};

/// Prostitution in a bar under debt and threats.
pub(super) const BAR: Episode = Episode {
    types: &[ExploitationType::SexualExploitation],
    sex_types: &[SexExploitationType::Prostitution],
    industry: Some(Industry::Hospitality),
    place: Some(LocationType::BarOrBrothel),
    country: ZAF,
    district: "Gauteng",
    control: &[MethodOfControl::DebtBondage, MethodOfControl::Threats, MethodOfControl::TakesEarnings],
    account: &[MethodOfControl::Threats, MethodOfControl::SexualAbuse],
    debt: Some(6_000),
    documents_withheld: Answer::Yes,
    recruited: &[RecruitmentMethod::OnlineSocialNetwork],
    platforms: &[OnlinePlatform::Facebook],
    promised: "Waitress with a room in town",
    ..EPISODE
};

/// Sexual exploitation by drivers on the long-distance lorry routes.
pub(super) const LORRY: Episode = Episode {
    sex_types: &[SexExploitationType::Prostitution, SexExploitationType::PrivateSexualServices],
    industry: Some(Industry::Transport),
    place: Some(LocationType::VehicleOrVessel),
    country: LSO,
    district: "Maseru",
    control: &[MethodOfControl::FalsePromises, MethodOfControl::PsychoactiveSubstances],
    debt: None,
    documents_withheld: Answer::No,
    recruited: &[RecruitmentMethod::BorderOrTransport],
    platforms: &[],
    promised: "A lift to work in Durban",
    ..BAR
};

/// Sexual exploitation before a camera.
pub(super) const CAMERA: Episode = Episode {
    sex_types: &[SexExploitationType::RemoteInteractiveServices, SexExploitationType::Pornography],
    industry: Some(Industry::Information),
    place: Some(LocationType::Online),
    country: LSO,
    district: "Maseru",
    control: &[MethodOfControl::PsychologicalAbuse, MethodOfControl::Threats],
    account: &[MethodOfControl::PsychologicalAbuse],
    debt: None,
    documents_withheld: Answer::NotApplicable,
    shown_on: &[OnlinePlatform::Telegram],
    promised: "Online modelling",
    ..BAR
};

/// A girl taken to be married against her will.
pub(super) const MARRIAGE: Episode = Episode {
    types: &[ExploitationType::ForcedMarriage, ExploitationType::Servitude],
    place: Some(LocationType::PrivateHome),
    control: &[MethodOfControl::RestrictsMovement, MethodOfControl::SexualAbuse],
    account: &[MethodOfControl::SexualAbuse, MethodOfControl::RestrictsMovement],
    documents_withheld: Answer::NotApplicable,
    recruited: &[RecruitmentMethod::Abduction],
    ..EPISODE
};

/// Begging in the street for somebody else.
pub(super) const BEGGING: Episode = Episode {
    types: &[ExploitationType::ForcedBegging],
    place: Some(LocationType::Street),
    control: &[MethodOfControl::TakesEarnings, MethodOfControl::PhysicalAbuse],
    account: &[MethodOfControl::TakesEarnings],
    hours: Some(10),
    documents_withheld: Answer::NotApplicable,
    recruited: &[RecruitmentMethod::FamilyOrFamilyEvent],
    ..EPISODE
};

/// Crime on the orders of somebody else.
pub(super) const CRIME: Episode = Episode {
    types: &[ExploitationType::ForcedCriminality],
    control: &[MethodOfControl::Threats, MethodOfControl::ThreatensChildrenFamily],
    account: &[MethodOfControl::ThreatensChildrenFamily],
    documents_withheld: Answer::No,
    recruited: &[RecruitmentMethod::FriendsOrSocialEvent],
    promised: "Casual work as a carrier",
    ..EPISODE
};

/// Shop or workshop labour in Lesotho under a foreign employer who keeps the passport.
pub(super) const WORKSHOP: Episode = Episode {
    types: &[ExploitationType::ForcedLabour],
    industry: Some(Industry::Manufacturing),
    place: Some(LocationType::FactoryOrWorkshop),
    district: "Maseru",
    control: &[
        MethodOfControl::WithholdsDocuments,
        MethodOfControl::DebtBondage,
        MethodOfControl::ThreatOfLawEnforcement,
    ],
    account: &[MethodOfControl::DebtBondage, MethodOfControl::ExcessiveWorkingHours],
    wages: Some(900),
    debt: Some(28_000),
    hours: Some(13),
    documents_withheld: Answer::Yes,
    recruited: &[RecruitmentMethod::RecruitmentAgency],
    promised: "Tailor at 9,000 maloti a month",
    ..EPISODE
};

/// Handed over to the authorities by the employer.
pub(super) const DEPORTED: Migration = Migration {
    protection: ProtectionStatus::Deportee,
    status: "Removed from South Africa, no record of a hearing",
    deportee: true,
    ..MIGRATION
};

/// A child travelling with nobody responsible for it.
pub(super) const CHILD_ALONE: Migration = Migration {
    kind: MigrantType::Irregular,
    protection: ProtectionStatus::UnaccompaniedOrSeparatedChild,
    status: "Crossed without a guardian's consent",
    deportee: false,
};

/// A child at school.
pub(super) const CHILD: Background = Background {
    vulnerabilities: &[Vulnerability::Poverty, Vulnerability::Education],
    education: EducationLevel::Primary,
    ..BACKGROUND
};

/// A recruiter from the same village or district.
pub(super) const RECRUITER: Suspect = Suspect {
    roles: &[PerpetratorRole::RecruiterOrIntermediary, PerpetratorRole::Transporter],
    relationship: Relationship::NeighbourCommunity,
    acts: &[TraffickingAct::Recruitment, TraffickingAct::Transportation],
    ..SUSPECT
};

/// An employer in South Africa.
pub(super) const EMPLOYER: Suspect = Suspect {
    citizenship: ZAF,
    roles: &[PerpetratorRole::Exploiter],
    acts: &[TraffickingAct::Harbouring, TraffickingAct::Receipt],
    means: &[Means::AbuseOfVulnerability, Means::OtherCoercion],
    ..SUSPECT
};

/// Trafficking in a child: means need not be shown.
pub(super) const CHILD_CHARGE: Charge = Charge { offence: Offence::TraffickingChild, ..CHARGE };

/// Somebody was deceived and is held to work.
pub(super) const DECEIVED: &[IndicatorGroup] =
    &[IndicatorGroup::DeceptiveRecruitment, IndicatorGroup::Exploitation, IndicatorGroup::CoercionDestination];

/// Somebody's need was used.
pub(super) const IN_NEED: &[IndicatorGroup] =
    &[IndicatorGroup::AbuseVulnRecruitment, IndicatorGroup::Exploitation, IndicatorGroup::AbuseVulnDestination];
