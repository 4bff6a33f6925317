//! The newest head of the log that this machine has seen, in a file outside the database, with the lines of its witnesses.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::access::Store;
use crate::error::{Error, Result};
use crate::evidence::Checkpoint;

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

    /// Keeps a head in place of an earlier one.
    pub(super) fn keep(&self, note: &str) -> Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        replace(&self.path, note).map_err(|error| Error::internal(format!("{}: {error}", self.path.display())))
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

/// Replaces a file's text by another, whole or not at all.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(beside, path)
}
