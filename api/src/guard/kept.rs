//! Documents that are known to come again, kept as they were read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::Document;
use super::hash::Hash;

/// How many documents are kept; beyond it, the one that was not asked for longest goes. A hub's clients have a few hundred.
const MOST: usize = 1_000;

/// Documents by their hashes, each with when it was last asked for.
#[derive(Debug, Default)]
pub(super) struct Kept {
    documents: HashMap<Hash, (u64, Arc<Document>)>,
    /// Counts what is asked for, in place of a clock.
    asked: u64,
}

/// The document of a hash: kept, or read now and kept where it is taken. Two who ask at once may both read it.
pub(super) fn or_read<E>(
    kept: &Mutex<Kept>,
    hash: &Hash,
    read: impl FnOnce() -> Result<Document, E>,
) -> Result<Arc<Document>, E> {
    if let Some(document) = lock(kept).find(hash) {
        return Ok(document);
    }
    let document = Arc::new(read()?);
    lock(kept).keep(hash.clone(), Arc::clone(&document), MOST);
    Ok(document)
}

fn lock(kept: &Mutex<Kept>) -> std::sync::MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept {
    fn find(&mut self, hash: &Hash) -> Option<Arc<Document>> {
        self.asked += 1;
        let (last, document) = self.documents.get_mut(hash)?;
        *last = self.asked;
        Some(Arc::clone(document))
    }

    fn keep(&mut self, hash: Hash, document: Arc<Document>, most: usize) {
        if self.documents.len() >= most {
            let oldest = self.documents.iter().min_by_key(|(_, (last, _))| *last);
            if let Some(oldest) = oldest.map(|(hash, _)| hash.clone()) {
                self.documents.remove(&oldest);
            }
        }
        self.documents.insert(hash, (self.asked, document));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let (mut kept, document) = (Kept::default(), Arc::new(Document::default()));
        let hash = |text: &str| Hash::of(text);
        for text in ["a", "b"] {
            kept.find(&hash(text));
            kept.keep(hash(text), Arc::clone(&document), 2);
        }
        assert!(kept.find(&hash("a")).is_some());
        kept.find(&hash("c"));
        kept.keep(hash("c"), document, 2);
        let there = ["a", "b", "c"].map(|text| kept.find(&hash(text)).is_some());
        assert_eq!(there, [true, false, true]);
    }
}
