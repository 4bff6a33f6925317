//! Documents that are known to come again, kept as they were read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::Document;
use super::hash::Hash;

/// How many bytes of text are kept at most; read, they take some thirty times as much. Beyond it, what was not asked for
/// longest goes. The clients of a hub have a few hundred documents of some kilobytes.
const MOST: usize = 2 * 1024 * 1024;

/// A document that is kept.
#[derive(Debug)]
struct Entry {
    document: Arc<Document>,
    /// Of its text.
    bytes: usize,
    /// When it was last asked for.
    last: u64,
}

/// Documents by their hashes.
#[derive(Debug, Default)]
pub(super) struct Kept {
    documents: HashMap<Hash, Entry>,
    /// Of all their texts.
    bytes: usize,
    /// Counts what is asked for, in place of a clock.
    asked: u64,
}

/// The document of a hash: kept, or read now and kept where it is taken. Two who ask at once may both read it.
pub(super) fn or_read<E>(
    kept: &Mutex<Kept>,
    hash: &Hash,
    text: &str,
    read: impl FnOnce(&str) -> Result<Document, E>,
) -> Result<Arc<Document>, E> {
    if let Some(document) = lock(kept).find(hash) {
        return Ok(document);
    }
    let document = Arc::new(read(text)?);
    lock(kept).keep(hash.clone(), Arc::clone(&document), text.len(), MOST);
    Ok(document)
}

fn lock(kept: &Mutex<Kept>) -> std::sync::MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept {
    fn find(&mut self, hash: &Hash) -> Option<Arc<Document>> {
        self.asked += 1;
        let entry = self.documents.get_mut(hash)?;
        entry.last = self.asked;
        Some(Arc::clone(&entry.document))
    }

    fn keep(&mut self, hash: Hash, document: Arc<Document>, bytes: usize, most: usize) {
        let entry = Entry { document, bytes, last: self.asked };
        let before = self.documents.insert(hash, entry).map_or(0, |before| before.bytes);
        self.bytes = self.bytes + bytes - before;
        while self.bytes > most {
            let oldest = self.documents.iter().min_by_key(|(_, entry)| entry.last).map(|(hash, _)| hash.clone());
            let Some(gone) = oldest.and_then(|oldest| self.documents.remove(&oldest)) else { return };
            self.bytes -= gone.bytes;
        }
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
            kept.keep(hash(text), Arc::clone(&document), 10, 25);
        }
        assert!(kept.find(&hash("a")).is_some());
        kept.find(&hash("c"));
        kept.keep(hash("c"), Arc::clone(&document), 10, 25);
        let there = |kept: &mut Kept| ["a", "b", "c"].map(|text| kept.find(&hash(text)).is_some());
        assert_eq!(there(&mut kept), [true, false, true]);
        // One alone that is too large is not kept, and nothing is beside it.
        kept.find(&hash("b"));
        kept.keep(hash("b"), Arc::clone(&document), 26, 25);
        assert_eq!((there(&mut kept), kept.bytes), ([false; 3], 0));
        // The same twice counts once.
        kept.keep(hash("a"), Arc::clone(&document), 10, 25);
        kept.keep(hash("a"), document, 10, 25);
        assert_eq!(kept.bytes, 10);
    }
}
