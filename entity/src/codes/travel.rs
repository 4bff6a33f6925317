//! Codes of movement: journeys, borders and travel documents.

use super::code_lists;

code_lists! {
    /// How somebody travelled.
    answer TransportMode {
        /// On foot.
        Foot = "FOOT",
        /// By road.
        Road = "ROAD",
        /// By air.
        Air = "AIR",
        /// By rail.
        Rail = "RAIL",
        /// By water.
        Water = "WATER",
    }
    /// How a journey crosses a border, seen from the country whose hub records it.
    answer TravelDirection {
        /// Into the country.
        Entry = "ENTRY",
        /// Out of the country.
        Exit = "EXIT",
        /// Within the country.
        Internal = "INTERNAL",
        /// Between two other countries.
        Abroad = "ABROAD",
    }
    /// Whether a border was crossed by the rules.
    answer Regularity {
        /// At a border post, with the documents required.
        Regular = "REGULAR",
        /// Away from a border post, or without the documents required.
        Irregular = "IRREGULAR",
    }
    /// How the border service dealt with a crossing.
    answer BorderDecision {
        /// Let through.
        Admitted = "ADMITTED",
        /// Refused entry or exit.
        RefusedPassage = "REFUSED_PASSAGE",
        /// Stopped, and taken aside as a possible victim or suspect.
        Intercepted = "INTERCEPTED",
    }
    /// What a second, closer screening at the border found.
    answer ScreeningResult {
        /// No indicators of trafficking.
        NoIndicators = "NO_INDICATORS",
        /// Indicators of trafficking; referred on as a possible victim.
        PossibleVictim = "POSSIBLE_VICTIM",
        /// Not conclusive.
        Inconclusive = "INCONCLUSIVE",
    }
    /// A kind of identity or travel document.
    answer DocumentKind {
        /// Passport.
        Passport = "PASSPORT",
        /// National identity card.
        NationalId = "NATIONAL_ID",
        /// Birth certificate.
        BirthCertificate = "BIRTH_CERTIFICATE",
        /// Emergency travel document.
        EmergencyTravelDocument = "EMERGENCY_TRAVEL_DOC",
        /// Letter of identity.
        LetterOfIdentity = "LETTER_OF_IDENTITY",
        /// Work permit.
        WorkPermit = "WORK_PERMIT",
        /// Visa.
        Visa = "VISA",
        /// The person has no document at all.
        NoDocument = "NONE",
    }
    /// Whether a document is what it claims to be.
    answer DocumentAuthenticity {
        /// Genuine, and the holder's own.
        Genuine = "GENUINE",
        /// Forged.
        Forged = "FORGED",
        /// Genuine, and altered.
        Altered = "ALTERED",
        /// Genuine, and another person's.
        Impostor = "IMPOSTOR",
        /// Issued by the authority on false grounds.
        FraudulentlyObtained = "FRAUDULENTLY_OBTAINED",
        /// Not examined.
        NotExamined = "NOT_EXAMINED",
    }
    /// Who has a document in their hands.
    answer DocumentHolder {
        /// The victim.
        Victim = "VICTIM",
        /// A suspect.
        Suspect = "SUSPECT",
        /// An authority.
        Authority = "AUTHORITY",
        /// Somebody else.
        Other = "OTHER",
    }
    /// Which way a return goes, seen from the country whose hub holds the case.
    state ReturnDirection {
        /// Out of the country: a foreign victim goes home.
        FromCountry = "FROM_COUNTRY",
        /// Into the country: a national comes home.
        ToCountry = "TO_COUNTRY",
    }
    /// Where the return of a victim stands.
    track ReturnStatus {
        /// Requested.
        Requested = "REQUESTED",
        /// Nationality is verified.
        NationalityVerified = "NATIONALITY_VERIFIED",
        /// The risks of the return are assessed.
        RiskAssessed = "RISK_ASSESSED",
        /// The person consents, or it is in the best interests of the child.
        Consented = "CONSENTED",
        /// The prosecution has cleared it: testimony is taken or not needed.
        ProsecutionCleared = "PRO_CLEARED",
        /// Travel documents are issued.
        DocumentsIssued = "DOCS_ISSUED",
        /// The day is set.
        Scheduled = "SCHEDULED",
        /// The person has left.
        Departed = "DEPARTED",
        /// The person was received.
        Received = "RECEIVED",
        /// Being followed up.
        FollowUp = "FOLLOW_UP",
        /// Closed.
        Closed = "CLOSED",
        /// Cancelled.
        Cancelled = "CANCELLED",
    }
    /// Why a return does not harm a trial (US TIP report 2023, Lesotho).
    state TestimonyClearance {
        /// Testimony was taken.
        Taken = "TAKEN",
        /// Testimony is not needed.
        NotNeeded = "NOT_NEEDED",
    }
}
