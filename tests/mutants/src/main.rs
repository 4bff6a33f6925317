//! Tries every mutant that `cargo mutants` would make, in one build.
//!
//! All of them are woven into one copy of the project, each behind a switch (`weave.rs`). The tests run once to see which
//! of their modules come by which mutants (`tests.rs`). Then each mutant is turned on for the modules that come by it, first
//! those that have caught the most in their time, until a test fails. What was found out is kept beside the copy, so that a
//! run that was stopped goes on.

mod list;
mod tests;
mod tree;
mod weave;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use list::Mutant;
use tests::{End, Module, Program};
use tree::Tree;

/// For how long a mutant is tried before the next one is; in the end, by every test that comes by it.
const ROUNDS: [Duration; 3] = [Duration::from_secs(10), Duration::from_secs(60), Duration::MAX];

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [project, folder] = arguments.as_slice() else { panic!("mutants PROJECT FOLDER") };
    let project = project.canonicalize().expect("the project");
    let mutants = list::of(&project);
    let tree = Tree::new(&project, folder, &mutants);
    for (number, mutant) in mutants.iter().enumerate().filter(|(number, _)| !tree.woven.contains(number)) {
        println!("{number}, not tried, for it does not compile: {}", mutant.name);
    }
    let program = tree.tests();
    let mut modules = program.modules(&folder.with_extension("modules"));
    let mut outcomes = Outcomes::kept_in(&folder.with_extension("outcomes"));
    let mut tried: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for longest in ROUNDS {
        for number in &tree.woven {
            let mutant = &mutants[*number];
            if !outcomes.known.contains_key(&mutant.name) {
                let outcome = try_one(&program, &mut modules, *number, tried.entry(*number).or_default(), longest);
                outcomes.keep(mutant, outcome);
            }
        }
    }
    let caught = outcomes.known.values().filter(|outcome| outcome.starts_with("caught")).count();
    println!("{} mutants tried, {caught} caught", tree.woven.len());
    assert_eq!(caught, tree.woven.len(), "mutants survive");
}

/// Tries a mutant for so long by modules that have not tried it; answers what became of it, if that is known.
fn try_one(
    program: &Program,
    modules: &mut [Module],
    number: usize,
    tried: &mut BTreeSet<String>,
    longest: Duration,
) -> Option<String> {
    modules.sort_by(|one, other| other.promises().total_cmp(&one.promises()));
    let mut takes = Duration::ZERO;
    let mut is_left = false;
    for module in modules.iter_mut().filter(|module| module.meets.contains(&number)) {
        if tried.contains(&module.name) {
            continue;
        }
        takes = takes.saturating_add(module.takes);
        if takes > longest {
            is_left = true;
            continue;
        }
        tried.insert(module.name.clone());
        match program.with(number, module) {
            End::Passed => {}
            End::Failed(test) => return Some(format!("caught by {test}")),
            End::TooLate => return Some(format!("caught, for {} does not end", module.name)),
        }
    }
    (!is_left).then(|| "survived".to_owned())
}

/// What was found out about mutants, by their names.
struct Outcomes {
    file: PathBuf,
    known: BTreeMap<String, String>,
}

impl Outcomes {
    fn kept_in(file: &Path) -> Self {
        let kept = fs::read_to_string(file).unwrap_or_default();
        let known = kept.lines().filter_map(|line| line.split_once('\t'));
        Self {
            file: file.to_owned(),
            known: known.map(|(name, outcome)| (name.to_owned(), outcome.to_owned())).collect(),
        }
    }

    /// Keeps what became of a mutant.
    fn keep(&mut self, mutant: &Mutant, outcome: Option<String>) {
        let Some(outcome) = outcome else { return };
        let line = format!("{}\t{outcome}\n", mutant.name);
        print!("{line}");
        let mut file = OpenOptions::new().append(true).create(true).open(&self.file).expect("a file for the outcomes");
        file.write_all(line.as_bytes()).expect("the outcome is kept");
        self.known.insert(mutant.name.clone(), outcome);
    }
}
