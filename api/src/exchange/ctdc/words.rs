//! The words of the file and the codes they stand for: each pair stands here once, for both directions.

use std::fmt;

use entity::codes::{AgeBand, Answer, ExploitationType, InvolvementGroup, Majority, RelationshipGroup, Sex, UnRegion};

/// Between the values of a cell.
const SEPARATOR: &str = ";";

/// The word of a cell that says a statement holds.
const HOLDS: &str = "1";

/// A column of the file whose cells name codes.
pub(super) struct Words<T: 'static> {
    /// The name of the column.
    pub(super) column: &'static str,
    /// In alphabetical order.
    words: &'static [(&'static str, T)],
}

/// What is wrong with a cell or a line. It never repeats what the file says there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault(pub(super) String);

/// The years in which a case may have been registered, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Years {
    pub(super) from: i32,
    pub(super) to: i32,
}

pub(super) const YEAR_REGISTER: &str = "yearRegister";
pub(super) const GENDER: Words<Sex> = words("gender", SEXES);
pub(super) const MAJORITY_STATUS: Words<Majority> =
    words("majorityStatus", &[("Adult", Majority::Adult), ("Minor", Majority::Minor)]);
pub(super) const IS_FORCED_LABOUR: Words<ExploitationType> =
    words("isForcedLabour", &[(HOLDS, ExploitationType::ForcedLabour)]);
pub(super) const IS_SEXUAL_EXPLOIT: Words<ExploitationType> =
    words("isSexualExploit", &[(HOLDS, ExploitationType::SexualExploitation)]);
pub(super) const COO_REGION: Words<UnRegion> = words("UN_COO_Region", REGIONS);
pub(super) const COE_REGION: Words<UnRegion> = words("UN_COE_Region", REGIONS);
pub(super) const IP_EXPLOITER: Words<InvolvementGroup> = words("IP_Exploiter", &[(HOLDS, InvolvementGroup::Exploiter)]);
pub(super) const IP_GENDER: Words<Sex> = words("IP_Gender", SEXES);
pub(super) const IP_AGE: Words<AgeBand> = words(
    "IP_ageBroad",
    &[
        ("0--29", AgeBand::Age0To29),
        ("30--38", AgeBand::Age30To38),
        ("39--47", AgeBand::Age39To47),
        ("48+", AgeBand::Age48Plus),
    ],
);
pub(super) const IP_CITIZEN: Words<UnRegion> = words("IP_citizen_UNRegion", REGIONS);
pub(super) const IP_RELATION: Words<RelationshipGroup> = words(
    "IP_Relation",
    &[
        ("FamilyIntimatePartner", RelationshipGroup::FamilyOrIntimatePartner),
        ("FriendAcquaintance", RelationshipGroup::FriendOrAcquaintance),
        ("StrangerUnknownOther", RelationshipGroup::StrangerUnknownOrOther),
    ],
);
pub(super) const IP_PAY_MONEY: Words<Answer> = words("IP_PayMoney", &[("No", Answer::No), ("Yes", Answer::Yes)]);
pub(super) const IP_RECRUITER: Words<InvolvementGroup> =
    words("IP_RecruiterBroker", &[(HOLDS, InvolvementGroup::RecruiterOrBroker)]);
pub(super) const IP_TRANSACTION: Words<InvolvementGroup> =
    words("IP_TransactionProcess", &[(HOLDS, InvolvementGroup::TransactionProcess)]);
pub(super) const IP_CONTROL: Words<InvolvementGroup> =
    words("IP_ControlAbuseKidnap", &[(HOLDS, InvolvementGroup::ControlAbuseOrKidnap)]);

const SEXES: &[(&str, Sex)] = &[("Female", Sex::Female), ("Male", Sex::Male)];
const REGIONS: &[(&str, UnRegion)] = &[
    ("Africa", UnRegion::Africa),
    ("Americas/Oceania", UnRegion::AmericasOceania),
    ("Asia", UnRegion::Asia),
    ("Europe", UnRegion::Europe),
];

const fn words<T>(column: &'static str, words: &'static [(&'static str, T)]) -> Words<T> {
    Words { column, words }
}

impl<T: Copy + PartialEq> Words<T> {
    /// The code of a cell that names one, or none.
    pub(super) fn one(&self, cell: &str) -> Result<Option<T>, Fault> {
        if cell.is_empty() { Ok(None) } else { self.code(cell).map(Some) }
    }

    /// The codes of a cell that may name several.
    pub(super) fn several(&self, cell: &str) -> Result<Vec<T>, Fault> {
        let mut codes = Vec::new();
        for word in cell.split(SEPARATOR).filter(|_| !cell.is_empty()) {
            let code = self.code(word)?;
            if codes.contains(&code) {
                return Err(self.fault("names a value twice"));
            }
            codes.push(code);
        }
        Ok(codes)
    }

    /// The cell that names those of these codes the column has words for. As in the data set, the words stand in
    /// alphabetical order: a cell names a set of codes.
    pub(super) fn cell(&self, codes: &[T]) -> String {
        let words = self.words.iter().filter(|(_, code)| codes.contains(code)).map(|(word, _)| *word);
        words.collect::<Vec<_>>().join(SEPARATOR)
    }

    /// Whether the column has a word for a code.
    pub(super) fn knows(&self, code: T) -> bool {
        self.words.iter().any(|(_, known)| *known == code)
    }

    fn code(&self, word: &str) -> Result<T, Fault> {
        let found = self.words.iter().find(|(known, _)| *known == word).map(|(_, code)| *code);
        found.ok_or_else(|| self.fault("names a value this column does not have"))
    }

    fn fault(&self, what: &str) -> Fault {
        Fault(format!("{} {what}", self.column))
    }
}

impl Years {
    /// The years of a cell: `2019`, or `2014-2018`.
    pub(super) fn of_cell(cell: &str) -> Result<Option<Self>, Fault> {
        let span = match cell.split_once('-') {
            _ if cell.is_empty() => return Ok(None),
            None => year(cell).map(|year| Self { from: year, to: year }),
            Some((from, to)) => year(from).zip(year(to)).map(|(from, to)| Self { from, to }).filter(|s| s.from < s.to),
        };
        span.map(Some).ok_or_else(|| Fault(format!("{YEAR_REGISTER} is neither a year nor a span of years")))
    }
}

/// A year of four digits.
fn year(text: &str) -> Option<i32> {
    let digits = text.len() == 4 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}-{}", self.from, self.to) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
