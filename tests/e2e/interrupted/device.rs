//! A disk of a test's own (`tests/fixtures/disk.c`): it loses what was not synced, and fails when it is told to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub struct Disk {
    /// What is on it.
    folder: PathBuf,
    /// The shim, what it is told, and what a power cut would leave.
    beside: TempDir,
}

impl Disk {
    /// The disk that a folder is on.
    pub fn under(folder_on_it: &Path) -> Self {
        let folder_on_it = folder_on_it.canonicalize().expect("the folder is there");
        // A folder of temporary files may be one from which nothing is loaded.
        let beside = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder beside the build");
        let disk = Self { folder: folder_on_it, beside };
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/disk.c");
        let mut compile = Command::new("cc");
        compile.args(["-shared", "-fPIC", "-O2", "-o"]).arg(disk.shim()).arg(source).args(["-ldl", "-pthread"]);
        assert!(compile.status().expect("a C compiler").success());
        disk
    }

    fn shim(&self) -> PathBuf {
        self.beside.path().join("disk.so")
    }

    fn shadow(&self) -> PathBuf {
        self.beside.path().join("shadow")
    }

    fn fault(&self) -> PathBuf {
        self.beside.path().join("fault")
    }

    /// Puts a program on the disk.
    pub fn holds(&self, mut command: Command) -> Command {
        fs::create_dir_all(self.shadow()).expect("made");
        command.env("LD_PRELOAD", self.shim()).env("DISK_FOLDER", &self.folder);
        command.env("DISK_SHADOW", self.shadow()).env("DISK_FAULT", self.fault());
        command
    }

    /// Makes the disk `full`, `readonly`, `deaf` or `broken` at a number; well again by an empty word.
    pub fn becomes(&self, word: &str) {
        let next = self.fault().with_extension("next");
        fs::write(&next, word).expect("written");
        fs::rename(next, self.fault()).expect("told");
    }

    /// Leaves on the disk what was synced: call it when the program was killed.
    pub fn loses_power(&self) {
        let names = self.shadow().join("names");
        for entry in fs::read_dir(&self.folder).expect("read").flatten() {
            fs::remove_file(entry.path()).expect("removed");
        }
        for entry in fs::read_dir(names).expect("read").flatten() {
            fs::copy(entry.path(), self.folder.join(entry.file_name())).expect("kept");
        }
        fs::remove_dir_all(self.shadow()).expect("removed");
    }
}
