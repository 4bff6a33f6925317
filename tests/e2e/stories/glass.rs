//! Breaking the glass: an officer reads of a victim in an emergency, and answers for it.

use chrono::{TimeDelta, TimeZone, Utc};
use entity::codes::Role;
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;
use tip_hub::graph::id;

use crate::acts::absent_like;
use crate::world::{Answer, World};

/// A case of social welfare's that police have no part in, handed in, with a victim who is cared for.
async fn cared_for(world: &World) -> (String, String) {
    let report = json!({ "detectionSource": "SOCIAL_WORKER", "receivedAt": "2026-04-01T08:00:00Z",
        "incidentCountry": "LSO", "indicators": ["EXPLOITATION"] });
    let victim = json!({ "person": { "familyName": "Moeketsi", "sex": "FEMALE" } });
    let sections = json!({ "reports": { "add": [report] }, "victims": { "add": [victim] } });
    let act =
        "mutation($sections: CaseSections) { act: caseOpen(input: {}, sections: $sections) { record: case { id } } }";
    let case = world.ask_with("SOCIAL_WELFARE", act, json!({ "sections": sections })).await.record();
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    let care =
        json!({ "victim": victim, "serviceType": "SHELTER", "outcome": "settled in", "shelterAddress": "3 Hill Road" });
    world.add("SOCIAL_WELFARE", &case, "Assistance", care).await.ok();
    (case, victim)
}

async fn break_glass(world: &World, code: &str, case: &str, with: Json) -> Answer {
    let act = "mutation($case: ID!, $groups: [FieldGroup!]!, $minutes: Int!, $reason: String) {
        act: glassBreak(case: { id: $case }, fieldGroups: $groups, minutes: $minutes, reason: $reason) { record: case { id } } }";
    let mut variables = json!({ "case": case, "groups": ["IDENTITY"], "minutes": 30, "reason": "Found unconscious." });
    variables.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
    world.ask_with(code, act, variables).await
}

const READ: &str = "person { familyName sex } assistances { nodes { outcome shelterAddress } }";

async fn the_glass_opens_what_is_named_to_one_officer_for_a_while(world: World) {
    let begin = Utc.with_ymd_and_hms(2026, 5, 4, 8, 0, 0).single().expect("an instant");
    let mut world = World::at(world.database, Clock::fixed(begin, 1)).await;
    world.employ("POLICE", Role::Police, "colleague").await;
    let (case, victim) = cared_for(&world).await;
    world.read("POLICE", &victim, "id").await.shows("/data/node", Json::Null);
    for wrong in
        [json!({ "reason": null }), json!({ "reason": " " }), json!({ "minutes": 61 }), json!({ "groups": [] })]
    {
        break_glass(&world, "POLICE", &case, wrong).await.refused("INVALID");
    }
    break_glass(&world, "PROSECUTION", &case, json!({})).await.refused("NOT_RESPONSIBLE");
    world.read("POLICE", &victim, "id").await.shows("/data/node", Json::Null);

    break_glass(&world, "POLICE", &case, json!({})).await.ok();
    let seen = world.read("POLICE", &victim, READ).await;
    assert_eq!(seen.ok().at("/data/node/person/familyName"), "Moeketsi", "{}", seen.text);
    // The role's limits stay, and so do the groups that were not named.
    assert_eq!(seen.withheld(), ["Person.sex", "Victim.assistances"], "{}", seen.text);
    // What is not of the victim stays closed, and so does all of it to a colleague.
    assert_eq!(world.count("POLICE", &case, "reports").await, Some(0));
    world.sign_in_as("POLICE", "colleague").await;
    world.read("POLICE", &victim, "id").await.shows("/data/node", Json::Null);
    world.sign_in_as("POLICE", "officer").await;
    let clock = world.store.clock();
    clock.set(clock.now() + TimeDelta::minutes(29));
    world.read("POLICE", &victim, "id").await.shows("/data/node/id", victim.as_str());
    clock.set(clock.now() + TimeDelta::minutes(1));
    world.read("POLICE", &victim, "id").await.shows("/data/node", Json::Null);
}

