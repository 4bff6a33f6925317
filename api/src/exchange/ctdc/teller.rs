//! A case in the words of the file.

use entity::{case, exploitation, person, victim_suspect_link};
use sea_orm::sea_query::Value;

use super::line::{Involved, Line};
use super::tree::{beside, codes, value};
use super::words::{
    COE_REGION, COO_REGION, GENDER, IP_AGE, IP_CITIZEN, IP_CONTROL, IP_EXPLOITER, IP_GENDER, IP_PAY_MONEY,
    IP_RECRUITER, IP_RELATION, IP_TRANSACTION, IS_FORCED_LABOUR, IS_SEXUAL_EXPLOIT, MAJORITY_STATUS, Words, Years,
};
use crate::access::record::Record;

/// Tells a case, and counts what the file has no words for: codes it does not know, several values in a column
/// that holds one, and victims beyond the first. Since the import, the agencies may have written such.
#[derive(Default)]
pub(super) struct Teller {
    pub(super) left_out: usize,
}

impl Teller {
    /// The line of a case.
    pub(super) fn line(&mut self, case: &Record) -> Line {
        use {exploitation::Column as E, person::Column as P};
        let mut victims = beside(&[case], "victims");
        self.left_out += victims.len().saturating_sub(1);
        victims.truncate(1);
        let person = beside(&victims, "person");
        let exploitations = beside(&victims, "exploitations");
        Line {
            registered: self.years(case),
            sex: self.one(&GENDER, codes(&person, P::Sex)),
            majority: self.one(&MAJORITY_STATUS, codes(&person, P::Majority)),
            exploitation: self.several(&[IS_FORCED_LABOUR, IS_SEXUAL_EXPLOIT], codes(&exploitations, E::Types)),
            citizenship: self.one(&COO_REGION, codes(&person, P::CitizenshipRegions)),
            region: self.one(&COE_REGION, codes(&exploitations, E::Region)),
            involved: self.involved(case),
        }
    }

    fn involved(&mut self, case: &Record) -> Involved {
        use {person::Column as P, victim_suspect_link::Column as L};
        let suspects = beside(&[case], "suspects");
        let persons = beside(&suspects, "person");
        let links = beside(&suspects, "victimSuspectLinks");
        let parts = [IP_EXPLOITER, IP_RECRUITER, IP_TRANSACTION, IP_CONTROL];
        Involved {
            sexes: self.several(&[IP_GENDER], codes(&persons, P::Sex)),
            age_bands: self.several(&[IP_AGE], codes(&persons, P::AgeBands)),
            citizenships: self.several(&[IP_CITIZEN], codes(&persons, P::CitizenshipRegions)),
            relations: self.several(&[IP_RELATION], codes(&links, L::RelationshipGroups)),
            money_paid: self.several(&[IP_PAY_MONEY], codes(&links, L::MoneyPaid)),
            involvement: self.several(&parts, codes(&links, L::Involvement)),
        }
    }

    fn years(&mut self, case: &Record) -> Option<Years> {
        let year = |column| match value(case, column) {
            Some(Value::Int(year)) => *year,
            _ => None,
        };
        match (year(case::Column::RegisteredFrom), year(case::Column::RegisteredTo)) {
            (Some(from), Some(to)) => Some(Years { from, to }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                self.left_out += 1;
                None
            }
        }
    }

    /// The one value of a column. Of several it takes none: one alone would be a statement nobody made.
    fn one<T: Copy + PartialEq>(&mut self, words: &Words<T>, codes: Vec<T>) -> Option<T> {
        match codes[..] {
            [code] if words.knows(code) => Some(code),
            _ => {
                self.left_out += codes.len();
                None
            }
        }
    }

    /// The values that one of these columns has a word for.
    fn several<T: Copy + PartialEq>(&mut self, columns: &[Words<T>], mut codes: Vec<T>) -> Vec<T> {
        let all = codes.len();
        codes.retain(|code| columns.iter().any(|words| words.knows(*code)));
        self.left_out += all - codes.len();
        codes
    }
}
