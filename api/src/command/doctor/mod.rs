//! `doctor`: one look at everything a hub stands on, one line for each thing, and what to do about it.
//!
//! It changes nothing: it makes no folder, no key, no database and no table. A check is a function that answers what it
//! found; it stands in the list below.

mod certificate;
mod configuration;
mod database;
mod disk;
mod keys;

use serde::Serialize;

use super::Outcome;
use crate::settings::Configuration;

/// How it stands with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Ok,
    /// The hub serves, and somebody should look at it.
    Warn,
    /// The hub does not serve, or should not.
    Fail,
}

/// What was found where somebody looked.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    level: Level,
    finding: String,
    /// What to do; nothing where all is well.
    advice: &'static str,
}

impl Finding {
    fn ok(check: &'static str, finding: impl Into<String>) -> Self {
        Self { check, level: Level::Ok, finding: finding.into(), advice: "" }
    }

    fn warn(check: &'static str, finding: impl Into<String>, advice: &'static str) -> Self {
        Self { check, level: Level::Warn, finding: finding.into(), advice }
    }

    fn fail(check: &'static str, finding: impl Into<String>, advice: &'static str) -> Self {
        Self { check, level: Level::Fail, finding: finding.into(), advice }
    }

    fn line(&self) -> String {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Warn => "warn",
            Level::Fail => "fail",
        };
        format!("{level:<4}  {:<12}  {} {}", self.check, self.finding, self.advice).trim_end().to_owned()
    }
}

/// Looks at all of it. It ends well where nothing fails.
pub(super) async fn run(configuration: &Configuration, json: bool) -> Outcome {
    let mut findings = configuration::checks(configuration);
    findings.extend(keys::checks(configuration).await);
    findings.extend(certificate::check(configuration));
    findings.extend(disk::checks(configuration));
    findings.extend(database::checks(configuration).await);
    if json {
        println!("{}", serde_json::to_string_pretty(&findings)?);
    } else {
        findings.iter().for_each(|finding| println!("{}", finding.line()));
    }
    match findings.iter().filter(|finding| finding.level == Level::Fail).count() {
        0 => Ok(()),
        failed => Err(format!("{failed} of {} checks failed", findings.len()).into()),
    }
}
