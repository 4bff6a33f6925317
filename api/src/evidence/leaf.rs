//! What a leaf commits to: an event, by a hash that a secret salt makes useless to whoever guesses at the event. Where the
//! event is lawfully erased with its salt, the leaf stays, tells nothing, and breaks no proof.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::Hash;

/// The secret of one event: its first half salts the event, its second what the event changed. Whoever is shown the event's
/// proof learns the first half alone.
#[derive(Clone, Copy)]
pub struct Salt(pub Hash);

impl Salt {
    /// What salts the event.
    pub fn of_event(&self) -> &[u8] {
        &self.0[..16]
    }

    /// What salts the changes it made.
    pub fn of_changes(&self) -> &[u8] {
        &self.0[16..]
    }
}

/// The commitment to a text: HMAC-SHA-256 under its salt.
pub fn commitment(salt: &[u8], text: &[u8]) -> Hash {
    under(salt).chain_update(text).finalize().into_bytes().into()
}

/// HMAC-SHA-256 under this key.
pub(super) fn under(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("a key of HMAC has any length")
}

/// The leaf of a commitment (RFC 6962, 2.1).
pub fn leaf_of(commitment: &Hash) -> Hash {
    Sha256::new().chain_update([0]).chain_update(commitment).finalize().into()
}
