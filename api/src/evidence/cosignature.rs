//! What a witness says: that it has seen this checkpoint, when, and none that contradicts it (C2SP, tlog-cosignature).

use std::io;
use std::path::Path;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use signed_note::{NoteError, Signature, Verifier, key_id};

use super::key::{self, COSIGNATURE};

/// The name and key pair of a witness.
pub struct WitnessKey {
    name: String,
    public: Vec<u8>,
    pair: Ed25519KeyPair,
}

impl WitnessKey {
    /// The key in this file, made there under this name if there is none. The file is its owner's alone (mode 0600).
    pub fn open(path: &Path, name: &str) -> io::Result<Self> {
        let key = key::open(path, COSIGNATURE, || Ok(name.to_owned()))?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&key.seed).map_err(|_| io::ErrorKind::InvalidData)?;
        Ok(Self { public: key.public, name: key.name, pair })
    }

    /// The public key, as `name+id+key`.
    pub fn public(&self) -> String {
        key::public_text(&self.name, &self.public)
    }

    /// The line that the witness signs a checkpoint's text with.
    pub fn cosign(&self, text: &str, at: DateTime<Utc>) -> Result<String, NoteError> {
        let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
        let signed = self.pair.sign(message(seconds, text.as_bytes()).as_slice());
        let signature = [&seconds.to_be_bytes(), signed.as_ref()].concat();
        let line = Signature::new(self.name.clone(), key_id(&self.name, &self.public), signature)?;
        String::from_utf8(line.to_bytes()).map_err(|_| NoteError::MalformedNote)
    }
}

/// What verifies a witness's lines.
#[derive(Clone, Debug)]
pub struct WitnessVerifier {
    name: String,
    id: u32,
    key: Vec<u8>,
}

impl WitnessVerifier {
    /// By its public key, `name+id+key`; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('+')?;
        let (id, key) = rest.split_once('+')?;
        let public = BASE64_STANDARD.decode(key).ok()?;
        let id = u32::from_str_radix(id, 16).ok().filter(|id| *id == key_id(name, &public))?;
        let key = public.strip_prefix(&[COSIGNATURE]).filter(|key| key.len() == 32)?;
        Some(Self { name: name.to_owned(), id, key: key.to_vec() })
    }
}

impl Verifier for WitnessVerifier {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        let Some((seconds, signature)) = signature.split_first_chunk::<8>() else { return false };
        let message = message(u64::from_be_bytes(*seconds), text);
        UnparsedPublicKey::new(&ED25519, &self.key).verify(&message, signature).is_ok()
    }
}

fn message(seconds: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {seconds}\n").as_bytes(), text].concat()
}
