//! Keys: a number that is taken in a case that somebody does not see is free to them.

use serde_json::{Value as Json, json};
use tip_hub::graph::id;

use crate::world::World;

/// What a refusal or a record says, without the ids that every new record has of its own.
async fn added(world: &World, code: &str, case: &str, type_name: &str, input: Json) -> String {
    let mut answer = world.add(code, case, type_name, input).await.json;
    if let Some(id) = answer.pointer_mut("/data/act/record/id") {
        *id = Json::Null;
    }
    answer.to_string()
}

async fn exclude(world: &World, case: &str, code: &str) {
    let officer = id::encode(entity::table("account"), world.account(code, "officer").await);
    let out = json!({ "excluded": world.organisation(code).await, "officer": officer, "grounds": "A witness." });
    world.add("COORDINATOR", case, "Exclusion", out).await.ok();
}

async fn a_docket_number_is_taken_where_its_docket_is_seen_and_free_where_it_is_not(world: World) {
    let hidden = world.open("POLICE", json!({ "investigations": { "add": [{ "docketNo": "RCI 7/2026" }] } })).await;
    let seen = world.open("POLICE", json!({ "investigations": { "add": [{ "docketNo": "RCI 8/2026" }] } })).await;
    let docket = |number: &str| json!({ "docketNo": number });
    // As long as the case is seen, its number is taken, in another case and in one request.
    let taken = world.add("POLICE", &seen, "Investigation", docket("RCI 7/2026")).await;
    taken.refused("CONFLICT");
    assert_eq!(taken.at("/errors/0/extensions/fields/0/field"), "Investigation.docketNo", "{}", taken.text);
    assert!(!taken.text.contains("RCI"), "{}", taken.text);
    let twice = json!({ "investigations": { "add": [docket("RCI 9/2026"), docket("RCI 9/2026")] } });
    world.try_open("POLICE", json!({}), twice).await.refused("CONFLICT");
    let other = world.first("POLICE", &seen, "investigations").await;
    world.change("POLICE", &other, docket("RCI 7/2026")).await.refused("CONFLICT");

    exclude(&world, &hidden, "POLICE").await;
    let about_hidden = added(&world, "POLICE", &seen, "Investigation", docket("RCI 7/2026")).await;
    let about_absent = added(&world, "POLICE", &seen, "Investigation", docket("RCI 1/2026")).await;
    assert_eq!(about_hidden, about_absent);
    assert!(about_hidden.contains("version"), "it is recorded: {about_hidden}");
    // Whoever sees both sees that the number is there twice, and which cases to set right.
    world.let_take_part(&hidden, "PROSECUTION").await;
    world.let_take_part(&seen, "PROSECUTION").await;
    let both = "{ investigations(filter: { docketNo: { eq: \"RCI 7/2026\" } }) { totalCount } }";
    world.ask("PROSECUTION", both).await.shows("/data/investigations/totalCount", 2);
    world.ask("POLICE", both).await.shows("/data/investigations/totalCount", 1);
    // Its own number a record keeps.
    world.change("POLICE", &other, json!({ "docketNo": "RCI 8/2026", "station": "Maseru" })).await.ok();
}

async fn a_docket_number_is_changed_to_one_that_is_hidden_as_to_one_that_is_free(world: World) {
    let hidden = world.open("POLICE", json!({ "investigations": { "add": [{ "docketNo": "RCI 7/2026" }] } })).await;
    let seen = world.open("POLICE", json!({ "investigations": { "add": [{}, {}] } })).await;
    exclude(&world, &hidden, "POLICE").await;
    let both = world.read("POLICE", &seen, "investigations { nodes { id } }").await;
    let mut answers = Vec::new();
    for (place, number) in ["RCI 7/2026", "RCI 1/2026"].into_iter().enumerate() {
        let docket = both.id(&format!("/data/node/investigations/nodes/{place}/id"));
        let changed = world.change("POLICE", &docket, json!({ "docketNo": number })).await;
        answers.push(changed.ok().text.replace(&docket, ""));
    }
    assert_eq!(answers[0], answers[1]);
}

async fn a_reference_of_a_sealed_case_is_free_to_whom_it_is_sealed(world: World) {
    let open = async |reference: &str| world.try_open("POLICE", json!({ "sourceRef": reference }), json!({})).await;
    let hidden = open("A/1").await.record();
    open("A/2").await.ok();
    for taken in ["A/1", "A/2"] {
        open(taken).await.refused("CONFLICT");
    }
    let reason = Some("The witness is under protection.");
    world.act_because("COORDINATOR", "caseSeal", &hidden, json!({}), reason).await.ok();
    open("A/2").await.refused("CONFLICT");
    open("A/1").await.ok();
    open("A/3").await.ok();
}

async fn a_pair_has_one_link_that_is_seen(world: World) {
    let case = world.open("POLICE", json!({ "victims": { "add": [{}] }, "suspects": { "add": [{}] } })).await;
    let pair = json!({ "victim": world.first("POLICE", &case, "victims").await,
        "suspect": world.first("POLICE", &case, "suspects").await });
    world.add("POLICE", &case, "VictimSuspectLink", pair.clone()).await.ok();
    world.add("POLICE", &case, "VictimSuspectLink", pair).await.refused("CONFLICT");
}

on_both!(
    a_docket_number_is_taken_where_its_docket_is_seen_and_free_where_it_is_not,
    a_docket_number_is_changed_to_one_that_is_hidden_as_to_one_that_is_free,
    a_reference_of_a_sealed_case_is_free_to_whom_it_is_sealed,
    a_pair_has_one_link_that_is_seen,
);
