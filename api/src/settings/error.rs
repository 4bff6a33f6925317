//! What is wrong with a setting.

use std::path::PathBuf;

use thiserror::Error;

use crate::guard::MOST_NESTING;

/// Which setting is wrong, and why.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("config: {path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not what is asked for. Its line is not repeated: it may hold a password.
    #[error("config: {path}, line {line}{setting}: {cause}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from one.
        line: usize,
        /// The setting in that line, after a comma.
        setting: String,
        /// Why.
        cause: String,
    },
    /// The database is of no kind the hub knows. The URL is not repeated: it may hold a password.
    #[error("database-url (DATABASE_URL): it must begin with sqlite: or postgres: (or postgresql:)")]
    Database,
    /// What is behind the guard would overflow the stack.
    #[error("limits.nesting: at most {MOST_NESTING} brackets may be open at one place")]
    Nesting,
    /// A certificate without its key, or a key without its certificate.
    #[error("tls-certificate and tls-key: give both, or neither for plain HTTP")]
    Tls,
    /// The collector's address is none. It is not repeated: it may hold a password.
    #[error("otlp-endpoint: it must be an http or https address without a user, such as http://127.0.0.1:4318")]
    Collector,
    /// An identity provider is not as it must be.
    #[error("config: {0}")]
    Issuer(String),
}

impl SettingsError {
    /// What is wrong with a file, and in which line.
    pub(super) fn malformed(path: PathBuf, text: &str, cause: &toml::de::Error) -> Self {
        let before = text.get(..cause.span().unwrap_or_default().start).unwrap_or_default();
        let line = before.matches('\n').count();
        let written = text.lines().nth(line).unwrap_or_default();
        let setting = written.split_once('=').map(|(setting, _)| format!(", {}", setting.trim())).unwrap_or_default();
        Self::Malformed { path, line: line + 1, setting, cause: cause.message().to_owned() }
    }
}
