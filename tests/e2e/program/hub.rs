//! A hub of the real program: its folder, its database, and the token of an officer.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{Ended, PATIENCE, Serving, head, organisations, run, tip_hub};

/// A hub with two organisations, on SQLite or on the database of this URL.
pub struct Hub<'a> {
    at: &'a Path,
    database: Vec<String>,
    /// Lets in the officer of the police.
    pub token: String,
}

impl<'a> Hub<'a> {
    pub fn new(at: &'a Path, database_url: Option<&str>) -> Self {
        let database = database_url.iter().flat_map(|url| ["--database-url".to_owned(), (*url).to_owned()]).collect();
        let mut hub = Self { at, database, token: String::new() };
        organisations(at);
        hub.run(&["migrate"]).ok();
        hub.run(&["import", "organisations", "organisations.csv"]).ok();
        let token = hub.run(&["token", "--organisation", "LMPS", "--user", "officer"]).ok().out;
        hub.token = token.trim().to_owned();
        hub
    }

    fn arguments<'b>(&'b self, arguments: &[&'b str]) -> Vec<&'b str> {
        arguments.iter().copied().chain(self.database.iter().map(String::as_str)).collect()
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        run(self.at, &self.arguments(arguments))
    }

    pub fn serve(&self, more: &[&str]) -> Serving {
        Serving::start(self.serving(more))
    }

    /// The command that serves it.
    pub fn serving(&self, more: &[&str]) -> Command {
        tip_hub(self.at, &self.arguments(&[&["serve", "--listen", "127.0.0.1:0"], more].concat()))
    }

    /// Where its database is.
    pub fn url(&self) -> String {
        let given = self.database.last().cloned();
        given.unwrap_or_else(|| format!("sqlite://{}", self.data().join("tip-hub.sqlite").display()))
    }

    /// Its data directory.
    pub fn data(&self) -> PathBuf {
        self.at.join("tip-hub-data")
    }

    /// Waits until the head covers so many events.
    pub fn wait_for_head(&self, size: u64) -> Duration {
        let begun = Instant::now();
        while head(self.at) < size {
            assert!(begun.elapsed() < PATIENCE, "the head stays at {}", head(self.at));
            std::thread::sleep(Duration::from_millis(50));
        }
        begun.elapsed()
    }
}
