//! The records, one file per table.

use crate::codes::FieldGroup;
use crate::lifecycle::Guard;
use crate::table::Table;

pub mod account;
pub mod appeal;
pub mod assistance;
pub mod audit_event;
pub mod case;
pub mod charge;
pub mod code_term;
pub mod consent;
pub mod court_attendance;
pub mod denied_token;
pub mod docket_transfer;
pub mod evidence_item;
pub mod exclusion;
pub mod exploitation;
pub mod field_dispute;
pub mod follow_up;
pub mod foreign_cooperation;
pub mod hearing;
pub mod history;
pub mod investigation;
pub mod keyed_act;
pub mod movement;
pub mod next_of_kin;
pub mod organisation;
pub mod own_note;
pub mod participation;
pub mod person;
pub mod person_access;
pub mod referral;
pub mod related_case;
pub mod report;
pub mod risk_assessment;
pub mod sentence_component;
pub mod shared_note;
pub mod support_plan;
pub mod suspect;
pub mod travel_document;
pub mod trusted_document;
pub mod verdict;
pub mod victim;
pub mod victim_return;
pub mod victim_suspect_link;

/// The one list of tables, parents before what refers to them, with the names the API gives them.
pub(crate) fn registry() -> Vec<Table> {
    vec![
        Table::of::<organisation::Entity>("Organisation", "organisations"),
        Table::of::<account::Entity>("Account", "accounts"),
        Table::of::<denied_token::Entity>("DeniedToken", "deniedTokens"),
        Table::of::<case::Entity>("Case", "cases").keyed_by(&[&["organisation_id", "source_ref"]]),
        Table::of::<victim::Entity>("Victim", "victims").shared_as(FieldGroup::Status),
        Table::of::<suspect::Entity>("Suspect", "suspects"),
        Table::of::<person::Entity>("Person", "persons").shared_as(FieldGroup::Profile),
        Table::of::<participation::Entity>("Participation", "participations"),
        Table::of::<exclusion::Entity>("Exclusion", "exclusions").added_by("Add", EXCLUDING),
        Table::of::<report::Entity>("Report", "reports"),
        Table::of::<victim_suspect_link::Entity>("VictimSuspectLink", "victimSuspectLinks")
            .keyed_by(&[&["victim_id", "suspect_id"]]),
        Table::of::<exploitation::Entity>("Exploitation", "exploitations").shared_as(FieldGroup::Exploitation),
        Table::of::<movement::Entity>("Movement", "movements").shared_as(FieldGroup::Journey),
        Table::of::<travel_document::Entity>("TravelDocument", "travelDocuments").shared_as(FieldGroup::Journey),
        Table::of::<investigation::Entity>("Investigation", "investigations")
            .keyed_by(&[&["organisation_id", "docket_no"]]),
        Table::of::<charge::Entity>("Charge", "charges"),
        Table::of::<verdict::Entity>("Verdict", "verdicts"),
        Table::of::<sentence_component::Entity>("SentenceComponent", "sentenceComponents"),
        Table::of::<risk_assessment::Entity>("RiskAssessment", "riskAssessments").shared_as(FieldGroup::Risk),
        Table::of::<assistance::Entity>("Assistance", "assistances").shared_as(FieldGroup::Care),
        Table::of::<hearing::Entity>("Hearing", "hearings"),
        Table::of::<court_attendance::Entity>("CourtAttendance", "courtAttendances").shared_as(FieldGroup::Court),
        Table::of::<appeal::Entity>("Appeal", "appeals"),
        Table::of::<next_of_kin::Entity>("NextOfKin", "nextsOfKin").shared_as(FieldGroup::Family),
        Table::of::<consent::Entity>("Consent", "consents").added_by("Record", &[Guard::ChildIsSpokenFor]),
        Table::of::<referral::Entity>("Referral", "referrals").added_by("Send", SENDING),
        Table::of::<victim_return::Entity>("Return", "returns").shared_as(FieldGroup::Return),
        Table::of::<docket_transfer::Entity>("DocketTransfer", "docketTransfers").added_by("Send", &[]),
        Table::of::<evidence_item::Entity>("EvidenceItem", "evidenceItems"),
        Table::of::<foreign_cooperation::Entity>("ForeignCooperation", "foreignCooperations"),
        Table::of::<related_case::Entity>("RelatedCase", "relatedCases"),
        Table::of::<support_plan::Entity>("SupportPlan", "supportPlans").shared_as(FieldGroup::Care),
        Table::of::<follow_up::Entity>("FollowUp", "followUps").shared_as(FieldGroup::Care),
        Table::of::<own_note::Entity>("OwnNote", "ownNotes"),
        Table::of::<shared_note::Entity>("SharedNote", "sharedNotes"),
        Table::of::<field_dispute::Entity>("Dispute", "disputes"),
        Table::of::<person_access::Entity>("PersonAccess", "accessLog"),
    ]
}

/// What must hold of an exclusion.
const EXCLUDING: &[Guard] = &[Guard::OfficerOfExcluded, Guard::ExcludesAnother];

/// What must hold of a referral.
const SENDING: &[Guard] =
    &[Guard::ConsentOrOverride, Guard::NamedConsentInForce, Guard::ApprovedByAnother, Guard::PassesOnSameVictim];

/// The table of changes, which stands apart: which of its rows a viewer may know of turns on the fields they are of.
/// Those of a case are its timeline.
pub(crate) fn changes() -> Table {
    Table::of::<history::Entity>("Change", "timeline")
}

/// The table of audit events, which stands apart: nothing refers to it, and what is written there is remembered by itself.
pub(crate) fn audit_events() -> Table {
    Table::of::<audit_event::Entity>("AuditEvent", "auditEvents")
}

/// The table of labels and mappings of codes, which stands apart: it is of the code lists, and no case has a part in it.
pub(crate) fn code_terms() -> Table {
    Table::of::<code_term::Entity>("CodeTerm", "codeTerms")
}

/// The table of acts that were sent under a key, which stands apart: it is about sendings, and the API shows nothing of it.
pub(crate) fn keyed_acts() -> Table {
    Table::of::<keyed_act::Entity>("KeyedAct", "keyedActs")
}

/// The table of registered documents, which stands apart: it is about clients, and the API shows nothing of it.
pub(crate) fn trusted_documents() -> Table {
    Table::of::<trusted_document::Entity>("TrustedDocument", "trustedDocuments")
}
