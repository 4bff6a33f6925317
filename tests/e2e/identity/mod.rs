//! Who vouches for whom: identity providers, good tokens and bad ones, and the accounts that come of them.

mod accounts;
mod keys;
mod oidc;
mod provider;
mod signer;
mod tokens;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value as Json, json};
use tip_hub::access::{Activation, StepUp};
use tip_hub::identity::{ClaimNames, Identity, IssuerSettings};

use self::signer::Signer;
use crate::world::World;

/// What the hub is called in the tokens of providers.
const AUDIENCE: &str = "https://hub.test";

const QUESTION: &str = r#"{"query":"{ viewer { role account { name } } }"}"#;

/// What the provider publishes, and how often it was asked.
pub struct Fake {
    pub url: String,
    pages: Arc<std::sync::Mutex<Pages>>,
    asked: Arc<AtomicUsize>,
}

/// The pages of a provider: status and text. Without a discovery document of its own it has the right one.
#[derive(Clone, Default)]
pub struct Pages {
    pub discovery: Option<(u16, String)>,
    pub keys: (u16, String),
}

impl Fake {
    /// A provider that publishes these keys.
    pub async fn publishing(signers: &[&Signer]) -> Self {
        use axum::Router;
        use axum::http::StatusCode;
        use axum::routing::get;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (pages, asked) = (Arc::<std::sync::Mutex<Pages>>::default(), Arc::new(AtomicUsize::new(0)));
        let fake = Self { url: url.clone(), pages: Arc::clone(&pages), asked: Arc::clone(&asked) };
        fake.publish(signers);
        let (of_discovery, of_keys) = (Arc::clone(&pages), pages);
        let page = |(status, text): (u16, String)| (StatusCode::from_u16(status).expect("a status"), text);
        let discovery = move || async move {
            let own = of_discovery.lock().expect("the pages").discovery.clone();
            page(own.unwrap_or_else(|| (200, json!({ "issuer": url, "jwks_uri": format!("{url}/jwks") }).to_string())))
        };
        let keys = move || async move {
            asked.fetch_add(1, Ordering::Relaxed);
            page(of_keys.lock().expect("the pages").keys.clone())
        };
        let router = Router::new().route("/.well-known/openid-configuration", get(discovery)).route("/jwks", get(keys));
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    pub fn publish(&self, signers: &[&Signer]) {
        let keys: Vec<Json> = signers.iter().map(|signer| signer.jwk()).collect();
        self.show(Pages { discovery: None, keys: (200, json!({ "keys": keys }).to_string()) });
    }

    pub fn show(&self, pages: Pages) {
        *self.pages.lock().expect("the pages") = pages;
    }

    /// How often its keys were asked for.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

/// A provider that may speak for these organisations, as their tokens say by the claim `organisation`.
pub fn bound(issuer: &str, organisations: &[&str]) -> IssuerSettings {
    IssuerSettings {
        issuer: issuer.to_owned(),
        audience: AUDIENCE.to_owned(),
        organisations: organisations.iter().map(|code| (*code).to_owned()).collect(),
        claims: ClaimNames { organisation: Some("organisation".to_owned()), ..ClaimNames::default() },
        longest_token_minutes: 60,
        keys_serve_hours: 12,
    }
}

/// Believes these providers, beside the hub's own tokens.
pub async fn believe(world: &mut World, issuers: &[IssuerSettings], activation: Activation, step_up: Option<StepUp>) {
    let identity = Identity::new(Some(&world.issuer), issuers, activation, step_up).expect("an HTTP client");
    world.believe(identity).await;
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub challenge: String,
    pub text: String,
}

impl Reply {
    /// The code of its first error.
    pub fn code(&self) -> String {
        let json: Json = serde_json::from_str(&self.text).unwrap_or_default();
        json["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    #[track_caller]
    /// Fails unless the door was shut, with a challenge.
    pub fn shut(&self, why: &str) {
        assert!(self.is_shut(), "{why}: {} {} {}", self.status, self.challenge, self.text);
    }

    /// Whether the door was shut, with a challenge.
    pub fn is_shut(&self) -> bool {
        self.status == 401
            && self.code() == "UNAUTHENTICATED"
            && self.challenge.contains(r#"error="invalid_token""#)
            && !self.text.contains("data")
    }

    #[track_caller]
    /// Fails unless somebody of this role was let in.
    pub fn open(&self, role: &str) {
        assert!(
            self.status == 200 && self.text.contains(&format!(r#""role":"{role}""#)),
            "{} {}",
            self.status,
            self.text
        );
    }
}

/// Whoever knocks with a token.
#[derive(Default)]
pub struct Knocker(reqwest::Client);

impl Knocker {
    pub async fn knock(&self, world: &World, token: &str) -> Reply {
        self.send(&world.url, token, QUESTION.to_owned()).await
    }

    /// Asks a question, or does an act.
    pub async fn ask(&self, world: &World, token: &str, query: &str, variables: Json) -> Reply {
        self.send(&world.url, token, json!({ "query": query, "variables": variables }).to_string()).await
    }

    pub async fn send(&self, url: &str, token: &str, body: String) -> Reply {
        let request = self.0.post(format!("{url}/graphql")).bearer_auth(token);
        let response = request.header("content-type", "application/json").body(body).send().await.expect("an answer");
        let challenge = response.headers().get("www-authenticate");
        let challenge = challenge.map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default();
        Reply { status: response.status().as_u16(), challenge, text: response.text().await.expect("a body") }
    }
}
