//! The newest head of the log that this machine has seen, in a file outside the database, with the lines of its witnesses.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::access::Store;
use crate::error::{Error, Result};
use crate::evidence::Checkpoint;
use crate::secret_file;

/// Where a log stands to the head that was seen of it.
pub enum Standing {
    /// It has nothing, and nothing was seen.
    Empty,
    /// It has this head, signed in this note, and extends what was seen.
    Extended(Checkpoint, String),
    /// It does not extend this head.
    Other(Checkpoint),
    /// Its newest head, or the one that was seen, was signed by another key or not at all.
    Foreign,
}

/// The file of the newest head.
#[derive(Clone)]
pub struct HeadFile {
    path: PathBuf,
    writing: Arc<Mutex<()>>,
}

impl HeadFile {
    /// The one in a data directory.
    pub fn within(data_dir: &Path) -> Self {
        Self { path: data_dir.join("audit.head"), writing: Arc::default() }
    }

    /// The signed note, if one was kept.
    pub fn note(&self) -> Result<Option<String>> {
        match fs::read_to_string(&self.path) {
            Ok(note) => Ok(Some(note)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// Where the log in the database stands to the head that was seen of it.
    pub async fn standing(&self, store: &Store) -> Result<Standing> {
        let seen = match self.note()?.map(|note| store.read_note(&note)) {
            Some(None) => return Ok(Standing::Foreign),
            seen => seen.flatten(),
        };
        let newest = store.log_head(seen.as_ref().map_or(0, |seen| seen.size)).await?;
        let newest = newest.map(|(note, proof)| (store.read_note(&note), note, proof));
        Ok(match (newest, seen) {
            (Some((None, ..)), _) => Standing::Foreign,
            (Some((Some(head), note, proof)), seen) if seen.as_ref().is_none_or(|seen| head.extends(seen, &proof)) => {
                Standing::Extended(head, note)
            }
            (_, Some(seen)) => Standing::Other(seen),
            (_, None) => Standing::Empty,
        })
    }

    /// Keeps a head in place of an earlier one, unless it is there with the lines of its witnesses.
    pub(super) fn keep(&self, note: &str) -> Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        match self.note()? {
            Some(kept) if kept.starts_with(note) => Ok(()),
            _ => self.replace(note),
        }
    }

    /// Adds a witness's line to the head, if it still is that one and has none of that witness: a line says when it was
    /// signed, so the same head signed again has another. Where none was kept, what a witness has seen may be.
    pub(super) fn add_line(&self, note: &str, line: &str) -> Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = self.note()?.unwrap_or_else(|| note.to_owned());
        let witness = line.rsplit_once(' ').map_or(line, |(witness, _)| witness);
        if !kept.starts_with(note) || kept.lines().any(|line| line.starts_with(&format!("{witness} "))) {
            return Ok(());
        }
        self.replace(&format!("{kept}{line}"))
    }

    fn replace(&self, note: &str) -> Result<()> {
        secret_file::replace(&self.path, note.as_bytes()).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &io::Error) -> Error {
        Error::internal(format!("{}: {error}", self.path.display()))
    }
}
