//! Leaks that are seeded on purpose, to see that the tests which are there anyway catch them: `leaks.toml` lists them.
//!
//! All of them are written into one copy of the sources, each behind a switch that its name turns on, so that one build
//! serves them all and the compiler sees that each is one. A run of every day only sees that the copy compiles; with
//! `TIP_HUB_CAMPAIGN=full` it is built and every leak is turned on once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::thread;

use toml::{Table, Value};

const LEAKS: &str = include_str!("../leaks.toml");

/// What names the leak that is turned on.
const SWITCH: &str = "TIP_HUB_LEAK";

/// How many leaks are turned on at once, each in a run of its own.
const AT_ONCE: usize = 2;

/// Whether a leak is turned on, in each crate that has any.
const SEEDED: &str = "
pub(crate) fn seeded(name: &str) -> bool {
    static SEEDED: std::sync::LazyLock<Option<String>> =
        std::sync::LazyLock::new(|| std::env::var(\"TIP_HUB_LEAK\").ok());
    SEEDED.as_deref() == Some(name)
}
";

struct Leak {
    name: String,
    file: String,
    old: String,
    new: String,
    caught_by: String,
}

fn leaks() -> Vec<Leak> {
    let table: Table = LEAKS.parse().expect("leaks.toml is TOML");
    let leaks = table["leak"].as_array().expect("a list of leaks");
    let text = |leak: &Value, key: &str| leak[key].as_str().unwrap_or_else(|| panic!("{key} of {leak}")).to_owned();
    leaks
        .iter()
        .map(|leak| Leak {
            name: text(leak, "name"),
            file: text(leak, "file"),
            old: text(leak, "old"),
            new: text(leak, "new"),
            caught_by: text(leak, "caught_by"),
        })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project")
}

/// The sources that have leaks, with all of them seeded.
fn seeded() -> BTreeMap<String, String> {
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    for Leak { name, file, old, new, .. } in leaks() {
        let source = sources.entry(file.clone()).or_insert_with(|| read(&file));
        assert_eq!(source.matches(&old).count(), 1, "{name}: {old:?} stands in {file} once");
        assert!(new.contains("LEAK"), "{name} can be turned on");
        *source = source.replace(&old, &new.replace("LEAK", &format!("crate::seeded({name:?})")));
    }
    for file in ["api/src/lib.rs", "entity/src/lib.rs"] {
        sources.entry(file.to_owned()).or_insert_with(|| read(file)).push_str(SEEDED);
    }
    sources
}

#[test]
fn every_leak_can_still_be_seeded() {
    let (leaks, sources) = (leaks(), seeded());
    let names: std::collections::BTreeSet<&str> = leaks.iter().map(|leak| leak.name.as_str()).collect();
    assert_eq!(names.len(), leaks.len(), "no two leaks have one name");
    assert!(leaks.len() >= 25 && sources.len() > 10, "only {} leaks in {} sources", leaks.len(), sources.len());
    // What it is built on was looked at with the project itself, so that only the copy is left.
    let target = root().join("target");
    let looked = Copy::write().cargo(&["check", "--workspace", "--all-targets"], "", &target);
    assert!(looked.status.success(), "with the leaks it does not compile: {}", told(&looked));
}

#[test]
fn every_leak_is_caught() {
    if std::env::var("TIP_HUB_CAMPAIGN").is_ok_and(|campaign| campaign == "full") {
        let copy = Copy::make();
        let leaks = leaks();
        let filters: Vec<&str> = leaks.iter().flat_map(|leak| leak.caught_by.split_whitespace()).collect();
        let control = copy.run(&filters, "");
        assert!(control.status.success(), "nothing is caught where nothing leaks: {}", told(&control));
        let (left, free) = (Mutex::new(leaks.iter()), Mutex::new(Vec::new()));
        let next = || left.lock().expect("no panic").next();
        let turn_on = || {
            while let Some(leak) = next() {
                let output = copy.run(&leak.caught_by.split_whitespace().collect::<Vec<_>>(), &leak.name);
                let failed = failed(&output);
                assert_eq!(output.status.success(), failed.is_empty(), "{}: {}", leak.name, told(&output));
                println!("{:60} {}", leak.name, failed.first().map_or("NOT CAUGHT", String::as_str));
                free.lock().expect("no panic").extend(failed.is_empty().then_some(&leak.name));
            }
        };
        thread::scope(|scope| (0..AT_ONCE).for_each(|_| drop(scope.spawn(turn_on))));
        let free = free.into_inner().expect("no panic");
        assert!(free.is_empty(), "of {} leaks these are not caught: {free:?}", leaks.len());
    }
}

/// A copy of the project with the leaks in it.
struct Copy(PathBuf);

impl Copy {
    fn make() -> Self {
        let copy = Self::write();
        let built = copy.test(&["--no-run"], "");
        assert!(built.status.success(), "with the leaks it does not compile: {}", told(&built));
        copy
    }

    /// Writes it, or brings it up to date: what is the same is left as it is, so that little is built again.
    fn write() -> Self {
        let copy = Self(root().join("target/leaks"));
        let listed = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root()).output();
        let listed = String::from_utf8(listed.expect("git runs").stdout).expect("names in UTF-8");
        let mut seeded = seeded();
        for file in listed.lines().filter(|file| root().join(file).is_file()) {
            let there = fs::read(root().join(file)).expect("a file");
            copy.put(file, seeded.remove(file).map_or(there, String::into_bytes));
        }
        copy.forget(&listed);
        copy
    }

    /// Removes what the project has no longer.
    fn forget(&self, listed: &str) {
        let theirs =
            Command::new("git").args(["ls-files", "-o", "-x", "/target/leaks/target"]).current_dir(&self.0).output();
        let theirs = String::from_utf8(theirs.expect("git runs").stdout).expect("names in UTF-8");
        for file in theirs.lines().filter(|file| !listed.lines().any(|listed| listed == *file)) {
            fs::remove_file(self.0.join(file)).expect("a file is removed");
        }
    }

    fn put(&self, file: &str, content: Vec<u8>) {
        let path = self.0.join(file);
        if fs::read(&path).is_ok_and(|there| there == content) {
            return;
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, content).expect("a file is written");
    }

    /// Runs tests with a leak turned on.
    fn run(&self, filters: &[&str], leak: &str) -> Output {
        self.test(&[&["--"], filters].concat(), leak)
    }

    fn test(&self, arguments: &[&str], leak: &str) -> Output {
        self.cargo(&[&["test", "-p", "tests", "--test", "e2e"], arguments].concat(), leak, &self.0.join("target"))
    }

    fn cargo(&self, arguments: &[&str], leak: &str, target: &Path) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.arg("--locked").args(arguments).current_dir(&self.0);
        cargo.env("CARGO_TARGET_DIR", target).env(SWITCH, leak).env_remove("TIP_HUB_CAMPAIGN");
        // By a wrapper, though it does nothing, cargo tells the crates of the copy from those of the project.
        cargo.env("RUSTC_WORKSPACE_WRAPPER", "env");
        cargo.output().expect("cargo runs")
    }
}

/// The tests that failed.
fn failed(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let names = text.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    names.map(str::to_owned).collect()
}

fn told(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).join("\n")
}
