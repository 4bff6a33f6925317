//! By what somebody read, beside their role: kept whichever way they were told.

use chrono::{TimeZone, Utc};
use entity::codes::{Rank, Role};
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;

use super::{last, named, texts};
use crate::world::World;

/// By what somebody read who was let read by more than their role.
async fn a_reading_is_kept_with_its_grounds(world: World) {
    let victim = json!({ "person": { "familyName": "Moeketsi", "majority": "ADULT" } });
    let report = json!({ "detectionSource": "SOCIAL_WORKER", "receivedAt": "2026-04-01T08:00:00Z",
        "incidentCountry": "LSO", "indicators": ["EXPLOITATION"] });
    let sections = json!({ "reports": { "add": [report] }, "victims": { "add": [victim.clone()] } });
    let open = "mutation($sections: CaseSections) { act: caseOpen(input: {}, sections: $sections) {
        record: case { id } } }";
    let case = world.ask_with("SOCIAL_WELFARE", open, json!({ "sections": sections })).await.record();
    let (own_case, own) = world.open_with_victim(victim).await;
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    let reads = async |code: &str, victim: &str, grounds: Json| {
        world.read(code, victim, "person { familyName }").await.ok();
        let event = last(&world).await;
        let is_read = texts(&event["fieldGroups"]).contains(&"IDENTITY");
        assert_eq!((&event["grounds"], is_read), (&grounds, event["withheld"] == json!([])), "{code}: {event}");
    };
    reads("SOCIAL_WELFARE", &victim, Json::Null).await;
    reads("POLICE", &own, json!(["AUTHORSHIP"])).await;
    world.let_take_part(&case, "POLICE").await;
    world.let_take_part(&own_case, "PROSECUTION").await;
    reads("POLICE", &victim, Json::Null).await;
    let glass = "mutation($case: ID!) { glassBreak(case: { id: $case }, fieldGroups: [IDENTITY], minutes: 30,
        reason: \"unconscious\") { case { id } } }";
    world.ask_with("POLICE", glass, json!({ "case": case })).await.ok();
    reads("POLICE", &victim, json!(["EMERGENCY"])).await;
    for scope in ["SHARE_WITH_POLICE", "SHARE_WITH_SERVICE_PROVIDER"] {
        world.consent("SOCIAL_WELFARE", &case, &victim, scope, "GRANTED").await.ok();
    }
    reads("POLICE", &victim, json!(["CONSENT"])).await;
    let referral =
        json!({ "victim": victim, "receiver": world.organisation("NGO").await, "fieldGroups": ["IDENTITY"] });
    let referral = world.add("SOCIAL_WELFARE", &case, "Referral", referral).await.record();
    world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
    reads("NGO", &victim, json!(["REFERRAL"])).await;
    // What is limited in one case has no say in another.
    world.let_take_part_for(&own_case, "NGO", Some(&own)).await;
    reads("NGO", &own, Json::Null).await;
    // A list has the grounds of all its records, of several with the same too, and no ground opens what is withheld.
    world.add("POLICE", &own_case, "Victim", json!({ "person": { "familyName": "Molapo" } })).await.ok();
    world.ask("POLICE", "{ victims { nodes { person { familyName } } } }").await.ok();
    assert_eq!(last(&world).await["grounds"], json!(["AUTHORSHIP", "CONSENT"]));
    reads("PROSECUTION", &own, Json::Null).await;
    // So has whoever is told by the history, or seeks and counts by what was opened; who finds nobody was told of nobody.
    let person = world.person("SOCIAL_WELFARE", &victim).await;
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Mokoena", "sex": "FEMALE" })).await.ok();
    let history = |what: &str| format!("of: history(id: \"{person}\") {{ nodes {{ {what} }} }}");
    let sought = |name: &str, what: &str| {
        let by = format!("filter: {{ familyName: {{ eq: \"{name}\" }} }}");
        format!("of: node(id: \"{case}\") {{ ... on Case {{ persons({by}) {{ {what} }} }} }}")
    };
    let consent = json!(["CONSENT"]);
    for (question, grounds) in [
        (history("newValue"), &consent),
        (history("field"), &Json::Null),
        (sought("Mokoena", "nodes { id }"), &consent),
        (sought("Mokoena", "totalCount"), &consent),
        (sought("Mokoena", "pageInfo { hasNextPage }").replace("persons(", "persons(first: 0, "), &consent),
        (sought("Nobody", "nodes { id } totalCount"), &Json::Null),
    ] {
        world.ask("POLICE", &format!("{{ {question} }}")).await.ok();
        let event = last(&world).await;
        assert_eq!(&event["grounds"], grounds, "{question}: {event}");
    }
}

