//! The report on the lines that were left out. It names columns and says why; it never repeats a value.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::words::Fault;
use crate::error::{Error, Result};

/// A report that is begun with the first line left out.
pub(super) struct Rejects {
    path: PathBuf,
    report: Option<csv::Writer<File>>,
    count: usize,
}

impl Rejects {
    /// A report at `path` on the file `of`, which it must not overwrite.
    pub(super) fn new(path: &Path, of: &Path) -> Result<Self> {
        if path.canonicalize().is_ok_and(|path| of.canonicalize().is_ok_and(|of| of == path)) {
            return Err(Error::invalid("rejected", "is the file to be imported. Name another for the report"));
        }
        Ok(Self { path: path.to_owned(), report: None, count: 0 })
    }

    /// Reports a line, by its number in the file.
    pub(super) fn add(&mut self, line: u64, fault: &Fault) -> Result<()> {
        let report = match &mut self.report {
            Some(report) => report,
            None => self.report.insert(begin(&self.path).map_err(|error| unwritable(&self.path, error))?),
        };
        report.write_record([&line.to_string(), &fault.0]).map_err(|error| unwritable(&self.path, error))?;
        self.count += 1;
        Ok(())
    }

    /// Ends the report; says how many lines it names and where it is.
    pub(super) fn finish(mut self) -> Result<(usize, Option<PathBuf>)> {
        let Some(report) = &mut self.report else { return Ok((0, None)) };
        report.flush().map_err(|error| unwritable(&self.path, error))?;
        Ok((self.count, Some(self.path)))
    }
}

fn begin(path: &Path) -> csv::Result<csv::Writer<File>> {
    let mut report = csv::Writer::from_path(path)?;
    report.write_record(["line", "reason"])?;
    Ok(report)
}

fn unwritable(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::invalid(path.display(), format!("the report on lines left out cannot be written: {error}"))
}
