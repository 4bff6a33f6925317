//! A witness signs a head where it extends the one before, and answers everything else as tlog-witness says (C2SP).

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::Client;
use signed_note::{Note, VerifierList};
use tempfile::TempDir;
use tip_hub::clock::Clock;
use tip_hub::custody::{Watched, witness};
use tip_hub::evidence::{Frontier, Hash, LogKey, LogVerifier, WitnessKey, WitnessVerifier};
use tip_hub::http;

use crate::world::{World, log_key};

/// A witness that watches the log of every world.
struct Ombudsman {
    url: String,
    key: WitnessVerifier,
    folder: TempDir,
    client: Client,
}

impl Ombudsman {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (url, key) = serve(folder.path());
        Self { url, key, folder, client: Client::new() }
    }

    /// The same, started again.
    fn again(self) -> Self {
        let (url, key) = serve(self.folder.path());
        Self { url, key, ..self }
    }

    /// What it answers to a head with the proof that it extends one of this size.
    async fn asked(&self, old: u64, proof: &[Hash], note: &str) -> (u16, String) {
        let proof: String = proof.iter().map(|hash| format!("{}\n", BASE64_STANDARD.encode(hash))).collect();
        self.told(format!("old {old}\n{proof}\n{note}")).await
    }

    async fn told(&self, body: String) -> (u16, String) {
        let answer = self.client.post(&self.url).body(body).send().await.expect("it answers");
        (answer.status().as_u16(), answer.text().await.expect("a body"))
    }

    fn has_signed(&self, note: &str, line: &str) -> bool {
        let known = VerifierList::new(vec![Box::new(self.key.clone())]);
        Note::from_bytes(format!("{note}{line}").as_bytes()).is_ok_and(|note| note.verify(&known).is_ok())
    }
}

fn serve(folder: &Path) -> (String, WitnessVerifier) {
    let key = WitnessKey::open(&folder.join("witness.key"), "ombudsman.example").expect("a key");
    let public = WitnessVerifier::parse(&key.public()).expect("a public key");
    let log = LogVerifier::new(log_key().public()).expect("a key");
    let router = witness(Watched::new(key, vec![log], folder.to_owned(), Clock::system()));
    let listener = http::bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let url = format!("http://{}/add-checkpoint", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        http::serve(listener, router, &http::Transport::default(), None, std::future::pending()).await;
    });
    (url, public)
}

/// A head of so many events that never were.
fn another(key: &LogKey, size: u64) -> String {
    let mut edge = Frontier::default();
    for leaf in 0..size {
        edge.push([leaf as u8; 32]);
    }
    key.sign(size, edge.root()).expect("signed")
}

async fn only_what_extends_what_was_seen_is_signed(world: World) {
    world.keep_busy(20).await;
    world.sequence().await;
    let (first, _) = world.store.log_head(0).await.expect("asked").expect("signed");
    let early = world.store.read_note(&first).expect("of this log").size;
    let ombudsman = Ombudsman::new();
    let (status, line) = ombudsman.asked(0, &[], &first).await;
    assert!(status == 200 && ombudsman.has_signed(&first, &line), "{status} {line}");
    assert!(!ombudsman.has_signed(&another(&log_key(), early), &line), "the line is on that head alone");
    assert_eq!(ombudsman.asked(early, &[], &first).await.0, 200, "the same head is signed again");

    world.keep_busy(20).await;
    world.sequence().await;
    let (then, proof) = world.store.log_head(early).await.expect("asked").expect("signed");
    let late = world.store.read_note(&then).expect("of this log").size;
    let fork = another(&log_key(), late);
    let stranger = LogKey::of_seed("tip-hub-test", &[8; 32]).expect("a key");
    let unknown = LogKey::of_seed("tip-hub-else", &[7; 32]).expect("a key");
    let ombudsman = ombudsman.again();
    let answers = [
        ("a history that was written anew", ombudsman.asked(early, &proof, &fork).await, 422),
        ("no proof", ombudsman.asked(early, &[], &then).await, 422),
        ("another head of the same size", ombudsman.asked(early, &[], &another(&log_key(), early)).await, 409),
        ("a head from before, as if nothing was seen", ombudsman.asked(0, &[], &first).await, 409),
        ("a proof from a head that was not seen", ombudsman.asked(early - 1, &proof, &then).await, 409),
        ("a head that is older than what it extends", ombudsman.asked(late + 1, &proof, &then).await, 400),
        ("another key under the log's name", ombudsman.asked(early, &proof, &another(&stranger, late)).await, 403),
        ("a log that is not watched", ombudsman.asked(0, &[], &another(&unknown, late)).await, 404),
        ("no request", ombudsman.told(then.clone()).await, 400),
        ("a proof that is none", ombudsman.told(format!("old {early}\nhash\n\n{then}")).await, 400),
        ("a proof without end", ombudsman.asked(early, &vec![[0; 32]; 64], &then).await, 400),
        ("more than is taken", ombudsman.told("old 0\n".repeat(20_000)).await, 413),
    ];
    for (what, (status, text), expected) in &answers {
        assert_eq!(status, expected, "{what}: {text}");
    }
    let (status, size) = ombudsman.asked(0, &[], &then).await;
    assert_eq!((status, size.trim()), (409, early.to_string().as_str()), "it says what it has seen");
    let (status, line) = ombudsman.asked(early, &proof, &then).await;
    assert!(status == 200 && ombudsman.has_signed(&then, &line), "{status} {line}");

    // What it has signed is remembered, or nothing is signed.
    let ombudsman = ombudsman.again();
    assert_eq!(ombudsman.asked(early, &proof, &then).await.0, 409);
    for file in std::fs::read_dir(ombudsman.folder.path()).expect("a folder").flatten() {
        if file.path().extension().is_some_and(|extension| extension == "head") {
            std::fs::write(file.path(), "lost").expect("written");
        }
    }
    assert_eq!(ombudsman.asked(late, &[], &then).await.0, 500);
}

on_both!(only_what_extends_what_was_seen_is_signed);