/// A count by two grounds is one count, and an order has no say in it.
async fn a_count_has_the_grounds_of_all_that_it_counts(world: World) {
    let (case, _) = world.open_with_victim(json!({ "person": { "familyName": "Molapo" } })).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let other = json!({ "person": { "familyName": "Molapo" } });
    let other = world.add("SOCIAL_WELFARE", &case, "Victim", other).await.record();
    world.consent("SOCIAL_WELFARE", &case, &other, "SHARE_WITH_POLICE", "GRANTED").await.ok();
    let counted = async |by: &str, grounds: Json| {
        let count = format!("of: persons({by}) {{ totalCount }}");
        world.read("POLICE", &case, &count).await.shows("/data/node/of/totalCount", 2);
        assert_eq!(last(&world).await["grounds"], grounds, "{by}");
    };
    counted("filter: { familyName: { eq: \"Molapo\" } }", json!(["AUTHORSHIP", "CONSENT"])).await;
    counted("orderBy: [{ field: FAMILY_NAME }]", Json::Null).await;
}

/// Who has a part in a case is about access itself: neither the part nor its history is read on any ground.
async fn the_history_of_a_part_has_no_grounds(world: World) {
    let begin = Utc.with_ymd_and_hms(2026, 5, 4, 8, 0, 0).single().expect("an instant");
    let mut world = World::at(world.database, Clock::fixed(begin, 1)).await;
    world.employ_as("SOCIAL_WELFARE", Role::SocialWelfare, "supervisor", Rank::Supervisor).await;
    world.call_in("SOCIAL_WELFARE_SUPERVISOR", "SOCIAL_WELFARE", "supervisor").await;
    let case = world.open("POLICE", json!({})).await;
    let part = world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let part = part.at("/data/participationGrant/participation/id").as_str().expect("an id").to_owned();
    world.later(10);
    let keep = "mutation($id: ID!) { participationKeep(id: $id, version: 1) { participation { lapsesOn } } }";
    world.ask_with("SOCIAL_WELFARE_SUPERVISOR", keep, json!({ "id": part })).await.ok();
    assert_eq!(last(&world).await["grounds"], Json::Null);
    let history = "query($id: ID!) { history(id: $id, filter: { field: { eq: \"lapsesOn\" } }) { totalCount
        nodes { newValue } } }";
    let told = world.ask_with("SOCIAL_WELFARE_SUPERVISOR", history, json!({ "id": part })).await;
    told.shows("/data/history/totalCount", 1);
    let event = last(&world).await;
    assert_eq!((&event["grounds"], &event["act"]), (&Json::Null, &Json::Null), "{event}");
}

/// A refusal that tells a value tells it on some ground, and so does a dispute.
async fn what_a_refusal_or_a_dispute_tells_is_kept_with_its_grounds(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "person": { "familyName": "Molapo" } })).await;
    for code in ["IMMIGRATION", "SOCIAL_WELFARE"] {
        world.let_take_part(&case, code).await;
    }
    let told = async |because: &str| {
        let event = last(&world).await;
        assert_eq!(event["grounds"], json!(["AUTHORSHIP"]), "{because}: {event}");
        assert!(texts(&event["fieldGroups"]).contains(&"IDENTITY"), "{because}: {event}");
        assert!(texts(&event["records"]).contains(&named(&victim).as_str()), "{because}: {event}");
    };
    let person = world.person("POLICE", &victim).await;
    world.raise("POLICE", &person, "familyName", json!("Molapo")).await.refused("INVALID");
    told("that it is the value already").await;
    world.raise("POLICE", &person, "familyName", json!("Mokoena")).await.ok();
    world.read("POLICE", &case, "disputes { nodes { proposedValue } }").await.ok();
    told("the dispute").await;
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_POLICE", "GRANTED").await.ok();
    let document = json!({ "victim": victim, "kind": "PASSPORT" });
    let document = world.add("IMMIGRATION", &case, "TravelDocument", document).await.record();
    world.change("POLICE", &document, json!({ "number": "B 2" })).await.ok();
    world.change_from("IMMIGRATION", &document, 1, json!({ "number": "A 1" })).await.refused("CONFLICT");
    told("what it has become").await;
}

on_both!(
    a_reading_is_kept_with_its_grounds,
    a_count_has_the_grounds_of_all_that_it_counts,
    the_history_of_a_part_has_no_grounds,
    what_a_refusal_or_a_dispute_tells_is_kept_with_its_grounds,
);
