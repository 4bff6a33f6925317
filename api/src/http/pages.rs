//! What the door shows without a token: that it is there, what it is, and the contract.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::answer::refuse;
use super::{Door, Gate, paths};
use crate::error::ErrorCode;

const WELCOME: &str = include_str!("welcome.html");

/// What this is and how to ask.
pub(super) async fn welcome() -> impl IntoResponse {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(WELCOME))
}

/// Counts what anybody may ask by the address it comes from. `/graphql` counts for itself, and an operator may look at any
/// time whether the process lives.
pub(super) async fn count(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    if [paths::GRAPHQL, paths::LIVE].contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Some(measured) = gate.rates.address(&parts) else { return next.run(Request::from_parts(parts, body)).await };
    let mut response = match measured.refusal() {
        Some(refusal) => refusal,
        None => next.run(Request::from_parts(parts, body)).await,
    };
    measured.tell(&mut response);
    response
}

/// The contract.
pub(super) async fn schema(State(gate): State<Gate>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/graphql; charset=utf-8")], gate.sdl.to_string())
}

/// There is nothing at this address.
pub(super) async fn nothing_here() -> Response {
    let message = "There is nothing at this address. GET / says what there is.";
    refuse(StatusCode::NOT_FOUND, ErrorCode::NotFound, message)
}

/// The address is asked by another method.
pub(super) async fn another_method() -> Response {
    let message = "Ask /graphql by POST or GET, and every other address by GET.";
    refuse(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Invalid, message)
}

/// The process answers.
pub(super) async fn live() -> &'static str {
    "live\n"
}

/// The database answers, too, and its schema is the one this program knows.
pub(super) async fn ready(State(door): State<Door>) -> impl IntoResponse {
    match door.store.schema().await {
        // A newer program may have migrated it already: this one goes on until it is replaced.
        Ok(schema) if schema.pending.is_empty() => (StatusCode::OK, "ready\n"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database schema is out of date: run tip-hub migrate\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
