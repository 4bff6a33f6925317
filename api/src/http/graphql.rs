//! `POST /graphql`.

use async_graphql::Request;
use async_graphql_axum::GraphQLResponse;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Door;
use super::auth::SignedIn;
use crate::error::{Error, ErrorCode};
use crate::graph::Session;

/// Answers one GraphQL request. Who asks is settled before the body is looked at.
pub(super) async fn graphql(
    State(door): State<Door>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => {
            let error = Error::new(ErrorCode::Limit, "The request's body could not be taken. Send a smaller one.");
            return (rejection.status(), refusal(&error)).into_response();
        }
    };
    if !is_json(&headers) {
        let error = Error::new(ErrorCode::Invalid, "Send the request as Content-Type: application/json.");
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal(&error)).into_response();
    }
    let Some(request) = request(&body) else {
        let error = Error::new(
            ErrorCode::Invalid,
            "The body is not a GraphQL request: a JSON object with query, and perhaps operationName, variables and extensions.",
        );
        return (StatusCode::BAD_REQUEST, refusal(&error)).into_response();
    };
    let response = door.hub.execute(request, Session::new(door.store.clone(), viewer)).await;
    ([(header::CACHE_CONTROL, "no-store")], GraphQLResponse::from(response)).into_response()
}

/// The request of a body: a JSON object with a query.
fn request(body: &[u8]) -> Option<Request> {
    let object = body.trim_ascii_start().starts_with(b"{");
    serde_json::from_slice::<Request>(body).ok().filter(|request| object && !request.query.trim().is_empty())
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// An answer without data: why nothing was done.
pub(super) fn refusal(error: &Error) -> Json<Value> {
    Json(json!({ "errors": [{ "message": error.message, "extensions": { "code": error.code.as_str() } }] }))
}
