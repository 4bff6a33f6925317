//! Which document a request asks for: the text it brings, or one that was registered for its caller's organisation. Settled
//! before anything of a text is read.

use async_graphql::Request;
use entity::codes::AcceptedDocuments;

use super::parameters::Asked;
use crate::access::{Store, Viewer};
use crate::error::{Error, ErrorCode, Result};
use crate::guard::Hash;

/// Why a request is not answered, and the document that it asked for.
pub(super) struct Denied {
    pub(super) error: Error,
    pub(super) document: Option<Hash>,
}

impl From<Error> for Denied {
    fn from(error: Error) -> Self {
        Self { error, document: None }
    }
}

/// The request with its text, and the hash of a text that was registered.
pub(super) async fn settle(store: &Store, viewer: &Viewer, asked: Asked) -> Result<(Request, Option<Hash>), Denied> {
    let Asked { document, mut request } = asked;
    let organisation = viewer.organisation();
    if let Some(identifier) = document {
        let Some(hash) = Hash::parse(&identifier) else { return Err(not_found().into()) };
        let Some(text) = store.trusted_text(organisation, hash.digits()).await? else {
            return Err(Denied { error: not_found(), document: Some(hash) });
        };
        request.query = text;
        return Ok((request, Some(hash)));
    }
    match viewer.accepted_documents() {
        AcceptedDocuments::Any => Ok((request, None)),
        AcceptedDocuments::Registered => {
            let hash = Hash::of(&request.query);
            match store.trusted_text(organisation, hash.digits()).await? {
                Some(_) => Ok((request, Some(hash))),
                None => Err(Denied { error: not_registered(), document: Some(hash) }),
            }
        }
    }
}

fn not_found() -> Error {
    Error::new(
        ErrorCode::PersistedDocumentNotFound,
        "No document with this identifier is registered for your organisation. It is sha256: and the SHA-256 of the \
         document's text; ask the operator of the hub to register the document.",
    )
}

fn not_registered() -> Error {
    Error::new(
        ErrorCode::DocumentNotRegistered,
        "Your organisation sends registered documents only, and this is none. Ask the operator of the hub to register it, \
         to the letter as it is sent.",
    )
}
