//! PostgreSQL crashes under load and comes back: the hub says so meanwhile, loses nothing that it had acknowledged, and goes
//! on by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value as Json, json};
use tokio::time::sleep;

use crate::program::{Serving, folder, head, organisations, run, tip_hub};
use crate::world::OwnServer;

/// How many officers work at a time.
const OFFICERS: usize = 6;

/// For how long the database is gone: longer than the hub waits for it.
const GONE: Duration = Duration::from_secs(12);

/// How long an answer may take, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(14);

/// An officer who opens cases, and sends again what was not acknowledged.
struct Officer {
    url: String,
    token: String,
    client: Client,
    /// Answers that said that the hub could not.
    failed: Arc<AtomicUsize>,
}

impl Officer {
    /// Sends a document; answers the status, the body and how long it took.
    async fn ask(&self, query: &str) -> (u16, Json) {
        let begun = Instant::now();
        let request = self.client.post(format!("{}/graphql", self.url)).bearer_auth(&self.token);
        let answer = request.json(&json!({ "query": query })).send().await.expect("the hub itself is there");
        let (status, body) = (answer.status().as_u16(), answer.json().await.expect("JSON"));
        assert!(begun.elapsed() < PATIENCE, "{:?} for {status} {body}", begun.elapsed());
        (status, body)
    }

    /// Opens a case under a key, however often it has to be sent; answers its number.
    async fn open(&self, key: &str) -> String {
        let query = format!(
            "mutation {{ caseOpen(idempotencyKey: \"{key}\", input: {{}}, draft: true) {{ case {{ caseNo }} }} }}"
        );
        loop {
            let (status, body) = self.ask(&query).await;
            if let Some(number) = body["data"]["caseOpen"]["case"]["caseNo"].as_str() {
                return number.to_owned();
            }
            is_clear(status, &body);
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
    }

    async fn work(self, place: usize, stop: Arc<AtomicBool>) -> Vec<String> {
        let mut opened = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            opened.push(self.open(&format!("officer-{place}-{}", opened.len())).await);
        }
        opened
    }
}

/// Fails unless an answer says by a stable code that the hub could not, and what to do.
fn is_clear(status: u16, body: &Json) {
    let error = &body["errors"][0];
    let (code, message) = (error["extensions"]["code"].as_str(), error["message"].as_str().unwrap_or_default());
    assert!(code == Some("INTERNAL") || (code == Some("TIMEOUT") && status == 504), "{status} {body}");
    assert!(["ry again later", "may have been"].iter().any(|words| message.contains(words)), "{status} {body}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_crashes_and_comes_back_takes_nothing_along() {
    let mut server = OwnServer::new().await;
    let folder = folder();
    let database = server.url();
    let hub = |arguments: &[&str]| run(folder.path(), &[arguments, &["--database-url", &database]].concat());
    organisations(folder.path());
    hub(&["migrate"]).ok();
    hub(&["import", "organisations", "organisations.csv"]).ok();
    let token = hub(&["token", "--organisation", "LMPS", "--user", "officer"]).ok().out.trim().to_owned();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"];
    let limits = ["--rate-limit", "0", "--anonymous-rate-limit", "0"];
    let mut serving =
        Serving::start(tip_hub(folder.path(), &[&serve[..], &limits, &["--database-url", &database]].concat()));
    let figures = serving.figures();
    let health = async |path: &str| {
        let begun = Instant::now();
        let status =
            reqwest::get(format!("{}/health/{path}", serving.url())).await.expect("an answer").status().as_u16();
        assert!(begun.elapsed() < PATIENCE, "{path}: {:?}", begun.elapsed());
        status
    };
    let failed = Arc::<AtomicUsize>::default();
    let officer =
        || Officer { url: serving.url(), token: token.clone(), client: Client::new(), failed: Arc::clone(&failed) };
    let stop = Arc::<AtomicBool>::default();
    let officers = (0..OFFICERS).map(|place| tokio::spawn(officer().work(place, Arc::clone(&stop))));
    let officers: Vec<_> = officers.collect();

    sleep(Duration::from_secs(2)).await;
    assert_eq!((health("live").await, health("ready").await), (200, 200));
    server.stop();
    let gone = Instant::now();
    assert_eq!((health("live").await, health("ready").await), (200, 503));
    let (status, body) = officer().ask("{ cases { totalCount } }").await;
    assert!([503, 504].contains(&status), "{status} {body}");
    is_clear(status, &body);
    sleep(GONE.saturating_sub(gone.elapsed())).await;
    let (sequenced, failures) = (head(folder.path()), failed.load(Ordering::Relaxed));
    assert!(failures > OFFICERS, "{failures} failures while it was gone");

    server.start().await;
    assert_eq!(health("ready").await, 200);
    sleep(Duration::from_secs(2)).await;
    stop.store(true, Ordering::Relaxed);
    let mut opened = Vec::new();
    for officer in officers {
        opened.extend(officer.await.expect("every act was acknowledged in the end"));
    }
    let (_, body) = officer().ask("{ cases { totalCount } }").await;
    assert_eq!(body["data"]["cases"]["totalCount"], opened.len(), "each is there once: {body}");
    println!("{} cases opened, {failures} answers that the hub could not while its database was gone", opened.len());
    // The log was held up, and has caught up.
    let figures = reqwest::get(&figures).await.expect("an answer").text().await.expect("figures");
    let setbacks = figures.lines().find_map(|line| line.strip_prefix("tip_hub_audit_setbacks_total "));
    assert!(setbacks.is_some_and(|count| count.parse::<u64>().expect("a count") > 0), "{figures}");
    let deadline = Instant::now() + Duration::from_secs(30);
    while head(folder.path()) <= sequenced || !hub(&["audit", "verify"]).ok().out.contains(" 0 waiting") {
        assert!(Instant::now() < deadline, "the head stays at {}, from {sequenced}", head(folder.path()));
        sleep(Duration::from_millis(200)).await;
    }
}
