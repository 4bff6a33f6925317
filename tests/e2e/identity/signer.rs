//! A key pair of an issuer, and any token whatever signed by it.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value as Json, json};

use super::AUDIENCE;
use crate::acts::own_id;

/// Where the key begins in PKCS #8 as it is generated for RSA of 2,048 bits.
const RSA_KEY: usize = 26;

pub struct Signer {
    pub kid: String,
    pub algorithm: Algorithm,
    secret: EncodingKey,
    public: Json,
}

impl Signer {
    pub fn new(kid: &str, algorithm: Algorithm) -> Self {
        let random = SystemRandom::new();
        let published = |secret: &EncodingKey| {
            let jwk = Jwk::from_encoding_key(secret, algorithm).expect("a public key");
            serde_json::to_value(jwk).expect("JSON")
        };
        let (secret, public) = match algorithm {
            Algorithm::ES256 => {
                let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
                let secret = EncodingKey::from_ec_der(pair.as_ref());
                (secret.clone(), published(&secret))
            }
            Algorithm::EdDSA => {
                let secret = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
                let pair = Ed25519KeyPair::from_pkcs8(secret.as_ref()).expect("a key pair");
                let public = json!({ "kty": "OKP", "crv": "Ed25519", "x": encoded(pair.public_key()) });
                (EncodingKey::from_ed_der(secret.as_ref()), public)
            }
            Algorithm::RS256 | Algorithm::PS256 => {
                let pair: Pkcs8V1Der<'_> =
                    RsaKeyPair::generate(KeySize::Rsa2048).expect("a key").as_der().expect("DER");
                let secret = EncodingKey::from_rsa_der(&pair.as_ref()[RSA_KEY..]);
                (secret.clone(), published(&secret))
            }
            other => panic!("no key for {other:?}"),
        };
        Self { kid: kid.to_owned(), algorithm, secret, public }
    }

    /// The public key, as a provider publishes it.
    pub fn jwk(&self) -> Json {
        let mut jwk = self.public.clone();
        jwk["kid"] = json!(self.kid);
        jwk["use"] = json!("sig");
        jwk["alg"] = json!(self.alg());
        jwk
    }

    pub fn alg(&self) -> String {
        format!("{:?}", self.algorithm)
    }

    pub fn header(&self) -> Json {
        json!({ "alg": self.alg(), "typ": "at+jwt", "kid": self.kid })
    }

    /// A token of these claims.
    pub fn token(&self, claims: &Json) -> String {
        self.sign(&self.header().to_string(), &claims.to_string())
    }

    /// A token of any header and any claims, as text.
    pub fn sign(&self, header: &str, claims: &str) -> String {
        self.sign_by(self.algorithm, header, claims)
    }

    pub fn sign_by(&self, algorithm: Algorithm, header: &str, claims: &str) -> String {
        let signed = format!("{}.{}", encoded(header), encoded(claims));
        let signature = crypto::sign(signed.as_bytes(), &self.secret, algorithm).expect("signed");
        format!("{signed}.{signature}")
    }
}

pub fn encoded(part: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(part)
}

/// The claims of a good token of a user.
pub fn claims(issuer: &str, subject: &str, organisation: &str, now: DateTime<Utc>) -> Json {
    let now = now.timestamp();
    json!({
        "iss": issuer, "aud": AUDIENCE, "client_id": "case-query", "sub": subject, "organisation": organisation,
        "iat": now, "exp": now + 600, "jti": own_id(),
    })
}

/// Claims with one of them changed, or taken away where the value is null.
pub fn with(claims: &Json, name: &str, value: Json) -> Json {
    let mut claims = claims.clone();
    let members = claims.as_object_mut().expect("claims");
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    claims
}
