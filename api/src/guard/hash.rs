//! By what a document is named that is not sent: the SHA-256 of its text.

use aws_lc_rs::digest::{SHA256, digest};

/// The SHA-256 of a document's text in UTF-8, as 64 hexadecimal digits in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hash(String);

/// How an identifier of GraphQL over HTTP begins that is such a hash.
const PREFIX: &str = "sha256:";

impl Hash {
    /// The hash of a text.
    pub fn of(text: &str) -> Self {
        Self(digest(&SHA256, text.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The hash that an identifier holds, with `sha256:` before it or without; none where it is another.
    pub fn parse(identifier: &str) -> Option<Self> {
        let digits = identifier.strip_prefix(PREFIX).unwrap_or(identifier);
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (digits.len() == 64 && digits.bytes().all(is_digit)).then(|| Self(digits.to_owned()))
    }

    /// The digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The identifier that a client sends.
    pub fn identifier(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }
}
