//! Pages, filters and the shapes a document may take: Relay as its specification says, and GraphQL as its own.

mod documents;
mod filters;
mod many;
mod nodes;
mod relay;
mod walks;
