//! What a verified token claims, looked at as RFC 9068 and RFC 8725 ask: every claim that must be there is there, is what
//! it must be, and is meant for this hub, now.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};

/// By how many seconds the clocks of an issuer and of the hub may differ.
const LEEWAY: i64 = 5;

/// The most characters of an id: a subject, a token, a client.
const ID_LIMIT: usize = 255;

/// The most characters of a user's name.
const NAME_LIMIT: usize = 100;

/// Which claim holds what the hub needs to know. A name that begins with `/` is a JSON Pointer (RFC 6901) to a claim within
/// claims.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimNames {
    /// The code of the organisation the token speaks for. Without a name, it is the one the issuer is bound to.
    pub organisation: Option<String>,
    /// The name of the user's account. It must be one that the provider gives and its users do not choose.
    pub user: String,
    /// By what means the user signed in.
    pub acr: String,
    /// When they did.
    pub auth_time: String,
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self { organisation: None, user: "sub".to_owned(), acr: "acr".to_owned(), auth_time: "auth_time".to_owned() }
    }
}

/// What a token must claim.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) names: &'a ClaimNames,
    /// For how many seconds a token is good at most, from when it was issued.
    pub(super) longest: Option<i64>,
}

/// What a token claims that is all it must be.
pub(super) struct Claims {
    pub(super) subject: String,
    pub(super) jti: String,
    pub(super) issued_at: DateTime<Utc>,
    /// The organisation; nothing where the issuer's binding says it.
    pub(super) organisation: Option<String>,
    pub(super) user: String,
    pub(super) acr: Option<String>,
    pub(super) authenticated_at: Option<DateTime<Utc>>,
}

impl Claims {
    /// What a token claims, if it is all it must be.
    pub(super) fn check(claims: &Map<String, Value>, expected: &Expected<'_>, now: DateTime<Utc>) -> Option<Self> {
        let now = now.timestamp();
        let required = |name: &str| id(claims.get(name)?, ID_LIMIT);
        if required("iss")? != expected.issuer || !is_for(claims.get("aud")?, expected.audience) {
            return None;
        }
        required("client_id")?;
        let (expires, issued) = (seconds(claims.get("exp")?)?, seconds(claims.get("iat")?)?);
        let begins = match claims.get("nbf") {
            Some(begins) => seconds(begins)?,
            None => issued,
        };
        let in_time =
            now < expires + LEEWAY && issued <= now + LEEWAY && begins <= now + LEEWAY && issued < expires + LEEWAY;
        if !in_time || expected.longest.is_some_and(|longest| expires - issued > longest) {
            return None;
        }
        let names = expected.names;
        let organisation = match &names.organisation {
            Some(name) => Some(id(named(claims, name)?, ID_LIMIT)?),
            None => None,
        };
        let acr = match named(claims, &names.acr) {
            Some(acr) => Some(id(acr, ID_LIMIT)?),
            None => None,
        };
        let authenticated_at = match named(claims, &names.auth_time) {
            Some(at) => Some(instant(seconds(at).filter(|at| *at <= now + LEEWAY)?)?),
            None => None,
        };
        Some(Self {
            subject: required("sub")?,
            jti: required("jti")?,
            issued_at: instant(issued)?,
            organisation,
            user: id(named(claims, &names.user)?, NAME_LIMIT)?,
            acr,
            authenticated_at,
        })
    }
}

/// The claim of a name.
fn named<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let Some(path) = name.strip_prefix('/') else { return claims.get(name) };
    let mut steps = path.split('/').map(|step| step.replace("~1", "/").replace("~0", "~"));
    let first = claims.get(&steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))
}

/// A text that is somebody's or something's id.
fn id(value: &Value, limit: usize) -> Option<String> {
    let text = value.as_str()?;
    let fits = !text.trim().is_empty() && text.chars().count() <= limit && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// Whether the audience of a token is, or is among others, this hub.
fn is_for(audience: &Value, hub: &str) -> bool {
    match audience {
        Value::String(one) => one == hub,
        Value::Array(many) => many.iter().all(Value::is_string) && many.iter().any(|one| one == hub),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// The seconds of a NumericDate (RFC 7519), which may have a fraction.
fn seconds(value: &Value) -> Option<i64> {
    let seconds = value.as_f64().filter(|seconds| (0.0..1e11).contains(seconds))?;
    #[expect(clippy::cast_possible_truncation, reason = "the fraction is what is cut off")]
    Some(seconds as i64)
}

fn instant(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}
