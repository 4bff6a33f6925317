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
}
