//! What the tests have caught so far in this run, and what is to be hoped of them.

use std::collections::HashMap;
use std::ops::AddAssign;

use crate::list::Mutant;
use crate::tests::Module;

/// How often a module of tests was tried, and how often it caught a mutant.
#[derive(Clone, Copy, Default)]
struct Count {
    tried: u32,
    caught: u32,
}

impl AddAssign<bool> for Count {
    fn add_assign(&mut self, caught: bool) {
        self.tried += 1;
        self.caught += u32::from(caught);
    }
}

/// Counts by module, and by module and source.
#[derive(Default)]
pub struct Tally {
    of_modules: HashMap<String, Count>,
    of_sources: HashMap<(String, String), Count>,
}

/// So many tries in other sources say as much as one in the source itself.
const ELSEWHERE: f64 = 2.0;

impl Tally {
    pub fn count(&mut self, module: &Module, mutant: &Mutant, caught: bool) {
        *self.of_modules.entry(module.name.clone()).or_default() += caught;
        *self.of_sources.entry((module.name.clone(), mutant.file.clone())).or_default() += caught;
    }

    /// How many mutants like this one a module may be hoped to catch in a second. What it caught in one source tells
    /// most of what it will catch there.
    pub fn promises(&self, module: &Module, mutant: &Mutant) -> f64 {
        let anywhere = self.of_modules.get(&module.name).copied().unwrap_or_default();
        let here = self.of_sources.get(&(module.name.clone(), mutant.file.clone())).copied().unwrap_or_default();
        let share = f64::from(anywhere.caught + 1) / f64::from(anywhere.tried + 2);
        let share = (f64::from(here.caught) + ELSEWHERE * share) / (f64::from(here.tried) + ELSEWHERE);
        share / module.takes.as_secs_f64().max(0.1)
    }
}
