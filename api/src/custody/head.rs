//! The newest head of the log that this machine has seen, in a file outside the database, with the lines of its witnesses.

use std::fs;
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
    pub fn note(&self) -> Option<String> {
        fs::read_to_string(&self.path).ok()
    }

    /// The head that was kept, as this log's key has signed it.
    pub fn checkpoint(&self, store: &Store) -> Option<Checkpoint> {
        store.read_note(&self.note()?)
    }

    /// Where the log in the database stands to the head that was seen of it.
    pub async fn standing(&self, store: &Store) -> Result<Standing> {
        let seen = self.checkpoint(store);
        let newest = store.log_head(seen.as_ref().map_or(0, |seen| seen.size)).await?;
        let newest = newest.and_then(|(note, proof)| Some((store.read_note(&note)?, note, proof)));
        Ok(match (newest, seen) {
            (Some((head, note, proof)), seen) if seen.as_ref().is_none_or(|seen| head.extends(seen, &proof)) => {
                Standing::Extended(head, note)
            }
            (_, Some(seen)) => Standing::Other(seen),
            (_, None) => Standing::Empty,
        })
    }

    /// Keeps a head in place of an earlier one.
    pub(super) fn keep(&self, note: &str) -> Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        secret_file::replace(&self.path, note.as_bytes())
            .map_err(|error| Error::internal(format!("{}: {error}", self.path.display())))
    }

    /// Adds a witness's line to the head, if it still is that one.
    pub(super) fn add_line(&self, note: &str, line: &str) -> Result<()> {
        let kept = self.note().unwrap_or_default();
        if !kept.starts_with(note) || kept.contains(line) {
            return Ok(());
        }
        self.keep(&format!("{kept}{line}"))
    }
}
