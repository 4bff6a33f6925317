//! The law of the country in the case: what is charged by its code brings its act, its section and its penalties, and a
//! border post is one of the country's.

use serde_json::{Value as Json, json};
use tip_hub::country::Countries;

use crate::world::World;

async fn docket(world: &World) -> (String, String) {
    let case = world.open("POLICE", json!({ "suspects": { "add": [{}] } })).await;
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
    assert!(nodes.iter().all(|node| node["field"] != "statute"), "it is the same Act: {}", told.text);
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

/// Takes a new case to a magistrate's conviction of trafficking; answers the case, its docket and the verdict.
pub async fn convicted(world: &World, charge: Json) -> (String, String, String) {
    let (case, suspect) = docket(world).await;
    world.let_take_part(&case, "COURT").await;
    let number = format!("RCI {}", crate::acts::own_id());
    let docket = world.add("POLICE", &case, "Investigation", json!({ "docketNo": number })).await.record();
    world.later(3);
    world.act("POLICE", "investigationBegin", &docket, json!({})).await.ok();
    let transfer = json!({ "investigation": docket, "receiver": world.organisation("PROSECUTION").await,
        "holder": "PROSECUTION", "sentOn": "2026-02-01" });
    let transfer = world.add("POLICE", &case, "DocketTransfer", transfer).await.record();
    world.act("PROSECUTION", "docketReceive", &transfer, json!({})).await.ok();
    world.later(7);
    world.act("POLICE", "docketSubmit", &docket, json!({})).await.ok();
    let mut sent = charge;
    sent["suspect"] = suspect.into();
    let charge = world.add("PROSECUTION", &case, "Charge", sent).await.record();
    let decided = json!({ "prosecutionDecision": "PROSECUTE", "prosecutionDecidedOn": "2026-02-10" });
    world.later(30);
    world.act("PROSECUTION", "prosecutionCharge", &docket, decided).await.ok();
    let trial = json!({ "courtLevel": "MAGISTRATE", "hearingType": "TRIAL", "scheduledAt": "2026-03-01T08:00:00Z" });
    world.add("PROSECUTION", &case, "Hearing", trial).await.ok();
    world.later(14);
    world.act("PROSECUTION", "prosecutionBringToCourt", &docket, json!({})).await.ok();
    let verdict = json!({ "charge": charge, "outcome": "CONVICTED_TIP", "courtLevel": "MAGISTRATE" });
    let verdict = world.add("PROSECUTION", &case, "Verdict", verdict).await.record();
    world.later(60);
    world.act("COURT", "prosecutionRecordConviction", &docket, json!({})).await.ok();
    (case, docket, verdict)
}

async fn a_magistrate_gives_no_maximum_and_sends_it_up(world: World) {
    let charge = json!({ "provision": "LS-ATIP-5-1", "offenceOn": "2022-05-01" });
    let (case, docket, verdict) = convicted(&world, charge).await;
    let years = json!({ "verdict": verdict, "kind": "IMPRISONMENT", "amount": 25, "unit": "YEARS" });
    let part = world.add("PROSECUTION", &case, "SentenceComponent", years).await.record();
    let sentence = async |code: &str| world.act(code, "prosecutionRecordSentence", &docket, json!({})).await;
    sentence("PROSECUTION").await.lacks(&["WITHIN_CEILING"]);
    // Whoever may record the sentence is told why it cannot.
    let next = world.read("COURT", &docket, "nextActs { act unmet }").await;
    let unmet = json!([{ "act": "PROSECUTION_RECORD_SENTENCE", "unmet": ["WITHIN_CEILING"] }]);
    next.shows("/data/node/nextActs", unmet);
    world.change("PROSECUTION", &part, json!({ "amount": 300, "unit": "MONTHS" })).await.ok();
    sentence("COURT").await.lacks(&["WITHIN_CEILING"]);
    world.change("PROSECUTION", &part, json!({ "kind": "LIFE", "amount": null, "unit": null })).await.ok();
    sentence("PROSECUTION").await.lacks(&["WITHIN_CEILING"]);
    // Sent up, it waits for the High Court.
    world.change("PROSECUTION", &verdict, json!({ "transferredForSentence": true })).await.ok();
    sentence("PROSECUTION").await.lacks(&["SENTENCE_PASSED", "WITHIN_CEILING"]);
    let heard = json!({ "courtLevel": "HIGH_COURT", "hearingType": "SENTENCE", "scheduledAt": "2026-04-01T08:00:00Z" });
    world.add("PROSECUTION", &case, "Hearing", heard).await.ok();
    // What the High Court heard is what was sent up, and no other verdict of the case.
    world.change("PROSECUTION", &verdict, json!({ "transferredForSentence": null })).await.ok();
    sentence("PROSECUTION").await.lacks(&["WITHIN_CEILING"]);
    world.change("PROSECUTION", &verdict, json!({ "transferredForSentence": true })).await.ok();
    sentence("COURT").await.ok();
}

async fn below_the_maximum_a_magistrate_sentences(world: World) {
    // The day decides which penalties apply: none are known of 2010, and so none is the most.
    for (day, amount) in [("2022-05-01", 24), ("2010-05-01", 25)] {
        let charge = json!({ "provision": "LS-ATIP-5-1", "offenceOn": day });
        let (case, docket, verdict) = convicted(&world, charge).await;
        for part in [
            json!({ "verdict": verdict, "kind": "IMPRISONMENT", "amount": amount, "unit": "YEARS" }),
            json!({ "verdict": verdict, "kind": "FINE", "amount": 50_000, "unit": "CURRENCY" }),
        ] {
            world.add("PROSECUTION", &case, "SentenceComponent", part).await.ok();
        }
        world.act("PROSECUTION", "prosecutionRecordSentence", &docket, json!({})).await.ok();
    }
}

/// Another country: its magistrates give ten years, and it has a list neither of offences nor of border posts.
const TEN_YEARS: &str = r#"
code = "LSO"
languages = ["eng"]
competent_authority = ["POLICE"]

[[ceilings]]
level = "MAGISTRATE"
gives_maximum = false
max_years = 10
"#;

async fn a_country_without_lists_has_its_own_law(mut world: World) {
    std::fs::write(world.dir.path().join("ten.toml"), TEN_YEARS).expect("written");
    world.move_to(Countries::with_folder(world.dir.path()).expect("a pack")).await;
    let (case, docket, verdict) = convicted(&world, json!({ "statute": "Penal Code" })).await;
    let mut part = String::new();
    for (amount, unit, kind, within) in [
        (11, "YEARS", "IMPRISONMENT", false),
        (121, "MONTHS", "IMPRISONMENT", false),
        (11, "YEARS", "SUSPENDED_IMPRISONMENT", false),
        (10, "YEARS", "IMPRISONMENT", true),
    ] {
        let sent = json!({ "kind": kind, "amount": amount, "unit": unit });
        if part.is_empty() {
            let mut first = sent;
            first["verdict"] = verdict.as_str().into();
            part = world.add("PROSECUTION", &case, "SentenceComponent", first).await.record();
        } else {
            world.change("PROSECUTION", &part, sent).await.ok();
        }
        let answer = world.act("PROSECUTION", "prosecutionRecordSentence", &docket, json!({})).await;
        if within {
            answer.ok()
        } else {
            answer.lacks(&["WITHIN_CEILING"])
        };
    }
    world.add("POLICE", &case, "Report", json!({ "borderPost": "Gate 3" })).await.ok();
    let suspect = world.first("PROSECUTION", &case, "suspects").await;
    let coded = json!({ "suspect": suspect, "provision": "LS-ATIP-5-1" });
    let refused = world.add("PROSECUTION", &case, "Charge", coded).await;
    assert!(refused.refused("INVALID").text.contains("none of your country"), "{}", refused.text);
}

on_both!(
    a_charge_by_its_code_brings_the_law_with_it,
    what_is_known_in_words_stays_beside_the_code,
    no_charge_contradicts_its_provision,
    a_border_post_is_one_of_the_country,
    a_magistrate_gives_no_maximum_and_sends_it_up,
    below_the_maximum_a_magistrate_sentences,
    a_country_without_lists_has_its_own_law,
);
