//! What opens a field that is withheld.

use super::code_lists;

code_lists! {
    /// What somebody else found of an access in an emergency.
    state GlassReview {
        /// It was needed.
        Justified = "JUSTIFIED",
        /// It was not needed: the coordinator and the organisation take it up.
        Unjustified = "UNJUSTIFIED",
    }
    /// What lets an organisation read a field on a record, beside its role.
    state Opening {
        /// Its organisation wrote the record.
        Authorship = "AUTHORSHIP",
        /// Its organisation leads the case.
        Leadership = "LEADERSHIP",
        /// The record is addressed to its organisation.
        Address = "ADDRESS",
        /// The victim consents that its organisation knows who they are.
        Consent = "CONSENT",
        /// An officer breaks the glass, and answers for it.
        Emergency = "EMERGENCY",
        /// A referral shares the field's group with it.
        Referral = "REFERRAL",
    }
}
