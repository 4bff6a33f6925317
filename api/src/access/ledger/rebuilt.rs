//! The tree, built anew from the events and compared with what was signed.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::finding::{Finding, Verification};
use super::said::{Leaf, Said, Sum};
use crate::evidence::{Checkpoint, Frontier, Hash, Part, hex};

/// The tree, as far as it is built.
pub(super) struct Rebuilt {
    /// The roots that were signed, by the size of the tree.
    pub(super) heads: BTreeMap<u64, Vec<Hash>>,
    /// Those that are held elsewhere.
    elsewhere: BTreeMap<u64, Vec<Hash>>,
    /// The subtrees that are kept.
    pub(super) subtrees: HashMap<Part, String>,
    /// The changes in the history that are told of by each event.
    pub(super) changes: HashMap<Uuid, Vec<(Uuid, Hash)>>,
    /// How many events were met.
    pub(super) events: u64,
    /// Those that wait.
    waiting: HashSet<Uuid>,
    told: Sum,
    edge: Frontier,
    /// Up to where the tree has a signed head.
    signed: u64,
    pub(super) verification: Verification,
}

impl Rebuilt {
    /// A tree without leaves, to be compared with these heads.
    pub(super) fn new(elsewhere: &[Checkpoint]) -> Self {
        let mut by_size: BTreeMap<u64, Vec<Hash>> = BTreeMap::new();
        elsewhere.iter().for_each(|head| by_size.entry(head.size).or_default().push(head.root));
        Self {
            heads: BTreeMap::new(),
            elsewhere: by_size,
            subtrees: HashMap::new(),
            changes: HashMap::new(),
            events: 0,
            waiting: HashSet::new(),
            told: Sum::default(),
            edge: Frontier::default(),
            signed: 0,
            verification: Verification::default(),
        }
    }

    /// How many leaves it has.
    pub(super) fn size(&self) -> u64 {
        self.edge.size()
    }

    /// Takes a leaf with its event.
    pub(super) fn add(&mut self, leaf: &Leaf) {
        if leaf.position != self.size() {
            self.verification.found(Finding::LeafMissing(self.size()));
        }
        let hash = leaf.hash.unwrap_or_default();
        match &leaf.said {
            Some(said) => {
                self.events += 1;
                self.told.add(said.told);
                self.compare_changes(said);
                if said.leaf != Some(hash) {
                    self.verification.found(Finding::EventChanged(leaf.event));
                }
            }
            None => self.verification.found(Finding::EventMissing(leaf.event)),
        }
        for (part, hash) in self.edge.push(hash) {
            if self.subtrees.remove(&part).is_none_or(|kept| kept != hex(&hash)) {
                self.verification.found(Finding::SubtreeChanged(part.0, part.1));
            }
        }
        self.compare_heads();
    }

    /// Takes an event that has no leaf yet: nobody is told of it before it is in the tree.
    pub(super) fn wait(&mut self, said: &Said) {
        self.events += 1;
        self.compare_changes(said);
        if said.leaf.is_some() && self.waiting.insert(said.event) {
            self.verification.waiting += 1;
        } else {
            self.verification.found(Finding::EventForeign(said.event));
        }
    }

    fn compare_changes(&mut self, said: &Said) {
        let changes = self.changes.remove(&said.event).unwrap_or_default();
        if !said.commits_to(changes) {
            self.verification.found(Finding::HistoryChanged(said.event));
        }
    }

    /// Compares the tree as it is now with every head of its size.
    pub(super) fn compare_heads(&mut self) {
        let size = self.size();
        let kept = self.heads.remove(&size).unwrap_or_default();
        let elsewhere = self.elsewhere.remove(&size).unwrap_or_default();
        if kept.is_empty() && elsewhere.is_empty() {
            return;
        }
        if !kept.is_empty() {
            self.signed = size;
        }
        let root = self.edge.root();
        if kept.iter().any(|kept| *kept != root) {
            self.verification.found(Finding::CheckpointChanged(size));
        }
        if elsewhere.iter().any(|elsewhere| *elsewhere != root) {
            self.verification.found(Finding::HeadElsewhere(size));
        }
    }

    /// What was found, where there are so many events, and the people are told this.
    pub(super) fn end(mut self, events: u64, told: Sum) -> Verification {
        self.verification.leaves = self.size();
        if self.signed != self.size() {
            self.verification.found(Finding::Unsigned(self.signed));
        }
        let beyond = self.heads.keys().map(|size| Finding::CheckpointChanged(*size));
        let elsewhere = self.elsewhere.keys().map(|size| Finding::HeadElsewhere(*size));
        let parts = self.subtrees.keys().map(|(level, place)| Finding::SubtreeChanged(*level, *place));
        let untold = self.changes.keys().map(|event| Finding::HistoryForeign(*event));
        beyond.chain(elsewhere).chain(parts).chain(untold).for_each(|finding| self.verification.found(finding));
        if self.events != events {
            self.verification.found(Finding::EventsHidden(self.events.abs_diff(events)));
        }
        if self.told != told {
            self.verification.found(Finding::AccessChanged);
        }
        self.verification
    }
}
