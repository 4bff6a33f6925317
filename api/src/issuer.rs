//! The local issuer of tokens: an Ed25519 key pair in the data directory, signing `at+jwt` for whoever the operator
//! names. `identity` verifies them as it does those of every issuer.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, encode};
use serde::Serialize;
use uuid::Uuid;

use crate::access::Viewer;

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
        let secret = match fs::read(&path) {
            Ok(secret) => {
                refuse_shared(&path)?;
                secret
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(&path)?,
            Err(error) => return Err(error),
        };
        let pair = Ed25519KeyPair::from_pkcs8(&secret).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{} holds no Ed25519 key", path.display()))
        })?;
        Ok(Self {
            signing: EncodingKey::from_ed_der(&secret),
            verifying: DecodingKey::from_ed_der(pair.public_key().as_ref()),
        })
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
}

fn create(path: &Path) -> io::Result<Vec<u8>> {
    let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
        .map_err(|_| io::Error::other("no randomness for a key"))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(pair.as_ref())?;
    file.sync_all()?;
    Ok(pair.as_ref().to_vec())
}

/// A key that others can read signs for anybody.
#[cfg(unix)]
fn refuse_shared(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::PermissionDenied,
        format!("{} can be read by others. Run: chmod 600 {}", path.display(), path.display()),
    ))
}

#[cfg(not(unix))]
fn refuse_shared(_: &Path) -> io::Result<()> {
    Ok(())
}
