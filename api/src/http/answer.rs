//! What goes back: the body of a GraphQL response and the status code that its media type asks for.

use async_graphql::{Response as GraphResponse, ServerError, Value as GraphValue};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::media::Media;
use crate::error::{Error, ErrorCode};
use crate::graph::{code, is_refused_mutation};
use crate::telemetry::figures;

/// The body of a GraphQL response. Errors stand first, as the specification advises.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a GraphValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<&'a std::collections::BTreeMap<String, GraphValue>>,
}

/// A response of the graph as an answer in a media type.
pub(super) fn answer(response: &GraphResponse, media: Media) -> Response {
    response.errors.iter().filter_map(code).for_each(figures::refused);
    let ran = ran(response);
    let body = Body {
        errors: &response.errors,
        data: ran.then_some(&response.data),
        extensions: (!response.extensions.is_empty()).then_some(&response.extensions),
    };
    let status = if ran { StatusCode::OK } else { refused(&response.errors, media) };
    let mut answer = (status, Json(body)).into_response();
    answer.headers_mut().extend(response.http_headers.clone());
    if status == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    answer
}

/// Whether the operation ran: there is data, or it was made null by an error that names its field. A document that was
/// refused has no `data` entry at all.
fn ran(response: &GraphResponse) -> bool {
    let of_a_field = |error: &ServerError| !error.path.is_empty();
    response.data != GraphValue::Null || response.errors.is_empty() || response.errors.iter().any(of_a_field)
}

/// The status of a document that was not run. `application/json` has 200 for it: its clients take another status for
/// the word of a proxy.
fn refused(errors: &[ServerError], media: Media) -> StatusCode {
    let is = |wanted: ErrorCode| errors.iter().filter_map(code).any(|code| code == wanted);
    match media {
        _ if errors.iter().any(is_refused_mutation) => StatusCode::METHOD_NOT_ALLOWED,
        _ if is(ErrorCode::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        Media::Json => StatusCode::OK,
        Media::GraphqlResponse => StatusCode::BAD_REQUEST,
    }
}

/// A body without data: why nothing was done.
pub(super) fn refusal(error: &Error) -> Json<Value> {
    figures::refused(error.code);
    Json(json!({ "errors": [{ "message": error.message, "extensions": { "code": error.code.as_str() } }] }))
}

/// An answer without data.
pub(super) fn refuse(status: StatusCode, code: ErrorCode, message: &str) -> Response {
    (status, refusal(&Error::new(code, message))).into_response()
}
