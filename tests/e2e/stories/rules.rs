//! What the hub does by its own rules: it calls agencies in, and says who stays in a shelter.

use serde_json::{Value as Json, json};

use crate::world::World;

/// A case that police handed in, in a country whose agencies have a focal organisation each.
async fn handed_in(world: &World, report: Json, sections: Json) -> String {
    for code in ["POLICE", "SOCIAL_WELFARE", "IMMIGRATION", "PROSECUTION"] {
        let organisation = world.organisation(code).await;
        world.change("COORDINATOR", &organisation, json!({ "focal": true })).await.ok();
    }
    let mut full = json!({ "detectionSource": "POLICE_PROACTIVE", "receivedAt": "2026-04-01T08:00:00Z",
        "incidentCountry": "LSO", "indicators": ["EXPLOITATION"], "allegedVictimCount": 1 });
    full.as_object_mut().expect("an object").extend(report.as_object().expect("an object").clone());
    let mut all = json!({ "reports": { "add": [full] } });
    all.as_object_mut().expect("an object").extend(sections.as_object().expect("an object").clone());
    let act =
        "mutation($sections: CaseSections) { act: caseOpen(input: {}, sections: $sections) { record: case { id } } }";
    world.ask_with("POLICE_2", act, json!({ "sections": all })).await.record()
}

/// Which organisations take part, with the occasion that called each in, as the coordinator reads it.
async fn parts(world: &World, case: &str) -> Vec<(String, String)> {
    let answer = world.read("COORDINATOR", case, "participations { nodes { participant { code } occasion } }").await;
    let nodes = answer.ok().at("/data/node/participations/nodes").as_array().cloned().unwrap_or_default();
    let text = |value: &Json| value.as_str().unwrap_or("-").to_owned();
    nodes.iter().map(|node| (text(&node["participant"]["code"]), text(&node["occasion"]))).collect()
}

fn called(code: &str, occasion: &str) -> (String, String) {
    (code.to_owned(), occasion.to_owned())
}

async fn a_child_calls_social_welfare_in_and_a_border_calls_immigration(world: World) {
    let case = handed_in(&world, json!({}), json!({ "victims": { "add": [{}] } })).await;
    let opened = [called("POLICE_2", "-"), called("COORDINATOR", "-")];
    assert_eq!(parts(&world, &case).await, opened);
    world.read("SOCIAL_WELFARE", &case, "id").await.shows("/data/node", Json::Null);
    let victim = world.first("POLICE_2", &case, "victims").await;
    let person = world.person("POLICE_2", &victim).await;
    world.change("POLICE_2", &person, json!({ "majority": "MINOR" })).await.ok();
    assert_eq!(parts(&world, &case).await[2..], [called("SOCIAL_WELFARE", "CHILD_INVOLVED")]);
    world.read("SOCIAL_WELFARE", &case, "id").await.shows("/data/node/id", case.as_str());
    // Once let go, it is not called back by the next change.
    let part = world
        .read("COORDINATOR", &case, "participations { nodes { id } }")
        .await
        .id("/data/node/participations/nodes/2/id");
    world.end("COORDINATOR", &part).await.ok();
    world.change("POLICE_2", &victim, json!({ "childAtExploitation": true })).await.ok();
    world.read("SOCIAL_WELFARE", &case, "id").await.shows("/data/node", Json::Null);
    // A leg of a journey within the country is no crossing.
    let leg = |direction: &str| json!({ "victim": victim, "direction": direction });
    world.add("POLICE_2", &case, "Movement", leg("INTERNAL")).await.ok();
    world.read("IMMIGRATION", &case, "id").await.shows("/data/node", Json::Null);
    world.add("POLICE_2", &case, "Movement", leg("ENTRY")).await.ok();
    assert_eq!(parts(&world, &case).await[3..], [called("IMMIGRATION", "BORDER_CROSSED")]);
    // What called it in tells of records that not everybody reads.
    let seen = world.read("POLICE_2", &case, "participations { nodes { occasion } }").await;
    seen.withholds("/data/node/participations/nodes/3/occasion", "Participation.occasion");
}

