//! How long an answer takes tells nothing of what is hidden.
//!
//! Pairs of questions, one about a hidden and one about an absent record, are asked in random order within one process, so
//! that neither the network nor a slow minute of the machine speaks for either. What is judged is the median of the
//! differences within the pairs, with an interval that needs no assumption about how times are distributed (order
//! statistics). The control compares records that are there, and more is asked of, with absent ones in the same way, and must
//! tell them apart.
//!
//! A run of every day has 500 pairs for each door. `TIP_HUB_CAMPAIGN=full` has 25,000, so 100,000 for each database, and
//! says beside it what the times would tell without the steps; run it alone and in a release build.

use std::fmt;
use std::time::{Duration, Instant};

use async_graphql::{Request, Variables};
use entity::{Table, table};
use futures_util::stream::{self, StreamExt};
use serde_json::json;
use tip_hub::graph::{Hub, Session, hub, id};
use tip_hub::guard::Limits;

use crate::world::{World, is_campaign};

/// How far apart hidden and absent may be: this share of the time that an answer takes.
const BOUND: f64 = 0.02;

/// The width of the interval in standard deviations: it misses once in a thousand times.
const WIDTH: f64 = 3.29;

/// How many pairs are asked at a time where answers wait for a step: they mostly wait.
const AT_ONCE: usize = 4;

/// How many pairs are asked before those that count: the first warm what is kept.
const WARM: usize = 50;

/// How many records of each sort are asked about by turns.
const RECORDS: usize = 40;

/// The doors, each with the question that is asked through it.
const DOORS: [(&str, &str, Named); 4] = [
    ("a record by its id", "query($x: ID!) { node(id: $x) { id } }", Named::Victim),
    ("a case by its number", "query($x: String!) { case(by: { caseNo: $x }) { id } }", Named::Number),
    (
        "a change of a record",
        "mutation($x: ID!) { victimUpdate(id: $x, version: 1, patch: { identificationPlace: \"x\" }) { victim { id } } }",
        Named::Victim,
    ),
    (
        "a filter by a record",
        "query($x: ID!) { exploitations(filter: { victim: { eq: $x } }) { totalCount nodes { id } } }",
        Named::Victim,
    ),
];

/// What takes longer than any question about what is not there.
const CONTROL: &str = "query($x: ID!) { node(id: $x) { id ... on Victim { person { sex } exploitations { nodes { id } }
    case { caseNo victims { nodes { id person { sex } } } } } } }";

/// How a record is named at a door.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Victim,
    Number,
}

/// Names of records of one sort.
struct Records {
    victims: Vec<String>,
    numbers: Vec<String>,
}

impl Records {
    fn name(&self, named: Named, place: usize) -> &str {
        let names = if named == Named::Victim { &self.victims } else { &self.numbers };
        &names[place % names.len()]
    }
}

/// What a comparison found.
struct Finding {
    /// The median time of an answer about an absent record.
    absent: Duration,
    /// The median of the differences, as a share of that.
    effect: f64,
    /// The interval in which it lies.
    within: (f64, f64),
    pairs: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| share * 100.0;
        write!(f, "{} pairs, {:.0} µs, {:+.2} %", self.pairs, self.absent.as_secs_f64() * 1e6, percent(self.effect))?;
        write!(f, " ({:+.2} % to {:+.2} %)", percent(self.within.0), percent(self.within.1))
    }
}

impl Finding {
    fn of(mut differences: Vec<f64>, mut absent: Vec<f64>) -> Self {
        differences.sort_by(f64::total_cmp);
        absent.sort_by(f64::total_cmp);
        let pairs = differences.len();
        let median = absent[pairs / 2];
        let half = (WIDTH * (pairs as f64).sqrt() / 2.0).ceil() as usize;
        let at = |place: usize| differences[place.min(pairs - 1)] / median;
        let within = (at((pairs / 2).saturating_sub(half)), at(pairs / 2 + half));
        Self { absent: Duration::from_secs_f64(median), effect: at(pairs / 2), within, pairs }
    }

    /// Whether all of the interval lies beyond the bound.
    fn tells(&self) -> bool {
        self.within.0 > BOUND || self.within.1 < -BOUND
    }
}

struct Campaign<'a> {
    world: &'a World,
    hub: Hub,
}

