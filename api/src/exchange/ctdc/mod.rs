//! Case records in the form of CTDC's victim-perpetrator file (Counter Trafficking Data Collaborative, Global
//! Victim-Perpetrator Synthetic Dataset), in and out.
//!
//! [`MAPPING`] says what each column becomes; `words` and `line` hold that mapping once, for both directions.
//! The import writes through [`Work`](crate::access::Work) as an organisation's user and the export reads as one:
//! neither knows more, or may do more, than that user at the API.

mod export;
mod import;
mod line;
mod references;
mod rejects;
mod source;
mod teller;
mod tree;
mod words;

pub use export::{Exported, export};
pub use import::{Imported, import};

/// What each column becomes: the help of the command.
pub const MAPPING: &str = "\
Imports case records in the form of CTDC's victim-perpetrator data set (Counter Trafficking Data Collaborative).

Each line becomes a case with one victim, opened and led by the organisation. It is known again by the case's \
sourceRef, CTDC-VP/ and the number of the line, counted from 1 below the header: a line that is there already is \
skipped, so an import that was broken off, or whose bad lines were mended in their place, is simply run again.

An empty cell is unknown and stores nothing; it never means no. A value that groups several meanings is stored as \
that group and never as one of them. Where a cell names several values, semicolons stand between them.

  yearRegister           Case.registeredFrom and registeredTo: the span of
                         years, or one year twice. Case.openedOn stays empty
  gender                 the victim's Person.sex: Female FEMALE, Male MALE
  majorityStatus         the victim's Person.majority: Adult ADULT, Minor MINOR
  isForcedLabour         1: Exploitation.types has FORCED_LABOUR
  isSexualExploit        1: Exploitation.types has SEXUAL_EXPLOITATION
  UN_COO_Region          the victim's Person.citizenshipRegions: Africa AFRICA,
                         Americas/Oceania AMERICAS_OCEANIA, Asia ASIA,
                         Europe EUROPE
  UN_COE_Region          Exploitation.region: the same regions

The victim has an Exploitation where isForcedLabour, isSexualExploit or UN_COE_Region says something.

The IP_ columns are about the persons involved, who become suspects, each with a link to the victim. Where any of \
them says something there is at least one suspect. A person has one sex, so each value of IP_Gender is a suspect of \
its own; the other columns do not tell the persons apart, and are stored with each of them.

  IP_Exploiter           1: VictimSuspectLink.involvement has EXPLOITER
  IP_Gender              a suspect for each, with Person.sex: Female FEMALE,
                         Male MALE
  IP_ageBroad            the suspect's Person.ageBands: 0--29 AGE_0_29,
                         30--38 AGE_30_38, 39--47 AGE_39_47, 48+ AGE_48_PLUS
  IP_citizen_UNRegion    the suspect's Person.citizenshipRegions: the regions
                         above
  IP_Relation            VictimSuspectLink.relationshipGroups:
                         FamilyIntimatePartner FAMILY_OR_INTIMATE_PARTNER,
                         FriendAcquaintance FRIEND_OR_ACQUAINTANCE,
                         StrangerUnknownOther STRANGER_UNKNOWN_OR_OTHER
  IP_PayMoney            VictimSuspectLink.moneyPaid: No NO, Yes YES
  IP_RecruiterBroker     1: VictimSuspectLink.involvement has
                         RECRUITER_OR_BROKER
  IP_TransactionProcess  1: VictimSuspectLink.involvement has
                         TRANSACTION_PROCESS
  IP_ControlAbuseKidnap  1: VictimSuspectLink.involvement has
                         CONTROL_ABUSE_OR_KIDNAP

Nothing is imported where the header is another, or where the organisation's role may not give all of these fields. \
A line with another number of columns, a value not listed here or text that is not UTF-8 is left out, and a report \
says which line and why; the other lines are imported.";
