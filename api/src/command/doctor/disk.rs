//! The room that is left where the hub keeps its files.

use std::iter::once;
use std::path::Path;

use rustix::fs::statvfs;

use super::{Finding, database};
use crate::settings::Configuration;

const MIB: u64 = 1024 * 1024;

/// How many MiB there should be, and how many a database needs to go on writing.
const ENOUGH: u64 = 1024;
const LEAST: u64 = 64;

pub(super) fn checks(configuration: &Configuration) -> impl Iterator<Item = Finding> {
    let own: &Path = &configuration.data_dir;
    let of_database = database::file(&configuration.database_url).and_then(Path::parent);
    let named = of_database.map(|folder| if folder == Path::new("") { Path::new(".") } else { folder });
    once(own).chain(named.filter(move |folder| *folder != own)).map(check)
}

fn check(path: &Path) -> Finding {
    let folder = path.display();
    let advice = "Make room: a hub that cannot write does nothing at all.";
    match statvfs(path) {
        Ok(room) => match room.f_bavail * room.f_frsize / MIB {
            left if left < LEAST => Finding::fail("disk", format!("{left} MiB are left at {folder}."), advice),
            left if left < ENOUGH => Finding::warn("disk", format!("{left} MiB are left at {folder}."), advice),
            left => Finding::ok("disk", format!("{left} MiB are left at {folder}.")),
        },
        Err(_) => {
            Finding::warn("disk", format!("{folder} is not there."), "Run tip-hub migrate, or look at the settings.")
        }
    }
}
