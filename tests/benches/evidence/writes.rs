//! What history and audit cost who writes.
//!
//! The hub cannot be told to write without them, so the statements of its acts are taken down and sent again, with ids of
//! their own, by 32 writers: each transaction as it was, and the same transactions but for what they insert into `history`
//! and `audit_event`. The rounds take turns on one database. What is sent again is hashed and sealed as the hub does, and
//! nothing else of the hub's own work is done: rights, rules and the making of statements, which cost both alike, are left
//! out. So the share that is measured is lower than that of the hub's own writes. These are told beside it, as the hub does
//! them; the log is not put in order meanwhile.

use std::collections::HashMap;
use std::mem::take;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sea_orm::sea_query::Value;
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Connect, DatabaseConnection, Statement, TransactionTrait};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use tip_hub::clock::Clock;
use tip_hub::evidence::{LogKey, canonical, commitment, leaf_of};
use uuid::Uuid;

use crate::figure::{Bound, Figure};
use crate::script::{ACTS, perform};
use crate::world::{Database, World, log_key};

/// How many write at once.
const WRITERS: usize = 32;

/// How many connections they share: as many as the hub has.
const CONNECTIONS: u32 = 16;

/// How long a round takes.
const ROUND: Duration = Duration::from_secs(4);

/// How many rounds there are of each kind.
const ROUNDS: usize = 6;

pub async fn figures(world: &World) -> Vec<Figure> {
    let (store, viewer) = (world.store.clone(), world.viewer("POLICE").clone());
    let of_hub = written(move || {
        let (store, viewer) = (store.clone(), viewer.clone());
        async move {
            perform(&store, &viewer, || ()).await;
            ACTS
        }
    });
    let mut figures = vec![Figure::told("acts a second of the hub, 32 writers", of_hub.await)];
    if world.database == Database::Sqlite {
        return figures;
    }
    let replay = Arc::new(Replay::of(world).await);
    let mut rates = [Vec::new(), Vec::new()];
    for round in 0..2 * ROUNDS {
        // With, without, without, with: whatever grows meanwhile slows both.
        let remembers = matches!(round % 4, 0 | 3);
        let replay = Arc::clone(&replay);
        let again = move || {
            let replay = Arc::clone(&replay);
            async move { replay.run(remembers).await }
        };
        rates[usize::from(remembers)].push(written(again).await);
    }
    let [without, with] = rates.map(median);
    figures.push(Figure::told("acts a second without history and audit", without));
    figures.push(Figure::told("acts a second with them", with));
    figures.push(Figure::bound("share of writes that is left, percent", with / without * 100.0, Bound::AtLeast(70.0)));
    figures
}

/// How many acts are written in a second by writers who each write again and again.
async fn written<F: Future<Output = usize> + Send>(write: impl Fn() -> F + Clone + Send + 'static) -> f64 {
    let begun = Instant::now();
    let writers = (0..WRITERS).map(|_| {
        let write = write.clone();
        tokio::spawn(async move {
            let mut acts = 0;
            while begun.elapsed() < ROUND {
                acts += write().await;
            }
            acts
        })
    });
    let mut acts = 0;
    for writer in writers.collect::<Vec<_>>() {
        acts += writer.await.expect("written");
    }
    assert!(acts > 0, "nothing was written");
    acts as f64 / begun.elapsed().as_secs_f64()
}

/// The acts as they are sent again.
struct Replay {
    acts: Vec<Vec<Statement>>,
    /// The ids that were made for them begin here.
    first_id: Uuid,
    connection: DatabaseConnection,
    clock: Clock,
    key: LogKey,
    numbers: AtomicUsize,
}

impl Replay {
    async fn of(world: &World) -> Self {
        let mut store = world.store.clone();
        let sent: Arc<Mutex<Vec<Statement>>> = Arc::default();
        let seen = Arc::clone(&sent);
        store.observe(move |statement| seen.lock().expect("unpoisoned").push(statement.clone()));
        let (first_id, mut acts) = (store.clock().id(), Vec::new());
        perform(&store, world.viewer("POLICE"), || acts.push(take(&mut *sent.lock().expect("unpoisoned")))).await;
        for table in ["history", "audit_event"] {
            let remembering = |act: &Vec<Statement>| act.iter().any(|statement| is_into(statement, table));
            assert!(acts.len() == ACTS && acts.iter().all(remembering), "an act is not remembered in {table}");
        }
        let mut options = ConnectOptions::new(&world.database_url);
        options.max_connections(CONNECTIONS).sqlx_logging(false);
        let connection = Connect::connect(options).await.expect("the database opens again");
        Self { acts, first_id, connection, clock: Clock::system(), key: log_key(), numbers: AtomicUsize::new(0) }
    }

    /// Does the acts again; answers how many there are.
    async fn run(&self, remembers: bool) -> usize {
        let mut ids = HashMap::new();
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        for act in &self.acts {
            let transaction = self.connection.begin().await.expect("begun");
            for statement in act {
                let remembering = ["history", "audit_event"].iter().any(|table| is_into(statement, table));
                if remembering && !remembers {
                    continue;
                }
                let statement = self.anew(statement, &mut ids, number);
                if remembering {
                    self.seal(&statement);
                }
                if statement.sql.starts_with("SELECT") {
                    transaction.query_all_raw(statement).await.expect("read");
                } else {
                    transaction.execute_raw(statement).await.expect("written");
                }
            }
            transaction.commit().await.expect("committed");
        }
        self.acts.len()
    }

    /// A statement with other ids and another case number in place of those that were made for it.
    fn anew(&self, statement: &Statement, ids: &mut HashMap<Uuid, Uuid>, number: usize) -> Statement {
        let mut statement = statement.clone();
        for value in statement.values.iter_mut().flat_map(|values| &mut values.0) {
            match value {
                Value::Uuid(Some(id)) if *id > self.first_id => {
                    *id = *ids.entry(*id).or_insert_with(|| self.clock.id());
                }
                Value::String(Some(text)) if text.starts_with("LS-") && !text.ends_with('%') => {
                    *text = format!("LS-0000-{number:06}");
                }
                _ => {}
            }
        }
        statement
    }

    /// What the hub does to have its rows proved: it hashes each change, and hashes, salts and seals the event.
    fn seal(&self, statement: &Statement) {
        let values = statement.values.iter().flat_map(|values| &values.0);
        let row: Json = values.map(|value| Json::from(value.to_string())).collect();
        let text = canonical(&row);
        if is_into(statement, "history") {
            std::hint::black_box(Sha256::digest(&text));
        } else {
            let leaf = leaf_of(&commitment(&[0; 16], &text));
            std::hint::black_box(self.key.seal(&leaf));
        }
    }
}

fn is_into(statement: &Statement, table: &str) -> bool {
    statement.sql.starts_with(&format!("INSERT INTO \"{table}\""))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
