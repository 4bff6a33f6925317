//! What do they ask?
//!
//! The GraphQL schema, drawn from the tables: a column that is added to an entity appears here as a field, a
//! filter, an order and an input, with its description and its `@responsible`. This floor holds no SQL and no
//! connection, and names no agency.

mod code_lists;
mod country_pack;
mod court;
mod derived;
mod directory;
mod disputes;
mod explain;
mod facts;
mod glass;
pub mod id;
mod idempotency;
mod inputs;
mod kinds;
mod links;
pub mod matrix;
mod mutations;
mod next_acts;
mod objects;
mod pace;
mod plan;
mod queries;
mod questions;
mod reply;
mod review;
mod schema;
mod sdl;
mod sections;
mod selector;
mod session;
mod stages;
mod tasks;
mod viewer;

pub use reply::{code, is_refused_mutation};
pub use schema::{Hub, hub};
pub use session::Session;
