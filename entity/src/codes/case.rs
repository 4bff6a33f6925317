//! Codes of the case itself: who takes part, where the case stands, how it came to notice.

use super::code_lists;

code_lists! {
    /// The role of an organisation in the hub: it decides which fields its officers read and edit.
    state Role {
        /// Police.
        Police = "POLICE",
        /// Immigration and border posts.
        Immigration = "IMMIGRATION",
        /// Public prosecution.
        Prosecution = "PROSECUTION",
        /// Social welfare.
        SocialWelfare = "SOCIAL_WELFARE",
        /// Accredited service provider or shelter.
        Ngo = "NGO",
        /// National coordinator.
        Coordinator = "COORDINATOR",
        /// Court registry.
        Court = "COURT",
        /// Consular service.
        Consular = "CONSULAR",
        /// Labour inspection.
        Labour = "LABOUR",
        /// Health service.
        Health = "HEALTH",
        /// Statistician, who works on de-identified views only.
        Statistician = "STATISTICIAN",
        /// Data-protection and audit officer, who reads the audit trail and no case content.
        Auditor = "AUDITOR",
        /// Technical administrator, who keeps accounts and configuration and reads no case content.
        Administrator = "ADMINISTRATOR",
        /// Regional hub, which receives the export feed only.
        Region = "REGION",
    }
    /// The category of an organisation (HTCDS `org_Type`; the last three are this hub's).
    state OrganisationType {
        /// Non-governmental organisation.
        Ngo = "NGO",
        /// Law enforcement.
        LawEnforcement = "LAW_ENFORCEMENT",
        /// Health service organisation.
        HealthServiceOrganisation = "HEALTH_SERVICE_ORGANISATION",
        /// Central government organisation.
        CentralGovernment = "CENTRAL_GOVERNMENT",
        /// Local government organisation.
        LocalGovernment = "LOCAL_GOVERNMENT",
        /// Immigration service.
        ImmigrationService = "IMMIGRATION_SERVICE",
        /// Legal service.
        LegalService = "LEGAL_SERVICE",
        /// Corporate business.
        CorporateBusiness = "CORPORATE_BUSINESS",
        /// School or college.
        SchoolOrCollege = "SCHOOL_OR_COLLEGE",
        /// International organisation.
        InternationalOrganisation = "INTERNATIONAL_ORGANISATION",
        /// Court.
        Court = "COURT",
        /// Diplomatic or consular mission.
        Diplomatic = "DIPLOMATIC",
    }
    /// How far an organisation's part in a case reaches.
    state Extent {
        /// Every record of the case.
        WholeCase = "WHOLE_CASE",
        /// The records of one victim.
        OneVictim = "ONE_VICTIM",
        /// The case's envelope, and what the organisation itself wrote.
        OwnRecords = "OWN_RECORDS",
    }
    /// Why an organisation takes part in a case.
    state ParticipationBasis {
        /// It opened the case.
        Opened = "OPENED",
        /// It accepted a referral.
        Referred = "REFERRED",
        /// The coordinator assigned it.
        Assigned = "ASSIGNED",
        /// A rule of the hub made it a party, such as that every case of a child goes to social welfare.
        Rule = "RULE",
        /// It opened a case closed to it in an emergency, and answers for that.
        BrokeGlass = "BROKE_GLASS",
    }
    /// Where a case stands (HTCDS `cas_Status`, refined: `ACTIVE` is HTCDS Active, `SUSPENDED` FollowUp,
    /// `CLOSED` Closed).
    track CaseStatus {
        /// Being written by the reporting agency.
        Draft = "DRAFT",
        /// Handed in by the reporting agency.
        Submitted = "SUBMITTED",
        /// Looked at: compared with other cases, agencies set, danger dealt with.
        Triaged = "TRIAGED",
        /// Found not to be trafficking in persons, and passed to the authority concerned.
        Rejected = "REJECTED",
        /// Found to be the same as another case, and continued there.
        Merged = "MERGED",
        /// Being worked on.
        Active = "ACTIVE",
        /// Waiting, for instance for a victim to be found or a foreign authority to answer.
        Suspended = "SUSPENDED",
        /// The lead agency has asked for closure.
        PendingClosure = "PENDING_CLOSURE",
        /// Closed by the coordinator.
        Closed = "CLOSED",
        /// To be taken up again after closure, on new evidence, an appeal or renewed trafficking.
        Reopened = "REOPENED",
        /// Closed for good; identities are sealed.
        Archived = "ARCHIVED",
        /// Entered in error. A case is never deleted.
        Void = "VOID",
    }
    /// How a case crosses borders, seen from the country whose hub holds it (GLOTIP flows; South Africa,
    /// Act 7 of 2013, s. 41).
    answer CaseType {
        /// Within the country.
        Internal = "INTERNAL",
        /// Out of the country.
        CrossBorderOut = "CROSS_BORDER_OUT",
        /// Into the country.
        CrossBorderIn = "CROSS_BORDER_IN",
        /// Through the country.
        Transit = "TRANSIT",
    }
    /// Why a case was closed (a coded form of HTCDS `cas_ReasonForCaseClosure`).
    state ClosureReason {
        /// A conviction is final.
        ConvictedFinal = "CONVICTED_FINAL",
        /// An acquittal is final.
        AcquittedFinal = "ACQUITTED_FINAL",
        /// Nobody is prosecuted.
        NoProsecution = "NO_PROSECUTION",
        /// It is not trafficking in persons.
        NotTrafficking = "NOT_TIP",
        /// The victim is reintegrated and there is no investigation.
        VictimReintegratedNoInvestigation = "VICTIM_REINTEGRATED_NO_INVESTIGATION",
        /// Another country has taken the case over.
        TransferredForeignJurisdiction = "TRANSFERRED_FOREIGN_JURISDICTION",
        /// Another case is the same.
        Duplicate = "DUPLICATE",
        /// The persons concerned cannot be found.
        Untraceable = "UNTRACEABLE",
    }
    /// How restricted a case is.
    track Sensitivity {
        /// Open to the organisations that take part.
        Normal = "NORMAL",
        /// With care: a child, official complicity or a protected witness.
        Restricted = "RESTRICTED",
        /// Open to officers who take part by name, and to nobody else.
        Sealed = "SEALED",
    }
    /// Where a dispute about the value of a field stands.
    state DisputeStatus {
        /// Raised, and not answered by the agency that edits the field.
        Open = "OPEN",
        /// That agency took the proposed value over.
        Accepted = "ACCEPTED",
        /// That agency keeps its value.
        Rejected = "REJECTED",
        /// The agency that raised it asks for a decision.
        Escalated = "ESCALATED",
        /// Decided for the proposed value, which was written to the record.
        Upheld = "UPHELD",
        /// Decided for the value there is.
        Dismissed = "DISMISSED",
        /// Taken back by the agency that raised it.
        Withdrawn = "WITHDRAWN",
    }
    /// How a case or a victim came to notice.
    answer DetectionSource {
        /// Police, on their own initiative.
        PoliceProactive = "POLICE_PROACTIVE",
        /// A control at the border.
        BorderControl = "BORDER_CONTROL",
        /// The victim came forward.
        SelfReport = "SELF_REPORT",
        /// Family or community.
        FamilyCommunity = "FAMILY_COMMUNITY",
        /// A non-governmental organisation.
        Ngo = "NGO",
        /// A telephone helpline.
        Helpline = "HELPLINE",
        /// A social worker.
        SocialWorker = "SOCIAL_WORKER",
        /// A health service.
        Health = "HEALTH",
        /// A labour inspection.
        LabourInspection = "LABOUR_INSPECTION",
        /// A school.
        School = "SCHOOL",
        /// An embassy or consulate.
        EmbassyConsulate = "EMBASSY_CONSULATE",
        /// An authority of another country.
        ForeignAuthority = "FOREIGN_AUTHORITY",
        /// Screening of persons being deported.
        DeportationScreening = "DEPORTATION_SCREENING",
        /// A court or prosecutor.
        CourtProsecutor = "COURT_PROSECUTOR",
        /// Something found online.
        Online = "ONLINE",
    }
    /// Who told the agency that wrote a report.
    answer ReporterType {
        /// The victim.
        Victim = "SELF",
        /// A member of the public.
        Public = "PUBLIC",
        /// An official in the course of duty.
        Official = "OFFICIAL",
        /// Somebody who gave no name.
        Anonymous = "ANONYMOUS",
    }
    /// The answer to a question of yes or no.
    answer Answer {
        /// Yes.
        Yes = "YES",
        /// No.
        No = "NO",
    }
    /// How two cases are related.
    state CaseRelation {
        /// The same network is behind both.
        SameNetwork = "SAME_NETWORK",
        /// They have a suspect in common.
        SameSuspect = "SAME_SUSPECT",
        /// One was split off the other.
        Split = "SPLIT",
        /// This case is continued in the other.
        Merged = "MERGED",
    }
}
