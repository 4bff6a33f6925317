//! The settings: command-line flags, then the environment, then the configuration file, then defaults.

mod configuration;
mod error;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use crate::custody::WitnessSettings;
use crate::guard::Limits;
use crate::http::Origin;
use crate::identity::{ActivateAccounts, IssuerSettings, StepUpSettings};
use crate::telemetry::LogFormat;

pub use self::configuration::Configuration;
pub use self::error::SettingsError;

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

    /// How long the head of a connection's first request, or a TLS handshake, may take. [default: 10]
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

    /// How long a connection may take to read an answer and to send the head of another request. [default: 60]
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
