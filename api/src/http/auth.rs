//! A bearer token becomes a viewer here, and nowhere else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Door, graphql};
use crate::access::{Admission, Viewer};
use crate::error::{Error, ErrorCode};
use crate::identity::Turned;

/// A handler that takes this runs only for somebody who is signed in.
pub(super) struct SignedIn(pub(super) Viewer);

impl FromRequestParts<Door> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Response> {
        let Some(token) = bearer(parts) else { return Err(unauthenticated("Send a bearer token.", "")) };
        let invalid = || unauthenticated("The token is not valid here, or no longer.", r#", error="invalid_token""#);
        match door.identity.admit(token, &door.store).await {
            Ok(Admission::Admitted(viewer)) => Ok(Self(*viewer)),
            Ok(Admission::Pending) => Err(pending()),
            Ok(Admission::Refused) | Err(Turned::Away) => Err(invalid()),
            Err(Turned::KeysUnknown) => Err(keys_unknown()),
            Err(Turned::Failed(error)) => {
                Err((StatusCode::SERVICE_UNAVAILABLE, graphql::refusal(&error)).into_response())
            }
        }
    }
}

/// The token of the one Authorization header, if its scheme is Bearer (RFC 6750).
fn bearer(parts: &Parts) -> Option<&str> {
    let mut headers = parts.headers.get_all(header::AUTHORIZATION).iter();
    let (only, None) = (headers.next()?, headers.next()) else { return None };
    let (scheme, token) = only.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The token is good, and its user has no rights yet.
fn pending() -> Response {
    let message = "Your account is new here. Ask an administrator of your organisation to activate it.";
    (StatusCode::FORBIDDEN, graphql::refusal(&Error::new(ErrorCode::AccountPending, message))).into_response()
}

/// Whether the token is good cannot be told now.
fn keys_unknown() -> Response {
    let message = "The identity provider that issued the token does not answer. Try again in half a minute.";
    let body = graphql::refusal(&Error::new(ErrorCode::Internal, message));
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")], body).into_response()
}

fn unauthenticated(message: &str, error: &str) -> Response {
    let challenge = format!(r#"Bearer realm="tip-hub"{error}"#);
    let body = graphql::refusal(&Error::new(ErrorCode::Unauthenticated, message));
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)], body).into_response()
}