async fn a_foreign_citizen_calls_immigration_in_and_a_citizen_does_not(world: World) {
    for (citizenships, is_called) in [(json!(["LSO"]), false), (json!(["ZAF", "LSO"]), false), (json!(["ZAF"]), true)] {
        let sections = json!({ "victims": { "add": [{ "person": { "citizenships": citizenships } }] } });
        let case = handed_in(&world, json!({}), sections).await;
        let joined = parts(&world, &case).await.contains(&called("IMMIGRATION", "BORDER_CROSSED"));
        assert_eq!(joined, is_called, "{citizenships}");
    }
}

async fn a_confirmed_case_calls_in_who_is_missing_and_nobody_twice(world: World) {
    let case = handed_in(&world, json!({ "childInvolved": "NO" }), json!({})).await;
    world.change("POLICE_2", &case, json!({ "traffickingConfirmed": true })).await.ok();
    // Police take part already, if by another organisation than the focal one.
    assert_eq!(parts(&world, &case).await[2..], [called("SOCIAL_WELFARE", "TRAFFICKING_CONFIRMED")]);
    world.read("POLICE", &case, "id").await.shows("/data/node", Json::Null);
    world.change("POLICE_2", &case, json!({ "confirmedOn": "2026-04-20" })).await.ok();
    assert_eq!(parts(&world, &case).await.len(), 3);
}

async fn a_draft_calls_nobody(world: World) {
    handed_in(&world, json!({}), json!({})).await;
    let report = json!({ "reports": { "add": [{ "childInvolved": "YES" }] } });
    let case = world.open("POLICE_2", report).await;
    assert_eq!(parts(&world, &case).await.len(), 2);
    // Nor does one that turns out to be an error.
    world.act_because("COORDINATOR", "caseVoid", &case, json!({}), Some("Entered twice.")).await.ok();
    assert_eq!(parts(&world, &case).await.len(), 2);
}

async fn who_does_not_care_for_a_victim_is_told_only_that_they_are_in_a_shelter(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for code in ["SOCIAL_WELFARE", "IMMIGRATION", "PROSECUTION"] {
        world.let_take_part(&case, code).await;
    }
    let stay =
        json!({ "victim": victim, "serviceType": "SHELTER", "status": "OFFERED", "shelterAddress": "3 Hill Road" });
    let stay = world.add("SOCIAL_WELFARE", &case, "Assistance", stay).await.record();
    let told = "inShelter assistances { nodes { id serviceType shelterAddress } }";
    world.read("POLICE", &victim, "inShelter").await.shows("/data/node/inShelter", false);
    world.change("SOCIAL_WELFARE", &stay, json!({ "status": "PROVIDED" })).await.ok();
    for code in ["POLICE", "IMMIGRATION", "PROSECUTION"] {
        let seen = world.read(code, &victim, told).await;
        assert_eq!(seen.ok().at("/data/node/inShelter"), true, "{code}: {}", seen.text);
        assert!(!seen.text.contains("Hill Road") && !seen.text.contains("SHELTER"), "{code}: {}", seen.text);
    }
    world.change("SOCIAL_WELFARE", &stay, json!({ "endedOn": "2026-05-01" })).await.ok();
    world.read("POLICE", &victim, "inShelter").await.shows("/data/node/inShelter", false);
}

on_both!(
    a_child_calls_social_welfare_in_and_a_border_calls_immigration,
    a_foreign_citizen_calls_immigration_in_and_a_citizen_does_not,
    a_confirmed_case_calls_in_who_is_missing_and_nobody_twice,
    a_draft_calls_nobody,
    who_does_not_care_for_a_victim_is_told_only_that_they_are_in_a_shelter,
);
