//! The local issuer of tokens: an Ed25519 key pair in the data directory, signing `at+jwt` for whoever the operator
//! names. `identity` verifies them as it does those of every issuer.

mod retired;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, encode};
use serde::Serialize;
use uuid::Uuid;

use crate::access::Viewer;
use crate::secret_file;

pub(crate) use self::retired::Retired;

/// Who signs, and whom a token is for: this hub.
pub(crate) const HUB: &str = "tip-hub";

/// The media type of an access token (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";

/// What a token says.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    aud: &'a str,
    /// Who asked for the token: the hub itself.
    client_id: &'a str,
    /// The account.
    sub: Uuid,
    /// The code of the account's organisation.
    organisation: &'a str,
    iat: i64,
    exp: i64,
    jti: Uuid,
}

/// Signs tokens with the local key pair.
pub struct Issuer {
    signing: EncodingKey,
    verifying: DecodingKey,
    retired: Vec<Retired>,
}

impl Issuer {
    /// By what it signs.
    pub(crate) const ALGORITHM: Algorithm = Algorithm::EdDSA;

    /// Where the key pair of a data directory is.
    pub fn file(data_dir: &Path) -> PathBuf {
        data_dir.join("issuer.p8")
    }

    /// The key pair in `data_dir`, made there if there is none. The file is its owner's alone (mode 0600).
    pub fn open(data_dir: &Path) -> io::Result<Self> {
        let path = Self::file(data_dir);
        let secret = secret_file::open(&path, generate)?;
        Ok(Self {
            signing: EncodingKey::from_ed_der(&secret),
            verifying: DecodingKey::from_ed_der(&public(&path, &secret)?),
            retired: retired::read(data_dir)?,
        })
    }

    /// Puts a new key pair in the place of the one in `data_dir`. What the old one has signed by `now` is good for so long
    /// more at most. A hub that runs goes on with the keys it has read.
    pub fn rotate(data_dir: &Path, now: DateTime<Utc>, old_serves_for: Duration) -> io::Result<()> {
        let path = Self::file(data_dir);
        let old = public(&path, &fs::read(&path)?)?;
        let mut keys = retired::read(data_dir)?;
        keys.retain(|key| key.serves(now));
        keys.push(Retired::new(&old, now, now + old_serves_for));
        // Whatever happens between the two, what was signed is still good.
        retired::write(data_dir, &keys)?;
        secret_file::replace(&path, &generate()?)
    }

    /// A token for a viewer, good for so long from `now`.
    pub fn token(
        &self,
        viewer: &Viewer,
        now: DateTime<Utc>,
        id: Uuid,
        good_for: Duration,
    ) -> jsonwebtoken::errors::Result<String> {
        let header = Header { typ: Some(TOKEN_TYPE.to_owned()), ..Header::new(Self::ALGORITHM) };
        let claims = Claims {
            iss: HUB,
            aud: HUB,
            client_id: HUB,
            sub: viewer.account(),
            organisation: viewer.organisation_code(),
            iat: now.timestamp(),
            exp: (now + good_for).timestamp(),
            jti: id,
        };
        encode(&header, &claims, &self.signing)
    }

    /// What verifies its tokens.
    pub(crate) fn verifying(&self) -> &DecodingKey {
        &self.verifying
    }

    /// The keys that signed before.
    pub(crate) fn retired(&self) -> &[Retired] {
        &self.retired
    }
}

fn generate() -> io::Result<Vec<u8>> {
    let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    Ok(pair.map_err(|_| io::Error::other("no randomness for a key"))?.as_ref().to_vec())
}

/// The public key of a key pair in the file at `path`.
fn public(path: &Path, secret: &[u8]) -> io::Result<Vec<u8>> {
    let malformed = || io::Error::new(io::ErrorKind::InvalidData, format!("{} holds no Ed25519 key", path.display()));
    Ok(Ed25519KeyPair::from_pkcs8(secret).map_err(|_| malformed())?.public_key().as_ref().to_vec())
}
