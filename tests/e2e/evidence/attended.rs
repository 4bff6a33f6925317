//! What the hub makes of a witness's answers: it keeps the line that it is owed and nothing else, and takes no more changes
//! where the witness has seen another log.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use signed_note::{Note, VerifierList};
use tempfile::TempDir;
use tip_hub::access::Store;
use tip_hub::clock::Clock;
use tip_hub::custody::{Custody, HeadFile, Witness};
use tip_hub::evidence::{WitnessKey, WitnessVerifier};
use tokio::net::TcpListener;

use crate::world::World;

/// How long something is waited for; a witness that failed is left alone for 15 seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// A line of a witness that nobody knows.
const SOMEBODYS: &str = "— somebody.example AAAAAAAA\n";

/// What a witness does when it is asked.
#[derive(Clone, Copy, Debug)]
enum Act {
    Sign,
    /// Signs, and sends another's line with it.
    SignAndMore,
    /// Signs the whole note with another's line as its text.
    SignAnother,
    /// Says that it has seen a head that is so much larger.
    Seen(i64),
    /// Lets another server of the database be there before, with a newer head.
    Overtaken,
    Answer(u16),
}

/// A witness that does one thing after the other, and signs from then on.
struct Scripted {
    key: WitnessKey,
    acts: Mutex<VecDeque<Act>>,
    world: Arc<World>,
}

impl Scripted {
    async fn asked(&self, body: String) -> (StatusCode, String) {
        let (_, note) = body.split_once("\n\n").expect("a note");
        let size: i64 = note.lines().nth(1).and_then(|size| size.parse().ok()).expect("a size");
        let parsed = Note::from_bytes(note.as_bytes()).expect("a note");
        let text = std::str::from_utf8(parsed.text()).expect("a text");
        let line = |text: &str| self.key.cosign(text, Clock::system().now()).expect("signed");
        let seen = |size: i64| (StatusCode::CONFLICT, format!("{size}\n"));
        let act = self.acts.lock().expect("unpoisoned").pop_front();
        match act.unwrap_or(Act::Sign) {
            Act::Sign => (StatusCode::OK, line(text)),
            Act::SignAndMore => (StatusCode::OK, line(text) + SOMEBODYS),
            Act::SignAnother => (StatusCode::OK, format!("{SOMEBODYS}\n{}", line(&format!("{note}{SOMEBODYS}")))),
            Act::Seen(more) => seen(size + more),
            Act::Overtaken => {
                self.world.keep_busy(4).await;
                self.world.sequence().await;
                let (newest, _) = self.world.store.log_head(0).await.expect("asked").expect("signed");
                let newest = self.world.store.read_note(&newest).expect("of this log").size;
                seen(i64::try_from(newest).expect("small"))
            }
            Act::Answer(status) => (StatusCode::from_u16(status).expect("a status"), String::new()),
        }
    }
}

/// A hub with its custody and a witness.
struct Attended {
    store: Store,
    custody: Custody,
    head: HeadFile,
    verifier: WitnessVerifier,
    _folder: TempDir,
}

impl Attended {
    async fn by(world: &Arc<World>, acts: &[Act]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = WitnessKey::open(&folder.path().join("witness.key"), "ombudsman.example").expect("a key");
        let verifier = WitnessVerifier::parse(&key.public()).expect("a public key");
        let acts = Mutex::new(acts.iter().copied().collect());
        let scripted = Arc::new(Scripted { key, acts, world: Arc::clone(world) });
        let add = move |body: String| {
            let scripted = Arc::clone(&scripted);
            async move { scripted.asked(body).await }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(axum::serve(listener, Router::new().route("/add-checkpoint", post(add))).into_future());
        let (store, head) = (world.another_server().await, HeadFile::within(folder.path()));
        let witness = Witness::new(&url, verifier.clone()).expect("a witness");
        let custody = Custody::begin(store.clone(), head.clone(), vec![witness]).await.expect("begun");
        Self { store, custody, head, verifier, _folder: folder }
    }

    /// The lines of the witness under the head that is kept.
    fn lines(&self) -> usize {
        let note = self.head.note().expect("read").unwrap_or_default();
        note.lines().filter(|line| line.starts_with("— ombudsman.example ")).count()
    }

    /// Whether the witness has signed this head.
    fn has_signed(&self, note: &str) -> bool {
        let known = VerifierList::new(vec![Box::new(self.verifier.clone())]);
        Note::from_bytes(note.as_bytes()).is_ok_and(|note| note.verify(&known).is_ok())
    }

    /// Keeps the log until something is so.
    async fn until(&self, what: &[Act], is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < PATIENCE, "{what:?}: {:?}", self.head.note());
            self.custody.tick().await.expect("kept");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

async fn a_line_is_kept_whatever_came_before_it(world: World) {
    world.keep_busy(10).await;
    world.sequence().await;
    let world = Arc::new(world);
    let scripts: [&[Act]; 6] = [
        &[Act::Sign],
        &[Act::SignAndMore],
        &[Act::Seen(-3)],
        &[Act::Overtaken],
        &[Act::SignAnother],
        &[Act::Answer(503)],
    ];
    for script in scripts {
        let attended = Attended::by(&world, script).await;
        attended.until(script, |attended| attended.lines() == 1).await;
        assert!(attended.store.is_trusted(), "{script:?}");
        let note = attended.head.note().expect("read").expect("kept");
        assert!(!note.contains("somebody.example"), "{script:?}: {note}");
        assert!(attended.store.read_note(&note).is_some() && attended.has_signed(&note), "{script:?}: {note}");
    }
}

async fn who_has_seen_another_log_stops_the_hub(world: World) {
    world.keep_busy(10).await;
    world.sequence().await;
    let world = Arc::new(world);
    let scripts: [&[Act]; 3] = [&[Act::Answer(422)], &[Act::Seen(5)], &[Act::Seen(0), Act::Seen(0)]];
    for script in scripts {
        let attended = Attended::by(&world, script).await;
        attended.until(script, |attended| !attended.store.is_trusted()).await;
        assert_eq!(attended.lines(), 0, "{script:?}");
    }
}

on_both!(a_line_is_kept_whatever_came_before_it, who_has_seen_another_log_stops_the_hub);
