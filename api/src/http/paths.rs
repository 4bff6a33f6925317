//! What there is to ask, by its path.

/// The welcome.
pub(super) const WELCOME: &str = "/";
/// The API.
pub(super) const GRAPHQL: &str = "/graphql";
/// The contract.
pub(super) const SCHEMA: &str = "/schema.graphql";
/// Whether the process lives.
pub(super) const LIVE: &str = "/health/live";
/// Whether the hub can answer.
pub(super) const READY: &str = "/health/ready";

/// The path as it may be logged: one of these, or that it is another.
pub(super) fn known(path: &str) -> &'static str {
    [WELCOME, GRAPHQL, SCHEMA, LIVE, READY].into_iter().find(|known| *known == path).unwrap_or("other")
}
