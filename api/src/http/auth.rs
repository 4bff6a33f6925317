//! A bearer token becomes a viewer here, and nowhere else.

use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::envelope::RequestId;
use super::{Door, graphql};
use crate::access::{Admission, Asking, Holder, Viewer};
use crate::error::{Error, ErrorCode};
use crate::identity::Turned;

/// Somebody who is not let in.
pub(super) struct Stranger {
    refusal: Response,
    /// Whose account they came by, where that is known, and as what they are refused.
    known: Option<(Holder, ErrorCode)>,
}

/// Lets in whoever sends a good token.
pub(super) async fn sign_in(parts: &Parts, door: &Door) -> Result<Viewer, Stranger> {
    let Some(token) = bearer(parts) else { return Err(unauthenticated("Send a bearer token.", "").into()) };
    let invalid = || unauthenticated("The token is not valid here, or no longer.", r#", error="invalid_token""#);
    let (refusal, known) = match door.identity.admit(token, &door.store).await {
        Ok(Admission::Admitted(viewer)) => return Ok(*viewer),
        Ok(Admission::Pending(holder)) => (pending(), Some((holder, ErrorCode::AccountPending))),
        Ok(Admission::Refused(holder)) => (invalid(), holder.map(|holder| (holder, ErrorCode::Unauthenticated))),
        Err(Turned::Away) => (invalid(), None),
        Err(Turned::KeysUnknown) => (keys_unknown(), None),
        Err(Turned::Failed(error)) => (unavailable(&error), None),
    };
    Err(Stranger { refusal, known })
}

impl Stranger {
    /// What to answer, after it is kept by whose account they came.
    pub(super) async fn answer(self, parts: &Parts, door: &Door) -> Response {
        let Some((holder, code)) = self.known else { return self.refusal };
        let request = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        let asking = Asking { request, ..Asking::default() };
        let kept = door.store.keep_turned_away(holder, &asking, code).await;
        kept.map_or_else(|error| unavailable(&error), |()| self.refusal)
    }
}

impl From<Response> for Stranger {
    fn from(refusal: Response) -> Self {
        Self { refusal, known: None }
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

fn unavailable(error: &Error) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, graphql::refusal(error)).into_response()
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
