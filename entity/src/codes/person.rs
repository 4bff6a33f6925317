//! Codes about persons: who somebody is, and where a victim stands.

use super::code_lists;

code_lists! {
    /// Whether a person is a victim of trafficking (HTCDS `vic_TraffickingStatus`; `REPORTED` and
    /// `UNDETERMINED` are this hub's).
    track TraffickingStatus {
        /// Reported, and not yet screened.
        Reported = "REPORTED",
        /// A possible victim (HTCDS PossibleVictimOfTrafficking).
        Possible = "POSSIBLE",
        /// An actual victim (HTCDS ActualVictimOfTrafficking).
        Actual = "ACTUAL",
        /// Not a victim (HTCDS NotAVictimOfTrafficking).
        NotAVictim = "NOT_A_VICTIM",
        /// Closed without a decision, for instance because the person cannot be reached.
        Undetermined = "UNDETERMINED",
    }
    /// The organisation that decided whether a person is a victim (HTCDS
    /// `vic_TraffickingStatusDecisionMakingOrg`).
    answer DecisionMaker {
        /// Police.
        Police = "POLICE",
        /// Non-governmental organisation.
        Ngo = "NGO",
        /// Court or prosecution.
        CourtOrProsecution = "COURT_OR_PROSECUTION",
        /// Governmental organisation other than the police.
        NonPoliceGovernmentalOrganisation = "NON_POLICE_GOVERNMENTAL_ORGANISATION",
        /// Another.
        Other = "OTHER",
    }
    /// How a person came to be abroad (HTCDS guidance on migrants).
    answer MigrantType {
        /// To join family.
        Family = "FAMILY",
        /// As a visitor or tourist.
        VisitorTourist = "VISITOR_TOURIST",
        /// To work.
        Labour = "LABOUR",
        /// To study.
        Student = "STUDENT",
        /// Outside the rules of entry or stay.
        Irregular = "IRREGULAR",
    }
    /// A claim to protection or another situation that calls for it (HTCDS guidance on migrants).
    answer ProtectionStatus {
        /// Asylum seeker.
        AsylumSeeker = "ASYLUM_SEEKER",
        /// Refugee.
        Refugee = "REFUGEE",
        /// Under complementary protection.
        ComplementaryProtection = "COMPLEMENTARY_PROTECTION",
        /// Stateless.
        Stateless = "STATELESS",
        /// Stranded.
        Stranded = "STRANDED",
        /// Being deported, or deported.
        Deportee = "DEPORTEE",
        /// Internally displaced.
        InternallyDisplaced = "IDP",
        /// A child without, or separated from, parents or guardian.
        UnaccompaniedOrSeparatedChild = "UNACCOMPANIED_OR_SEPARATED_CHILD",
        /// Returned to the home country.
        Returnee = "RETURNEE",
    }
    /// Whether a victim cooperates with law enforcement.
    answer Cooperation {
        /// Yes.
        Yes = "YES",
        /// No.
        No = "NO",
        /// Not decided yet.
        Undecided = "UNDECIDED",
    }
    /// What made a person vulnerable to recruitment, in themselves, their household or their community (HTCDS
    /// `vic_Vulnerabilities`, continued in HTCDS Assessment).
    answer Vulnerability {
        /// Individual: addiction.
        Addiction = "ADDICTION",
        /// Community: belonging to a social group that is looked down on.
        SocialGroup = "SOCIAL_GROUP",
        /// Community: discrimination.
        Discrimination = "DISCRIMINATION",
        /// Household: poverty.
        Poverty = "POVERTY",
        /// Individual: disability or physical health.
        DisabilityAndPhysicalHealth = "DISABILITY_AND_PHYSICAL_HEALTH",
        /// Individual: mental health.
        MentalHealth = "MENTAL_HEALTH",
        /// Individual: migration.
        Migration = "MIGRATION",
        /// Household: homelessness.
        Homelessness = "HOMELESSNESS",
        /// Community: abuse through social media.
        AbuseSocialMedia = "ABUSE_SOCIAL_MEDIA",
        /// Household: physical abuse.
        AbusePhysical = "ABUSE_PHYSICAL",
        /// Individual: little or no education.
        Education = "EDUCATION",
        /// Community: the environment of work.
        WorkEnvironment = "WORK_ENVIRONMENT",
    }
    /// How the age of a person was established.
    answer AgeAssessmentMethod {
        /// From an identity document, birth certificate or civil register.
        Document = "DOCUMENT",
        /// By what the person or a relative said.
        Statement = "STATEMENT",
        /// By the interviewer's estimate.
        Estimate = "ESTIMATE",
        /// By a social worker's assessment.
        SocialAssessment = "SOCIAL_ASSESSMENT",
        /// By a medical examination.
        MedicalExamination = "MEDICAL_EXAMINATION",
    }
    /// A band of ages in completed years (CTDC). The perpetrator file of CTDC has one more band, `AGE_0_29`, which
    /// overlaps others.
    answer AgeBand {
        /// 0 to 8 years.
        Age0To8 = "AGE_0_8",
        /// 9 to 17 years.
        Age9To17 = "AGE_9_17",
        /// 18 to 20 years.
        Age18To20 = "AGE_18_20",
        /// 21 to 23 years.
        Age21To23 = "AGE_21_23",
        /// 24 to 26 years.
        Age24To26 = "AGE_24_26",
        /// 27 to 29 years.
        Age27To29 = "AGE_27_29",
        /// 30 to 38 years.
        Age30To38 = "AGE_30_38",
        /// 39 to 47 years.
        Age39To47 = "AGE_39_47",
        /// 48 years and over.
        Age48Plus = "AGE_48_PLUS",
        /// 0 to 29 years, of perpetrators only.
        Age0To29 = "AGE_0_29",
    }
    /// How exact a date is.
    state DatePrecision {
        /// The day is known.
        Day = "DAY",
        /// The month is known; the day is the first of it.
        Month = "MONTH",
        /// The year is known; the day is the first of January.
        Year = "YEAR",
        /// The date is estimated.
        Estimated = "ESTIMATED",
    }
    /// Whether a person is of age (GLOTIP: 18 years or over, 0 to 17 years).
    answer Majority {
        /// 18 years or over.
        Adult = "ADULT",
        /// 0 to 17 years.
        Minor = "MINOR",
    }
    /// Sex as recorded for statistics (GLOTIP).
    answer Sex {
        /// Female.
        Female = "FEMALE",
        /// Male.
        Male = "MALE",
        /// Neither of the two.
        Other = "OTHER",
    }
    /// Gender (HTCDS `prs_Gender`, whose NonSpecifiedUnknown is `UNKNOWN`).
    answer Gender {
        /// Feminine.
        Feminine = "FEMININE",
        /// Masculine.
        Masculine = "MASCULINE",
        /// Transgender, feminine.
        TransgenderFeminine = "TRANSGENDER_FEMININE",
        /// Transgender, masculine.
        TransgenderMasculine = "TRANSGENDER_MASCULINE",
        /// Not conforming to either.
        NonConforming = "NON_CONFORMING",
    }
    /// Marital status (HTCDS `prs_MaritalStatus`).
    answer MaritalStatus {
        /// Single.
        Single = "SINGLE",
        /// Married.
        Married = "MARRIED",
        /// Widowed.
        Widowed = "WIDOWED",
        /// Divorced.
        Divorced = "DIVORCED",
        /// Separated.
        Separated = "SEPARATED",
        /// In a registered partnership.
        RegisteredPartnership = "REGISTERED_PARTNERSHIP",
    }
    /// Highest level of education (HTCDS `prs_HighestLevelOfEducation`; ISCED 2011).
    answer EducationLevel {
        /// Early childhood education (ISCED level 0).
        EarlyChildhood = "EARLY_CHILDHOOD",
        /// Primary education (ISCED level 1).
        Primary = "PRIMARY",
        /// Lower secondary education (ISCED level 2).
        LowerSecondary = "LOWER_SECONDARY",
        /// Upper secondary education (ISCED level 3).
        UpperSecondary = "UPPER_SECONDARY",
        /// Post-secondary non-tertiary education (ISCED level 4).
        PostSecondaryNonTertiary = "POST_SECONDARY_NON_TERTIARY",
        /// Short-cycle tertiary education (ISCED level 5).
        ShortCycleTertiary = "SHORT_CYCLE_TERTIARY",
        /// Bachelor's or equivalent level (ISCED level 6).
        Bachelor = "BACHELOR",
        /// Master's or equivalent level (ISCED level 7).
        Master = "MASTER",
        /// Doctoral or equivalent level (ISCED level 8).
        Doctoral = "DOCTORAL",
    }
    /// A group of regions of the world (CTDC, from the regions of the United Nations).
    answer UnRegion {
        /// Africa.
        Africa = "AFRICA",
        /// The Americas and Oceania.
        AmericasOceania = "AMERICAS_OCEANIA",
        /// Asia.
        Asia = "ASIA",
        /// Europe.
        Europe = "EUROPE",
    }
}
