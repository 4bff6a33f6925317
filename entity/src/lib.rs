//! What is there, and whose it is.
//!
//! One file per table. Each holds the sea-orm `Model` and, below it, one exhaustive `match` over its
//! `Column` enum that says who edits and who reads the column. A new column does not compile until its
//! responsibility is written, and it is written nowhere else. The doc comment of a column is its
//! description in `schema.graphql`.
//!
//! This crate knows no GraphQL, no HTTP and no query.

pub mod codes;
pub mod ledger;
pub mod lifecycle;
pub mod rights;
pub mod table;
pub mod value;

mod records;

pub use records::*;
pub use table::{
    Field, Kind, Table, audit_events, changes, code_terms, keyed_acts, shown_tables, subject_of, table, tables,
    trusted_documents,
};
