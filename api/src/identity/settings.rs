//! The settings of who is believed: the identity providers, and what grave acts ask for.

use chrono::TimeDelta;
use clap::ValueEnum;
use reqwest::Url;
use serde::Deserialize;

use super::claims::ClaimNames;
use super::provider::is_safe;
use crate::access::{Activation, StepUp};

/// When accounts that appear at a first sign-in are activated.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ActivateAccounts {
    /// When an administrator of their organisation does so
    ByAdministrator,
    /// At once
    AtOnce,
}

impl From<ActivateAccounts> for Activation {
    fn from(activate: ActivateAccounts) -> Self {
        match activate {
            ActivateAccounts::ByAdministrator => Self::ByAdministrator,
            ActivateAccounts::AtOnce => Self::AtOnce,
        }
    }
}

/// An identity provider, and the organisations it is believed about.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct IssuerSettings {
    /// Its address, exactly as its tokens say it (`iss`).
    pub issuer: String,
    /// What its tokens call this hub (`aud`).
    pub audience: String,
    /// The codes of the organisations it may speak for.
    pub organisations: Vec<String>,
    /// Which claim holds what.
    #[serde(default)]
    pub claims: ClaimNames,
    /// For how many minutes a token of it is good at most; one that says more is refused.
    #[serde(default = "sixty")]
    pub longest_token_minutes: u16,
    /// For how many hours its keys serve while it does not answer.
    #[serde(default = "twelve")]
    pub keys_serve_hours: u16,
}

fn sixty() -> u16 {
    60
}

fn twelve() -> u16 {
    12
}

impl IssuerSettings {
    pub(super) fn longest(&self) -> TimeDelta {
        TimeDelta::minutes(self.longest_token_minutes.into())
    }

    pub(super) fn serve(&self) -> TimeDelta {
        TimeDelta::hours(self.keys_serve_hours.into())
    }

    /// What is wrong with it: which setting, and why.
    fn problem(&self) -> Option<(&'static str, &'static str)> {
        let address = Url::parse(&self.issuer).ok();
        let plain = |url: &Url| url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        let names = [Some(&self.claims.user), self.claims.organisation.as_ref()];
        if address.is_none_or(|url| !is_safe(&url) || !plain(&url)) {
            Some(("issuer", "must be an https address without a user, a query or a fragment"))
        } else if self.audience.trim().is_empty() {
            Some(("audience", "must name this hub"))
        } else if self.organisations.is_empty() {
            Some(("organisations", "must name at least one"))
        } else if self.organisations.len() > 1 && self.claims.organisation.is_none() {
            Some(("claims.organisation", "must name the claim that says which of the organisations a token is of"))
        } else if names.into_iter().flatten().any(|name| name.trim().is_empty()) {
            Some(("claims", "must name a claim, not nothing"))
        } else if self.longest_token_minutes == 0 {
            Some(("longest_token_minutes", "must be at least 1"))
        } else if self.keys_serve_hours == 0 {
            Some(("keys_serve_hours", "must be at least 1"))
        } else {
            None
        }
    }
}

/// The first setting of these that is wrong, and why.
pub(crate) fn problem(issuers: &[IssuerSettings]) -> Option<String> {
    for (place, issuer) in issuers.iter().enumerate() {
        let twice = issuers.iter().take(place).any(|earlier| earlier.issuer == issuer.issuer);
        let twice = twice.then_some(("issuer", "is there already. Name all its organisations in one place"));
        if let Some((setting, problem)) = issuer.problem().or(twice) {
            return Some(format!("issuers, number {}, {setting}: {problem}", place + 1));
        }
    }
    None
}

/// What grave acts ask for beyond having signed in.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct StepUpSettings {
    /// Whether they ask for anything.
    pub required: bool,
    /// The means of signing in (`acr`) that will do; none where any will.
    pub acr: Vec<String>,
    /// How many seconds ago the user signed in at most.
    pub max_age: u32,
}

impl Default for StepUpSettings {
    fn default() -> Self {
        Self { required: true, acr: Vec::new(), max_age: 900 }
    }
}

impl StepUpSettings {
    /// What grave acts ask for; nothing where they ask for no more than having signed in.
    pub(crate) fn step_up(self) -> Option<StepUp> {
        let max_age = TimeDelta::seconds(self.max_age.into());
        self.required.then_some(StepUp { acr: self.acr, max_age })
    }
}
