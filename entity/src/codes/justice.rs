//! Codes of the criminal track up to the charge: suspects, investigation, docket, decision and offence.

use super::code_lists;

code_lists! {
    /// What a suspect is (GLOTIP typology of groups).
    answer PerpetratorKind {
        /// One person.
        Individual = "INDIVIDUAL",
        /// A loose group of persons.
        InformalGroup = "INFORMAL_GROUP",
        /// An organised group.
        OrganisedGroup = "ORGANISED_GROUP",
        /// A business.
        Business = "BUSINESS",
        /// A family.
        FamilyUnit = "FAMILY_UNIT",
    }
    /// Where a suspect stands in the proceedings.
    track SuspectStatus {
        /// Suspected; it is not known who it is.
        Suspected = "SUSPECTED",
        /// It is known who it is.
        Identified = "IDENTIFIED",
        /// Wanted.
        Wanted = "WANTED",
        /// Arrested.
        Arrested = "ARRESTED",
        /// Let go without a verdict: not held, not on bail, not before court.
        Released = "RELEASED",
        /// On bail, before or after the charge.
        Bailed = "BAILED",
        /// Remanded in custody, before or after the charge.
        Remanded = "REMANDED",
        /// Charged, and before court.
        Charged = "CHARGED",
        /// Convicted of nothing that was charged.
        Acquitted = "ACQUITTED",
        /// Convicted.
        Convicted = "CONVICTED",
        /// Dead.
        Deceased = "DECEASED",
        /// Absconded.
        Absconded = "ABSCONDED",
        /// Handed over to another country.
        Extradited = "EXTRADITED",
    }
    /// Whether a suspect is held: what those who keep a victim safe must know.
    answer Custody {
        /// At large.
        AtLarge = "AT_LARGE",
        /// In custody before judgment.
        InCustody = "IN_CUSTODY",
        /// On bail.
        OnBail = "ON_BAIL",
        /// Serving a sentence.
        Imprisoned = "IMPRISONED",
    }
    /// The part a perpetrator had (HTCDS `per_RoleInProcess`; the last three are this hub's).
    answer PerpetratorRole {
        /// Travelled with the victim.
        TravellingPartner = "TRAVELLING_PARTNER",
        /// Transported the victim.
        Transporter = "TRANSPORTER",
        /// Recruited the victim, or acted as go-between.
        RecruiterOrIntermediary = "RECRUITER_OR_INTERMEDIARY",
        /// Arranged the travel.
        BrokerTravelAgent = "BROKER_TRAVEL_AGENT",
        /// Transferred the victim.
        TransferredIndividual = "TRANSFERRED_INDIVIDUAL",
        /// Harboured the victim.
        HarbouredIndividual = "HARBOURED_INDIVIDUAL",
        /// Sold the victim.
        SoldIndividual = "SOLD_INDIVIDUAL",
        /// Bought the victim.
        BoughtIndividual = "BOUGHT_INDIVIDUAL",
        /// Received the victim.
        ReceivedIndividual = "RECEIVED_INDIVIDUAL",
        /// Controlled the victim.
        ControlledIndividual = "CONTROLLED_INDIVIDUAL",
        /// Smuggled the victim.
        Smuggler = "SMUGGLER",
        /// Abused the victim.
        Abuser = "ABUSER",
        /// Kidnapped the victim.
        Kidnapper = "KIDNAPPER",
        /// Exploited the victim.
        Exploiter = "EXPLOITER",
        /// Another part.
        Other = "OTHER",
        /// Forged documents.
        DocumentForger = "DOCUMENT_FORGER",
        /// Gave money or laundered it.
        Financier = "FINANCIER",
        /// Helped as an official (US TIP report, official complicity).
        ComplicitOfficial = "COMPLICIT_OFFICIAL",
    }
    /// The kind of public office a suspect holds (US TIP report, official complicity).
    answer OfficeCategory {
        /// Police or other law enforcement.
        LawEnforcement = "LAW_ENFORCEMENT",
        /// Immigration or border service.
        BorderService = "BORDER_SERVICE",
        /// Armed forces.
        ArmedForces = "ARMED_FORCES",
        /// Court or prosecution.
        Justice = "JUSTICE",
        /// Diplomatic or consular service.
        Diplomatic = "DIPLOMATIC",
        /// Labour, social or health service.
        PublicService = "PUBLIC_SERVICE",
        /// An elected or traditional office.
        ElectedOrTraditional = "ELECTED_OR_TRADITIONAL",
        /// Another.
        Other = "OTHER",
    }
    /// What a suspect is to a victim (refines HTCDS `vic_RelationshipToTrafficker` and CTDC's relation of the
    /// recruiter).
    answer Relationship {
        /// Spouse or partner.
        SpousePartner = "SPOUSE_PARTNER",
        /// Parent.
        Parent = "PARENT",
        /// Another relative.
        OtherRelative = "OTHER_RELATIVE",
        /// Friend.
        Friend = "FRIEND",
        /// Neighbour or member of the community.
        NeighbourCommunity = "NEIGHBOUR_COMMUNITY",
        /// Employer.
        Employer = "EMPLOYER",
        /// Agent or broker.
        AgentBroker = "AGENT_BROKER",
        /// Teacher or religious leader.
        TeacherReligious = "TEACHER_RELIGIOUS",
        /// Stranger.
        Stranger = "STRANGER",
        /// Known from online contact only.
        OnlineContact = "ONLINE_CONTACT",
        /// Another.
        Other = "OTHER",
    }
    /// A group of relationships between perpetrator and victim (CTDC `IP_Relation`).
    answer RelationshipGroup {
        /// Family or intimate partner.
        FamilyOrIntimatePartner = "FAMILY_OR_INTIMATE_PARTNER",
        /// Friend or acquaintance.
        FriendOrAcquaintance = "FRIEND_OR_ACQUAINTANCE",
        /// Stranger, unknown or other.
        StrangerUnknownOrOther = "STRANGER_UNKNOWN_OR_OTHER",
    }
    /// A group of parts that a perpetrator had towards a victim (CTDC victim-perpetrator data).
    answer InvolvementGroup {
        /// Exploited the victim (CTDC `IP_Exploiter`).
        Exploiter = "EXPLOITER",
        /// Recruited the victim or arranged it (CTDC `IP_RecruiterBroker`).
        RecruiterOrBroker = "RECRUITER_OR_BROKER",
        /// Took part in moving, selling or receiving the victim (CTDC `IP_TransactionProcess`).
        TransactionProcess = "TRANSACTION_PROCESS",
        /// Controlled, abused or kidnapped the victim (CTDC `IP_ControlAbuseKidnap`).
        ControlAbuseOrKidnap = "CONTROL_ABUSE_OR_KIDNAP",
    }
    /// The form of trafficking an investigation is about (US TIP report).
    state InvestigationForm {
        /// Sex trafficking.
        Sex = "SEX",
        /// Labour trafficking.
        Labour = "LABOUR",
        /// Both.
        Both = "BOTH",
        /// Not specified.
        Unspecified = "UNSPECIFIED",
        /// Another form.
        Other = "OTHER",
    }
    /// Where an investigation stands, or how it ended.
    state InvestigationOutcome {
        /// Going on.
        Ongoing = "ONGOING",
        /// The docket went to the prosecution.
        DocketToProsecution = "DOCKET_TO_PROSECUTION",
        /// Closed as unfounded.
        ClosedUnfounded = "CLOSED_UNFOUNDED",
        /// Closed for lack of evidence.
        ClosedInsufficientEvidence = "CLOSED_INSUFFICIENT_EVIDENCE",
        /// Closed because nobody was found to have done it.
        ClosedUndetected = "CLOSED_UNDETECTED",
        /// Closed because the victim cannot be found.
        ClosedVictimUntraceable = "CLOSED_VICTIM_UNTRACEABLE",
        /// Passed to another jurisdiction.
        TransferredJurisdiction = "TRANSFERRED_JURISDICTION",
    }
    /// Who has the docket in their hands.
    state DocketHolder {
        /// Police.
        Police = "POLICE",
        /// Public prosecution.
        Prosecution = "PROSECUTION",
        /// Court.
        Court = "COURT",
    }
    /// What the prosecutor decided on a docket.
    state ProsecutionDecision {
        /// To prosecute.
        Prosecute = "PROSECUTE",
        /// Not to prosecute (nolle prosequi).
        Decline = "DECLINE_NOLLE",
        /// To return the docket for further investigation.
        ReturnForInvestigation = "RETURN_FOR_INVESTIGATION",
        /// To charge another offence than trafficking.
        AlternativeCharge = "ALTERNATIVE_CHARGE",
        /// To divert the suspect from prosecution.
        Diversion = "DIVERSION",
        /// Not to prosecute the victim (South Africa, Act 7 of 2013, s. 22).
        NonProsecutionOfVictim = "NON_PROSECUTION_OF_VICTIM",
    }
    /// The offence charged. The act and section charged stand beside it.
    state Offence {
        /// Trafficking in an adult (Lesotho, Anti-Trafficking in Persons Act 2011, s. 5 (1); ICCS 0204).
        TraffickingAdult = "TRAFFICKING_ADULT",
        /// Trafficking in a child (Lesotho, Anti-Trafficking in Persons Act 2011, s. 5 (2); ICCS 0204).
        TraffickingChild = "TRAFFICKING_CHILD",
        /// Another offence of the act on trafficking in persons.
        OtherTrafficking = "OTHER_TRAFFICKING",
        /// An offence of child protection (Lesotho, Children's Protection and Welfare Act 2011, s. 77).
        ChildProtection = "CHILD_PROTECTION",
        /// An offence of the penal code.
        PenalCode = "PENAL_CODE",
        /// An offence of immigration law.
        Immigration = "IMMIGRATION",
        /// An offence of labour law.
        Labour = "LABOUR",
        /// Another offence.
        Other = "OTHER",
    }
    /// Where a criminal investigation and what follows from it stand.
    track CriminalStatus {
        /// Opened: there is a docket number.
        Opened = "OPENED",
        /// Under investigation by the police.
        UnderInvestigation = "UNDER_INVESTIGATION",
        /// The docket is with the prosecution.
        DocketWithProsecution = "DOCKET_WITH_DPP",
        /// The prosecution declined to prosecute.
        Declined = "DECLINED",
        /// Somebody is charged.
        Charged = "CHARGED",
        /// Before the court.
        BeforeCourt = "BEFORE_COURT",
        /// Somebody is convicted; the sentence is open.
        Convicted = "CONVICTED",
        /// Nobody is convicted.
        Acquitted = "ACQUITTED",
        /// The prosecution withdrew the case.
        Withdrawn = "WITHDRAWN",
        /// Sentence is passed.
        Sentenced = "SENTENCED",
        /// On appeal; its figures are provisional.
        Appeal = "APPEAL",
        /// Final.
        Final = "FINAL",
        /// The police propose to close the investigation without a charge.
        ClosureProposed = "CLOSURE_PROPOSED",
        /// Closed without a charge.
        Closed = "CLOSED",
    }
    /// Where the handing over of a docket stands.
    track TransferStatus {
        /// Sent, and not yet received.
        Sent = "SENT",
        /// Received: the receiver holds the docket.
        Received = "RECEIVED",
        /// Refused: the sender still holds the docket.
        Refused = "REFUSED",
        /// Taken back before it was received.
        Recalled = "RECALLED",
    }
    /// The kind of an item of evidence.
    state EvidenceType {
        /// A statement.
        Statement = "STATEMENT",
        /// A document.
        Document = "DOCUMENT",
        /// A telephone, computer or other device.
        Device = "DEVICE",
        /// A recording or photograph.
        Recording = "RECORDING",
        /// Money or a record of payments.
        Money = "MONEY",
        /// Another object.
        Physical = "PHYSICAL",
        /// A forensic sample or report.
        Forensic = "FORENSIC",
        /// Another.
        Other = "OTHER",
    }
    /// By which channel a foreign authority is asked (South Africa, Act 7 of 2013, s. 39).
    state CooperationChannel {
        /// INTERPOL.
        Interpol = "INTERPOL",
        /// Directly between police forces.
        PoliceDirect = "POLICE_DIRECT",
        /// Mutual legal assistance.
        MutualLegalAssistance = "MUTUAL_LEGAL_ASSISTANCE",
        /// By consulates.
        Consular = "CONSULAR",
        /// In a joint investigation team.
        JointTeam = "JOINT_TEAM",
        /// Another.
        Other = "OTHER",
    }
}
