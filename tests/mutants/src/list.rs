//! The mutants, as `cargo mutants --list --json` tells them.

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

/// A line and a column, both counted from one.
pub type Place = (u64, u64);

/// A small change of the sources.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What cargo-mutants calls it: its place and what becomes of it.
    pub name: String,
    pub file: String,
    pub genre: String,
    /// Where what is changed begins.
    pub start: Place,
    pub replacement: String,
}

impl Mutant {
    fn of(told: &Json) -> Self {
        let text = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
        let start = |key: &str| told["span"]["start"][key].as_u64().expect("a place in a file");
        Self {
            name: text("name"),
            file: text("file"),
            genre: text("genre"),
            start: (start("line"), start("column")),
            replacement: text("replacement"),
        }
    }
}

/// The mutants of a project, of which `.cargo/mutants.toml` says where they are.
pub fn of(project: &Path) -> Vec<Mutant> {
    let listed = Command::new("cargo").args(["mutants", "--list", "--json"]).current_dir(project).output();
    let listed = listed.expect("cargo runs");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let told: Vec<Json> = serde_json::from_slice(&listed.stdout).expect("a list in JSON");
    told.iter().map(Mutant::of).collect()
}
