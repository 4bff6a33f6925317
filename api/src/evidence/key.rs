//! The key of the log: it signs checkpoints, and it seals every event as the hub's own before the tree has it.

use std::io;
use std::path::Path;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use signed_note::{Note, NoteError, StandardSigner, StandardVerifier, key_id};

use super::leaf::under;
use super::{Checkpoint, Hash, commitment};
use crate::secret_file;

/// What the key of a log begins with (C2SP, signed-note).
const ED25519: u8 = 1;

/// What the key of a witness begins with (C2SP, tlog-cosignature).
pub(super) const COSIGNATURE: u8 = 4;

/// Whose notes are believed to be the log's: its public key, as `name+id+key`.
pub type LogVerifier = StandardVerifier;

/// The log's name and key pair.
pub struct LogKey {
    signer: StandardSigner,
    public: String,
    sealing: Hmac<Sha256>,
}

impl LogKey {
    /// The key in this file, made there if there is none, under a name that no other log has. The file is its owner's alone
    /// (mode 0600).
    pub fn open(path: &Path) -> io::Result<Self> {
        let key = open(path, ED25519, || Ok(format!("tip-hub-{}", HEXLOWER.encode(&random::<4>()?))))?;
        Self::of_seed(&key.name, &key.seed)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{} holds no key", path.display())))
    }

    /// The key that this name and seed make.
    pub fn of_seed(name: &str, seed: &[u8; 32]) -> Option<Self> {
        let public = public(ED25519, seed)?;
        Some(Self {
            signer: StandardSigner::new(&private_text(name, ED25519, seed)?).ok()?,
            public: public_text(name, &public),
            sealing: under(&commitment(seed, SEALING)),
        })
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        signed_note::Signer::name(&self.signer)
    }

    /// The public key, as `name+id+key`: what a court, a witness and an auditor are given.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The head of this log, signed.
    pub fn sign(&self, size: u64, root: Hash) -> Result<String, NoteError> {
        let checkpoint = Checkpoint { origin: self.origin().to_owned(), size, root };
        let mut note = Note::new(checkpoint.to_string().as_bytes(), &[])?;
        note.add_sigs(&[&self.signer])?;
        String::from_utf8(note.to_bytes()).map_err(|_| NoteError::MalformedNote)
    }

    /// The seal of what the hub writes, which nobody without the key can make: what somebody else has put into the database
    /// lacks it.
    pub fn seal(&self, text: &[u8]) -> String {
        HEXLOWER.encode(&self.sealing.clone().chain_update(text).finalize().into_bytes())
    }
}

/// What the sealing key is derived for.
const SEALING: &[u8] = b"tip-hub: the seal of the audit log";

/// A name and key pair as they lie in a file.
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) seed: [u8; 32],
    pub(super) public: Vec<u8>,
}

/// The key of this kind in a file, made there if there is none.
pub(super) fn open(path: &Path, kind: u8, name: impl FnOnce() -> io::Result<String>) -> io::Result<Kept> {
    let text = secret_file::open(path, || {
        let text = private_text(&name()?, kind, &random()?);
        text.map(|text| format!("{text}\n").into_bytes()).ok_or_else(|| io::Error::other("no key was made"))
    })?;
    let key = std::str::from_utf8(&text).ok().and_then(|text| read(text.trim(), kind));
    key.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{} holds no such key", path.display())))
}

fn read(text: &str, kind: u8) -> Option<Kept> {
    let (name, key) = text.strip_prefix("PRIVATE+KEY+")?.split_once('+')?;
    let secret = BASE64_STANDARD.decode(key.split_once('+')?.1).ok()?;
    let seed: [u8; 32] = secret.strip_prefix(&[kind])?.try_into().ok()?;
    let whole = private_text(name, kind, &seed)? == text && signed_note::is_key_name_valid(name);
    Some(Kept { name: name.to_owned(), seed, public: public(kind, &seed)? }).filter(|_| whole)
}

/// A private key as those of signed notes are written.
fn private_text(name: &str, kind: u8, seed: &[u8; 32]) -> Option<String> {
    let id = key_id(name, &public(kind, seed)?);
    Some(format!("PRIVATE+KEY+{name}+{id:08x}+{}", BASE64_STANDARD.encode([&[kind], seed.as_slice()].concat())))
}

/// A public key as those of signed notes are written.
pub(super) fn public_text(name: &str, public: &[u8]) -> String {
    format!("{name}+{:08x}+{}", key_id(name, public), BASE64_STANDARD.encode(public))
}

fn public(kind: u8, seed: &[u8; 32]) -> Option<Vec<u8>> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
    Some([&[kind], pair.public_key().as_ref()].concat())
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| io::Error::other("no randomness for a key"))?;
    Ok(bytes)
}
