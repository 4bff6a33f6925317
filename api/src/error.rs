//! The one error of the hub, and every code the API answers with.
//!
//! A message says what was wrong, where, and what to do. It never holds a value that could identify a person:
//! fields are named, values are not.

use std::fmt;

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use serde_json::{Value as Json, json};

/// Every code the API answers with, in `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// No valid token came with the request.
    Unauthenticated,
    /// The token is good, and no administrator of its user's organisation has activated the account yet.
    AccountPending,
    /// The act asks that its user has signed in a short while ago, or by a stronger means (RFC 9470).
    InsufficientUserAuthentication,
    /// A named field or act is another organisation's.
    NotResponsible,
    /// There is no such record, or none for this viewer: the two answers are the same.
    NotFound,
    /// Somebody else changed the same field, or the record is there already.
    Conflict,
    /// The idempotency key was sent before with another act or other input.
    IdempotencyKeyReused,
    /// The input is not what the schema and the field ask for.
    Invalid,
    /// No document with the hash that was sent is registered for the caller's organisation.
    PersistedDocumentNotFound,
    /// The caller's organisation sends only documents that are registered for it, and this one is not.
    DocumentNotRegistered,
    /// The request asks for more than the hub gives at once.
    Limit,
    /// The request took longer than the hub gives it. An act of it may have been done.
    Timeout,
    /// The hub takes no changes at present; what is asked is answered.
    ReadOnly,
    /// A defect or an outage of the hub; the log says which.
    Internal,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [Self; 14] = [
        Self::Unauthenticated,
        Self::AccountPending,
        Self::InsufficientUserAuthentication,
        Self::NotResponsible,
        Self::NotFound,
        Self::PersistedDocumentNotFound,
        Self::DocumentNotRegistered,
        Self::Conflict,
        Self::IdempotencyKeyReused,
        Self::Invalid,
        Self::Limit,
        Self::Timeout,
        Self::ReadOnly,
        Self::Internal,
    ];

    /// The code as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::AccountPending => "ACCOUNT_PENDING",
            Self::InsufficientUserAuthentication => "INSUFFICIENT_USER_AUTHENTICATION",
            Self::NotResponsible => "NOT_RESPONSIBLE",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::IdempotencyKeyReused => "IDEMPOTENCY_KEY_REUSED",
            Self::Invalid => "INVALID",
            Self::PersistedDocumentNotFound => "PERSISTED_DOCUMENT_NOT_FOUND",
            Self::DocumentNotRegistered => "DOCUMENT_NOT_REGISTERED",
            Self::Limit => "LIMIT",
            Self::Timeout => "TIMEOUT",
            Self::ReadOnly => "READ_ONLY",
            Self::Internal => "INTERNAL",
        }
    }

    /// Whether it says that somebody may not have or do what they asked for: what is kept of them.
    pub fn is_denial(self) -> bool {
        match self {
            Self::Unauthenticated
            | Self::AccountPending
            | Self::InsufficientUserAuthentication
            | Self::NotResponsible
            | Self::NotFound
            | Self::DocumentNotRegistered
            | Self::PersistedDocumentNotFound => true,
            Self::Conflict
            | Self::IdempotencyKeyReused
            | Self::Invalid
            | Self::Limit
            | Self::Timeout
            | Self::ReadOnly
            | Self::Internal => false,
        }
    }
}

impl ErrorCode {
    /// Whether it says what the hub could not do, whoever asked.
    pub fn is_inability(self) -> bool {
        matches!(self, Self::Timeout | Self::Internal)
    }
}

/// Why something was not done.
#[derive(Clone, Debug)]
pub struct Error {
    /// The stable code.
    pub code: ErrorCode,
    /// What was wrong, where, and what to do.
    pub message: String,
    /// Further facts for a program, one object per field concerned.
    pub fields: Vec<Json>,
}

/// What the hub's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of this code.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: Vec::new() }
    }

    /// `INVALID`: the input at `path` is not what is asked for.
    pub fn invalid(path: impl fmt::Display, message: impl fmt::Display) -> Self {
        let mut error = Self::new(ErrorCode::Invalid, format!("{path}: {message}"));
        error.fields.push(json!({ "field": path.to_string() }));
        error
    }

    /// `NOT_FOUND`: hidden and absent answer alike.
    pub fn not_found(type_name: &str) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("There is no such {type_name}, or your organisation takes no part in its case."),
        )
    }

    /// `INTERNAL`: logged in full, answered without detail.
    pub fn internal(cause: impl fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(ErrorCode::Internal, "The hub could not do this. Try again later; its log says why.")
    }

    /// What a database's code says, where that is all there is to say.
    fn of_code(code: Option<&str>) -> Option<Self> {
        match code? {
            // A CHECK constraint.
            "23514" | "275" => Some(Self::new(
                ErrorCode::Invalid,
                "Two values of the input do not fit together, such as an end before its beginning. Check dates and amounts.",
            )),
            // A statement that took too long, or that waited too long for another to end.
            "57014" | "9" | "5" | "261" | "517" | "773" => Some(Self::new(
                ErrorCode::Timeout,
                "The database did not answer in time and has done nothing. Ask for less, or try again later.",
            )),
            // A value that does not suit. The message would repeat it.
            code if code.len() == 5 && code.starts_with("22") => Some(Self::internal(format!("SQLSTATE {code}"))),
            _ => None,
        }
    }

    /// Why a transaction was not committed, as far as the database has said: what failed may have been done.
    pub(crate) fn of_commit(error: DbErr) -> Self {
        Self::from(error).perhaps_done()
    }

    /// The same, of an act that may have been done nevertheless, where the hub itself does not know.
    pub(crate) fn perhaps_done(self) -> Self {
        if !matches!(self.code, ErrorCode::Internal | ErrorCode::Timeout) {
            return self;
        }
        let message = "This may have been done, though its answer is lost. Read the record, or send it again under the same \
                       idempotencyKey, so that it is done once.";
        Self { message: message.to_owned(), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::new(
                ErrorCode::Conflict,
                "A record with this id or this key is there already. Read it and change it instead.",
            ),
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => Self::new(
                ErrorCode::Invalid,
                "The input refers to a record that is not of the same case. Check the ids it names.",
            ),
            _ => Self::of_code(code(&error).as_deref()).unwrap_or_else(|| Self::internal(error)),
        }
    }
}

/// What a database calls an error, in no language: an SQLSTATE of PostgreSQL, or an extended result code of SQLite.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error else {
        return None;
    };
    Some(cause.as_database_error()?.code()?.into_owned())
}
