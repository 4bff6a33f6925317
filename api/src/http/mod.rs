//! Who is asking?
//!
//! The door: it turns a bearer token into a viewer or answers 401 before anything is parsed, hands the request
//! to the graph, and tells an operator whether the hub lives. It knows no table.

mod auth;
mod graphql;
mod pages;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::access::Store;
use crate::error::Error;
use crate::graph::Hub;
use crate::issuer::Issuer;

/// The most bytes a request's body has.
const BODY_LIMIT: usize = 256 * 1024;

/// What the door needs to answer.
#[derive(Clone)]
pub struct Door {
    /// The database.
    pub store: Store,
    /// The API.
    pub hub: Hub,
    /// Who signs the tokens.
    pub issuer: Arc<Issuer>,
}

/// Every path the hub answers.
pub fn router(door: Door) -> Router {
    Router::new()
        .route("/", get(pages::welcome))
        .route("/graphql", post(graphql::graphql))
        .route("/schema.graphql", get(pages::schema))
        .route("/health/live", get(pages::live))
        .route("/health/ready", get(pages::ready))
        .fallback(pages::nothing_here)
        .method_not_allowed_fallback(pages::another_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(internal))
        .with_state(door)
}

/// A panic is a defect: the caller gets a clean answer, the log gets the rest.
fn internal(_: Box<dyn Any + Send>) -> Response {
    let error = Error::internal("a request panicked");
    (axum::http::StatusCode::INTERNAL_SERVER_ERROR, graphql::refusal(&error)).into_response()
}
