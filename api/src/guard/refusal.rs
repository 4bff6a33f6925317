//! Why a request is not taken: a limit it breaks, or a rule of the GraphQL specification.

use async_graphql::{Pos, ServerError};

use crate::error::ErrorCode;

/// Why a request is not taken. A message names types and fields of the schema, and nothing that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `LIMIT` or `INVALID`.
    pub code: ErrorCode,
    /// What was found, and what to do.
    pub message: String,
    /// Where in the document, if at one place.
    pub at: Option<Pos>,
}

/// What the guard's functions return.
pub(super) type Result<T = (), E = Refusal> = std::result::Result<T, E>;

impl Refusal {
    /// A rule of the specification is broken.
    pub(super) fn invalid(at: impl Into<Option<Pos>>, message: impl Into<String>) -> Self {
        Self { code: ErrorCode::Invalid, message: message.into(), at: at.into() }
    }

    /// A limit is broken.
    pub(super) fn limit(at: impl Into<Option<Pos>>, message: impl Into<String>) -> Self {
        Self { code: ErrorCode::Limit, message: message.into(), at: at.into() }
    }

    /// The error of an answer.
    pub fn into_error(self) -> ServerError {
        let mut error = ServerError::new(self.message, self.at);
        error.extensions.get_or_insert_default().set("code", self.code.as_str());
        error
    }
}
