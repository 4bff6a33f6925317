//! The hub's side of a witness (C2SP, tlog-witness): every new head is sent there with the proof that it extends the last one
//! the witness has seen.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use signed_note::{Note, VerifierList};
use tokio::sync::watch;

use super::HeadFile;
use crate::access::Store;
use crate::error::{Error, Result as Outcome};
use crate::evidence::{Hash, WitnessVerifier};

/// How long a witness is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a witness that did not answer is left alone.
const REST: Duration = Duration::from_secs(15);

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
        let client = Client::builder().timeout(PATIENCE).build().map_err(|error| error.to_string())?;
        Ok(Self { url, verifier, client })
    }

    /// Has every new head signed, for as long as there are any.
    pub(super) async fn attend(self, store: Store, kept: HeadFile, mut newest: watch::Receiver<String>) {
        let mut seen = 0;
        newest.mark_changed();
        while newest.changed().await.is_ok() {
            let note = newest.borrow_and_update().clone();
            match self.submit(&store, &note, &mut seen).await {
                Ok(Some(lines)) => drop(kept.add_line(&note, &lines)),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(witness = %self.url, %error, "the witness did not sign");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }

    /// The witness's lines on a head, where it signs it. `seen` is the size of the head that it has signed last.
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
                    self.require_signed(note, &lines)?;
                    *seen = head.size;
                    return Ok(Some(lines));
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
        let answer = request.send().await.map_err(Error::internal)?;
        let status = answer.status();
        let text = answer.text().await.map_err(Error::internal)?;
        match (status, text.trim().parse()) {
            (StatusCode::OK, _) => Ok(Said::Signed(text)),
            (StatusCode::CONFLICT, Ok(size)) => Ok(Said::Seen(size)),
            (StatusCode::UNPROCESSABLE_ENTITY, _) => Ok(Said::Refused),
            _ => Err(Error::internal(format!("the witness answers {status}"))),
        }
    }

    fn require_signed(&self, note: &str, lines: &str) -> Outcome<()> {
        let signed = Note::from_bytes(format!("{note}{lines}").as_bytes()).map_err(Error::internal)?;
        let known = VerifierList::new(vec![Box::new(self.verifier.clone())]);
        signed.verify(&known).map(drop).map_err(Error::internal)
    }
}
