//! Hostile documents: each is refused before anything of the library walks it, for a walk over its own text, and the
//! hub goes on answering.

mod campaign;
pub mod documents;
mod limits;
mod merging;
mod mutations;
#[path = "../../fuzz/property.rs"]
mod property;
mod rules;

use std::sync::LazyLock;
use std::time::Duration;

use async_graphql::Variables;
use serde_json::{Value as Json, json};
use tip_hub::graph::{Session, hub};
use tip_hub::guard::{Guard, Limits, Refusal};

use crate::world::World;
use documents::{Hostile, hostile};

/// The text of the schema: what a guard is made of.
static SDL: LazyLock<String> = LazyLock::new(|| hub(Limits::default()).expect("the schema").sdl());

/// A guard with limits of its own.
fn guard(limits: Limits) -> Guard {
    Guard::new(limits, &SDL).expect("the guard reads the schema")
}

/// What a guard says to a request: its cost, or why it is refused.
fn admit(guard: &Guard, query: &str, variables: &Json) -> Result<u64, Vec<Refusal>> {
    let document = guard.document(query)?;
    let mut variables = Variables::from_json(variables.clone());
    let cost = guard.request(&document, None, &mut variables)?;
    guard.afford(cost).map_err(|refusal| vec![refusal])?;
    Ok(cost)
}

/// How often a document is sent while its time is taken: the kernel counts in steps of a few milliseconds.
const TIMES: u32 = 5;

/// The processor time this thread has used.
fn used() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts the time of a thread");
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).expect("a number"))
}

#[test]
fn every_hostile_document_is_refused_by_the_guard_for_a_few_milliseconds() {
    let guard = guard(Limits::default());
    let all = hostile();
    assert!(all.len() >= 100, "only {} documents", all.len());
    // The promise is 5 ms of an optimized build; this one is not.
    let most = Duration::from_millis(if cfg!(debug_assertions) { 40 } else { 5 });
    for Hostile { name, query, variables, code } in &all {
        let refused = admit(&guard, query, variables).expect_err(name);
        assert!(refused.iter().all(|refusal| refusal.code.as_str() == *code), "{name}: {refused:?}");
        assert!(refused.len() <= guard.limits().errors, "{name}: {} errors", refused.len());
        let took = (0..3).map(|_| {
            let begun = used();
            (0..TIMES).for_each(|_| drop(admit(&guard, query, variables)));
            (used() - begun) / TIMES
        });
        let took = took.min().expect("three times");
        assert!(took < most, "{name} took {took:?}");
    }
}

async fn the_hub_outlives_every_hostile_document(world: World) {
    for Hostile { name, query, variables, code } in hostile() {
        let answer = world.ask_with("POLICE", &query, variables).await;
        let errors = answer.json["errors"].as_array().unwrap_or_else(|| panic!("{name}: {}", answer.text));
        assert_eq!(answer.code(), Some(code), "{name}: {}", answer.text);
        assert!((1..=20).contains(&errors.len()) && answer.at("/data").is_null(), "{name}: {}", answer.text);
        assert!(answer.text.len() < 10_000, "{name} is answered with {} bytes", answer.text.len());
        world.ask("POLICE", "{ viewer { role } }").await.ok();
    }
}

async fn an_answer_says_what_it_costs(world: World) {
    let answer = world.ask("POLICE", "{ cases(first: 3) { nodes { id caseNo } } }").await;
    let available = Limits::default().cost;
    assert_eq!(answer.ok().at("/extensions/cost"), &json!({ "requested": 1 + 3 * 3, "available": available }));
    let query = "query($n: Int = 100) { cases(first: $n) { nodes { victims(last: $n) { nodes {
        assistances(first: $n) { nodes { id } } } } } } }";
    let beyond = world.ask_with("POLICE", query, json!({})).await;
    assert_eq!(beyond.refused("LIMIT").at("/extensions/cost/available"), &json!(available));
    assert!(beyond.at("/extensions/cost/requested").as_u64() > Some(available), "{}", beyond.text);
    let within = world.ask_with("POLICE", query, json!({ "n": 10 })).await;
    assert_eq!(within.ok().at("/extensions/cost/requested"), &json!(1 + 10 * (1 + 1 + 10 * (1 + 1 + 10 * (1 + 1)))));
}

async fn an_answer_has_so_many_errors_and_no_more(world: World) {
    let hub = hub(Limits { errors: 2, ..Limits::default() }).expect("the schema");
    let ask = async |query: &str| {
        hub.execute(query.into(), Session::new(world.store.clone(), world.viewer("POLICE").clone())).await.errors.len()
    };
    let failing = |times: usize| (0..times).map(|at| format!("a{at}: case {{ id }} ")).collect::<String>();
    assert_eq!(ask(&format!("{{ {} }}", failing(1))).await, 1);
    assert_eq!(ask(&format!("{{ {} }}", failing(5))).await, 2);
    assert_eq!(ask("{ a b c d e }").await, 2);
}

on_both!(
    the_hub_outlives_every_hostile_document,
    an_answer_says_what_it_costs,
    an_answer_has_so_many_errors_and_no_more,
);
