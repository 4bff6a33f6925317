//! `/graphql`: questions by POST, and by GET where they change nothing.

use std::time::Duration;

use async_graphql::Response as GraphResponse;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

pub(super) use super::answer::refusal;
use super::answer::{answer, refuse};
use super::auth::sign_in;
use super::documents::Denied;
use super::envelope::RequestId;
use super::media::{Media, accepted, is_json, is_preflighted};
use super::parameters::Asked;
use super::rate::Measured;
use super::{Gate, documents, parameters};
use crate::access::Viewer;
use crate::error::ErrorCode;
use crate::graph::Session;

/// By which methods `/graphql` is asked.
pub(super) const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// Answers one GraphQL request, in the media type that the caller takes, refusals too.
pub(super) async fn graphql(State(gate): State<Gate>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let media = accepted(&parts.headers);
    let (mut response, measured) = match signed_in(&gate, &parts).await {
        Ok((viewer, measured)) => {
            (ask(&gate, viewer, media, &parts, body).await.unwrap_or_else(|refusal| refusal), measured)
        }
        Err(refused) => *refused,
    };
    media.unwrap_or(Media::Json).label(&mut response);
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    if let Some(measured) = measured {
        measured.tell(&mut response);
    }
    response
}

/// What may be asked here, for whoever asks that first.
pub(super) async fn options() -> Response {
    (
        StatusCode::NO_CONTENT,
        [(header::ALLOW, METHODS), (header::HeaderName::from_static("accept-post"), "application/json")],
    )
        .into_response()
}

/// Who asks is settled before anything else is looked at. Their requests count for themselves; those of nobody count for
/// the address they come from, so that bad tokens never keep out the good ones beside them.
async fn signed_in(
    gate: &Gate,
    parts: &Parts,
) -> Result<(Viewer, Option<Measured>), Box<(Response, Option<Measured>)>> {
    let stranger = match timeout(gate.transport.request_timeout, sign_in(parts, &gate.door)).await {
        Ok(Ok(viewer)) => {
            let measured = gate.rates.subject(viewer.account());
            return match measured.as_ref().and_then(Measured::refusal) {
                Some(refusal) => Err(Box::new((refusal, measured))),
                None => Ok((viewer, measured)),
            };
        }
        Ok(Err(stranger)) => stranger,
        Err(_) => {
            let message = "The hub did not find out in time who asks. Try again later.";
            refuse(StatusCode::GATEWAY_TIMEOUT, ErrorCode::Timeout, message).into()
        }
    };
    let measured = gate.rates.address(parts);
    let refused = match measured.as_ref().and_then(Measured::refusal) {
        Some(refusal) => refusal,
        None => stranger.answer(parts, &gate.door).await,
    };
    Err(Box::new((refused, measured)))
}

async fn ask(
    gate: &Gate,
    viewer: Viewer,
    media: Option<Media>,
    parts: &Parts,
    body: Body,
) -> Result<Response, Response> {
    let media = media.ok_or_else(|| {
        let message = "Accept application/graphql-response+json or application/json.";
        refuse(StatusCode::NOT_ACCEPTABLE, ErrorCode::Invalid, message)
    })?;
    let id = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
    let session = Session::new(gate.door.store.clone(), viewer).of_request(id);
    let (asked, session) = if parts.method == Method::POST {
        (posted(gate, parts, body).await?, session)
    } else {
        (got(gate, parts).map_err(|refusal| *refusal)?, session.reading_only())
    };
    // Dropped at the deadline, a question stops where it stands, and what it wrote is rolled back.
    let response = timeout(gate.transport.request_timeout, run(gate, asked, session)).await;
    Ok(answer(&response.map_err(|_| out_of_time())?, media))
}

/// Runs what was asked, once it is settled which document that is.
async fn run(gate: &Gate, asked: Asked, session: Session) -> GraphResponse {
    let hub = &gate.door.hub;
    match documents::settle(&gate.door.store, session.viewer(), asked).await {
        Ok((request, None)) => hub.execute(request, session).await,
        Ok((request, Some(hash))) => hub.execute_known(&hash, request, session).await,
        Err(Denied { error, document }) => hub.deny(&error, document, session).await,
    }
}

/// The request in the body of a POST.
async fn posted(gate: &Gate, parts: &Parts, body: Body) -> Result<Asked, Response> {
    if !is_json(&parts.headers) {
        let message = "Send the request as one Content-Type: application/json, in UTF-8 and not compressed.";
        let mut refusal = refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::Invalid, message);
        refusal.headers_mut().insert("accept-post", HeaderValue::from_static("application/json"));
        refusal.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        return Err(refusal);
    }
    let limit = gate.transport.body_limit;
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > limit) {
        return Err(too_large());
    }
    // The parts carry the limit for a body that does not say its length.
    let body = read(Request::from_parts(parts.clone(), body), gate.transport.body_timeout).await?;
    parameters::of_body(&body).ok_or_else(|| refuse(StatusCode::BAD_REQUEST, ErrorCode::Invalid, parameters::FORM))
}

async fn read(request: Request, patience: Duration) -> Result<Bytes, Response> {
    match timeout(patience, Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_large()),
        Ok(Err(_)) => {
            let message = "The request's body ended before it was whole. Send it again.";
            Err(refuse(StatusCode::BAD_REQUEST, ErrorCode::Invalid, message))
        }
        Err(_) => {
            let message = "The request's body did not arrive in time. Send it again, faster or in smaller pieces.";
            let mut refusal = refuse(StatusCode::REQUEST_TIMEOUT, ErrorCode::Timeout, message);
            refusal.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            Err(refusal)
        }
    }
}

/// The request in the URL of a GET.
fn got(gate: &Gate, parts: &Parts) -> Result<Asked, Box<Response>> {
    if gate.transport.require_preflight && !is_preflighted(&parts.headers) {
        let message =
            "Ask by GET with the header GraphQL-Require-Preflight: true, which no other site's page can send unasked.";
        return Err(Box::new(refuse(StatusCode::BAD_REQUEST, ErrorCode::Invalid, message)));
    }
    let request = parameters::of_url(&parts.uri);
    request.ok_or_else(|| Box::new(refuse(StatusCode::BAD_REQUEST, ErrorCode::Invalid, parameters::FORM)))
}

fn too_large() -> Response {
    let message = "The request's body is larger than the hub takes. Send a smaller one.";
    refuse(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::Limit, message)
}

fn out_of_time() -> Response {
    let message = "The hub did not answer in time. Ask for less, or try again later. What was to be changed may have been: \
                   read it, or send it again under the same idempotencyKey, so that it is done once.";
    refuse(StatusCode::GATEWAY_TIMEOUT, ErrorCode::Timeout, message)
}
