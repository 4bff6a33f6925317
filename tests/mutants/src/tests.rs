//! The tests by module: how long each module takes, and which mutants it meets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::spawn;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// How much longer a module may take with a mutant before that is a difference.
const PATIENCE: (u32, Duration) = (3, Duration::from_secs(30));

/// The tests of one module.
#[derive(Debug, Deserialize, Serialize)]
pub struct Module {
    pub name: String,
    names: Vec<String>,
    /// How long they take where nothing is changed.
    pub takes: Duration,
    /// The mutants whose places they come by.
    pub meets: BTreeSet<usize>,
}

/// How tests ended.
#[derive(Debug, PartialEq)]
pub enum End {
    Passed,
    /// By this test.
    Failed(String),
    TooLate,
}

/// The program of the tests.
pub struct Program {
    pub path: PathBuf,
    /// Where it runs.
    pub folder: PathBuf,
}

impl Program {
    /// The modules of tests that pass where nothing is changed. They are kept in `file`.
    pub fn modules(&self, file: &Path) -> Vec<Module> {
        if let Ok(kept) = fs::read(file) {
            return serde_json::from_slice(&kept).expect("modules as they were kept");
        }
        let listed = self.command(&["--list"]).output().expect("the tests are listed");
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let mut of_modules: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for name in listed.lines().filter_map(|line| line.strip_suffix(": test")) {
            let module = name.rsplit_once("::").map_or("", |(module, _)| module);
            of_modules.entry(module).or_default().push(name.to_owned());
        }
        let modules: Vec<Module> =
            of_modules.into_par_iter().filter_map(|(module, names)| self.measured(module, names)).collect();
        fs::write(file, serde_json::to_vec(&modules).expect("JSON")).expect("the modules are kept");
        modules
    }

    fn measured(&self, module: &str, names: Vec<String>) -> Option<Module> {
        let list =
            std::env::temp_dir().join(format!("mutants-met-{}-{}", std::process::id(), module.replace("::", "-")));
        let begun = Instant::now();
        let end = self.run(&names, &[("MUTANTS_MET", &list.display().to_string())], Duration::from_secs(1_800));
        let met = fs::read_to_string(&list).unwrap_or_default();
        let _ = fs::remove_file(list);
        let meets: BTreeSet<usize> = met.lines().filter_map(|line| line.parse().ok()).collect();
        let takes = begun.elapsed();
        println!("{module}: {takes:.1?}, meets {}, {end:?}", meets.len());
        let name = module.to_owned();
        (end == End::Passed).then_some(Module { name, names, takes, meets })
    }

    /// Runs a module with a mutant on.
    pub fn with(&self, mutant: usize, module: &Module) -> End {
        let patience = module.takes * PATIENCE.0 + PATIENCE.1;
        self.run(&module.names, &[("MUTANT_ON", &mutant.to_string())], patience)
    }

    /// Runs tests until one fails.
    fn run(&self, names: &[String], environment: &[(&str, &str)], patience: Duration) -> End {
        let mut command = self.command(&["--exact"]);
        command.args(names).envs(environment.iter().copied()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the tests start");
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().expect("piped"));
        spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let (deadline, mut passed) = (Instant::now() + patience, 0);
        let end = loop {
            match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => match line.strip_prefix("test ").and_then(|line| line.split_once(" ... ")) {
                    Some((name, "FAILED")) => break End::Failed(name.to_owned()),
                    Some(_) => passed += 1,
                    None => {}
                },
                Err(RecvTimeoutError::Timeout) => break End::TooLate,
                Err(RecvTimeoutError::Disconnected) if passed == names.len() => break End::Passed,
                Err(RecvTimeoutError::Disconnected) => break End::Failed("the tests' own process".to_owned()),
            }
        };
        stop(child);
        end
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments).current_dir(&self.folder).env("RUST_BACKTRACE", "0");
        command.stdin(Stdio::null()).stderr(Stdio::null()).process_group(0);
        command
    }
}

/// Kills the tests and every program that they started.
fn stop(mut child: Child) {
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status();
    let _ = child.wait();
}