async fn an_emergency_opens_the_name_to_who_takes_part_without_consent(mut world: World) {
    let (case, victim) = cared_for(&world).await;
    world.let_take_part(&case, "POLICE").await;
    world
        .read("POLICE", &victim, "person { familyName }")
        .await
        .withholds("/data/node/person/familyName", "Person.familyName");
    let person = world.person("POLICE", &victim).await;
    let why = "query($id: ID!) { whyWithheld(id: $id, field: \"familyName\") { openedBy } }";
    let told = world.ask_with("POLICE", why, json!({ "id": person })).await;
    told.shows("/data/whyWithheld/openedBy", json!(["AUTHORSHIP", "CONSENT", "EMERGENCY"]));
    break_glass(&world, "POLICE", &case, json!({ "groups": ["CARE"] })).await.ok();
    world
        .read("POLICE", &victim, "person { familyName }")
        .await
        .withholds("/data/node/person/familyName", "Person.familyName");
    break_glass(&world, "POLICE", &case, json!({})).await.ok();
    world.read("POLICE", &victim, "person { familyName sex }").await.shows("/data/node/person/familyName", "Moeketsi");
    // To one officer, and not to the next who takes part as well.
    world.employ("POLICE", Role::Police, "colleague").await;
    world.sign_in_as("POLICE", "colleague").await;
    world
        .read("POLICE", &victim, "person { familyName }")
        .await
        .withholds("/data/node/person/familyName", "Person.familyName");
}

async fn no_glass_is_broken_where_there_is_none(world: World) {
    let (case, _) = cared_for(&world).await;
    let absent = break_glass(&world, "POLICE", &absent_like(&case), json!({})).await;
    absent.refused("NOT_FOUND");
    // A draft, a sealed case, and one from which the officer is kept out, are as absent as that.
    let draft = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{}] } })).await;
    assert_eq!(break_glass(&world, "POLICE", &draft, json!({})).await.text, absent.text);
    let officer = id::encode(entity::table("account"), world.viewer("POLICE").account());
    let out = json!({ "excluded": world.organisation("POLICE").await, "officer": officer, "grounds": "Named." });
    let exclusion = world.add("COORDINATOR", &case, "Exclusion", out).await.record();
    assert_eq!(break_glass(&world, "POLICE", &case, json!({})).await.text, absent.text);
    world.change("COORDINATOR", &exclusion, json!({ "endsOn": "2020-01-01" })).await.ok();
    world.act_because("COORDINATOR", "caseSeal", &case, json!({}), Some("Protected.")).await.ok();
    assert_eq!(break_glass(&world, "POLICE", &case, json!({})).await.text, absent.text);
    world.act_because("COORDINATOR", "caseUnseal", &case, json!({}), Some("Over.")).await.ok();
    break_glass(&world, "POLICE", &case, json!({})).await.ok();
}

async fn somebody_else_reviews_every_broken_glass(world: World) {
    let (case, _) = cared_for(&world).await;
    break_glass(&world, "POLICE", &case, json!({})).await.ok();
    let asked = "{ tasks(first: 9, kinds: [GLASS_BROKEN]) { record } }";
    for code in ["POLICE", "PROSECUTION"] {
        world.ask(code, asked).await.shows("/data/tasks", json!([]));
    }
    // The coordinator and the lead are told at once, and read why.
    let part = world.ask("COORDINATOR", asked).await.id("/data/tasks/0/record");
    world.ask("SOCIAL_WELFARE", asked).await.shows("/data/tasks/0/record", part.as_str());
    // Who else takes part is not told that the glass was broken.
    world.let_take_part(&case, "PROSECUTION").await;
    world.read("PROSECUTION", &part, "id").await.shows("/data/node", Json::Null);
    let told =
        world.read("PROSECUTION", &case, "participations(filter: { basis: { eq: BROKE_GLASS } }) { totalCount }");
    told.await.shows("/data/node/participations/totalCount", 0);
    world.read("POLICE", &part, "id").await.shows("/data/node/id", part.as_str());
    let history = "query($id: ID!) { history(id: $id) { nodes { act reason organisation { code } } } }";
    let told = world.ask_with("COORDINATOR", history, json!({ "id": part })).await;
    let expected = json!({ "act": "glassBreak", "reason": "Found unconscious.", "organisation": { "code": "POLICE" } });
    assert_eq!(told.ok().at("/data/history/nodes/0"), &expected);
    let review = async |code: &str| {
        let act =
            "mutation($id: ID!, $version: Int!) { act: glassReview(id: $id, version: $version, found: JUSTIFIED) {
            record: participation { id review reviewedOn } } }";
        world.ask_with(code, act, json!({ "id": part, "version": world.version(code, &part).await.unwrap_or(1) })).await
    };
    assert!(matches!(review("POLICE").await.code(), Some("NOT_FOUND" | "INVALID" | "NOT_RESPONSIBLE")));
    let reviewed = review("COORDINATOR").await;
    assert_eq!(reviewed.ok().at("/data/act/record/review"), "JUSTIFIED", "{}", reviewed.text);
    for code in ["COORDINATOR", "SOCIAL_WELFARE"] {
        world.ask(code, asked).await.shows("/data/tasks", json!([]));
    }
}

on_both!(
    the_glass_opens_what_is_named_to_one_officer_for_a_while,
    an_emergency_opens_the_name_to_who_takes_part_without_consent,
    no_glass_is_broken_where_there_is_none,
    somebody_else_reviews_every_broken_glass,
);
