//! The proof of one event, beside the event: what a court can check by itself.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use signed_note::StandardVerifier;
use thiserror::Error;

use super::{Checkpoint, Hash, canonical, commitment, is_included, read_checkpoint};

/// An event and its proof. A file of it has one form: canonical JSON (RFC 8785) and a line feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The event, as the log commits to it: fields without a value are left out.
    pub record: Json,
    /// What salts it: 16 bytes in hexadecimal.
    pub salt: String,
    /// Where its leaf stands in the tree, from zero.
    pub position: u64,
    /// The hashes from the leaf up to the root (RFC 6962, 2.1.1), each in base64.
    pub proof: Vec<String>,
    /// The signed head of the tree, with the lines of its witnesses.
    pub checkpoint: String,
}

/// Why a bundle proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Doubt {
    /// It is not as the hub writes bundles.
    #[error("this is no bundle as `tip-hub audit prove` writes it: every byte counts")]
    Form,
    /// Nobody vouches for the head.
    #[error("the checkpoint is not signed by this key")]
    Signature,
    /// The event and the head do not belong together.
    #[error("the event is not, as it stands here, in the log of the checkpoint")]
    Inclusion,
}

/// The largest file that is looked at: an event lists at most so much, and its proof is short.
pub const BUNDLE_LIMIT: usize = 16 << 20;

impl Bundle {
    /// The bundle in a file.
    pub fn read(file: &[u8]) -> Result<Self, Doubt> {
        if file.len() > BUNDLE_LIMIT {
            return Err(Doubt::Form);
        }
        let bundle: Self = serde_json::from_slice(file).map_err(|_| Doubt::Form)?;
        if bundle.file() == file { Ok(bundle) } else { Err(Doubt::Form) }
    }

    /// The file of a bundle.
    pub fn file(&self) -> Vec<u8> {
        let json = serde_json::to_value(self).unwrap_or_default();
        [canonical(&json), b"\n".to_vec()].concat()
    }

    /// The checkpoint in whose tree the event stands, as the log of this key has signed it.
    pub fn check(&self, log: StandardVerifier) -> Result<Checkpoint, Doubt> {
        let checkpoint = read_checkpoint(&self.checkpoint, log).ok_or(Doubt::Signature)?;
        let salt = self.salt_bytes().ok_or(Doubt::Form)?;
        let proof = self.proof.iter().map(|hash| BASE64_STANDARD.decode(hash).ok()?.try_into().ok());
        let proof: Vec<Hash> = proof.collect::<Option<_>>().ok_or(Doubt::Form)?;
        let committed = commitment(&salt, &canonical(&self.record));
        let included = is_included(&committed, self.position, checkpoint.size, checkpoint.root, &proof);
        if included { Ok(checkpoint) } else { Err(Doubt::Inclusion) }
    }

    fn salt_bytes(&self) -> Option<[u8; 16]> {
        data_encoding::HEXLOWER.decode(self.salt.as_bytes()).ok()?.try_into().ok()
    }
}
