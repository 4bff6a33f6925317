//! What is left of a hub that is interrupted: killed, unplugged, without a disk.
//!
//! Clients send acts, each under a key of its own, and remember what they were told (`load.rs`). Whatever happens then, their
//! books and the database are to agree (`books.rs`): what was acknowledged is there, whole and once.

mod books;
mod device;
mod disk;
mod kill;
mod load;
mod points;
mod power;
