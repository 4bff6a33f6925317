//! The table of rights as it is signed.

use std::collections::BTreeSet;

use csv::StringRecord;

const TABLE: &str = include_str!("rights.csv");

/// The table.
pub struct Rights(Vec<Line>);

/// Who may do what with one column.
#[derive(Debug)]
pub struct Line {
    pub table: String,
    /// Where persons have two rules: whose this is.
    pub subject: String,
    pub column: String,
    /// Who changes the value.
    pub edit: BTreeSet<String>,
    /// Who may give it while it is empty.
    pub fill: BTreeSet<String>,
    /// Who reads it.
    pub read: BTreeSet<String>,
    /// Which of these are told only where they wrote it, the victim consents or an emergency demands it.
    pub consent: BTreeSet<String>,
}

impl Rights {
    pub fn read() -> Self {
        let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
        Self(reader.records().map(|record| line(&record.expect("a line"))).collect())
    }

    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.0.iter()
    }
}

impl Line {
    /// Whether one who is these parties reads the column of a record that they did not write.
    pub fn reads(&self, parties: &BTreeSet<String>) -> bool {
        self.read.difference(&self.consent).any(|party| parties.contains(party))
    }

    /// Whether they read it of some record: one that they wrote, lead, received, answer or were told of by consent.
    pub fn reads_ever(&self, parties: &BTreeSet<String>) -> bool {
        let of_some_record = ["AUTHOR", "LEAD", "RECEIVER", "OWNER"];
        self.read.iter().any(|party| parties.contains(party) || of_some_record.contains(&party.as_str()))
    }

    /// Whether they change it.
    pub fn edits(&self, parties: &BTreeSet<String>) -> bool {
        !self.edit.is_disjoint(parties)
    }
}

fn line(record: &StringRecord) -> Line {
    let cell = |index: usize| record.get(index).expect("a cell").to_owned();
    let parties = |index: usize| cell(index).split_whitespace().map(str::to_owned).collect();
    Line {
        table: cell(0),
        subject: cell(1),
        column: cell(2),
        edit: parties(3),
        fill: parties(4),
        read: parties(5),
        consent: parties(6),
    }
}
