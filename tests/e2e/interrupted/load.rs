//! The write load: clients that send acts one after the other and remember what they were told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value as Json, json};
use tip_hub::graph::id;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::world::drawn;

/// How many clients send at once.
const CLIENTS: u64 = 16;

const OPEN: &str = "mutation($key: String, $input: CaseInput!) {
    act: caseOpen(idempotencyKey: $key, reason: $key, input: $input, draft: true) { record: case { id version } } }";

const ADD: &str = "mutation($key: String, $case: ID!, $input: ReportInput!) {
    act: reportAdd(idempotencyKey: $key, reason: $key, case: $case, input: $input) { record: report { id version } } }";

const UPDATE: &str = "mutation($key: String, $id: ID!, $version: Int!, $patch: ReportPatch!) {
    act: reportUpdate(idempotencyKey: $key, reason: $key, id: $id, version: $version, patch: $patch) {
      record: report { id version } } }";

/// An act under its key, which is its reason as well, so that all it leaves behind can be told. Sent again, it is the same.
#[derive(Clone, Debug)]
pub struct Act {
    pub key: String,
    document: &'static str,
    variables: Json,
}

impl Act {
    fn new(key: &str, document: &'static str, mut variables: Json) -> Self {
        variables["key"] = key.into();
        Self { key: key.to_owned(), document, variables }
    }

    /// Opens a case.
    pub fn open(key: &str) -> Self {
        Self::new(key, OPEN, json!({ "input": {} }))
    }

    /// Adds a report to a case.
    pub fn add(key: &str, case: &Shown) -> Self {
        Self::new(key, ADD, json!({ "case": case.id, "input": { "station": key } }))
    }

    /// Changes a report.
    pub fn update(key: &str, report: &Shown) -> Self {
        Self::new(key, UPDATE, json!({ "id": report.id, "version": report.version, "patch": { "sourceRef": key } }))
    }
}

/// A record as an answer shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub id: String,
    version: i64,
}

impl Shown {
    pub fn uuid(&self) -> Uuid {
        id::decode(&self.id).expect("a global id").1
    }
}

/// What a client was told of an act.
#[derive(Debug)]
pub enum Told {
    /// It was done to this record.
    Done(Shown),
    /// It was not done, for the reason of this code.
    Refused(String),
    /// Nothing: the connection broke.
    Nothing,
}

/// Who sends acts to a hub.
#[derive(Clone)]
pub struct Sender {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl Sender {
    /// One that sends to the hub at `url` in the name of a token's holder.
    pub fn new(url: &str, token: &str) -> Self {
        Self { client: reqwest::Client::new(), url: format!("{url}/graphql"), token: token.to_owned() }
    }

    /// Sends an act once.
    pub async fn send(&self, act: &Act) -> Told {
        let Some(answer) = self.ask(act.document, &act.variables).await else { return Told::Nothing };
        let record = &answer["data"]["act"]["record"];
        match (record["id"].as_str(), record["version"].as_i64(), &answer["errors"]) {
            (Some(id), Some(version), Json::Null) => Told::Done(Shown { id: id.to_owned(), version }),
            _ => {
                let code = answer["errors"][0]["extensions"]["code"].as_str();
                Told::Refused(code.unwrap_or_else(|| panic!("neither done nor refused: {answer}")).to_owned())
            }
        }
    }

    /// What the hub answers, if it answers at all.
    pub async fn ask(&self, document: &str, variables: &Json) -> Option<Json> {
        let body = json!({ "query": document, "variables": variables });
        let answer = self.client.post(&self.url).bearer_auth(&self.token).json(&body).send().await.ok()?;
        answer.json().await.ok()
    }
}

/// What the clients remember.
#[derive(Debug, Default)]
pub struct Remembered {
    /// Which record each acknowledged act was done to, by its key.
    pub acknowledged: HashMap<String, Uuid>,
    /// What was sent, and not answered.
    pub unanswered: Vec<Act>,
}

impl Remembered {
    /// That an act was done.
    pub fn done(act: Act, record: &Shown) -> Self {
        Self { acknowledged: [(act.key, record.uuid())].into(), unanswered: Vec::new() }
    }

    /// That nobody knows of an act whether it was done.
    pub fn unanswered(act: Act) -> Self {
        Self { acknowledged: HashMap::new(), unanswered: vec![act] }
    }
}

/// Clients that are sending.
pub struct Load {
    clients: JoinSet<()>,
    remembered: Arc<Mutex<Remembered>>,
    acknowledged: Arc<AtomicUsize>,
}

impl Load {
    /// Begins to send acts whose keys begin with `name`.
    pub fn begin(sender: &Sender, name: &str, seed: u64) -> Self {
        let mut load = Self { clients: JoinSet::new(), remembered: Arc::default(), acknowledged: Arc::default() };
        for number in 0..CLIENTS {
            let client = Client {
                sender: sender.clone(),
                name: format!("{name}-{number}"),
                random: drawn(seed * CLIENTS + number),
                remembered: Arc::clone(&load.remembered),
                acknowledged: Arc::clone(&load.acknowledged),
            };
            load.clients.spawn(client.send_on());
        }
        load
    }

    /// Waits until so many acts were acknowledged; whether they were, in time.
    pub async fn reaches(&self, acknowledged: usize, patience: Duration) -> bool {
        let begun = Instant::now();
        while self.acknowledged.load(Ordering::Relaxed) < acknowledged {
            if begun.elapsed() > patience {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        true
    }

    /// What the clients remember, once the hub is gone.
    pub async fn ended(self) -> Remembered {
        self.clients.join_all().await;
        std::mem::take(&mut self.remembered.lock().expect("no client panicked"))
    }
}

struct Client {
    sender: Sender,
    name: String,
    random: StdRng,
    remembered: Arc<Mutex<Remembered>>,
    acknowledged: Arc<AtomicUsize>,
}

impl Client {
    /// Sends one act after the other for as long as the hub answers.
    async fn send_on(mut self) {
        let (mut case, mut report) = (None, None);
        for number in 0.. {
            let act = self.next(&format!("{}-{number}", self.name), case.as_ref(), report.as_ref());
            let opens = act.document == OPEN;
            let told = self.sender.send(&act).await;
            let mut remembered = self.remembered.lock().expect("no client panicked");
            match told {
                Told::Done(record) => {
                    remembered.acknowledged.insert(act.key, record.uuid());
                    self.acknowledged.fetch_add(1, Ordering::Relaxed);
                    (if opens { &mut case } else { &mut report }).replace(record);
                }
                // It may be done or not, as if nothing was answered: who waited too long, or was served while the database died.
                Told::Refused(code) if ["TIMEOUT", "INTERNAL"].contains(&code.as_str()) => {
                    remembered.unanswered.push(act);
                    report = None;
                }
                Told::Refused(code) => panic!("{code}: {act:?}"),
                Told::Nothing => return remembered.unanswered.push(act),
            }
        }
    }

    fn next(&mut self, key: &str, case: Option<&Shown>, report: Option<&Shown>) -> Act {
        match (self.random.random_range(0..5), case, report) {
            (0, ..) | (_, None, _) => Act::open(key),
            (1..3, _, Some(report)) => Act::update(key, report),
            (_, Some(case), _) => Act::add(key, case),
        }
    }
}
