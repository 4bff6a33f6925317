//! The keys an issuer publishes (RFC 7517): which of them verify tokens, and each by one algorithm.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};

use super::token::algorithm;
use crate::json;

/// The most keys a set has.
const KEY_LIMIT: usize = 100;

/// The bytes of an RSA modulus: 2,048 bits at least (RFC 7518, section 3.3), 8,192 at most.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// The bytes of a coordinate of P-256, and of a key of Ed25519.
const COORDINATE: usize = 32;

/// What a point begins with of which both coordinates follow (SEC 1, section 2.3.3).
const UNCOMPRESSED: u8 = 4;

/// Members that only a private or shared key has. A set with one of them has been given away.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A public key that verifies tokens.
pub(super) struct Key {
    /// What the set calls it.
    pub(super) id: Option<String>,
    /// The one algorithm it verifies by.
    pub(super) algorithm: Algorithm,
    pub(super) verifying: DecodingKey,
}

/// The keys of a set that verify tokens, or why the whole set is not to be trusted.
pub(super) fn of_set(text: &[u8]) -> Result<Vec<Key>, &'static str> {
    let set = json::object(text).ok_or("is no JSON object, or names a member twice")?;
    let listed = set.get("keys").and_then(Value::as_array).ok_or("has no list of keys")?;
    if listed.len() > KEY_LIMIT {
        return Err("has more than 100 keys");
    }
    let mut keys: Vec<Key> = Vec::new();
    for jwk in listed {
        let jwk = jwk.as_object().ok_or("lists something that is no key")?;
        if jwk.get("kty").and_then(Value::as_str) == Some("oct") {
            return Err("publishes a shared secret (kty oct)");
        }
        if PRIVATE.iter().any(|member| jwk.contains_key(*member)) {
            return Err("publishes a private key");
        }
        // A set may hold keys for other purposes, and of kinds yet to come.
        let Some(key) = key(jwk) else { continue };
        if keys.iter().any(|known| known.id == key.id) {
            return Err("calls two keys alike");
        }
        keys.push(key);
    }
    Ok(keys)
}

fn key(jwk: &Map<String, Value>) -> Option<Key> {
    let text = |name: &str| match jwk.get(name) {
        None => Some(None),
        Some(value) => value.as_str().map(Some),
    };
    let verifies = match jwk.get("key_ops") {
        None => true,
        Some(operations) => operations.as_array()?.iter().any(|operation| operation == "verify"),
    };
    if text("use")?.is_some_and(|purpose| purpose != "sig") || !verifies {
        return None;
    }
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name).flatten()?).ok();
    let named = text("alg")?;
    let (algorithm, verifying) = match (text("kty")??, text("crv")?) {
        ("EC", Some("P-256")) => {
            let (x, y) = (bytes("x")?, bytes("y")?);
            if x.len() != COORDINATE || !is_on_curve(&[&[UNCOMPRESSED], &x[..], &y[..]].concat()) {
                return None;
            }
            (only(named, Algorithm::ES256)?, DecodingKey::from_ec_components(text("x")??, text("y")??).ok()?)
        }
        ("OKP", Some("Ed25519")) => {
            let whole = bytes("x")?.len() == COORDINATE;
            // RFC 9864 calls by its full name what the headers of tokens call EdDSA.
            let named = named.filter(|name| *name != "Ed25519");
            (only(named, Algorithm::EdDSA)?, DecodingKey::from_ed_components(text("x")??).ok().filter(|_| whole)?)
        }
        ("RSA", None) => {
            let (modulus, exponent) = (bytes("n")?, bytes("e")?);
            let length = modulus.iter().skip_while(|byte| **byte == 0).count();
            if !MODULUS.contains(&length) {
                return None;
            }
            let by = algorithm(named.unwrap_or("RS256"));
            let by = by.filter(|by| [Algorithm::RS256, Algorithm::PS256].contains(by))?;
            (by, DecodingKey::from_rsa_raw_components(&modulus, &exponent))
        }
        _ => return None,
    };
    Some(Key { id: text("kid")?.map(str::to_owned), algorithm, verifying })
}

/// Whether these bytes are a point of P-256 (RFC 8725, section 3.4).
fn is_on_curve(point: &[u8]) -> bool {
    ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).is_ok()
}

/// The one algorithm of a kind of key, unless the key names another.
fn only(named: Option<&str>, by: Algorithm) -> Option<Algorithm> {
    match named {
        Some(name) => algorithm(name).filter(|named| *named == by),
        None => Some(by),
    }
}
