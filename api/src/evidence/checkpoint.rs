//! What the head of the tree is, as it is signed: three lines of a note (C2SP, tlog-checkpoint and signed-note).

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use signed_note::{Note, Verifier, VerifierList};

use super::{Hash, is_consistent};

/// The head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// How many leaves its tree has.
    pub size: u64,
    /// The root of its tree.
    pub root: Hash,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}\n{}", self.origin, self.size, BASE64_STANDARD.encode(self.root))
    }
}

impl Checkpoint {
    /// The checkpoint that a note's text is, if it is one. Lines beyond the third are an extension, and are not read.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let number: u64 = size.parse().ok()?;
        let root = BASE64_STANDARD.decode(root).ok()?.try_into().ok()?;
        (!origin.is_empty() && number.to_string() == size).then(|| Self {
            origin: origin.to_owned(),
            size: number,
            root,
        })
    }
}

impl Checkpoint {
    /// Whether a proof shows that its tree begins with that of an earlier head.
    pub fn extends(&self, earlier: &Self, proof: &[Hash]) -> bool {
        let same = earlier.size == self.size && earlier.root == self.root && proof.is_empty();
        let later =
            earlier.size < self.size && is_consistent((earlier.size, earlier.root), (self.size, self.root), proof);
        earlier.origin == self.origin && (same || later)
    }
}

/// The checkpoint of a note that `verifier` signed, and its name stands on; `None` where it is no such note.
pub fn read_checkpoint(note: &str, verifier: impl Verifier + 'static) -> Option<Checkpoint> {
    let origin = verifier.name().to_owned();
    let note = Note::from_bytes(note.as_bytes()).ok()?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)])).ok()?;
    Checkpoint::parse(std::str::from_utf8(note.text()).ok()?).filter(|checkpoint| checkpoint.origin == origin)
}
