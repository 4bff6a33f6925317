//! The hub's clock is set back in the middle of the work: by a minute, a day and a year.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use reqwest::Client;
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;
use uuid::Uuid;

use crate::retries::{ADD, effects};
use crate::world::World;

/// By how much it is set back, one after the other.
fn jumps() -> [TimeDelta; 3] {
    [TimeDelta::minutes(1), TimeDelta::days(1), TimeDelta::days(365)]
}

fn begin() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 4, 8, 0, 0).single().expect("an instant")
}

/// A world of the same database whose clock stands.
async fn standing(world: World) -> World {
    World::at(world.database, Clock::fixed(begin(), 1)).await
}

fn set_back(world: &World, by: TimeDelta) {
    let clock = world.store.clock();
    clock.set(clock.now() - by);
}

#[test]
fn ids_come_in_order_whatever_the_clock_says() {
    // More than one millisecond has.
    const IDS: usize = 40_000;
    let clock = Clock::fixed(begin(), 1);
    let mut last = Uuid::nil();
    for jump in [TimeDelta::zero()].into_iter().chain(jumps()) {
        clock.set(clock.now() - jump);
        for _ in 0..IDS {
            let next = clock.id();
            assert!(next > last, "{next} came after {last}, {jump} back");
            last = next;
        }
    }
    clock.set(begin() + TimeDelta::days(1));
    let (seconds, _) = clock.id().get_timestamp().expect("an instant").to_unix();
    assert_eq!(i64::try_from(seconds).ok(), Some(clock.now().timestamp()), "it has caught up");
}

async fn history_and_versions_keep_their_order(world: World) {
    let world = standing(world).await;
    let case = world.open("POLICE", json!({})).await;
    let report = world.add("POLICE", &case, "Report", json!({})).await.record();
    let mut told = Vec::new();
    for jump in jumps() {
        let version = world.version("POLICE", &report).await.expect("a version");
        for turn in 0..3 {
            if turn == 1 {
                set_back(&world, jump);
            }
            told.push(json!(format!("{jump} {turn}")));
            world.change("POLICE", &report, json!({ "sourceRef": told.last() })).await.ok();
        }
        assert_eq!(world.version("POLICE", &report).await, Some(version + 3));
        world.change_from("POLICE", &report, version, json!({ "sourceRef": "late" })).await.refused("CONFLICT");
    }
    let query = "query($id: ID!) { history(id: $id, first: 100) { nodes { field newValue } } }";
    let history = world.ask_with("POLICE", query, json!({ "id": report })).await;
    let history = history.ok().at("/data/history/nodes").as_array().cloned().expect("a history");
    let values: Vec<&Json> = history.iter().skip(1).map(|change| &change["newValue"]).collect();
    assert_eq!(values, told.iter().collect::<Vec<_>>());
    world.log_holds().await;
}

/// Who pages through a list while others add to it meets each record once, also those that were added after the jump.
async fn pages_lose_nothing_and_double_nothing(world: World) {
    let world = standing(world).await;
    let case = world.open("POLICE", json!({})).await;
    let mut added = BTreeSet::new();
    let (mut met, mut cursor) = (Vec::new(), Json::Null);
    let query = "query($case: ID!, $after: String) { node(id: $case) { ... on Case {
        reports(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } } } }";
    for jump in jumps() {
        for _ in 0..2 {
            for _ in 0..3 {
                added.insert(world.add("POLICE", &case, "Report", json!({})).await.record());
            }
            loop {
                let page = world.ask_with("POLICE", query, json!({ "case": case, "after": cursor })).await;
                let page = page.ok().at("/data/node/reports").clone();
                met.extend(page["nodes"].as_array().into_iter().flatten().map(|node| node["id"].clone()));
                cursor = Some(page["pageInfo"]["endCursor"].clone()).filter(|end| !end.is_null()).unwrap_or(cursor);
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            set_back(&world, jump);
        }
    }
    let each: BTreeSet<String> = met.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
    assert_eq!((each.len(), met.len()), (added.len(), added.len()));
    assert_eq!(each, added);
}

async fn keys_hold_and_the_log_grows(world: World) {
    let world = standing(world).await;
    let case = world.open("POLICE", json!({})).await;
    let add = async || world.ask_with("POLICE", ADD, json!({ "key": "k", "case": case, "input": {} })).await.record();
    let first = add().await;
    let mut size = world.log_holds().await.leaves;
    for jump in jumps() {
        set_back(&world, jump);
        let before = effects(&world).await;
        assert_eq!(add().await, first);
        assert_eq!(effects(&world).await, before);
        world.add("POLICE", &case, "Report", json!({})).await.ok();
        let grown = world.log_holds().await.leaves;
        assert!(grown > size, "{size} events, {jump} later {grown}");
        size = grown;
    }
}

/// A token from before the jump was issued in what is now the future. Whoever has it signs in again.
async fn what_was_signed_in_the_future_is_refused(world: World) {
    let world = standing(world).await;
    for jump in jumps() {
        let token = world.token("POLICE");
        let ask = async || {
            let request = Client::new().post(format!("{}/graphql", world.url)).bearer_auth(&token);
            let answer = request.json(&json!({ "query": "{ viewer { role } }" })).send().await.expect("an answer");
            (answer.status().as_u16(), answer.json::<Json>().await.expect("JSON"))
        };
        assert_eq!(ask().await.0, 200);
        set_back(&world, jump);
        let (status, answer) = ask().await;
        assert_eq!((status, answer["errors"][0]["extensions"]["code"].as_str()), (401, Some("UNAUTHENTICATED")));
        world.ask("POLICE", "{ viewer { role } }").await.ok();
    }
}

on_both!(
    history_and_versions_keep_their_order,
    pages_lose_nothing_and_double_nothing,
    keys_hold_and_the_log_grows,
    what_was_signed_in_the_future_is_refused,
);
