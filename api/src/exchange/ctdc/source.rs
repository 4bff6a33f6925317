//! The file as lines.
//!
//! No value of this data set holds a comma, a quotation mark or the end of a line, so a record is a line of the
//! text. A stray quotation mark then spoils its own line, and not every line below it.

use std::fs::File;
use std::io::{BufRead, BufReader, Split};
use std::path::Path;

use super::line::{COLUMNS, Line};
use super::words::Fault;
use crate::error::{Error, Result};

/// A file being read.
pub(super) struct Source {
    name: String,
    lines: Split<BufReader<File>>,
    number: u64,
    read: u64,
    size: u64,
}

/// A line of the file.
pub(super) struct Row {
    /// Its number, counted from 1 below the header.
    pub(super) number: u64,
    /// Its number in the file, the header being line 1.
    pub(super) line_in_file: u64,
    /// What it says, or what is wrong with it.
    pub(super) line: Result<Line, Fault>,
}

impl Source {
    /// Opens a file and makes sure that it has the columns of the data set.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let unreadable = |error| Error::invalid(&name, error);
        let file = File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        let mut source = Self { name, lines: BufReader::new(file).split(b'\n'), number: 0, read: 0, size };
        let header = source.line()?.unwrap_or_default();
        match differing(header.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&header)) {
            None => Ok(source),
            Some(what) => Err(Error::invalid(
                &source.name,
                format!("{what}. Its first line must be: {}. Nothing was imported", COLUMNS.join(",")),
            )),
        }
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Row>> {
        while let Some(text) = self.line()? {
            self.number += 1;
            if !text.is_empty() {
                return Ok(Some(Row { number: self.number, line_in_file: self.number + 1, line: parse(&text) }));
            }
        }
        Ok(None)
    }

    /// The size of the file, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes of it have been read.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(mut text) = self.lines.next().transpose().map_err(|error| Error::invalid(&self.name, error))? else {
            return Ok(None);
        };
        self.read += text.len() as u64 + 1;
        if text.last() == Some(&b'\r') {
            text.pop();
        }
        Ok(Some(text))
    }
}

/// In what a header differs from that of the data set.
fn differing(header: &[u8]) -> Option<String> {
    let Ok(header) = std::str::from_utf8(header) else { return Some("its header is not UTF-8".to_owned()) };
    let cells: Vec<&str> = cells(header).collect();
    if cells.len() != COLUMNS.len() {
        return Some(format!("its header has {} columns, not {}", cells.len(), COLUMNS.len()));
    }
    let place = cells.iter().zip(COLUMNS).position(|(cell, column)| *cell != column)?;
    Some(format!("column {} of its header is not {}", place + 1, COLUMNS[place]))
}

fn parse(text: &[u8]) -> Result<Line, Fault> {
    let text = std::str::from_utf8(text).map_err(|_| Fault("the line is not UTF-8".to_owned()))?;
    let cells: Vec<&str> = cells(text).collect();
    let count = cells.len();
    let cells = cells.try_into().map_err(|_| Fault(format!("the line has {count} columns, not {}", COLUMNS.len())))?;
    Line::of_cells(cells)
}

/// The cells of a line, out of the quotation marks that some programs put around every one.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(',').map(|cell| cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell))
}
