//! An NGO sees the victims referred to it and what it wrote itself, and nothing else of a case.

use serde_json::json;

use crate::world::World;

async fn an_ngo_sees_the_one_victim_of_two_that_was_referred_to_it(world: World) {
    let victims = json!({ "victims": { "add": [{ "identificationPlace": "Maseru" }, { "identificationPlace": "Leribe" }] },
        "suspects": { "add": [{}] }, "reports": { "add": [{ "station": "Maseru Central" }] } });
    let case = world.open("POLICE", victims).await;
    let both = world.read("POLICE", &case, "victims { nodes { id } }").await;
    let (referred, other) = (both.id("/data/node/victims/nodes/0/id"), both.id("/data/node/victims/nodes/1/id"));
    let crossing = world
        .add("POLICE", &case, "Exploitation", json!({ "victim": other, "types": ["FORCED_LABOUR"] }))
        .await
        .record();
    let granted = world.let_take_part_for(&case, "NGO", Some(&referred)).await;
    granted.ok();
    let seen = world.read("NGO", &case, "caseNo victims { totalCount nodes { id identificationPlace } } reports { totalCount } exploitations { totalCount }").await;
    seen.shows("/data/node/victims/totalCount", 1).shows("/data/node/victims/nodes/0/id", referred.as_str());
    seen.shows("/data/node/reports/totalCount", 0).shows("/data/node/exploitations/totalCount", 0);
    assert!(!seen.text.contains("Leribe"), "{}", seen.text);
    for hidden in [&other, &crossing] {
        world.read("NGO", hidden, "id").await.shows("/data/node", json!(null));
    }
    let other_person = world.person("POLICE", &other).await;
    world.read("NGO", &other_person, "id").await.shows("/data/node", json!(null));
    world.read("NGO", &case, "suspects { nodes { id } }").await.withholds("/data/node/suspects", "Case.suspects");
    // It helps its own victim, and cannot reach the other.
    world.add("NGO", &case, "Assistance", json!({ "victim": referred, "serviceType": "LEGAL_AID" })).await.ok();
    world
        .add("NGO", &case, "Assistance", json!({ "victim": other, "serviceType": "LEGAL_AID" }))
        .await
        .refused("NOT_FOUND");
    world.change("NGO", &other, json!({ "vulnerabilities": ["POVERTY"] })).await.refused("NOT_FOUND");
    world.change("NGO", &referred, json!({ "vulnerabilities": ["POVERTY"] })).await.ok();
    let list = world.ask("NGO", "{ victims { totalCount } cases { totalCount } }").await;
    list.shows("/data/victims/totalCount", 1).shows("/data/cases/totalCount", 1);
}

async fn an_ngo_opens_a_case_and_sees_what_it_wrote_but_does_not_lead_it(world: World) {
    let own = json!({ "victims": { "add": [{ "person": { "givenNames": "Lineo" }, "detectionSource": "NGO" }] } });
    let case = world.open("NGO", own).await;
    let seen =
        world.read("NGO", &case, "lead { code } victims { nodes { id detectionSource person { givenNames } } }").await;
    seen.shows("/data/node/lead", json!(null)).shows("/data/node/victims/nodes/0/person/givenNames", "Lineo");
    let later = world.add("NGO", &case, "Victim", json!({ "person": { "givenNames": "Thabo" } })).await.record();
    world.read("NGO", &later, "person { givenNames }").await.shows("/data/node/person/givenNames", "Thabo");
    // It leads nothing: it lets nobody in. The coordinator, who takes part in every case, does.
    let police = world.organisation("POLICE").await;
    world.grant("NGO", json!({ "case": case, "organisation": police })).await.refused("NOT_RESPONSIBLE");
    world.read("POLICE", &case, "id").await.shows("/data/node", json!(null));
    world.let_take_part(&case, "POLICE").await;
    // Police add a victim of their own; the NGO was not called to that one.
    let theirs = world.add("POLICE", &case, "Victim", json!({ "identificationPlace": "Berea" })).await.record();
    world.read("NGO", &theirs, "id").await.shows("/data/node", json!(null));
    assert_eq!(world.count("NGO", &case, "victims").await, Some(2));
    assert_eq!(world.count("POLICE", &case, "victims").await, Some(3));
    // What police write about the NGO's own victim, it sees as far as its role reads it.
    let done = json!({ "victim": later, "types": ["FORCED_LABOUR"], "exactAddress": "Farm 9" });
    let done = world.add("POLICE", &case, "Exploitation", done).await.record();
    let seen = world.read("NGO", &done, "types exactAddress").await;
    seen.withholds("/data/node/exactAddress", "Exploitation.exactAddress");
    assert_eq!(seen.at("/data/node/types"), &json!(["FORCED_LABOUR"]));
}

async fn an_ngo_does_not_read_or_change_what_agencies_of_state_decide(world: World) {
    let case = world.open("NGO", json!({ "victims": { "add": [{}] } })).await;
    let victim = world.first("NGO", &case, "victims").await;
    let patch = json!({ "reflectionFrom": "2026-04-02", "notPunished": "YES", "vulnerabilities": ["POVERTY"] });
    world
        .change("NGO", &victim, patch)
        .await
        .refused_as_not_theirs(&[("Victim.reflectionFrom", "SOCIAL_WELFARE"), ("Victim.notPunished", "PROSECUTION")]);
    world.read("NGO", &victim, "notPunished").await.withholds("/data/node/notPunished", "Victim.notPunished");
    world.read("NGO", &victim, "assistanceStatus").await.shows("/data/node/assistanceStatus", "NOT_OFFERED");
    world.act("NGO", "victimGrantReflection", &victim, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("NGO", "victimOfferAssistance", &victim, json!({})).await.ok();
    world.read("NGO", &victim, "assistanceStatus").await.shows("/data/node/assistanceStatus", "OFFERED");
    world.add("NGO", &case, "Suspect", json!({})).await.refused("NOT_RESPONSIBLE");
    world.add("NGO", &case, "Report", json!({ "narrative": "She came to our door." })).await.ok();
    assert_eq!(world.count("NGO", &case, "reports").await, Some(1));
}

on_both!(
    an_ngo_sees_the_one_victim_of_two_that_was_referred_to_it,
    an_ngo_opens_a_case_and_sees_what_it_wrote_but_does_not_lead_it,
    an_ngo_does_not_read_or_change_what_agencies_of_state_decide,
);
