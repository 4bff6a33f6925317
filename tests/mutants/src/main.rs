//! Tries every mutant that `cargo mutants` would make, in one build.
//!
//! All of them are woven into one copy of the project, each behind a switch (`weave.rs`). The tests run once to see which
//! of their modules come by which mutants (`tests.rs`). Then each mutant is turned on for the modules that come by it, first
//! those that promise the most in their time (`tally.rs`), until a test fails. What was found out is kept beside the copy, so that a
//! run that was stopped goes on.

mod list;
mod tally;
mod tests;
mod tree;
mod weave;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use list::Mutant;
use rayon::prelude::*;
use tally::Tally;
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
    let modules = program.modules(&folder.with_extension("modules"));
    let outcomes = Mutex::new(Outcomes::kept_in(&folder.with_extension("outcomes")));
    let trial = Trial { program: &program, modules: &modules, tally: Mutex::default(), tried: Mutex::default() };
    for longest in ROUNDS {
        tree.woven.iter().par_bridge().for_each(|number| {
            let mutant = &mutants[*number];
            let is_known = locked(&outcomes).known.contains_key(&mutant.name);
            if !is_known && let Some(outcome) = trial.outcome(*number, mutant, longest) {
                locked(&outcomes).keep(mutant, outcome);
            }
        });
    }
    let caught = locked(&outcomes).known.values().filter(|outcome| outcome.starts_with("caught")).count();
    println!("{} mutants tried, {caught} caught", tree.woven.len());
    assert_eq!(caught, tree.woven.len(), "mutants survive");
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no other thread panicked")
}

/// The mutants and the tests against each other.
struct Trial<'a> {
    program: &'a Program,
    modules: &'a [Module],
    tally: Mutex<Tally>,
    /// The modules that let a mutant pass.
    tried: Mutex<BTreeMap<usize, BTreeSet<&'a str>>>,
}

impl Trial<'_> {
    /// Tries a mutant for so long by modules that have not tried it; answers what became of it, if that is known.
    fn outcome(&self, number: usize, mutant: &Mutant, longest: Duration) -> Option<String> {
        let mut left: Vec<&Module> = self.modules.iter().filter(|module| module.meets.contains(&number)).collect();
        if let Some(tried) = locked(&self.tried).get(&number) {
            left.retain(|module| !tried.contains(module.name.as_str()));
        }
        let mut rest = longest;
        while let Some(place) = self.most_promising(&left, mutant, rest) {
            let module = left.swap_remove(place);
            rest = rest.saturating_sub(module.takes);
            let end = self.program.with(number, module);
            locked(&self.tally).count(module, mutant, end != End::Passed);
            match end {
                End::Passed => locked(&self.tried).entry(number).or_default().insert(&module.name),
                End::Failed(test) => return Some(format!("caught by {test}")),
                End::TooLate => return Some(format!("caught, for {} does not end", module.name)),
            };
        }
        left.is_empty().then(|| "survived".to_owned())
    }

    /// Where among the modules that take no longer than this the one is that promises the most.
    fn most_promising(&self, modules: &[&Module], mutant: &Mutant, longest: Duration) -> Option<usize> {
        let tally = locked(&self.tally);
        let in_time = modules.iter().enumerate().filter(|(_, module)| module.takes <= longest);
        let promises = in_time.map(|(place, module)| (place, tally.promises(module, mutant)));
        promises.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(place, _)| place)
    }
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
    fn keep(&mut self, mutant: &Mutant, outcome: String) {
        let line = format!("{}\t{outcome}\n", mutant.name);
        print!("{line}");
        let mut file = OpenOptions::new().append(true).create(true).open(&self.file).expect("a file for the outcomes");
        file.write_all(line.as_bytes()).expect("the outcome is kept");
        self.known.insert(mutant.name.clone(), outcome);
    }
}