impl Campaign<'_> {
    async fn time(&self, query: &str, name: &str) -> f64 {
        let request = Request::new(query).variables(Variables::from_json(json!({ "x": name })));
        let session = Session::new(self.world.store.clone(), self.world.viewer("POLICE").clone());
        let begun = Instant::now();
        std::hint::black_box(self.hub.execute(request, session).await);
        begun.elapsed().as_secs_f64()
    }

    /// The times of an answer about a record that is there and about an absent one, asked in random order.
    async fn pair(&self, (of_there, there): (&str, &str), (of_absent, absent): (&str, &str)) -> (f64, f64) {
        if rand::random() {
            let there = self.time(of_there, there).await;
            return (there, self.time(of_absent, absent).await);
        }
        let absent = self.time(of_absent, absent).await;
        (self.time(of_there, there).await, absent)
    }

    /// Compares records of one sort with absent ones at a door, so many pairs at a time; of the former `query` is asked.
    async fn compare(
        &self,
        (_, of_absent, named): (&str, &str, Named),
        (query, there): (&str, &Records),
        absent: &Records,
        pairs: usize,
        at_once: usize,
    ) -> Finding {
        let asked = (0..pairs + WARM)
            .map(|pair| self.pair((query, there.name(named, pair)), (of_absent, absent.name(named, pair))));
        let times: Vec<(f64, f64)> = stream::iter(asked).buffered(at_once).skip(WARM).collect().await;
        Finding::of(
            times.iter().map(|(there, absent)| there - absent).collect(),
            times.iter().map(|time| time.1).collect(),
        )
    }
}

/// Cases of an organisation with a victim each; by turns with ids of no record, made in between, so that
/// an index finds the place of either as fast.
async fn cases(world: &World, code: &str) -> (Records, Records) {
    let empty = || Records { victims: Vec::new(), numbers: Vec::new() };
    let (mut there, mut absent) = (empty(), empty());
    let victims: &Table = table("victim");
    for place in 0..RECORDS {
        absent.victims.push(id::encode(victims, world.store.clock().id()));
        absent.numbers.push(format!("LS-{}-{:06}", 2026, 700_000 + place));
        let victim = world.store.clock().id().to_string();
        let sections =
            json!({ "victims": { "add": [{ "id": victim }] }, "exploitations": { "add": [{ "victim": victim }] } });
        let case = world.open(code, sections).await;
        there.victims.push(world.first(code, &case, "victims").await);
        there.numbers.push(world.read(code, &case, "caseNo").await.id("/data/node/caseNo"));
    }
    (there, absent)
}

async fn hidden_and_absent_take_as_long(world: World) {
    let full = is_campaign();
    let pairs = if full { 25_000 } else { 500 };
    let (open, _) = cases(&world, "POLICE").await;
    let (hidden, absent) = cases(&world, "POLICE_2").await;
    let hub = hub(Limits::default()).expect("the schema");
    let unprotected = Campaign { world: &world, hub: hub.clone().in_steps_of(Duration::ZERO) };
    let protected = Campaign { world: &world, hub };
    let mut told = Vec::new();
    for door in DOORS {
        let found = protected.compare(door, (door.1, &hidden), &absent, pairs, AT_ONCE).await;
        let line = format!("{:?}, {}: hidden {found}", world.database, door.0);
        println!("{line}");
        if full {
            let without = unprotected.compare(door, (door.1, &hidden), &absent, pairs, 1).await;
            println!("{:?}, {}, without steps: hidden {without}", world.database, door.0);
        }
        if found.tells() || (full && found.effect.abs() > BOUND) {
            told.push(line);
        }
    }
    let control = unprotected.compare(DOORS[0], (CONTROL, &open), &absent, 500, 1).await;
    println!("{:?}, control: there {control}", world.database);
    assert!(told.is_empty(), "the time tells: {told:#?}");
    assert!(control.tells(), "the control is not told apart: {control}");
}

/// Whatever else a busy machine does to the times: no answer that found nothing comes before its step.
async fn what_is_not_found_is_answered_at_a_full_step(world: World) {
    const STEP: Duration = Duration::from_millis(100);
    let (hidden, absent) = cases(&world, "POLICE_2").await;
    let hub = hub(Limits::default()).expect("the schema").in_steps_of(STEP);
    let campaign = Campaign { world: &world, hub };
    for (name, query, named) in DOORS {
        for records in [&hidden, &absent] {
            let time = campaign.time(query, records.name(named, 0)).await;
            assert!(time >= STEP.as_secs_f64(), "{name}: after {time} s");
        }
    }
}

on_both!(hidden_and_absent_take_as_long, what_is_not_found_is_answered_at_a_full_step);
