//! The Merkle tree of RFC 6962, as far as a log on disk needs it: its right edge, and the perfect subtrees that a proof is
//! made of. What a proof consists of and whether it holds is ct-merkle's to say.

use ct_merkle::{
    ConsistencyProof, InclusionProof, RootHash, indices_for_consistency_proof, indices_for_inclusion_proof,
};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A hash of SHA-256.
pub type Hash = [u8; 32];

/// A perfect subtree: of 2^level leaves, the index-th of its size.
pub type Part = (u32, u64);

/// Subtrees are kept of every eighth level, as tiles of C2SP's tlog-tiles are: what lies between is folded together.
pub const BASE: u32 = 8;

/// The tree as far as it must be known to grow: its size, and the perfect subtrees along its right edge.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A tree of so many leaves, by its perfect subtrees from left to right.
    pub fn of(size: u64, peaks: Vec<Hash>) -> Self {
        Self { size, peaks }
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf, by its hash, and says which perfect subtrees it completes, of those that are kept.
    pub fn push(&mut self, leaf: Hash) -> Vec<(Part, Hash)> {
        let (mut hash, mut completed) = (leaf, Vec::new());
        for level in 1..=self.size.trailing_ones() {
            hash = self.peaks.pop().map_or(hash, |left| node(&left, &hash));
            if level % BASE == 0 {
                completed.push(((level, self.size >> level), hash));
            }
        }
        self.peaks.push(hash);
        self.size += 1;
        completed
    }

    /// The root: what a checkpoint says.
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }
}

/// The perfect subtrees that `start..end` falls into, from left to right; `start` is a multiple of the largest.
pub fn split(start: u64, end: u64) -> Vec<Part> {
    let length = end.saturating_sub(start);
    let levels = (0..u64::BITS).rev().filter(|level| length >> level & 1 == 1);
    let mut at = start;
    levels
        .map(|level| {
            let part = (level, at >> level);
            at += 1 << level;
            part
        })
        .collect()
}

/// The hash of neighbouring subtrees, each larger than all to its right.
pub fn fold(parts: &[Hash]) -> Hash {
    let mut parts = parts.iter().rev();
    match parts.next() {
        Some(last) => parts.fold(*last, |right, left| node(left, &right)),
        None => Sha256::digest(b"").into(),
    }
}

/// The hash of a perfect subtree, by those of its parts, which are all of one size.
pub fn perfect(mut hashes: Vec<Hash>) -> Hash {
    while hashes.len() > 1 {
        hashes = hashes.chunks(2).map(fold).collect();
    }
    fold(&hashes)
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// What proves that a leaf is in a tree of `size`, as subtrees each split into perfect ones.
pub fn inclusion(size: u64, position: u64) -> Vec<Vec<Part>> {
    split_all(size, indices_for_inclusion_proof(size, position))
}

/// What proves that a tree of `size` extends one of `earlier` leaves.
pub fn consistency(earlier: u64, size: u64) -> Vec<Vec<Part>> {
    if earlier == 0 {
        return Vec::new();
    }
    split_all(size, indices_for_consistency_proof(earlier, size - earlier))
}

/// Nodes are numbered in order, leaves being even: a node's level is the number of ones its number ends with.
fn split_all(size: u64, numbers: Vec<u64>) -> Vec<Vec<Part>> {
    let leaves = |number: u64| {
        let level = number.trailing_ones();
        let start = number >> (level + 1) << level;
        (start, (start + (1 << level)).min(size))
    };
    numbers.into_iter().map(leaves).map(|(start, end)| split(start, end)).collect()
}

/// Whether a leaf of this content stands at `position` of the tree.
pub fn is_included(content: &Hash, position: u64, size: u64, root: Hash, proof: &[Hash]) -> bool {
    let proof = InclusionProof::<Sha256>::from_bytes(proof.concat());
    RootHash::<Sha256>::new(root.into(), size).verify_inclusion(content, position, &proof).is_ok()
}

/// Whether a tree extends an earlier one.
pub fn is_consistent(earlier: (u64, Hash), later: (u64, Hash), proof: &[Hash]) -> bool {
    if earlier.0 == 0 {
        return proof.is_empty();
    }
    let tree = |(size, root): (u64, Hash)| RootHash::<Sha256>::new(root.into(), size);
    ConsistencyProof::<Sha256>::try_from_bytes(proof.concat())
        .is_ok_and(|proof| tree(later).verify_consistency(&tree(earlier), &proof).is_ok())
}

/// A hash in hexadecimal, as the database keeps it.
pub fn hex(hash: &Hash) -> String {
    HEXLOWER.encode(hash)
}

/// A hash out of hexadecimal; `None` where the text is none.
pub fn from_hex(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    let fits = HEXLOWER.decode_len(text.len()) == Ok(hash.len());
    (fits && HEXLOWER.decode_mut(text.as_bytes(), &mut hash) == Ok(hash.len())).then_some(hash)
}
