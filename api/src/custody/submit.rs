//! The hub's side of a witness (C2SP, tlog-witness): every new head is sent there with the proof that it extends the last one
//! the witness has seen.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use signed_note::{Note, VerifierList};
use tokio::sync::watch;

use super::HeadFile;
use crate::access::Store;
use crate::error::{Error, Result as Outcome};
use crate::evidence::{Hash, WitnessVerifier};
use crate::identity::is_safe;

/// How long a witness is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most that a witness may answer.
const ANSWER_LIMIT: usize = 64 << 10;

/// How long a witness that did not answer is left alone.
const REST: Duration = Duration::from_secs(15);

/// The same, while the hub takes no changes before it has answered.
const SHORT_REST: Duration = Duration::from_secs(1);

/// A witness, as the configuration names it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessSettings {
    /// Where it listens.
    pub url: String,
    /// Its public key, as `tip-hub audit witness` printed it.
    pub key: String,
}

impl WitnessSettings {
    /// The witness.
    pub fn witness(&self) -> Result<Witness, String> {
        let key = WitnessVerifier::parse(&self.key);
        let verifier =
            key.ok_or("config: witnesses, key: it must be what `tip-hub audit witness` printed: name+id+key")?;
        Witness::new(&self.url, verifier).map_err(|error| format!("config: witnesses, url: {error}"))
    }
}

/// A witness on another machine.
pub struct Witness {
    url: Url,
    verifier: WitnessVerifier,
    client: Client,
}

/// What a witness says to a head.
enum Said {
    /// It has signed, with these lines.
    Signed(String),
    /// It has seen a head of this size.
    Seen(u64),
    /// The head does not extend what it has seen.
    Refused,
}

impl Witness {
    /// The witness at this address, of this public key.
    pub fn new(url: &str, verifier: WitnessVerifier) -> Result<Self, String> {
        let url =
            Url::parse(&format!("{}/add-checkpoint", url.trim_end_matches('/'))).map_err(|error| error.to_string())?;
        if !is_safe(&url) {
            return Err("it must be https, or an address of this machine".to_owned());
        }
        let client = Client::builder().timeout(PATIENCE).redirect(Policy::none()).build();
        Ok(Self { url, verifier, client: client.map_err(|error| error.to_string())? })
    }

    /// Has every new head signed, for as long as there are any.
    pub(super) async fn attend(self, store: Store, kept: HeadFile, mut newest: watch::Receiver<String>) {
        let mut seen = 0;
        newest.mark_changed();
        while newest.changed().await.is_ok() {
            let note = newest.borrow_and_update().clone();
            let signed = self.submit(&store, &note, &mut seen).await;
            match signed.and_then(|line| line.map_or(Ok(()), |line| kept.add_line(&note, &line))) {
                Ok(()) => {}
                Err(error) => {
                    tracing::warn!(witness = %self.url, %error, "the witness did not sign");
                    tokio::time::sleep(if store.awaits_witness() { SHORT_REST } else { REST }).await;
                    newest.mark_changed();
                }
            }
        }
    }

    /// The witness's line on a head, where it signs it. `seen` is the size of the head that it has signed last.
    async fn submit(&self, store: &Store, note: &str, seen: &mut u64) -> Outcome<Option<String>> {
        let Some(head) = store.read_note(note) else { return Ok(None) };
        // Once to learn what it has seen, and once more with the proof from there.
        for _ in 0..2 {
            let Some((newest, proof)) = store.log_head(*seen).await? else { return Ok(None) };
            if newest != note {
                return Ok(None);
            }
            match self.ask(*seen, &proof, note).await? {
                Said::Signed(lines) => {
                    let line = self.line(note, &lines)?;
                    *seen = head.size;
                    store.witnessed();
                    return Ok(Some(line));
                }
                // Another server of the same database may have been there with a newer head.
                Said::Seen(size) if size > head.size && has_grown_to(store, size).await? => {
                    *seen = size;
                    return Ok(None);
                }
                // The same size twice is another head of that size.
                Said::Seen(size) if size <= head.size && size != *seen => *seen = size,
                Said::Seen(_) | Said::Refused => {
                    store.distrust();
                    return Ok(None);
                }
            }
        }
        Err(Error::internal("the witness does not say what it has seen"))
    }

    async fn ask(&self, seen: u64, proof: &[Hash], note: &str) -> Outcome<Said> {
        let lines: String = proof.iter().map(|hash| format!("{}\n", BASE64_STANDARD.encode(hash))).collect();
        let request = self.client.post(self.url.clone()).body(format!("old {seen}\n{lines}\n{note}"));
        let mut answer = request.send().await.map_err(Error::internal)?;
        let status = answer.status();
        let mut text = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(Error::internal)? {
            text.extend_from_slice(&chunk);
            if text.len() > ANSWER_LIMIT {
                return Err(Error::internal("the witness answers more than 64 KiB"));
            }
        }
        let text = String::from_utf8(text).map_err(Error::internal)?;
        match (status, text.trim().parse()) {
            (StatusCode::OK, _) => Ok(Said::Signed(text)),
            (StatusCode::CONFLICT, Ok(size)) => Ok(Said::Seen(size)),
            (StatusCode::UNPROCESSABLE_ENTITY, _) => Ok(Said::Refused),
            _ => Err(Error::internal(format!("the witness answers {status}"))),
        }
    }

    /// The one of these lines by which the witness signs the head, and nothing else that it may have sent.
    fn line(&self, note: &str, lines: &str) -> Outcome<String> {
        let signed = Note::from_bytes(format!("{note}{lines}").as_bytes()).map_err(Error::internal)?;
        let known = VerifierList::new(vec![Box::new(self.verifier.clone())]);
        let (known, _) = signed.verify(&known).map_err(Error::internal)?;
        let line = known.first().filter(|_| note.as_bytes().starts_with(signed.text()));
        let line = line.ok_or_else(|| Error::internal("the witness signs another text"))?;
        String::from_utf8(line.to_bytes()).map_err(Error::internal)
    }
}

/// Whether the log has grown to so many events since.
async fn has_grown_to(store: &Store, size: u64) -> Outcome<bool> {
    let newest = store.log_head(0).await?.and_then(|(note, _)| store.read_note(&note));
    Ok(newest.is_some_and(|newest| newest.size >= size))
}
