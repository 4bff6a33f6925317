//! Who is asking?
//!
//! The door: it takes connections within bounds, turns a bearer token into a viewer or answers 401 before anything is
//! parsed, hands the request to the graph, and tells an operator whether the hub lives. It knows no table.

mod answer;
mod auth;
mod documents;
mod envelope;
mod figures;
mod graphql;
mod listen;
mod media;
mod pages;
mod parameters;
mod paths;
mod rate;
mod tls;
mod transport;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request};
use axum::http::{HeaderName, Method, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower::ServiceExt;
use tower_http::cors::CorsLayer;

pub use figures::figures_router;
pub use listen::{bind, serve};
pub use tls::{Certificate, TlsError};
pub use transport::{Origin, TlsFiles, Transport};

use crate::access::Store;
use crate::graph::Hub;
use crate::identity::Identity;

/// What the door needs to answer.
#[derive(Clone)]
pub struct Door {
    /// The database.
    pub store: Store,
    /// The API.
    pub hub: Hub,
    /// Whom the hub believes about its users.
    pub identity: Arc<Identity>,
}

/// The door with its bounds.
#[derive(Clone)]
struct Gate {
    door: Door,
    transport: Arc<Transport>,
    rates: Arc<rate::Rates>,
    /// The contract, printed once.
    sdl: Arc<str>,
}

impl FromRef<Gate> for Door {
    fn from_ref(gate: &Gate) -> Self {
        gate.door.clone()
    }
}

/// For how long a browser may remember what it was told it may ask.
const PREFLIGHT_AGE: Duration = Duration::from_secs(3600);

/// Every path the hub answers.
pub fn router(door: Door, transport: &Transport) -> Router {
    envelope::hush_panics();
    let gate = Gate {
        sdl: door.hub.sdl().into(),
        door,
        transport: Arc::new(transport.clone()),
        rates: Arc::new(rate::Rates::new(transport)),
    };
    let router = Router::new()
        .route(paths::WELCOME, get(pages::welcome))
        .route(paths::GRAPHQL, get(graphql::graphql).post(graphql::graphql).options(graphql::options))
        .route(paths::SCHEMA, get(pages::schema))
        .route(paths::LIVE, get(pages::live))
        .route(paths::READY, get(pages::ready))
        .fallback(pages::nothing_here)
        .method_not_allowed_fallback(pages::another_method)
        .layer(DefaultBodyLimit::max(transport.body_limit))
        .layer(from_fn_with_state(gate.clone(), pages::count))
        .with_state(gate.clone());
    let router = if transport.cors_origins.is_empty() { router } else { with_cors(router, transport) };
    router.layer(from_fn_with_state(gate, envelope::envelope))
}

/// The router for other sites' pages. What is no question of a browser's is answered without: the layer takes every OPTIONS
/// for one.
fn with_cors(router: Router, transport: &Transport) -> Router {
    let of_browsers = router.clone().layer(cors(transport));
    let is_theirs = |request: &Request| request.headers().contains_key(header::ORIGIN);
    Router::new().fallback(move |request: Request| {
        let chosen = if is_theirs(&request) { of_browsers.clone() } else { router.clone() };
        chosen.oneshot(request)
    })
}

/// Which sites' pages a browser lets ask, and what it lets them send and read.
fn cors(transport: &Transport) -> CorsLayer {
    let asked = [header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("x-request-id")];
    let told = ["ratelimit", "ratelimit-policy", "retry-after", "www-authenticate", "x-request-id"];
    CorsLayer::new()
        .allow_origin(transport.cors_origins.iter().map(|origin| origin.0.clone()).collect::<Vec<_>>())
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(asked.into_iter().chain(media::PREFLIGHT.map(HeaderName::from_static)).collect::<Vec<_>>())
        .expose_headers(told.map(HeaderName::from_static))
        .max_age(PREFLIGHT_AGE)
}
