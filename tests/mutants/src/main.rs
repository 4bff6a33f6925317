//! Tries every mutant that `cargo mutants` would make, in one build.
//!
//! All of them are woven into one copy of the project, each behind a switch (`weave.rs`). The tests run once to see which
//! of their modules come by which mutants (`tests.rs`). Then each mutant is turned on for the modules that come by it, the
//! fastest first, until a test fails. What was found out is kept beside the copy, so that a run that was stopped goes on.

mod list;
mod tests;
mod tree;
mod weave;

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use list::Mutant;
use tests::{End, Module, Program};
use tree::Tree;

/// For how long a mutant is tried before the next one is; in the end, until it is caught.
const ROUNDS: [Duration; 4] = [Duration::ZERO, Duration::from_secs(10), Duration::from_secs(60), Duration::MAX];

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
    let modules = program.modules(&folder.with_extension("modules"));
    let mut outcomes = Outcomes::kept_in(&folder.with_extension("outcomes"));
    for round in ROUNDS.windows(2) {
        for number in &tree.woven {
            outcomes.try_one(&program, &modules, (*number, &mutants[*number]), round[0]..round[1]);
        }
    }
    let caught = outcomes.known.values().filter(|outcome| outcome.starts_with("caught")).count();
    println!("{} mutants tried, {caught} caught", tree.woven.len());
    assert_eq!(caught, tree.woven.len(), "mutants survive");
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

    /// Tries a mutant that nothing is known of yet by the tests of a round.
    fn try_one(
        &mut self,
        program: &Program,
        modules: &[Module],
        (number, mutant): (usize, &Mutant),
        round: Range<Duration>,
    ) {
        if self.known.contains_key(&mutant.name) {
            return;
        }
        let mut takes = Duration::ZERO;
        let meeting: Vec<&Module> = modules.iter().filter(|module| module.meets.contains(&number)).collect();
        let is_of_round = |module: &&Module| {
            takes += module.takes;
            round.contains(&takes)
        };
        let tried: Vec<&Module> = meeting.iter().copied().filter(is_of_round).collect();
        let is_last = takes < round.end;
        if tried.is_empty() && !is_last {
            return;
        }
        let outcome = match program.with(number, &tried) {
            End::Failed(test) => format!("caught by {test}"),
            End::TooLate => "caught, for the tests do not end".to_owned(),
            End::Passed if meeting.is_empty() => "no test comes by it".to_owned(),
            End::Passed if is_last => "survived".to_owned(),
            End::Passed => return,
        };
        let line = format!("{}\t{outcome}\n", mutant.name);
        print!("{number}, {line}");
        let mut file = OpenOptions::new().append(true).create(true).open(&self.file).expect("a file for the outcomes");
        file.write_all(line.as_bytes()).expect("the outcome is kept");
        self.known.insert(mutant.name.clone(), outcome);
    }
}
