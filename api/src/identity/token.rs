//! A token taken apart: a signed JSON object in the compact form of RFC 7515, as RFC 9068 types it. What it claims is
//! nobody's word until its signature is verified.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, crypto};
use serde_json::{Map, Value};

use super::keys::Key;
use crate::json;

/// The most bytes a token has.
const TOKEN_LIMIT: usize = 8 * 1024;

/// The media type of an access token (RFC 9068), which a header may shorten.
const TOKEN_TYPE: &str = "at+jwt";

/// Members of a header that would have the token itself say which key or which bytes count, or that the hub would have to
/// understand. None of them belongs to an access token.
const REFUSED: [&str; 9] = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip", "cty"];

/// A token taken apart, and not verified.
pub(super) struct Token<'a> {
    /// By what it says it is signed. A key says by what it verifies.
    pub(super) algorithm: Algorithm,
    /// The id of the key it says it is signed with.
    pub(super) key_id: Option<String>,
    /// What it claims.
    pub(super) claims: Map<String, Value>,
    signed: &'a str,
    signature: &'a str,
}

impl<'a> Token<'a> {
    /// Takes a token apart; nothing where it is not of this form.
    pub(super) fn parse(token: &'a str) -> Option<Self> {
        if token.len() > TOKEN_LIMIT {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let mut header = json::object(&URL_SAFE_NO_PAD.decode(header).ok()?)?;
        if REFUSED.iter().any(|name| header.contains_key(*name)) || !is_access_token(header.get("typ")?.as_str()?) {
            return None;
        }
        let key_id = match header.remove("kid") {
            None => None,
            Some(Value::String(id)) => Some(id),
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => return None,
        };
        let algorithm = algorithm(header.get("alg")?.as_str()?)?;
        let claims = json::object(&URL_SAFE_NO_PAD.decode(claims).ok()?)?;
        Some(Self { algorithm, key_id, claims, signed, signature })
    }

    /// Whether a key signed it, by that key's own algorithm.
    pub(super) fn is_signed_by(&self, key: &Key) -> bool {
        self.algorithm == key.algorithm
            && crypto::verify(self.signature, self.signed.as_bytes(), &key.verifying, key.algorithm).unwrap_or(false)
    }
}

/// The algorithms there are: asymmetric ones, so that nobody who verifies can sign.
pub(super) fn algorithm(name: &str) -> Option<Algorithm> {
    match name {
        "ES256" => Some(Algorithm::ES256),
        "RS256" => Some(Algorithm::RS256),
        "PS256" => Some(Algorithm::PS256),
        "EdDSA" => Some(Algorithm::EdDSA),
        _ => None,
    }
}

fn is_access_token(typ: &str) -> bool {
    let typ = typ.to_ascii_lowercase();
    typ.strip_prefix("application/").unwrap_or(&typ) == TOKEN_TYPE
}
