//! What the door shows without a token: that it is there, what it is, and the contract.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::Door;
use super::graphql::refusal;
use crate::error::{Error, ErrorCode};

const WELCOME: &str = include_str!("welcome.html");

/// What this is and how to ask.
pub(super) async fn welcome() -> impl IntoResponse {
    ([(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'")], Html(WELCOME))
}

/// The contract.
pub(super) async fn schema(State(door): State<Door>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/graphql; charset=utf-8")], door.hub.sdl())
}

/// There is nothing at this address.
pub(super) async fn nothing_here() -> Response {
    let error = Error::new(ErrorCode::NotFound, "There is nothing at this address. GET / says what there is.");
    (StatusCode::NOT_FOUND, refusal(&error)).into_response()
}

/// The address is asked by another method.
pub(super) async fn another_method() -> Response {
    let error = Error::new(ErrorCode::Invalid, "Ask /graphql by POST, and every other address by GET.");
    (StatusCode::METHOD_NOT_ALLOWED, refusal(&error)).into_response()
}

/// The process answers.
pub(super) async fn live() -> &'static str {
    "live\n"
}

/// The database answers, too, and its schema is the one this program knows.
pub(super) async fn ready(State(door): State<Door>) -> impl IntoResponse {
    match door.store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => (StatusCode::OK, "ready\n"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database schema is out of date: run tip-hub migrate\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
