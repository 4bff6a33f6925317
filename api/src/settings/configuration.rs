//! The settings in force: what was given first wins, and what was not given has a default.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;

use super::{Settings, SettingsError};
use crate::access::{Activation, StepUp, Store};
use crate::custody::WitnessSettings;
use crate::guard::{Limits, MOST_NESTING};
use crate::http::{TlsFiles, Transport};
use crate::identity::{self, IssuerSettings, StepUpSettings};
use crate::telemetry::LogFormat;

/// How long one statement may take where nothing is configured.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(5);

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
