//! Who vouches for whom: from a bearer token to somebody the hub may let in.
//!
//! Several issuers, each with its keys and bound to the organisations it may speak for: an issuer is not believed about
//! anybody else. The hub's own key pair is one of them. What the country's providers say is verified by their published
//! keys as RFC 8725 and RFC 9068 ask; nothing a token says decides by which key or algorithm it is verified. Times are
//! those of the hub's `Clock`. Whether the account is active and the token denied is asked of the database, by
//! [`Store::admit`], for each request.

mod claims;
mod keys;
mod provider;
mod settings;
mod token;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use self::claims::{Claims, Expected};
use self::keys::Key;
use self::provider::{Closed, Provider};
use self::token::Token;
use crate::access::{Activation, Admission, Claimant, SignIn, StepUp, Store, Whom};
use crate::error::Error;
use crate::issuer::{HUB, Issuer, Retired};

pub use self::claims::ClaimNames;
pub(crate) use self::provider::is_safe;
pub(crate) use self::settings::problem;
pub use self::settings::{ActivateAccounts, IssuerSettings, StepUpSettings};

/// Whom the hub believes about its users.
pub struct Identity {
    trusted: Vec<Trusted>,
    activation: Activation,
    step_up: Option<StepUp>,
}

/// An issuer the hub believes about the users of some organisations.
struct Trusted {
    issuer: String,
    audience: String,
    /// The codes of these; nothing where it is all of them.
    organisations: Option<Vec<String>>,
    names: ClaimNames,
    /// For how many seconds a token of it is good at most.
    longest: Option<i64>,
    keys: Keys,
}

enum Keys {
    /// The hub's own: the one that signs, and those that did before.
    Own(Vec<Own>),
    Published(Arc<Provider>),
}

/// A key of the hub's own, and its end where it signs no more.
struct Own {
    key: Key,
    retired: Option<Retired>,
}

/// Why somebody is turned away before the database is asked, or that it could not be.
#[derive(Debug)]
pub enum Turned {
    /// The token is none that is good here now.
    Away,
    /// The keys of its issuer could not be had for so long that none of them is relied on.
    KeysUnknown,
    /// The database did not answer.
    Failed(Error),
}

impl Identity {
    /// The hub's own tokens alone, for every organisation.
    pub fn of_hub(issuer: &Issuer) -> Self {
        Self { trusted: vec![own(issuer)], activation: Activation::default(), step_up: None }
    }

    /// These providers, and the hub's own tokens where it has an issuer.
    pub fn new(
        issuer: Option<&Issuer>,
        providers: &[IssuerSettings],
        activation: Activation,
        step_up: Option<StepUp>,
    ) -> Result<Self, reqwest::Error> {
        let own = issuer.map(|issuer| Ok(own(issuer)));
        let trusted = own.into_iter().chain(providers.iter().map(published)).collect::<Result<_, _>>()?;
        Ok(Self { trusted, activation, step_up })
    }

    /// Whether the bearer of a token is let in.
    pub async fn admit(&self, token: &str, store: &Store) -> Result<Admission, Turned> {
        let now = store.clock().now();
        let token = Token::parse(token).ok_or(Turned::Away)?;
        let issuer = token.claims.get("iss").and_then(|issuer| issuer.as_str()).ok_or(Turned::Away)?;
        let trusted = self.trusted.iter().find(|trusted| trusted.issuer == issuer).ok_or(Turned::Away)?;
        let claims = trusted.claims(&token, now).await.map_err(|Closed| Turned::KeysUnknown)?.ok_or(Turned::Away)?;
        let organisation = trusted.organisation(&claims).ok_or(Turned::Away)?;
        let whom = match &trusted.keys {
            Keys::Own(_) => Whom::Account(Uuid::parse_str(&claims.subject).map_err(|_| Turned::Away)?),
            Keys::Published(_) => {
                Whom::Subject { issuer: &trusted.issuer, subject: &claims.subject, user: &claims.user }
            }
        };
        let sign_in = SignIn {
            issuer: trusted.issuer.clone(),
            acr: claims.acr.clone(),
            authenticated_at: claims.authenticated_at,
            step_up: self.step_up.clone(),
        };
        let claimant = Claimant { whom, organisation, jti: &claims.jti };
        store.admit(claimant, sign_in, self.activation).await.map_err(Turned::Failed)
    }
}

/// How many keys a provider publishes, or why none of them can be had.
pub(crate) async fn published_keys(settings: &IssuerSettings) -> Result<usize, String> {
    let provider = Provider::new(&settings.issuer, settings.serve(), settings.longest());
    Ok(provider.map_err(|error| error.to_string())?.fetch().await?.len())
}

impl Trusted {
    /// What a token claims, if a key of the issuer signed it and it is all it must be.
    async fn claims(&self, token: &Token<'_>, now: DateTime<Utc>) -> Result<Option<Claims>, Closed> {
        let signed = match &self.keys {
            Keys::Own(keys) => {
                let mut serving = keys.iter().filter(|own| own.retired.as_ref().is_none_or(|key| key.serves(now)));
                let signed = serving.find(|own| token.key_id.is_none() && token.is_signed_by(&own.key));
                signed.map(|own| own.retired.as_ref().map(|key| key.since))
            }
            Keys::Published(provider) => {
                let found = provider.key(token.key_id.as_deref(), now).await?;
                found.filter(|found| token.is_signed_by(&found.key)).map(|found| found.retired)
            }
        };
        let Some(retired) = signed else { return Ok(None) };
        let expected =
            Expected { issuer: &self.issuer, audience: &self.audience, names: &self.names, longest: self.longest };
        let claims = Claims::check(&token.claims, &expected, now);
        // A key that is published no more goes on for what it had signed before.
        Ok(claims.filter(|claims| retired.is_none_or(|since| claims.issued_at <= since)))
    }

    /// The organisation that a token speaks for, if it is one the issuer may speak for.
    fn organisation<'a>(&'a self, claims: &'a Claims) -> Option<&'a str> {
        match (&self.organisations, &claims.organisation) {
            (None, Some(claimed)) => Some(claimed),
            (Some(bound), Some(claimed)) => bound.contains(claimed).then_some(claimed),
            (Some(bound), None) => bound.first().map(String::as_str).filter(|_| bound.len() == 1),
            (None, None) => None,
        }
    }
}

fn own(issuer: &Issuer) -> Trusted {
    let key = |verifying| Key { id: None, algorithm: Issuer::ALGORITHM, verifying };
    let signs = Own { key: key(issuer.verifying().clone()), retired: None };
    let signed = |retired: &Retired| Own { key: key(retired.verifying()), retired: Some(retired.clone()) };
    Trusted {
        issuer: HUB.to_owned(),
        audience: HUB.to_owned(),
        organisations: None,
        names: ClaimNames { organisation: Some("organisation".to_owned()), ..ClaimNames::default() },
        longest: None,
        keys: Keys::Own(std::iter::once(signs).chain(issuer.retired().iter().map(signed)).collect()),
    }
}

fn published(settings: &IssuerSettings) -> Result<Trusted, reqwest::Error> {
    let provider = Provider::new(&settings.issuer, settings.serve(), settings.longest())?;
    Ok(Trusted {
        issuer: settings.issuer.clone(),
        audience: settings.audience.clone(),
        organisations: Some(settings.organisations.clone()),
        names: settings.claims.clone(),
        longest: Some(settings.longest().num_seconds()),
        keys: Keys::Published(Arc::new(provider)),
    })
}
