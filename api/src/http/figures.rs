//! The figures of the process, at an address of their own: they are the operator's, and no client's.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::access::Store;
use crate::error::Error;
use crate::telemetry::figures;

/// What answers at the operator's address.
pub fn figures_router(store: Store) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(store)
}

async fn metrics(State(store): State<Store>) -> Response {
    match figures::text(store.pool()) {
        Ok(text) => ([(header::CONTENT_TYPE, figures::CONTENT_TYPE)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, Error::internal(error).message).into_response(),
    }
}
