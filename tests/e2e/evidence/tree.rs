//! The tree is that of RFC 6962, as another implementation of it has it.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::{Digest, Sha256};
use tip_hub::evidence::{
    Frontier, Hash, Part, consistency, fold, inclusion, is_consistent, is_included, leaf_of, perfect,
};

/// How large the trees become: beyond two of the subtrees that are kept.
const LARGEST: u64 = 600;

#[test]
fn the_tree_is_the_one_of_rfc_6962() {
    let contents: Vec<Hash> = (0..LARGEST).map(|index| Sha256::digest(index.to_be_bytes()).into()).collect();
    let leaves: Vec<Hash> = contents.iter().map(leaf_of).collect();
    let mut theirs = MemoryBackedTree::<Sha256, Hash>::new();
    let mut ours = Frontier::default();
    let mut roots = vec![ours.root()];
    for (leaf, content) in leaves.iter().zip(&contents) {
        theirs.push(*content);
        for ((level, place), hash) in ours.push(*leaf) {
            assert_eq!(hash, of(&leaves, (level, place)), "a subtree that is kept");
        }
        roots.push(ours.root());
        assert_eq!(ours.root().as_slice(), theirs.root().as_bytes().as_slice());
    }
    let folded = |parts: Vec<Vec<Part>>| -> Vec<Hash> {
        parts.iter().map(|parts| fold(&parts.iter().map(|part| of(&leaves, *part)).collect::<Vec<_>>())).collect()
    };
    for size in [1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 513, LARGEST] {
        let root = roots[size as usize];
        for position in (0..size).step_by(if size > 300 { 17 } else { 1 }) {
            let proof = folded(inclusion(size, position));
            let content = &contents[position as usize];
            assert!(is_included(content, position, size, root, &proof), "{position} of {size}");
            assert!(!is_included(content, (position + 1) % size.max(2), size, root, &proof));
            assert!(!is_included(content, position, size, roots[size as usize - 1], &proof));
        }
        for earlier in (1..size).step_by(13) {
            let proof = folded(consistency(earlier, size));
            let (before, after) = ((earlier, roots[earlier as usize]), (size, root));
            assert!(is_consistent(before, after, &proof), "{earlier} of {size}");
            assert!(!is_consistent((earlier, roots[earlier as usize - 1]), after, &proof));
        }
    }
}

fn of(leaves: &[Hash], (level, place): Part) -> Hash {
    let (first, count) = ((place as usize) << level, 1 << level);
    perfect(leaves[first..first + count].to_vec())
}
