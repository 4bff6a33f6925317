//! A witness: a small process on another agency's machine, a court's or an ombudsman's, that signs a log's head only where it
//! extends the one it has signed before (C2SP, tlog-witness). It knows nothing of what is in the log.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use signed_note::{Note, Verifier};

use crate::clock::Clock;
use crate::evidence::{Checkpoint, Hash, LogVerifier, WitnessKey, read_checkpoint};
use crate::secret_file;

/// The most that a log may send.
const BODY_LIMIT: usize = 64 << 10;

/// The most hashes that a proof has: one for each level of the largest tree.
const PROOF_LIMIT: usize = 63;

/// What a witness signs with, whose heads, and where it remembers them.
pub struct Watched {
    key: WitnessKey,
    logs: HashMap<String, LogVerifier>,
    folder: PathBuf,
    clock: Clock,
    signing: Mutex<()>,
}

impl Watched {
    /// A witness of these logs, which remembers their heads in a folder.
    pub fn new(key: WitnessKey, logs: Vec<LogVerifier>, folder: PathBuf, clock: Clock) -> Self {
        let logs = logs.into_iter().map(|log| (log.name().to_owned(), log)).collect();
        Self { key, logs, folder, clock, signing: Mutex::default() }
    }

    /// Where the head of a log is remembered: by its key's id, for a name may be anything.
    fn remembered(&self, log: &LogVerifier) -> PathBuf {
        self.folder.join(format!("{:08x}.head", log.key_id()))
    }

    /// Signs a head, or says why not.
    fn sign(&self, body: &str) -> Result<String, Refusal> {
        let (old, proof, note) = parse(body).ok_or(Refusal::Malformed)?;
        let origin = note.lines().next().unwrap_or_default();
        let log = self.logs.get(origin).ok_or(Refusal::UnknownLog)?;
        let head = read_checkpoint(note, log.clone()).ok_or(Refusal::Unsigned)?;
        let _signing = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.remembered(log);
        let seen = remembered(&path, log).map_err(|()| Refusal::Forgotten)?;
        let size = seen.as_ref().map_or(0, |seen| seen.size);
        if old > head.size {
            return Err(Refusal::Malformed);
        }
        if old != size {
            return Err(Refusal::Seen(size));
        }
        match &seen {
            Some(seen) if seen.size == head.size && seen.root != head.root => return Err(Refusal::Seen(size)),
            Some(seen) if !head.extends(seen, &proof) => return Err(Refusal::Inconsistent),
            None if !proof.is_empty() => return Err(Refusal::Inconsistent),
            Some(_) | None => {}
        }
        let text = Note::from_bytes(note.as_bytes()).map_err(|_| Refusal::Malformed)?;
        let text = std::str::from_utf8(text.text()).map_err(|_| Refusal::Malformed)?;
        let line = self.key.cosign(text, self.clock.now()).map_err(|_| Refusal::Forgotten)?;
        // Nothing is said that could be forgotten.
        secret_file::replace(&path, note.as_bytes()).map_err(|error| {
            tracing::error!(%error, "the head cannot be remembered");
            Refusal::Forgotten
        })?;
        tracing::info!(log = origin, size = head.size, "signed");
        Ok(line)
    }
}

/// Why a witness does not sign.
enum Refusal {
    Malformed,
    UnknownLog,
    Unsigned,
    Seen(u64),
    Inconsistent,
    Forgotten,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "this is no add-checkpoint request\n").into_response(),
            Self::UnknownLog => (StatusCode::NOT_FOUND, "the log is not watched here\n").into_response(),
            Self::Unsigned => (StatusCode::FORBIDDEN, "the head is not signed by the log's key\n").into_response(),
            Self::Seen(size) => {
                let size_type = [(header::CONTENT_TYPE, "text/x.tlog.size")];
                (StatusCode::CONFLICT, size_type, format!("{size}\n")).into_response()
            }
            Self::Inconsistent => {
                tracing::error!("a log's head does not extend the one before");
                (StatusCode::UNPROCESSABLE_ENTITY, "the head does not extend the one before\n").into_response()
            }
            Self::Forgotten => (StatusCode::INTERNAL_SERVER_ERROR, "nothing can be remembered\n").into_response(),
        }
    }
}

/// The path of a witness.
pub fn witness(watched: Watched) -> Router {
    let add = |State(watched): State<Arc<Watched>>, body: String| async move { watched.sign(&body) };
    Router::new()
        .route("/add-checkpoint", post(add))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(Arc::new(watched))
}

/// The size last seen, the proof from there, and the note.
fn parse(body: &str) -> Option<(u64, Vec<Hash>, &str)> {
    let (first, note) = body.split_once("\n\n")?;
    let mut lines = first.lines();
    let old = lines.next()?.strip_prefix("old ")?.parse().ok()?;
    let hashes: Option<Vec<Hash>> = lines.map(|line| BASE64_STANDARD.decode(line).ok()?.try_into().ok()).collect();
    Some((old, hashes.filter(|hashes| hashes.len() <= PROOF_LIMIT)?, note))
}

/// The head that was signed last; an error where there is one that cannot be read.
fn remembered(path: &Path, log: &LogVerifier) -> Result<Option<Checkpoint>, ()> {
    match std::fs::read_to_string(path) {
        Ok(note) => read_checkpoint(&note, log.clone()).map(Some).ok_or(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(()),
    }
}
