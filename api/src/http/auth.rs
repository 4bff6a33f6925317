//! A bearer token becomes a viewer here, and nowhere else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Door, graphql};
use crate::access::Viewer;
use crate::error::{Error, ErrorCode};

/// A handler that takes this runs only for somebody who is signed in.
pub(super) struct SignedIn(pub(super) Viewer);

impl FromRequestParts<Door> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Response> {
        let Some(token) = bearer(parts) else { return Err(unauthenticated("Send a bearer token.", "")) };
        let invalid = || unauthenticated("The token is not valid here, or no longer.", r#", error="invalid_token""#);
        let claims = door.issuer.verify(token).ok_or_else(invalid)?;
        match door.store.viewer(claims.sub).await {
            Ok(Some(viewer)) if viewer.organisation_code() == claims.organisation => Ok(Self(viewer)),
            Ok(_) => Err(invalid()),
            Err(error) => Err((StatusCode::SERVICE_UNAVAILABLE, graphql::refusal(&error)).into_response()),
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

fn unauthenticated(message: &str, error: &str) -> Response {
    let challenge = format!(r#"Bearer realm="tip-hub"{error}"#);
    let body = graphql::refusal(&Error::new(ErrorCode::Unauthenticated, message));
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)], body).into_response()
}
