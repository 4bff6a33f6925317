//! Which mutant is on, and which were met.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

static ON: LazyLock<Option<usize>> = LazyLock::new(|| std::env::var("MUTANT_ON").ok()?.parse().ok());
static LIST: LazyLock<Option<File>> = LazyLock::new(|| {
    let name = std::env::var("MUTANTS_MET").ok()?;
    OpenOptions::new().append(true).create(true).open(name).ok()
});
static MET: [AtomicBool; 4_096] = [const { AtomicBool::new(false) }; 4_096];

/// Whether this mutant is on.
pub(crate) fn on(number: usize) -> bool {
    if let Some(list) = &*LIST
        && !MET[number].swap(true, Ordering::Relaxed)
    {
        let _ = (&*list).write_all(format!("{number}\n").as_bytes());
    }
    *ON == Some(number)
}
