//! The national hub on trafficking in persons: one shared case, one GraphQL API, each agency its own fields.
//!
//! Four floors, arrows one way: [`http`] (who is asking?) → [`graph`] (what do they ask?) → [`access`] (what may
//! they have?) → `entity` (what is there, and whose is it?). `ARCHITECTURE.md` is the map.

pub mod access;
pub mod acts;
pub mod clock;
pub mod codes;
pub mod command;
pub mod country;
pub mod custody;
pub mod error;
pub mod evidence;
pub mod exchange;
pub mod graph;
pub mod guard;
pub mod http;
pub mod identity;
pub mod issuer;
mod json;
mod secret_file;
pub mod settings;
pub mod telemetry;
pub mod training;

/// SQLite plans and the reader builds its questions in many small pieces; the system's allocator takes a fifth more for a page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
