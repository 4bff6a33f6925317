//! What every answer has, whatever it says: a request id, headers for a browser's safety, and an end without a crash.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use tracing::{Instrument, field};

use super::answer::{refusal, refuse};
use super::media::accepted;
use super::{Gate, paths};
use crate::error::{Error, ErrorCode};
use crate::telemetry::{figures, traces};

/// The header of the request id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, for whoever answers it.
#[derive(Clone)]
pub(super) struct RequestId(pub(super) String);

tokio::task_local! {
    /// Set while a request is answered.
    static ANSWERING: ();
}

/// Answers a request under its id, which every line of the log about it carries.
pub(super) async fn envelope(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let id = given_id(request.headers()).unwrap_or_else(|| gate.door.store.clock().id().to_string());
    request.extensions_mut().insert(RequestId(id.clone()));
    let media = accepted(request.headers());
    let visit = Visit::of(&request);
    let _running = figures::request();
    let span = tracing::error_span!("request", %id, method = visit.method, path = visit.path, operation = field::Empty);
    traces::follow(&span, request.headers().get("traceparent").and_then(|parent| parent.to_str().ok()));
    let answering = async {
        match unfit(&request) {
            Some(refused) => refused,
            None => next.run(request).await,
        }
    };
    let answering = AssertUnwindSafe(ANSWERING.scope((), answering)).catch_unwind();
    let mut response = answering.instrument(span.clone()).await.unwrap_or_else(|_| {
        let error = span.in_scope(|| Error::internal("a request panicked"));
        let mut response = (StatusCode::INTERNAL_SERVER_ERROR, refusal(&error)).into_response();
        if let Some(media) = media {
            media.label(&mut response);
        }
        response
    });
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(REQUEST_ID, id);
    }
    for (name, value) in SAFETY {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if gate.transport.tls.is_some() {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    span.in_scope(|| visit.answered(response.status()));
    response
}

/// The methods that are logged by their name.
const METHODS: [&str; 4] = ["GET", "HEAD", "POST", "OPTIONS"];

/// A request as it may be logged: what it asks and since when, in words of the hub's own.
struct Visit {
    method: &'static str,
    path: &'static str,
    since: Instant,
}

impl Visit {
    fn of(request: &Request) -> Self {
        let method = METHODS.into_iter().find(|known| *known == request.method().as_str()).unwrap_or("other");
        Self { method, path: paths::known(request.uri().path()), since: Instant::now() }
    }

    /// Counts and logs that it was answered. Whoever only looks whether the hub is well does so every second.
    fn answered(&self, status: StatusCode) {
        let (status, took) = (status.as_u16(), self.since.elapsed());
        figures::answered(self.path, self.method, status, took);
        let ms = took.as_secs_f64() * 1000.0;
        if [paths::LIVE, paths::READY].contains(&self.path) {
            tracing::debug!(status, ms, "answered");
        } else {
            tracing::info!(status, ms, "answered");
        }
    }
}

/// Why a request is not looked at, if it is not.
fn unfit(request: &Request) -> Option<Response> {
    if !is_addressed(request) {
        return Some(refuse(StatusCode::BAD_REQUEST, ErrorCode::Invalid, "Name the host in one Host header."));
    }
    let codings = request.headers().get_all(header::TRANSFER_ENCODING);
    let coded = codings.iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked"));
    coded.then(|| {
        let message = "The hub takes the transfer coding chunked alone. Send the request without another.";
        refuse(StatusCode::NOT_IMPLEMENTED, ErrorCode::Invalid, message)
    })
}

/// Whether a request of HTTP/1.1 names its host, once, as a host and perhaps a port (RFC 9112, 3.2).
fn is_addressed(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, more) = (hosts.next(), hosts.next().is_some());
    let is_host = |host: &HeaderValue| {
        let named = Authority::try_from(host.as_bytes()).ok();
        let port_is_one = |named: &Authority| match named.as_str().strip_prefix(named.host()) {
            Some("") => true,
            Some(port) => named.port_u16().is_some() || port == ":",
            None => false,
        };
        host.is_empty() || named.is_some_and(|named| !named.as_str().contains('@') && port_is_one(&named))
    };
    request.version() != Version::HTTP_11 || (host.is_some_and(is_host) && !more)
}

/// What a browser is told: to keep nothing, to guess no type, to put no answer into another page.
const SAFETY: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The id that a proxy or a client gave the request, if it is fit for a log: hexadecimal, as UUIDs are, in which nobody's name
/// can be written.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let sane = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    ((16..=64).contains(&id.len()) && id.bytes().all(sane)).then(|| id.to_owned())
}

/// Keeps the message of a panic out of the log while a request is answered, for it may repeat a value that identifies
/// somebody; the place is enough to find the defect. Outside of requests all is as it was.
pub(super) fn hush_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if ANSWERING.try_with(|()| ()).is_ok() {
                let place = panicked.location().map(ToString::to_string).unwrap_or_default();
                tracing::error!(place, "panic");
            } else {
                before(panicked);
            }
        }));
    });
}
