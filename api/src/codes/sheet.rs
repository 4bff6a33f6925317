//! Terms from a CSV file: of mappings or of labels, as its heading says. A line that begins with # is a comment.

use std::collections::HashSet;
use std::io::Read;

use csv::{Position, ReaderBuilder, StringRecord, Trim};
use entity::codes::{CodeScheme, CodeTermKind};
use entity::value::{Language, Token};

use super::{About, Term, known};
use crate::error::{Error, Result};

/// The heading of a file of mappings.
const MAPPINGS: [&str; 4] = ["list", "code", "scheme", "value"];

/// The heading of a file of labels.
const LABELS: [&str; 4] = ["list", "code", "language", "label"];

/// The most characters a value or a label may have.
const LONGEST: usize = 200;

/// The terms of a file. The first fault is refused with its line and column.
pub fn read(mut file: impl Read) -> Result<Vec<Term>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| Error::invalid("the file cannot be read", error))?;
    let file = bytes.as_slice();
    let mut reader = ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).from_reader(file);
    let heading = reader.headers().map_err(|error| unreadable(file, &error))?;
    let (columns, kind) = match heading {
        found if found == MAPPINGS[..] => (MAPPINGS, CodeTermKind::Mapping),
        found if found == LABELS[..] => (LABELS, CodeTermKind::Label),
        _ => {
            let (mappings, labels) = (MAPPINGS.join(","), LABELS.join(","));
            let wanted = format!("the columns are not {mappings} for mappings, or {labels} for labels");
            return Err(Error::invalid("heading", wanted));
        }
    };
    let mut terms = Vec::new();
    let mut seen = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(file, &error))?;
        let term = term(file, &record, columns, kind)?;
        let (_, scheme_or_language) = term.about.key();
        if !seen.insert((term.list, term.code, scheme_or_language.to_owned())) {
            return Err(fault(
                file,
                &record,
                columns[2],
                "has a value for this code on an earlier line; keep one of them",
            ));
        }
        terms.push(term);
    }
    Ok(terms)
}

fn term(file: &[u8], record: &StringRecord, columns: [&str; 4], kind: CodeTermKind) -> Result<Term> {
    let cell = |place: usize| record.get(place).unwrap_or_default();
    let Some(list) = entity::codes::lists().find(|list| list.name == cell(0)) else {
        return Err(fault(file, record, columns[0], "is no code list; the question codeLists names them"));
    };
    let Some((list, code)) = known(list.name, cell(1)) else {
        return Err(fault(
            file,
            record,
            columns[1],
            &format!("is no code of {}; the question codeLists names them", list.name),
        ));
    };
    let about = match kind {
        CodeTermKind::Mapping => CodeScheme::parse(cell(2)).map(About::Mapping),
        CodeTermKind::Label => Language::parse(cell(2)).map(About::Label),
    };
    let Some(about) = about else {
        return Err(fault(file, record, columns[2], &wanted(kind)));
    };
    let value = cell(3);
    if value.is_empty() || value.chars().count() > LONGEST || value.contains(char::is_control) {
        let wanted =
            format!("is no text of 1 to {LONGEST} characters in one line; leave the whole line out if there is none");
        return Err(fault(file, record, columns[3], &wanted));
    }
    Ok(Term { list: list.name, code, about, value: value.to_owned() })
}

fn wanted(kind: CodeTermKind) -> String {
    match kind {
        CodeTermKind::Mapping => {
            let schemes: Vec<&str> = CodeScheme::ALL.iter().map(|scheme| scheme.code()).collect();
            format!("is no scheme; use one of {}", schemes.join(", "))
        }
        CodeTermKind::Label => "is no language; use its ISO 639 code of three letters, such as sot".to_owned(),
    }
}

fn fault(file: &[u8], record: &StringRecord, column: &str, what: &str) -> Error {
    let line = record.position().map_or(1, |at| line(file, at));
    Error::invalid(format!("line {line}, column {column}"), what)
}

/// The file is no CSV with four columns, or no UTF-8.
fn unreadable(file: &[u8], error: &csv::Error) -> Error {
    let line = error.position().map_or(1, |at| line(file, at));
    Error::invalid(format!("line {line}"), "is no line of four columns in UTF-8; mend it, with quotes around a comma")
}

/// The line a record stands on. The library counts from the end of the record before, so that blank lines and comments
/// in between are still to be passed over.
fn line(file: &[u8], at: &Position) -> u64 {
    let before = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = file.get(before..).unwrap_or_default().split(|byte| *byte == b'\n');
    let passed = rest.take_while(|line| matches!(line, [] | [b'\r'] | [b'#', ..])).count();
    at.line() + passed as u64
}
