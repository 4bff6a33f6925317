//! How much one request may ask: one struct, each limit stated once.

use serde::{Deserialize, Serialize};

/// How much one request may ask. Each is a setting in the section `[limits]` of the configuration file.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The most bytes of a document, and of the names and texts of its variables.
    pub bytes: usize,
    /// The most brackets open at one place of a document, fragments opened where they are spread, and of its variables.
    pub nesting: usize,
    /// The most tokens (names, numbers, texts and signs) of a document, and the most values of its variables.
    pub tokens: usize,
    /// The most operations of a document.
    pub operations: usize,
    /// The most fields and fragments an operation selects, each counted as often as its fragment is spread.
    pub selections: u64,
    /// The most fields below each other. Introspection counts apart.
    pub depth: usize,
    /// The most fields at the root of an operation.
    pub root_fields: u64,
    /// The most aliases written in a document.
    pub aliases: usize,
    /// The most directives at one place of a document.
    pub directives_at_once: usize,
    /// The most directives of a document.
    pub directives: usize,
    /// The most values an answer may have by the sizes of the pages that are asked: `extensions.cost`.
    pub cost: u64,
    /// The most errors returned.
    pub errors: usize,
    /// Whether who is signed in may ask for the schema by `__schema` and `__type`.
    pub introspection: bool,
}

/// The longest name an operation may have, in bytes: the audit log keeps the name.
pub const LONGEST_NAME: usize = 200;

/// The most that `nesting` may be set to: what the stack of a thread carries with room to spare.
pub const MOST_NESTING: usize = 128;

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 65_536,
            nesting: 64,
            tokens: 5_000,
            operations: 10,
            selections: 10_000,
            depth: 12,
            root_fields: 20,
            aliases: 30,
            directives_at_once: 4,
            directives: 50,
            cost: 250_000,
            errors: 20,
            introspection: true,
        }
    }
}
