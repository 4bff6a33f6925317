//! The settings: command-line flags, then the environment, then the configuration file, then defaults.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;
use thiserror::Error;

use crate::access::Store;
use crate::guard::{Limits, MOST_NESTING};

/// The settings as they are given. Each may come from a flag, from the environment or from the file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A configuration file; tip-hub.example.toml shows every setting. Flags and environment win over it.
    #[arg(long, env = "TIP_HUB_CONFIG", value_name = "FILE", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// The folder of the SQLite file and the local key pair. [default: ./tip-hub-data]
    #[arg(long, env = "TIP_HUB_DATA_DIR", value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,

    /// The database: postgres://user:password@host/name or sqlite://path. [default: SQLite in the data folder]
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// The address to listen on. [default: 127.0.0.1:8080]
    #[arg(long, env = "TIP_HUB_LISTEN", value_name = "ADDRESS:PORT", global = true)]
    pub listen: Option<SocketAddr>,

    /// A folder of countries as TOML files, which extend and override those that are built in.
    #[arg(long, env = "TIP_HUB_COUNTRIES_DIR", value_name = "DIR", global = true)]
    pub countries_dir: Option<PathBuf>,

    /// What to log, in the syntax of the tracing crate's filters. [default: info,sea_orm_migration=warn,sqlx=warn]
    #[arg(long, env = "TIP_HUB_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,

    /// How much one request may ask. A policy, not a matter of one start: it is set in the file alone.
    #[arg(skip)]
    pub limits: Option<Limits>,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The folder of the SQLite file and the local key pair.
    pub data_dir: PathBuf,
    /// The database.
    pub database_url: String,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// A folder of countries that extend and override those that are built in.
    pub countries_dir: Option<PathBuf>,
    /// What to log.
    pub log: String,
    /// How much one request may ask.
    pub limits: Limits,
}

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
}

impl Settings {
    /// The settings in force, with the file's and the defaults filled in.
    pub fn configuration(self) -> Result<Configuration, SettingsError> {
        let file = match &self.config {
            Some(path) => {
                let text = fs::read_to_string(path)
                    .map_err(|cause| SettingsError::Unreadable { path: path.clone(), cause })?;
                toml::from_str(&text).map_err(|cause| SettingsError::malformed(path.clone(), &text, &cause))?
            }
            None => Self::default(),
        };
        let data_dir = self.data_dir.or(file.data_dir).unwrap_or_else(|| PathBuf::from("tip-hub-data"));
        let database_url = self.database_url.or(file.database_url).unwrap_or_else(|| Store::sqlite_url(&data_dir));
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database_url.starts_with(scheme)) {
            return Err(SettingsError::Database);
        }
        let limits = file.limits.unwrap_or_default();
        if limits.nesting > MOST_NESTING {
            return Err(SettingsError::Nesting);
        }
        Ok(Configuration {
            limits,
            database_url,
            data_dir,
            listen: self.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            countries_dir: self.countries_dir.or(file.countries_dir),
            log: self.log.or(file.log).unwrap_or_else(|| "info,sea_orm_migration=warn,sqlx=warn".to_owned()),
        })
    }
}

impl SettingsError {
    fn malformed(path: PathBuf, text: &str, cause: &toml::de::Error) -> Self {
        let before = text.get(..cause.span().unwrap_or_default().start).unwrap_or_default();
        let line = before.matches('\n').count();
        let written = text.lines().nth(line).unwrap_or_default();
        let setting = written.split_once('=').map(|(setting, _)| format!(", {}", setting.trim())).unwrap_or_default();
        Self::Malformed { path, line: line + 1, setting, cause: cause.message().to_owned() }
    }
}
