//! The audit log as evidence: what an event commits to, the order of the leaves, what proves an event, and whether it all
//! still holds.

mod nodes;
mod people;
mod prove;
mod record;
mod sequence;
mod verify;

pub(super) use record::{change_hash, changes_of};
pub use verify::{Finding, Verification};
