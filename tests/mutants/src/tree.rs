//! A copy of the project with all mutants in it, of which a variable of the environment turns one on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::list::Mutant;
use crate::tests::Program;
use crate::weave::woven;

/// What is added to the crate that is changed: which mutant is on, and a file that is told which were met.
const SWITCH: &str = include_str!("switch.rs");

/// The copy.
pub struct Tree {
    folder: PathBuf,
    /// The mutants in it.
    pub woven: BTreeSet<usize>,
}

impl Tree {
    /// Copies what is committed in `project` into `folder` and weaves the mutants in, without those that do not compile.
    pub fn new(project: &Path, folder: &Path, mutants: &[Mutant]) -> Self {
        if !folder.exists() {
            let cloned = Command::new("git").args(["clone", "--quiet"]).args([project, folder]).status();
            assert!(cloned.expect("git runs").success(), "the project is cloned");
        }
        let folder = folder.canonicalize().expect("the copy");
        let mut tree = Self { folder, woven: BTreeSet::new() };
        let mut wrong = BTreeSet::new();
        loop {
            tree.write(project, mutants, &wrong);
            let built = tree.cargo(&["build", "--locked", "--package", "tip-hub", "--message-format", "short"]);
            if built.status.success() {
                return tree;
            }
            let told = String::from_utf8_lossy(&built.stderr);
            let found: BTreeSet<usize> = told.lines().filter_map(|line| tree.blamed(line)).flatten().collect();
            assert!(!found.is_subset(&wrong), "it does not compile: {told}");
            wrong.extend(found);
        }
    }

    /// Writes the sources without the mutants that are wrong.
    fn write(&mut self, project: &Path, mutants: &[Mutant], wrong: &BTreeSet<usize>) {
        let mut of_files: BTreeMap<&str, Vec<(usize, &Mutant)>> = BTreeMap::new();
        for (number, mutant) in mutants.iter().enumerate().filter(|(number, _)| !wrong.contains(number)) {
            of_files.entry(&mutant.file).or_default().push((number, mutant));
        }
        self.woven.clear();
        for (file, mutants) in of_files {
            let source = fs::read_to_string(project.join(file)).expect("a source");
            let (source, woven) = woven(&source, &mutants);
            self.put(file, &source);
            self.woven.extend(woven);
        }
        let root = fs::read_to_string(project.join("api/src/lib.rs")).expect("a source");
        self.put("api/src/lib.rs", &format!("{root}mod mutants;\n"));
        self.put("api/src/mutants.rs", &SWITCH.replace("4_096", &mutants.len().to_string()));
    }

    fn put(&self, file: &str, content: &str) {
        let path = self.folder.join(file);
        if fs::read_to_string(&path).is_ok_and(|there| there == content) {
            return;
        }
        fs::write(path, content).expect("a source is written");
    }

    /// The mutants that a compiler's complaint is about: those on the last line up to its own that has any.
    fn blamed(&self, complaint: &str) -> Option<Vec<usize>> {
        let (file, rest) = complaint.split_once(':')?;
        let (line, rest) = rest.split_once(':')?;
        let (_, said) = rest.split_once(": ")?;
        said.starts_with("error").then_some(())?;
        let source = fs::read_to_string(self.folder.join(file)).ok()?;
        let lines: Vec<&str> = source.lines().take(line.parse().ok()?).collect();
        lines.iter().rev().map(|line| numbers(line)).find(|found| !found.is_empty())
    }

    /// Builds the tests.
    pub fn tests(&self) -> Program {
        let built = self.cargo(&["test", "--locked", "--package", "tests", "--test", "e2e", "--no-run"]);
        let told = String::from_utf8_lossy(&built.stderr).into_owned();
        let path = told.rsplit_once('(').and_then(|(_, path)| path.split_once(')')).expect(&told).0;
        Program { path: self.folder.join(path), folder: self.folder.join("tests") }
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let mut cargo = Command::new("cargo");
        cargo.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        cargo.output().expect("cargo runs")
    }
}

/// The numbers of the mutants that a line asks for.
fn numbers(line: &str) -> Vec<usize> {
    line.split("mutants::on(").skip(1).filter_map(|rest| rest.split("usize").next()?.parse().ok()).collect()
}
