//! The yearly review of access: what a supervisor keeps lasts, and what nobody keeps ends.

use chrono::{Days, TimeZone, Utc};
use entity::codes::{Rank, Role};
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;

use crate::world::{Answer, World};

const REVIEW: &str = "{ accessReview { nodes { id version since lapsesOn lastUsedOn case { caseNo } } } }";

/// A world by a clock of its own, with supervisors of the police and of social welfare.
async fn supervised(world: &World) -> World {
    let begin = Utc.with_ymd_and_hms(2026, 5, 4, 8, 0, 0).single().expect("an instant");
    let mut world = World::at(world.database, Clock::fixed(begin, 1)).await;
    for (code, role) in [("POLICE", Role::Police), ("SOCIAL_WELFARE", Role::SocialWelfare)] {
        world.employ_as(code, role, "supervisor", Rank::Supervisor).await;
        world.call_in(&format!("{code}_SUPERVISOR"), code, "supervisor").await;
    }
    world
}

async fn review(world: &World, code: &str) -> Vec<Json> {
    world.ask(code, REVIEW).await.ok().at("/data/accessReview/nodes").as_array().cloned().expect("a list")
}

async fn keep(world: &World, code: &str, part: &str) -> Answer {
    let act = "mutation($id: ID!, $version: Int!) {
        participationKeep(id: $id, version: $version) { participation { lapsesOn } } }";
    let version = world.version(code, part).await.unwrap_or(1);
    world.ask_with(code, act, json!({ "id": part, "version": version })).await
}

fn day(world: &World, days: u64) -> String {
    (world.store.clock().now().date_naive() + Days::new(days)).to_string()
}

async fn what_a_supervisor_keeps_lasts_and_what_nobody_keeps_ends(world: World) {
    let world = supervised(&world).await;
    let kept = world.open("POLICE", json!({})).await;
    let unkept = world.open("POLICE", json!({})).await;
    for case in [&kept, &unkept] {
        world.let_take_part(case, "SOCIAL_WELFARE").await;
    }
    let begun = world.store.clock().now().date_naive();
    let listed = review(&world, "SOCIAL_WELFARE_SUPERVISOR").await;
    assert_eq!(listed.len(), 2);
    for part in &listed {
        assert_eq!((&part["lapsesOn"], &part["lastUsedOn"]), (&json!(day(&world, 365)), &Json::Null), "{part}");
        assert!(part["case"]["caseNo"].is_string());
    }
    // The lead answers for the case, and the coordinator takes part by rule: theirs do not lapse.
    assert_eq!(review(&world, "POLICE_SUPERVISOR").await, Vec::<Json>::new());
    // It is for supervisors.
    world.ask("SOCIAL_WELFARE", REVIEW).await.refused("NOT_RESPONSIBLE");
    world.ask("ADMINISTRATOR", REVIEW).await.refused("NOT_RESPONSIBLE");

    // What an officer reads is a use; what the supervisor reviews is none.
    world.later(10);
    world.read("SOCIAL_WELFARE", &kept, "status").await.ok();
    let used: Vec<Json> = review(&world, "SOCIAL_WELFARE_SUPERVISOR").await;
    let of = |case: &Json| used.iter().find(|part| part["case"] == *case).cloned().expect("listed");
    let number = world.read("POLICE", &kept, "caseNo").await.at("/data/node").clone();
    assert_eq!(of(&number)["lastUsedOn"], json!(day(&world, 0)));
    let other = world.read("POLICE", &unkept, "caseNo").await.at("/data/node").clone();
    assert_eq!(of(&other)["lastUsedOn"], Json::Null);
    let (keeping, letting) = (of(&number)["id"].clone(), of(&other)["id"].clone());
    let (keeping, letting) = (keeping.as_str().expect("an id"), letting.as_str().expect("an id"));

    // A month before, supervisors are told, and nobody else.
    let lapsing = "{ tasks(kinds: [ACCESS_LAPSING]) { record due } }";
    let told = async |code: &str| world.ask(code, lapsing).await.ok().at("/data/tasks").as_array().map(Vec::len);
    assert_eq!(told("SOCIAL_WELFARE_SUPERVISOR").await, Some(0));
    world.later(330);
    assert_eq!(told("SOCIAL_WELFARE_SUPERVISOR").await, Some(2));
    for code in ["SOCIAL_WELFARE", "POLICE_SUPERVISOR", "COORDINATOR"] {
        assert_eq!(told(code).await, Some(0), "{code}");
    }
    // Officers, and supervisors of others, do not keep it.
    keep(&world, "SOCIAL_WELFARE", keeping).await.refused("NOT_RESPONSIBLE");
    keep(&world, "POLICE_SUPERVISOR", keeping).await.refused("NOT_RESPONSIBLE");
    world.end("SOCIAL_WELFARE", keeping).await.refused("NOT_RESPONSIBLE");
    keep(&world, "SOCIAL_WELFARE_SUPERVISOR", keeping).await.ok();
    assert_eq!(told("SOCIAL_WELFARE_SUPERVISOR").await, Some(1));

    // On the last day both are there; on the next, what nobody kept has ended, at every door.
    let last = (begun + Days::new(365)).signed_duration_since(world.store.clock().now().date_naive()).num_days();
    world.later(last);
    for case in [&kept, &unkept] {
        world.read("SOCIAL_WELFARE", case, "id").await.shows("/data/node/id", case.as_str());
    }
    world.later(1);
    world.read("SOCIAL_WELFARE", &kept, "id").await.shows("/data/node/id", kept.as_str());
    world.read("SOCIAL_WELFARE", &unkept, "id").await.shows("/data/node", Json::Null);
    keep(&world, "SOCIAL_WELFARE_SUPERVISOR", letting).await.refused("NOT_FOUND");
    world.read("POLICE", &unkept, "id").await.shows("/data/node/id", unkept.as_str());
    world.read("COORDINATOR", &unkept, "id").await.shows("/data/node/id", unkept.as_str());
    // Let in anew, it takes part anew.
    world.let_take_part(&unkept, "SOCIAL_WELFARE").await;
    world.read("SOCIAL_WELFARE", &unkept, "id").await.shows("/data/node/id", unkept.as_str());
    // A supervisor ends what is not needed.
    world.end("SOCIAL_WELFARE_SUPERVISOR", keeping).await.ok();
    world.read("SOCIAL_WELFARE", &kept, "id").await.shows("/data/node", Json::Null);
}

/// Whoever leads a case does not lapse out of it, and whoever led it may.
async fn the_lead_goes_and_so_does_its_lasting_part(world: World) {
    let world = supervised(&world).await;
    let case = world.open("POLICE", json!({})).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let lead = json!({ "lead": world.organisation("SOCIAL_WELFARE").await });
    world.change("COORDINATOR", &case, lead).await.ok();
    assert_eq!(review(&world, "SOCIAL_WELFARE_SUPERVISOR").await, Vec::<Json>::new());
    let led = review(&world, "POLICE_SUPERVISOR").await;
    assert_eq!(led.len(), 1);
    assert_eq!(led[0]["lapsesOn"], json!(day(&world, 365)));
    world.later(366);
    world.read("POLICE", &case, "id").await.shows("/data/node", Json::Null);
    world.read("SOCIAL_WELFARE", &case, "id").await.shows("/data/node/id", case.as_str());
}

on_both!(what_a_supervisor_keeps_lasts_and_what_nobody_keeps_ends, the_lead_goes_and_so_does_its_lasting_part);
