//! What the door allows a connection and a request, and which sites' pages may ask.

use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use axum::http::{HeaderValue, Uri};
use serde::Deserialize;

/// Every bound of the door. `Default` is what holds where nothing is configured.
#[derive(Clone, Debug)]
pub struct Transport {
    /// The certificate and key for TLS; without them the door speaks plain HTTP.
    pub tls: Option<TlsFiles>,
    /// The sites whose pages may ask from a browser.
    pub cors_origins: Vec<Origin>,
    /// The proxies that are believed about whom a request comes from (`X-Forwarded-For`).
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether a question by GET needs a header that a browser asks leave for.
    pub require_preflight: bool,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// How long the head of a connection's first request, or a TLS handshake, may take.
    pub header_timeout: Duration,
    /// How long a body may take.
    pub body_timeout: Duration,
    /// How long an answer may take. What was begun is then rolled back.
    pub request_timeout: Duration,
    /// How long a connection may take after an answer to read it and to send the head of another request.
    pub idle_timeout: Duration,
    /// How long running requests are waited for at the end.
    pub drain_timeout: Duration,
    /// How many connections there are at most; further ones wait to be taken.
    pub max_connections: usize,
    /// How many requests an account has in a minute; 0 for no limit.
    pub rate_limit: u32,
    /// How many requests without a valid token an address has in a minute; 0 for no limit.
    pub anonymous_rate_limit: u32,
}

impl Default for Transport {
    fn default() -> Self {
        Self {
            tls: None,
            cors_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            require_preflight: true,
            body_limit: 256 * 1024,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
            drain_timeout: Duration::from_secs(30),
            max_connections: 4096,
            rate_limit: 600,
            anonymous_rate_limit: 120,
        }
    }
}

/// Where the certificate is. Both files are PEM, and are read again when they change.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The chain, the hub's own certificate first.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// The origin of a site, such as `https://cases.example.ls`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(pub(super) HeaderValue);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_origin = |uri: &Uri| {
            let scheme = uri.scheme_str().unwrap_or_default();
            let host = uri.authority().map(|authority| authority.as_str().to_ascii_lowercase()).unwrap_or_default();
            ["https", "http"].contains(&scheme) && text == format!("{scheme}://{host}") && !host.contains('@')
        };
        let uri = text.parse::<Uri>().ok().filter(is_origin);
        let value = uri.and_then(|_| HeaderValue::from_str(text).ok());
        value.map(Self).ok_or_else(|| {
            "an origin is a scheme and a host in small letters, such as https://cases.example.ls, without a path"
                .to_owned()
        })
    }
}

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
