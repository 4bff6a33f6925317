//! What is hidden answers as what is absent, byte for byte, at every door and for every role.

pub mod doors;
mod keys;
pub mod sweep;
mod timing;
