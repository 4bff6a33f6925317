//! Can it be believed?
//!
//! What the audit log proves to somebody who trusts neither the hub nor its database: each event is committed to, salted,
//! by a leaf of one Merkle tree (RFC 6962), whose head the hub signs as a checkpoint (C2SP, tlog-checkpoint) and others
//! sign with it (C2SP, tlog-cosignature). It knows no table and no HTTP.

mod bundle;
mod canonical;
mod checkpoint;
mod cosignature;
mod key;
mod leaf;
mod tree;

pub use bundle::{BUNDLE_LIMIT, Bundle, Doubt};
pub use canonical::{Member, canonical, canonical_object};
pub use checkpoint::{Checkpoint, read_checkpoint};
pub use cosignature::{WitnessKey, WitnessVerifier};
pub use key::{LogKey, LogVerifier};
pub use leaf::{Salt, commitment, leaf_of};
pub use tree::{
    BASE, Frontier, Hash, Part, consistency, fold, from_hex, hex, inclusion, is_consistent, is_included, perfect, split,
};
