//! The law of the country in the case: what is charged by its code brings its act, its section and its penalties, and a
//! border post is one of the country's.

use serde_json::{Value as Json, json};

use crate::world::World;

async fn docket(world: &World) -> (String, String) {
    let case = world.open("POLICE", json!({ "suspects": { "add": [{ "status": "ARRESTED" }] } })).await;
    world.let_take_part(&case, "PROSECUTION").await;
    let suspect = world.first("PROSECUTION", &case, "suspects").await;
    (case, suspect)
}

const CHARGED: &str = "provision statute section offence version penalties { from maxYears life fineOption maxFine }";

async fn a_charge_by_its_code_brings_the_law_with_it(world: World) {
    let (case, suspect) = docket(&world).await;
    let sent = json!({ "suspect": suspect, "provision": "LS-ATIP-5-1", "offenceOn": "2020-05-01" });
    let charge = world.add("PROSECUTION", &case, "Charge", sent).await.record();
    let seen = world.read("POLICE", &charge, CHARGED).await;
    seen.shows("/data/node/statute", "Anti-Trafficking in Persons Act 2011 (Act 1 of 2011)");
    seen.shows("/data/node/section", "5 (1)").shows("/data/node/offence", "TRAFFICKING_ADULT");
    let penalties =
        json!({ "from": "2011-01-11", "maxYears": 25, "life": false, "fineOption": true, "maxFine": 1_000_000 });
    seen.shows("/data/node/penalties", penalties);
    // Another offence: what came with the first gives way, in one change, and is in the history.
    world.change("PROSECUTION", &charge, json!({ "provision": "LS-ATIP-5-2", "section": "5 (2)" })).await.ok();
    let seen = world.read("POLICE", &charge, CHARGED).await;
    seen.shows("/data/node/section", "5 (2)").shows("/data/node/offence", "TRAFFICKING_CHILD");
    seen.shows("/data/node/version", 2).shows("/data/node/penalties/life", true);
    let history = "query($id: ID!) { history(id: $id) { nodes { field oldValue } } }";
    let told = world.ask_with("POLICE", history, json!({ "id": charge })).await;
    let nodes = told.ok().at("/data/history/nodes").as_array().cloned().unwrap_or_default();
    let offence = nodes.iter().find(|node| node["field"] == "offence");
    assert_eq!(offence.map(|node| &node["oldValue"]), Some(&json!("TRAFFICKING_ADULT")), "{}", told.text);
    // The amendment of 2021 decides by the day of the offence.
    world.change("PROSECUTION", &charge, json!({ "offenceOn": "2021-01-14" })).await.ok();
    world.read("POLICE", &charge, CHARGED).await.shows("/data/node/penalties/fineOption", false);
    for patch in [json!({ "offenceOn": "2010-01-01" }), json!({ "offenceOn": null }), json!({ "provision": null })] {
        world.change("PROSECUTION", &charge, patch).await.ok();
        world.read("POLICE", &charge, CHARGED).await.shows("/data/node/penalties", Json::Null);
    }
}

async fn what_is_known_in_words_stays_beside_the_code(world: World) {
    let (case, suspect) = docket(&world).await;
    let worded = json!({ "suspect": suspect, "statute": "Penal Code" });
    let charge = world.add("PROSECUTION", &case, "Charge", worded).await.record();
    world.change("PROSECUTION", &charge, json!({ "provision": "LS-CPWA-77" })).await.ok();
    let seen = world.read("POLICE", &charge, CHARGED).await;
    // Nobody's word is overwritten; what was empty comes with the code. Its penalties are not known.
    seen.shows("/data/node/statute", "Penal Code").shows("/data/node/section", "77");
    seen.shows("/data/node/offence", "CHILD_PROTECTION").shows("/data/node/penalties", Json::Null);
}

async fn no_charge_contradicts_its_provision(world: World) {
    let (case, suspect) = docket(&world).await;
    let wrong = json!({ "suspect": suspect, "provision": "LS-ATIP-9" });
    let refused = world.add("PROSECUTION", &case, "Charge", wrong.clone()).await;
    refused.refused("INVALID");
    assert!(refused.text.contains("Charge.provision") && refused.text.contains("LS-ATIP-5-1, LS-ATIP-5-2"));
    assert!(!refused.text.contains("LS-ATIP-9"), "nothing that was sent is repeated: {}", refused.text);
    let beside = json!({ "suspect": suspect, "provision": "LS-ATIP-5-1", "statute": "Penal Code" });
    let refused = world.add("PROSECUTION", &case, "Charge", beside).await;
    assert!(refused.refused("INVALID").text.contains("leave it out") || refused.text.contains("Leave it out"));
    let charge = json!({ "suspect": suspect, "provision": "LS-ATIP-5-1", "section": "5 (1)" });
    let charge = world.add("PROSECUTION", &case, "Charge", charge).await.record();
    for patch in [
        json!({ "provision": "LS-ATIP-9" }),
        json!({ "section": "5 (2)" }),
        json!({ "statute": null }),
        json!({ "provision": "LS-ATIP-5-2", "offence": "PENAL_CODE" }),
    ] {
        world.change("PROSECUTION", &charge, patch).await.refused("INVALID");
    }
    world.read("PROSECUTION", &charge, CHARGED).await.shows("/data/node/version", 1);
    // Another agency can propose only what the prosecution could write.
    let propose = "mutation($record: ID!, $value: JSON!) {
        disputeRaise(record: $record, field: \"provision\", value: $value, reason: \"child\") { dispute { id } } }";
    let proposed =
        async |code: &str| world.ask_with("POLICE", propose, json!({ "record": charge, "value": code })).await;
    proposed("LS-ATIP-9").await.refused("INVALID");
    let dispute = proposed("LS-ATIP-5-2").await.id("/data/disputeRaise/dispute/id");
    let accept = "mutation($id: ID!) { disputeAccept(id: $id) { dispute { status } } }";
    world.ask_with("PROSECUTION", accept, json!({ "id": dispute })).await.ok();
    world.read("POLICE", &charge, CHARGED).await.shows("/data/node/section", "5 (2)");
}

async fn a_border_post_is_one_of_the_country(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let somewhere = json!({ "victim": victim, "borderPost": "Maseru Bridge" });
    let refused = world.add("IMMIGRATION", &case, "Movement", somewhere).await;
    refused.refused("INVALID");
    assert!(refused.text.contains("Movement.borderPost") && refused.text.contains("MASERU_BRIDGE"), "{}", refused.text);
    let there = json!({ "victim": victim, "borderPost": "MASERU_BRIDGE" });
    let movement = world.add("IMMIGRATION", &case, "Movement", there).await.record();
    world.change("IMMIGRATION", &movement, json!({ "borderPost": "Peka" })).await.refused("INVALID");
    world.change("IMMIGRATION", &movement, json!({ "borderPost": "PEKA_BRIDGE" })).await.ok();
    world.add("POLICE", &case, "Report", json!({ "borderPost": "Peka" })).await.refused("INVALID");
    world.add("POLICE", &case, "Report", json!({ "borderPost": "PEKA_BRIDGE" })).await.ok();
}

on_both!(
    a_charge_by_its_code_brings_the_law_with_it,
    what_is_known_in_words_stays_beside_the_code,
    no_charge_contradicts_its_provision,
    a_border_post_is_one_of_the_country,
);
