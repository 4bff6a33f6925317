//! The program as an operator meets it: the real binary, its files, its words and how it ends.

mod audit;
mod codes;
mod countries;
mod demo;
mod deploy;
mod doctor;
mod documents;
mod figures;
pub mod hub;
mod keys;
mod logs;
mod nodes;
mod serve;
mod settings;
mod tools;
mod traces;
mod traffic;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

/// How long anything may take, the training country of a debug build included.
const PATIENCE: Duration = Duration::from_secs(120);

/// The binary, which cargo puts beside the folder of the test's own.
fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let binary = test.parent().and_then(Path::parent).expect("the target folder").join("tip-hub");
    assert!(binary.exists(), "{} is missing: run tests/run, or cargo build -p tip-hub first", binary.display());
    binary
}

/// The program with these arguments, in a folder of its own.
pub fn tip_hub(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // No test inherits settings.
    let is_setting = |name: &str| name.starts_with("TIP_HUB_") || ["DATABASE_URL", "RUST_LOG"].contains(&name);
    for (name, _) in std::env::vars().filter(|(name, _)| is_setting(name)) {
        command.env_remove(name);
    }
    command
}

/// How a run ended.
pub struct Ended {
    status: ExitStatus,
    pub out: String,
    err: String,
}

impl Ended {
    pub fn ok(self) -> Self {
        assert!(self.status.success(), "{}: {}{}", self.status, self.out, self.err);
        self
    }

    /// Fails unless it refused in these words.
    fn refused(self, words: &[&str]) -> Self {
        assert!(!self.status.success(), "{}{}", self.out, self.err);
        assert!(self.status.code().is_some() && !self.err.contains("panicked"), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "{word} is not in: {}", self.err);
        }
        self
    }
}

/// Runs it to its end.
fn end(mut command: Command) -> Ended {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ended { status: output.status, out: text(output.stdout), err: text(output.stderr) }
}

pub fn run(folder: &Path, arguments: &[&str]) -> Ended {
    end(tip_hub(folder, arguments))
}

/// A program that serves. It is stopped when it is dropped.
pub struct Serving {
    child: Child,
    lines: Receiver<String>,
    /// What it has printed so far, to either side.
    said: Vec<String>,
    /// `127.0.0.1:12345`.
    pub address: String,
}

impl Serving {
    /// Starts it and waits until it says where it listens.
    pub fn start(command: Command) -> Self {
        Self::start_saying(command, "listening")
    }

    /// The same, where it says so in other words before the address.
    pub fn start_saying(mut command: Command, before_address: &str) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let (sender, lines) = channel();
        let sides: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("piped")), Box::new(child.stderr.take().expect("piped"))];
        for side in sides {
            let sender = sender.clone();
            spawn(move || BufReader::new(side).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        }
        let mut serving = Self { child, lines, said: Vec::new(), address: String::new() };
        let line = serving.wait_for(before_address);
        let words = line.rsplit_once(before_address).and_then(|(_, rest)| rest.split_whitespace().next());
        let found = address(&line).or_else(|| words.map(str::to_owned));
        serving.address = found.unwrap_or_else(|| panic!("no address: {line}"));
        serving
    }

    /// Waits for a line with this in it; the two sides come in any order, so it may have been said already.
    fn wait_for(&mut self, part: &str) -> String {
        if let Some(line) = self.said.iter().find(|line| line.contains(part)) {
            return line.clone();
        }
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            self.said.push(line.clone());
            if line.contains(part) {
                return line;
            }
        }
        panic!("it never said {part}: {}", self.said.join("\n"));
    }

    /// Where it shows its figures.
    pub fn figures(&mut self) -> String {
        let line = self.wait_for("figures");
        format!("http://{}/metrics", address(&line).unwrap_or_else(|| panic!("no address: {line}")))
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    async fn ask(&self, token: &str, query: &str) -> Json {
        let client = reqwest::Client::new();
        let request =
            client.post(format!("{}/graphql", self.url())).bearer_auth(token).json(&json!({ "query": query }));
        let response = request.send().await.expect("it answers");
        response.json().await.expect("JSON")
    }

    /// Tells it to stop, as an operating system does.
    fn terminate(&self) {
        let told = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(told.success());
    }

    /// Kills it at once.
    pub fn kill(self) {
        drop(self);
    }

    /// Everything it has said when it has ended well.
    fn told_to_end(mut self) -> Vec<String> {
        self.terminate();
        assert_eq!(self.ended().code(), Some(0));
        let rest: Vec<String> = self.lines.iter().collect();
        self.said.drain(..).chain(rest).collect()
    }

    /// How it ends, once told to.
    fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status;
            }
            assert!(Instant::now() < deadline, "it does not end");
            sleep(Duration::from_millis(20));
        }
    }
}

/// The address that a line of the log names, in either form of it.
fn address(line: &str) -> Option<String> {
    match serde_json::from_str::<Json>(line) {
        Ok(line) => Some(line["address"].as_str()?.to_owned()),
        Err(_) => Some(line.rsplit_once("address=")?.1.trim().to_owned()),
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The size of the head that the hub of a folder keeps outside its database.
pub fn head(folder: &Path) -> u64 {
    let note = std::fs::read_to_string(folder.join("tip-hub-data/audit.head")).unwrap_or_default();
    note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or_default()
}

/// A list of organisations with one user each.
pub fn organisations(folder: &Path) -> PathBuf {
    let file = folder.join("organisations.csv");
    let list = "code,name,role,country,user\nLMPS,Police,POLICE,LSO,officer\nMSC,Coordinator,COORDINATOR,LSO,officer\n";
    std::fs::write(&file, list).expect("written");
    file
}
