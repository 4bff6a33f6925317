//! Two nodes on one PostgreSQL, and a client that turns to the other one where the first does not take its request.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;
use uuid::Uuid;

use super::{Serving, folder, organisations, run, tip_hub};
use crate::world::migrated;

/// Where the nodes are now.
type Nodes = Arc<RwLock<[String; 2]>>;

fn start(folder: &Path, database: &str) -> Serving {
    let limits = ["--rate-limit", "0", "--anonymous-rate-limit", "0"];
    let serve = ["serve", "--listen", "127.0.0.1:0", "--database-url", database];
    Serving::start(tip_hub(folder, &[&serve[..], &limits].concat()))
}

/// A client that opens cases under ids of its own.
struct Writer {
    nodes: Nodes,
    token: String,
    /// Requests that a node did not take, so that they were sent again.
    again: Arc<AtomicUsize>,
}

impl Writer {
    /// Opens one case. It is sent again until a node answers; that it was done already tells that an answer was lost.
    async fn open(&self, client: &Client, turn: usize, id: Uuid) {
        // Much of the time goes into showing what was done, when it is done already.
        let victims = json!({ "add": vec![json!({ "person": { "familyName": "Tau" } }); 12] });
        let query = "mutation($id: UUID!, $victims: VictimSection!) {
            caseOpen(input: { id: $id }, sections: { victims: $victims }, draft: true) {
              case { victims { nodes { id nextActs { act } person { familyName } } } } } }";
        let body = json!({ "query": query, "variables": { "id": id, "victims": victims } });
        for attempt in 0.. {
            assert!(attempt < 400, "no node takes a request");
            let node = self.nodes.read().expect("whole")[(turn + attempt) % 2].clone();
            let request = client.post(format!("{node}/graphql")).bearer_auth(&self.token).json(&body);
            match request.send().await {
                Ok(answer) if answer.status() == StatusCode::SERVICE_UNAVAILABLE => {}
                Ok(answer) => {
                    let answer: Json = answer.json().await.expect("an answer is whole");
                    assert!(answer["errors"].is_null(), "attempt {attempt} of a request: {answer}");
                    return;
                }
                Err(error) => assert!(!error.is_timeout(), "{error}"),
            }
            self.again.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Opens cases until told to stop, with connections that are kept or a new one each time. Answers which were opened.
    async fn run(self, client: Client, stop: Arc<AtomicBool>) -> Vec<Uuid> {
        let mut opened = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let id = Clock::system().id();
            self.open(&client, opened.len(), id).await;
            opened.push(id);
        }
        opened
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolling_restart_loses_no_request_that_a_node_had_taken() {
    let folder = folder();
    let database = migrated().await;
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv", "--database-url", &database]).ok();
    let token = ["token", "--organisation", "LMPS", "--user", "officer", "--database-url", &database];
    let token = run(folder.path(), &token).ok().out.trim().to_owned();
    let mut serving = [start(folder.path(), &database), start(folder.path(), &database)];
    let nodes: Nodes = Arc::new(RwLock::new(serving.each_ref().map(Serving::url)));
    let (stop, again) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let writers: Vec<_> = (0..8)
        .map(|number| {
            let client = Client::builder().pool_max_idle_per_host(number % 2).build().expect("a client");
            let writer = Writer { nodes: Arc::clone(&nodes), token: token.clone(), again: Arc::clone(&again) };
            tokio::spawn(writer.run(client, Arc::clone(&stop)))
        })
        .collect();
    for round in 0..4 {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let place = round % 2;
        serving[place].terminate();
        assert_eq!(serving[place].ended().code(), Some(0));
        serving[place] = start(folder.path(), &database);
        nodes.write().expect("whole")[place] = serving[place].url();
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    stop.store(true, Ordering::Relaxed);
    let mut opened = Vec::new();
    for writer in writers {
        opened.extend(writer.await.expect("every request was answered"));
    }
    let again = again.load(Ordering::Relaxed);
    assert!(opened.len() > 40 && again > 0, "{} opened, {again} sent again", opened.len());
    // Each of them is there, and no other.
    let count = serving[0].ask(&token, "{ cases { totalCount } }").await;
    assert_eq!(count["data"]["cases"]["totalCount"], opened.len(), "{count}");
    for ids in opened.chunks(50) {
        let fields = ids.iter().enumerate().map(|(place, id)| {
            let id = tip_hub::graph::id::encode(entity::table("case_file"), *id);
            format!("c{place}: case(by: {{ id: \"{id}\" }}) {{ status }}")
        });
        for fields in fields.collect::<Vec<_>>().chunks(15) {
            let found = serving[1].ask(&token, &format!("{{ {} }}", fields.join(" "))).await;
            assert!(found["errors"].is_null() && !found.to_string().contains("null"), "{found}");
        }
    }
}
