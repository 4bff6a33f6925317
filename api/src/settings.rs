//! The settings: command-line flags, then the environment, then the configuration file, then defaults.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use reqwest::Url;
use serde::Deserialize;
use thiserror::Error;

use crate::access::{Activation, StepUp, Store};
use crate::custody::WitnessSettings;
use crate::guard::{Limits, MOST_NESTING};
use crate::http::{Origin, TlsFiles, Transport};
use crate::identity::{self, ActivateAccounts, IssuerSettings, StepUpSettings};
use crate::telemetry::LogFormat;

/// How long one statement may take where nothing is configured.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(5);

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

    /// The file of the audit log's key, the same on every server of a database. [default: audit.key in the data folder]
    #[arg(long, env = "TIP_HUB_AUDIT_KEY", value_name = "FILE", global = true)]
    pub audit_key: Option<PathBuf>,

    /// The address to listen on. [default: 127.0.0.1:8080]
    #[arg(long, env = "TIP_HUB_LISTEN", value_name = "ADDRESS:PORT", global = true)]
    pub listen: Option<SocketAddr>,

    /// The address of the figures for Prometheus (/metrics), which is nobody's but the operator's. [default: none]
    #[arg(long, env = "TIP_HUB_METRICS_LISTEN", value_name = "ADDRESS:PORT", global = true)]
    pub metrics_listen: Option<SocketAddr>,

    /// The collector that traces are sent to (OTLP over HTTP), such as http://127.0.0.1:4318. [default: none]
    #[arg(long, env = "TIP_HUB_OTLP_ENDPOINT", value_name = "URL", global = true)]
    pub otlp_endpoint: Option<String>,

    /// The certificate chain for TLS, in PEM, the hub's own first. Read again when it changes. [default: plain HTTP]
    #[arg(long, env = "TIP_HUB_TLS_CERTIFICATE", value_name = "FILE", global = true)]
    pub tls_certificate: Option<PathBuf>,

    /// The private key of the certificate, in PEM.
    #[arg(long, env = "TIP_HUB_TLS_KEY", value_name = "FILE", global = true)]
    pub tls_key: Option<PathBuf>,

    /// The sites whose pages may ask from a browser, such as `https://cases.example.ls`. [default: none]
    #[arg(long, env = "TIP_HUB_CORS_ORIGINS", value_name = "ORIGIN,…", global = true, value_delimiter = ',')]
    pub cors_origins: Option<Vec<Origin>>,

    /// The proxies that are believed about whom a request comes from (X-Forwarded-For). [default: none]
    #[arg(long, env = "TIP_HUB_TRUSTED_PROXIES", value_name = "ADDRESS,…", global = true, value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<IpAddr>>,

    /// Whether a question by GET needs the header GraphQL-Require-Preflight. [default: true]
    #[arg(long, env = "TIP_HUB_REQUIRE_PREFLIGHT", value_name = "BOOL", global = true)]
    pub require_preflight: Option<bool>,

    /// The most bytes of a request's body. [default: 262144]
    #[arg(long, env = "TIP_HUB_BODY_LIMIT", value_name = "BYTES", global = true)]
    pub body_limit: Option<usize>,

    /// How long the head of a request, or a TLS handshake, may take. [default: 10]
    #[arg(long, env = "TIP_HUB_HEADER_TIMEOUT", value_name = "SECONDS", global = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub header_timeout: Option<u64>,

    /// How long the body of a request may take. [default: 10]
    #[arg(long, env = "TIP_HUB_BODY_TIMEOUT", value_name = "SECONDS", global = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub body_timeout: Option<u64>,

    /// How long an answer may take; then the caller gets TIMEOUT and nothing is done. [default: 10]
    #[arg(long, env = "TIP_HUB_REQUEST_TIMEOUT", value_name = "SECONDS", global = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub request_timeout: Option<u64>,

    /// How long one statement may take in the database. [default: 5]
    #[arg(long, env = "TIP_HUB_STATEMENT_TIMEOUT", value_name = "SECONDS", global = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub statement_timeout: Option<u64>,

    /// How long a connection may do nothing, or take to read an answer. [default: 60]
    #[arg(long, env = "TIP_HUB_IDLE_TIMEOUT", value_name = "SECONDS", global = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub idle_timeout: Option<u64>,

    /// How long running requests are waited for at the end. [default: 30]
    #[arg(long, env = "TIP_HUB_DRAIN_TIMEOUT", value_name = "SECONDS", global = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub drain_timeout: Option<u64>,

    /// How many connections there are at most; further ones wait to be taken. [default: 4096]
    #[arg(long, env = "TIP_HUB_MAX_CONNECTIONS", value_name = "N", global = true)]
    pub max_connections: Option<usize>,

    /// How many requests a minute an account has; 0 for no limit. [default: 600]
    #[arg(long, env = "TIP_HUB_RATE_LIMIT", value_name = "N", global = true)]
    pub rate_limit: Option<u32>,

    /// How many requests a minute without a valid token an address has; 0 for no limit. [default: 120]
    #[arg(long, env = "TIP_HUB_ANONYMOUS_RATE_LIMIT", value_name = "N", global = true)]
    pub anonymous_rate_limit: Option<u32>,

    /// A folder of countries as TOML files, which extend and override those that are built in.
    #[arg(long, env = "TIP_HUB_COUNTRIES_DIR", value_name = "DIR", global = true)]
    pub countries_dir: Option<PathBuf>,

    /// When accounts that appear at a first sign-in at an identity provider are activated. [default: by-administrator]
    #[arg(long, env = "TIP_HUB_ACTIVATE_ACCOUNTS", value_name = "WHEN", global = true)]
    pub activate_accounts: Option<ActivateAccounts>,

    /// Whether `tip-hub token` lets anybody in. [default: true where the file names no identity provider]
    #[arg(long, env = "TIP_HUB_LOCAL_ISSUER", value_name = "true|false", global = true)]
    pub local_issuer: Option<bool>,

    /// What to log, in the syntax of the tracing crate's filters. [default: info,sea_orm_migration=warn,sqlx=warn]
    #[arg(long, env = "TIP_HUB_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,

    /// In which form to log. [default: text]
    #[arg(long, env = "TIP_HUB_LOG_FORMAT", value_name = "text|json", global = true)]
    pub log_format: Option<LogFormat>,

    /// How much one request may ask. A policy, not a matter of one start: it is set in the file alone.
    #[arg(skip)]
    pub limits: Option<Limits>,
    /// The identity providers.
    #[arg(skip)]
    #[serde(default)]
    pub issuers: Vec<IssuerSettings>,

    /// What grave acts ask for beyond having signed in.
    #[arg(skip)]
    pub step_up: Option<StepUpSettings>,

    /// Who signs the heads of the audit log on other machines.
    #[arg(skip)]
    #[serde(default)]
    pub witnesses: Vec<WitnessSettings>,
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
    /// The address of the figures, if there is one.
    pub metrics_listen: Option<SocketAddr>,
    /// The collector that traces are sent to, if there is one.
    pub otlp_endpoint: Option<String>,
    /// What the door allows a connection and a request.
    pub transport: Transport,
    /// How long one statement of `serve` or `demo` may take in the database.
    pub statement_timeout: Duration,
    /// A folder of countries that extend and override those that are built in.
    pub countries_dir: Option<PathBuf>,
    /// What to log.
    pub log: String,
    /// In which form.
    pub log_format: LogFormat,
    /// How much one request may ask.
    pub limits: Limits,
    /// When accounts that appear at a first sign-in are activated.
    pub activation: Activation,
    /// Whether the hub's own tokens let anybody in.
    pub local_issuer: bool,
    /// The identity providers.
    pub issuers: Vec<IssuerSettings>,
    /// What grave acts ask for beyond having signed in.
    pub step_up: Option<StepUp>,
    /// The file of the audit log's key.
    pub audit_key: PathBuf,
    /// Who signs the heads of the audit log.
    pub witnesses: Vec<WitnessSettings>,
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
        let seconds = |flag: Option<u64>, file: Option<u64>, default: Duration| {
            flag.or(file).map_or(default, Duration::from_secs)
        };
        let usual = Transport::default();
        let tls = match (self.tls_certificate.or(file.tls_certificate), self.tls_key.or(file.tls_key)) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(SettingsError::Tls),
        };
        let transport = Transport {
            tls,
            cors_origins: self.cors_origins.or(file.cors_origins).unwrap_or_default(),
            trusted_proxies: self.trusted_proxies.or(file.trusted_proxies).unwrap_or_default(),
            require_preflight: self.require_preflight.or(file.require_preflight).unwrap_or(usual.require_preflight),
            body_limit: self.body_limit.or(file.body_limit).unwrap_or(usual.body_limit),
            header_timeout: seconds(self.header_timeout, file.header_timeout, usual.header_timeout),
            body_timeout: seconds(self.body_timeout, file.body_timeout, usual.body_timeout),
            request_timeout: seconds(self.request_timeout, file.request_timeout, usual.request_timeout),
            idle_timeout: seconds(self.idle_timeout, file.idle_timeout, usual.idle_timeout),
            drain_timeout: seconds(self.drain_timeout, file.drain_timeout, usual.drain_timeout),
            max_connections: self.max_connections.or(file.max_connections).unwrap_or(usual.max_connections),
            rate_limit: self.rate_limit.or(file.rate_limit).unwrap_or(usual.rate_limit),
            anonymous_rate_limit: self
                .anonymous_rate_limit
                .or(file.anonymous_rate_limit)
                .unwrap_or(usual.anonymous_rate_limit),
        };
        let otlp_endpoint = self.otlp_endpoint.or(file.otlp_endpoint);
        if otlp_endpoint.as_deref().is_some_and(|address| !is_collector(address)) {
            return Err(SettingsError::Collector);
        }
        if let Some(problem) = identity::problem(&file.issuers) {
            return Err(SettingsError::Issuer(problem));
        }
        // Where only the operator vouches for anybody, there is nothing to step up to.
        let step_up = file.step_up.or_else(|| (!file.issuers.is_empty()).then(StepUpSettings::default));
        Ok(Configuration {
            limits,
            activation: self.activate_accounts.or(file.activate_accounts).map(Into::into).unwrap_or_default(),
            local_issuer: self.local_issuer.or(file.local_issuer).unwrap_or(file.issuers.is_empty()),
            issuers: file.issuers,
            step_up: step_up.and_then(StepUpSettings::step_up),
            database_url,
            audit_key: self.audit_key.or(file.audit_key).unwrap_or_else(|| data_dir.join("audit.key")),
            witnesses: file.witnesses,
            data_dir,
            transport,
            statement_timeout: seconds(self.statement_timeout, file.statement_timeout, STATEMENT_TIMEOUT),
            listen: self.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            metrics_listen: self.metrics_listen.or(file.metrics_listen),
            otlp_endpoint,
            countries_dir: self.countries_dir.or(file.countries_dir),
            log: self.log.or(file.log).unwrap_or_else(|| "info,sea_orm_migration=warn,sqlx=warn".to_owned()),
            log_format: self.log_format.or(file.log_format).unwrap_or_default(),
        })
    }
}

/// Whether traces can be sent to an address.
fn is_collector(address: &str) -> bool {
    let is_plain = |url: &Url| ["http", "https"].contains(&url.scheme()) && url.username().is_empty();
    Url::parse(address).ok().filter(is_plain).is_some_and(|url| url.query().is_none() && url.fragment().is_none())
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
