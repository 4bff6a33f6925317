//! The keys of an identity provider: found by OpenID Connect Discovery, kept, and asked for again when they age or when a
//! token names one that is not known.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Client, Url, redirect};
use serde_json::Value;

use super::keys::{self, Key};
use crate::json;

/// The least time between two questions to a provider, whatever tokens come.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// After how long keys are asked for again, while those that are known go on to serve.
const FRESH: TimeDelta = TimeDelta::minutes(5);

/// The most bytes of an answer.
const ANSWER_LIMIT: usize = 64 * 1024;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a provider says what it is, under its issuer's address.
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// An identity provider, by its keys.
pub(super) struct Provider {
    issuer: String,
    client: Client,
    /// How long keys serve that could not be asked for again.
    serve: TimeDelta,
    /// How long a key serves that the provider publishes no more: as long as a token it had signed may be good.
    outlive: TimeDelta,
    known: Mutex<Known>,
    asking: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    published: Vec<Arc<Key>>,
    /// When they were.
    at: Option<DateTime<Utc>>,
    /// Keys that were published, and since when they are not.
    retired: Vec<(Arc<Key>, DateTime<Utc>)>,
    /// When the provider was last asked.
    asked: Option<DateTime<Utc>>,
    /// The latest that it has been.
    latest: DateTime<Utc>,
}

/// A key that was found.
pub(super) struct Found {
    pub(super) key: Arc<Key>,
    /// Since when it is not published any more: it signed nothing that was issued later.
    pub(super) retired: Option<DateTime<Utc>>,
}

/// There is no key that could still be relied on: the provider has not answered for too long.
pub(super) struct Closed;

impl Provider {
    /// The provider of an issuer. Nothing is asked for before it is needed.
    pub(super) fn new(issuer: &str, serve: TimeDelta, outlive: TimeDelta) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(redirect::Policy::none())
            .https_only(issuer.starts_with("https:"))
            .build()?;
        let (known, asking) = (Mutex::default(), tokio::sync::Mutex::default());
        Ok(Self { issuer: issuer.to_owned(), client, serve, outlive, known, asking })
    }

    /// The key of an id; without one, the only key there is.
    pub(super) async fn key(self: &Arc<Self>, id: Option<&str>, now: DateTime<Utc>) -> Result<Option<Found>, Closed> {
        let (found, age) = self.find(id, now);
        match (found, age) {
            (Some(found), Some(age)) if age <= FRESH => return Ok(Some(found)),
            (Some(found), Some(age)) if age <= self.serve => {
                let provider = Arc::clone(self);
                tokio::spawn(async move { provider.ask(now).await });
                return Ok(Some(found));
            }
            _ => self.ask(now).await,
        }
        match self.find(id, now) {
            (found, Some(age)) if age <= self.serve => Ok(found),
            _ => Err(Closed),
        }
    }

    /// The key of an id among those that are known, and how long ago these were published.
    fn find(&self, id: Option<&str>, now: DateTime<Utc>) -> (Option<Found>, Option<TimeDelta>) {
        let known = self.known(now);
        let age = known.at.map(|at| now.signed_duration_since(at));
        let published = match id {
            Some(_) => known.published.iter().find(|key| key.id.as_deref() == id),
            None => known.published.first().filter(|_| known.published.len() == 1),
        };
        if let Some(key) = published {
            return (Some(Found { key: Arc::clone(key), retired: None }), age);
        }
        let retired = known.retired.iter().find(|(key, since)| {
            id.is_some() && key.id.as_deref() == id && now.signed_duration_since(*since) <= self.outlive
        });
        (retired.map(|(key, since)| Found { key: Arc::clone(key), retired: Some(*since) }), age)
    }

    /// Asks the provider for its keys, unless somebody has just done so.
    async fn ask(&self, now: DateTime<Utc>) {
        let _one_at_a_time = self.asking.lock().await;
        {
            let mut known = self.known(now);
            if known.asked.is_some_and(|asked| now.signed_duration_since(asked) < PAUSE) {
                return;
            }
            known.asked = Some(now);
        }
        match self.fetch().await {
            Ok(keys) => self.known(now).publish(keys, now, self.outlive),
            Err(cause) => {
                tracing::warn!(issuer = self.issuer, cause, "the keys of an identity provider were not taken")
            }
        }
    }

    /// The keys that the provider publishes, asked for now.
    pub(super) async fn fetch(&self) -> Result<Vec<Key>, String> {
        let about = self.get(&format!("{}{DISCOVERY}", self.issuer.trim_end_matches('/'))).await?;
        let about = json::object(&about).ok_or("its discovery document is no JSON object, or names a member twice")?;
        if about.get("issuer").and_then(Value::as_str) != Some(&self.issuer) {
            return Err("its discovery document is of another issuer".to_owned());
        }
        let keys = about.get("jwks_uri").and_then(Value::as_str).ok_or("its discovery document names no jwks_uri")?;
        let set = self.get(keys).await?;
        keys::of_set(&set).map_err(|cause| format!("its set of keys {cause}"))
    }

    async fn get(&self, address: &str) -> Result<Vec<u8>, String> {
        let address = Url::parse(address).ok().filter(is_safe).ok_or("an address of it is not https")?;
        let failed = |error: reqwest::Error| format!("it does not answer: {}", error.without_url());
        let mut answer = self.client.get(address).send().await.map_err(failed)?;
        if answer.status() != reqwest::StatusCode::OK {
            return Err(format!("it answers {}", answer.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            body.extend_from_slice(&chunk);
            if body.len() > ANSWER_LIMIT {
                return Err("an answer of it has more than 64 KiB".to_owned());
            }
        }
        Ok(body)
    }

    fn known(&self, now: DateTime<Utc>) -> std::sync::MutexGuard<'_, Known> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.see(now);
        known
    }
}

impl Known {
    /// Looks at the clock. Where it was set back, by more than clocks waver, nobody can say how old anything is: the provider
    /// is asked anew, and what it had withdrawn is let go.
    fn see(&mut self, now: DateTime<Utc>) {
        if now + PAUSE < self.latest {
            (self.at, self.asked, self.latest) = (None, None, now);
            self.retired.clear();
        }
        self.latest = self.latest.max(now);
    }

    fn publish(&mut self, keys: Vec<Key>, now: DateTime<Utc>, outlive: TimeDelta) {
        let keys: Vec<Arc<Key>> = keys.into_iter().map(Arc::new).collect();
        let named = |key: &Arc<Key>| keys.iter().any(|known| known.id == key.id);
        let gone = self.published.drain(..).filter(|key| !named(key)).map(|key| (key, now));
        self.retired.retain(|(key, since)| !named(key) && now.signed_duration_since(*since) <= outlive);
        self.retired.extend(gone);
        self.published = keys;
        self.at = Some(now);
    }
}

/// Whether what is said at an address is said by who answers for it: over TLS, or on this machine itself.
pub(crate) fn is_safe(address: &Url) -> bool {
    let here = match address.host_str() {
        Some(host) => ["localhost", "127.0.0.1", "[::1]"].contains(&host),
        None => false,
    };
    address.scheme() == "https" || (address.scheme() == "http" && here)
}
