//! A storm of retries: clients that send everything several times, by turns and at once, and hang up while they wait.
//!
//! A run of every day sends 500 times, half of it to each database; `TIP_HUB_CAMPAIGN=full` 100,000 times.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use serde_json::json;

use super::{ADD, kept};
use crate::world::{World, drawn, is_campaign};

/// How often an act is sent on average.
const TIMES: usize = 5;

/// How many acts are sent of one case.
const OF_A_CASE: usize = 200;

/// How many sendings are under way at a time.
const AT_ONCE: usize = 24;

/// The organisations whose officers send, each under the same keys.
const SENDERS: [&str; 2] = ["POLICE", "SOCIAL_WELFARE"];

/// One sending of the act of a key.
#[derive(Clone, Copy)]
struct Sending {
    sender: &'static str,
    key: usize,
    /// After how long the client hangs up, if it does.
    patience: Option<Duration>,
}

struct Storm<'a> {
    world: &'a World,
    cases: Vec<String>,
    /// Whether the acts are sent under their keys.
    keyed: bool,
}

impl Storm<'_> {
    /// The id of the report that a sending answered; nothing where its client hung up. Who is told that it took too long sends
    /// it again, as clients do.
    async fn send(&self, Sending { sender, key, patience }: Sending) -> Option<String> {
        let variables = json!({
            "key": self.keyed.then(|| format!("storm-{key}")),
            "case": self.cases[key / OF_A_CASE],
            "input": { "station": format!("{sender} {key}") },
        });
        let answered = async {
            loop {
                let answer = self.world.ask_with(sender, ADD, variables.clone()).await;
                if answer.code() != Some("TIMEOUT") {
                    return answer.record();
                }
            }
        };
        match patience {
            Some(patience) => tokio::time::timeout(patience, answered).await.ok(),
            None => Some(answered.await),
        }
    }

    /// Sends it all; answers the report of each act, and how many clients hung up.
    async fn rage(&self, sendings: &[Sending]) -> (HashMap<(&'static str, usize), String>, usize) {
        let mut reports = HashMap::new();
        let mut hung_up = 0;
        let mut answers = stream::iter(sendings)
            .map(|sending| async move { (sending, self.send(*sending).await) })
            .buffer_unordered(AT_ONCE);
        while let Some((sending, answer)) = answers.next().await {
            let Some(report) = answer else {
                hung_up += 1;
                continue;
            };
            let first = reports.entry((sending.sender, sending.key)).or_insert_with(|| report.clone());
            assert!(!self.keyed || *first == report, "{} {}: {first} and {report}", sending.sender, sending.key);
        }
        (reports, hung_up)
    }

    /// How many reports, different stations, makings in the history and acts in the audit log there are.
    async fn counted(&self) -> [usize; 4] {
        let counts = "SELECT (SELECT count(*) || ' ' || count(DISTINCT station) FROM report) || ' '
            || (SELECT count(*) FROM history WHERE act = 'reportAdd' AND field IS NULL AND record_type = 'report') || ' '
            || (SELECT count(*) FROM audit_event WHERE act = 'reportAdd' AND CAST(refusals AS TEXT) = '[]')";
        let text = self.world.text(counts).await;
        let mut numbers = text.split(' ').map(|number| number.parse().expect("a number"));
        std::array::from_fn(|_| numbers.next().expect("four"))
    }
}

/// Every act several times, in random order; some clients hang up. The last sending of each waits for its answer.
fn sendings(keys: usize, random: &mut StdRng) -> Vec<Sending> {
    let mut sendings = Vec::new();
    for key in 0..keys {
        for sender in SENDERS {
            for _ in 1..TIMES {
                let patience = random.random_bool(0.4).then(|| Duration::from_micros(random.random_range(0..20_000)));
                sendings.push(Sending { sender, key, patience });
            }
            sendings.push(Sending { sender, key, patience: None });
        }
    }
    sendings.shuffle(random);
    sendings
}

async fn whatever_is_sent_again_in_a_storm_is_done_once(world: World) {
    let full = is_campaign();
    let keys = if full { 5_000 } else { 25 };
    let mut cases = Vec::new();
    for _ in 0..=keys / OF_A_CASE {
        let case = world.open("POLICE", json!({})).await;
        world.let_take_part(&case, "SOCIAL_WELFARE").await;
        cases.push(case);
    }
    let mut storm = Storm { world: &world, cases, keyed: true };
    let mut random = drawn(5);
    let all = sendings(keys, &mut random);
    let begun = Instant::now();
    let (reports, hung_up) = storm.rage(&all).await;
    let acts = keys * SENDERS.len();
    println!(
        "{:?}: {} sendings of {acts} acts, {hung_up} clients hung up, in {:?}: {:?} effects",
        world.database,
        all.len(),
        begun.elapsed(),
        storm.counted().await
    );
    assert!(all.len() >= if full { 50_000 } else { 250 } && hung_up > all.len() / 20, "{hung_up} of {}", all.len());
    assert_eq!(reports.len(), acts);
    assert_eq!((storm.counted().await, kept(&world).await), ([acts; 4], acts));
    // Without keys, the same weather does more.
    storm.keyed = false;
    let some = sendings(4, &mut random);
    storm.rage(&some).await;
    let [more, ..] = storm.counted().await;
    assert!(more >= acts + some.len() / 2, "{more} reports after {} sendings without keys", some.len());
}

on_both!(whatever_is_sent_again_in_a_storm_is_done_once);
