//! The audit log as evidence: what an event commits to, the order of the leaves, what proves an event, and whether it all
//! still holds.

mod finding;
mod nodes;
mod people;
mod prove;
mod rebuilt;
mod record;
mod said;
mod sequence;
mod verify;
mod whole;

pub use finding::{Finding, Verification};
pub(super) use record::{change_hash, changes_of};
pub(super) use sequence::Known;
pub use sequence::{LOOK, ROUND};
