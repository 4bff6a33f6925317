//! Codes of care for a victim: assistance, reflection period and risk.

use super::code_lists;

code_lists! {
    /// How far assistance to a victim has come.
    track AssistanceStatus {
        /// Not offered.
        NotOffered = "NOT_OFFERED",
        /// Offered.
        Offered = "OFFERED",
        /// Offered, and declined.
        Declined = "DECLINED",
        /// Offered, and accepted.
        Accepted = "ACCEPTED",
        /// In care, in a shelter or in the community.
        InCare = "IN_CARE",
        /// Moving on from care.
        Transition = "TRANSITION",
        /// The return home is planned.
        ReturnPlanned = "RETURN_PLANNED",
        /// Returned home.
        Returned = "RETURNED",
        /// Being reintegrated.
        Reintegration = "REINTEGRATION",
        /// Followed up, six and twelve months on.
        FollowUp = "FOLLOW_UP",
        /// Assistance has ended.
        Exited = "EXITED",
    }
    /// Where the reflection period stands. While it runs, the person is not removed from the country.
    track ReflectionStatus {
        /// It has not been granted.
        NotGranted = "NONE",
        /// It runs.
        Running = "RUNNING",
        /// It ended because its time was over.
        Expired = "ENDED_EXPIRED",
        /// It ended because the person decided to cooperate with law enforcement.
        Cooperates = "ENDED_COOPERATES",
        /// It ended because the person did not want it.
        Declined = "ENDED_DECLINED",
        /// It ended for reasons of safety.
        Safety = "ENDED_SAFETY",
    }
    /// A service to a victim (covers the types of HTCDS `spl_Type`).
    state ServiceType {
        /// Shelter.
        Shelter = "SHELTER",
        /// Food and clothing.
        FoodClothing = "FOOD_CLOTHING",
        /// Medical care.
        Medical = "MEDICAL",
        /// Psychosocial support and counselling.
        Psychosocial = "PSYCHOSOCIAL",
        /// Legal aid.
        LegalAid = "LEGAL_AID",
        /// Interpretation.
        Interpretation = "INTERPRETATION",
        /// Education.
        Education = "EDUCATION",
        /// Vocational training and livelihood.
        VocationalLivelihood = "VOCATIONAL_LIVELIHOOD",
        /// Financial support.
        Financial = "FINANCIAL",
        /// Tracing of family.
        FamilyTracing = "FAMILY_TRACING",
        /// Transport.
        Transport = "TRANSPORT",
        /// Support as a witness.
        WitnessSupport = "WITNESS_SUPPORT",
        /// Replacement of documents.
        DocumentReplacement = "DOCUMENT_REPLACEMENT",
        /// Travel home.
        ReturnTravel = "RETURN_TRAVEL",
        /// Reintegration grant.
        ReintegrationGrant = "REINTEGRATION_GRANT",
    }
    /// What became of a service.
    state ServiceStatus {
        /// Offered.
        Offered = "OFFERED",
        /// Offered, and declined.
        Declined = "DECLINED",
        /// Provided.
        Provided = "PROVIDED",
        /// Needed, and not to be had.
        Unavailable = "UNAVAILABLE",
    }
    /// How far a resident of a shelter may come and go.
    state ShelterType {
        /// Residents come and go.
        Open = "OPEN",
        /// Residents are protected, and leave accompanied.
        Closed = "CLOSED",
    }
    /// The occasion of a risk assessment.
    state RiskContext {
        /// Identification as a possible victim.
        Identification = "IDENTIFICATION",
        /// Admission to or stay in a shelter.
        Shelter = "SHELTER",
        /// Appearance in court.
        Court = "COURT",
        /// Return home.
        Return = "RETURN",
        /// A periodic review.
        Periodic = "PERIODIC",
    }
    /// A kind of risk to a victim (Bulgarian National Referral Mechanism, risk assessment).
    state RiskType {
        /// Retaliation.
        Retaliation = "RETALIATION",
        /// Being trafficked again.
        ReTrafficking = "RE_TRAFFICKING",
        /// Self-harm.
        SelfHarm = "SELF_HARM",
        /// A health emergency.
        HealthEmergency = "HEALTH_EMERGENCY",
        /// Family involved in the trafficking.
        FamilyComplicity = "FAMILY_COMPLICITY",
        /// Danger on or after return.
        ReturnRisk = "RETURN_RISK",
        /// Intimidation as a witness.
        WitnessIntimidation = "WITNESS_INTIMIDATION",
    }
    /// How great a risk is.
    state RiskLevel {
        /// Low.
        Low = "LOW",
        /// Medium.
        Medium = "MEDIUM",
        /// High.
        High = "HIGH",
        /// Imminent: act now.
        Imminent = "IMMINENT",
    }
    /// What a risk assessment rests on.
    state RiskBasis {
        /// An interview with the person.
        Interview = "INTERVIEW",
        /// Observation.
        Observation = "OBSERVATION",
    }
    /// What a person consents to.
    answer ConsentScope {
        /// To be interviewed.
        Interview = "INTERVIEW",
        /// That the data are kept.
        DataStorage = "DATA_STORAGE",
        /// That the case is worked on.
        CaseManagement = "CASE_MANAGEMENT",
        /// That identity is shared with police and prosecution.
        ShareWithPolice = "SHARE_WITH_POLICE",
        /// That identity is shared with immigration.
        ShareWithImmigration = "SHARE_WITH_IMMIGRATION",
        /// That data are shared with a service provider.
        ShareWithServiceProvider = "SHARE_WITH_SERVICE_PROVIDER",
        /// A medical examination.
        MedicalExam = "MEDICAL_EXAM",
        /// A photograph.
        Photo = "PHOTO",
        /// The return home.
        Return = "RETURN",
        /// Statistics that identify nobody.
        StatisticsNonIdentifying = "STATISTICS_NON_IDENTIFYING",
        /// The export of a record that identifies nobody to the regional hub.
        RegionalExport = "REGIONAL_EXPORT",
    }
    /// What a person decided about a scope.
    state ConsentDecision {
        /// Granted.
        Granted = "GRANTED",
        /// Refused.
        Refused = "REFUSED",
        /// Granted before, and withdrawn.
        Withdrawn = "WITHDRAWN",
    }
    /// What a consent, or acting without one, rests on.
    state ConsentBasis {
        /// The explicit consent of an adult.
        ExplicitAdult = "EXPLICIT_ADULT",
        /// The consent of a guardian.
        Guardian = "GUARDIAN",
        /// The assent of a child with the consent of a guardian.
        ChildAssentPlusGuardian = "CHILD_ASSENT_PLUS_GUARDIAN",
        /// The best interests of a child, where no guardian can be asked.
        BestInterestsOfChild = "BEST_INTERESTS_OF_CHILD",
        /// A legal duty.
        LegalDuty = "LEGAL_DUTY",
        /// A vital interest of the person.
        VitalInterest = "VITAL_INTEREST",
    }
    /// What a person is told before consent is asked (the seven questions of HTCDS).
    state InformedItem {
        /// What the data are collected for.
        Purpose = "PURPOSE",
        /// How they are used.
        Use = "USE",
        /// That they may serve research that identifies nobody.
        NonIdentifyingResearch = "NON_IDENTIFYING_RESEARCH",
        /// The right to see them.
        RightOfAccess = "RIGHT_OF_ACCESS",
        /// How long they are kept.
        Retention = "RETENTION",
        /// How consent is withdrawn.
        Withdrawal = "WITHDRAWAL",
        /// That help does not depend on consent.
        Voluntary = "VOLUNTARY",
    }
    /// What a relative or guardian is to a victim.
    answer KinRelation {
        /// Parent.
        Parent = "PARENT",
        /// Spouse or partner.
        SpousePartner = "SPOUSE_PARTNER",
        /// Brother or sister.
        Sibling = "SIBLING",
        /// Son or daughter.
        Child = "CHILD",
        /// Another relative.
        OtherRelative = "OTHER_RELATIVE",
        /// A guardian who is no relative.
        Guardian = "GUARDIAN",
        /// A friend.
        Friend = "FRIEND",
        /// Another.
        Other = "OTHER",
    }
    /// Where a referral stands (Primero).
    track ReferralStatus {
        /// Sent, and not answered.
        InProgress = "IN_PROGRESS",
        /// Accepted: the receiver sees the field groups it names.
        Accepted = "ACCEPTED",
        /// Declined by the receiver.
        Rejected = "REJECTED",
        /// Completed.
        Done = "DONE",
        /// Taken back by the sender.
        Revoked = "REVOKED",
        /// Not answered in time.
        Expired = "EXPIRED",
    }
    /// Why a victim is referred (HTCDS, extended).
    state ReferralReason {
        /// More services are needed.
        AdditionalServicesRequired = "ADDITIONAL_SERVICES_REQUIRED",
        /// The person moves.
        MigrationOrChangeOfLocation = "MIGRATION_OR_CHANGE_OF_LOCATION",
        /// For investigation.
        Investigation = "INVESTIGATION",
        /// To decide whether the person is a victim.
        StatusDetermination = "STATUS_DETERMINATION",
        /// For the protection of a child.
        ChildProtection = "CHILD_PROTECTION",
        /// For immigration status.
        ImmigrationStatus = "IMMIGRATION_STATUS",
        /// For legal aid.
        LegalAid = "LEGAL_AID",
        /// For the return home.
        Return = "RETURN",
        /// Another.
        Other = "OTHER",
    }
    /// How soon something is needed.
    state Urgency {
        /// Within the usual time.
        Routine = "ROUTINE",
        /// Within a day.
        Urgent = "URGENT",
        /// At once.
        Immediate = "IMMEDIATE",
    }
    /// Why a referral is declined.
    state DeclineReason {
        /// There is no place or no time.
        NoCapacity = "NO_CAPACITY",
        /// It is not what the organisation does.
        OutsideMandate = "OUTSIDE_MANDATE",
        /// It is not where the organisation works.
        OutsideArea = "OUTSIDE_AREA",
        /// The person would not be safe there.
        SafetyConcern = "SAFETY_CONCERN",
        /// The person does not want it.
        VictimDeclines = "VICTIM_DECLINES",
        /// Too little is said to decide.
        InsufficientInformation = "INSUFFICIENT_INFORMATION",
        /// Another.
        Other = "OTHER",
    }
    /// A group of fields that a referral shares.
    state FieldGroup {
        /// Who the person is: names, birth date, numbers, contact.
        Identity = "IDENTITY",
        /// Age, sex, languages, family, education.
        Profile = "PROFILE",
        /// Where identification, reflection period and cooperation stand.
        Status = "STATUS",
        /// What was done to the person, and how they were recruited.
        Exploitation = "EXPLOITATION",
        /// Movements and travel documents.
        Journey = "JOURNEY",
        /// Risks and safety plans.
        Risk = "RISK",
        /// Services, support plans and follow-up.
        Care = "CARE",
        /// Health and counselling.
        Health = "HEALTH",
        /// Where the person stays.
        Shelter = "SHELTER",
        /// Relatives and guardians.
        Family = "FAMILY",
        /// When the person is called to court.
        Court = "COURT",
        /// The return home.
        Return = "RETURN",
    }
    /// How far a person stands on their own feet.
    answer Independence {
        /// Independent.
        Independent = "INDEPENDENT",
        /// With some help.
        Partly = "PARTLY",
        /// Dependent on help.
        Dependent = "DEPENDENT",
    }
    /// The occasion of a follow-up.
    state FollowUpType {
        /// Six months after return or reintegration.
        SixMonths = "SIX_MONTHS",
        /// Twelve months after.
        TwelveMonths = "TWELVE_MONTHS",
        /// Another.
        Other = "OTHER",
    }
}
