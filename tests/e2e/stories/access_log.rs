//! Who looked at a person: the social worker on the case is told, and nobody else; of a sealed case the auditor alone.

use serde_json::json;

use crate::world::World;

const LOG: &str = "accessLog(first: 100) { nodes { act fieldGroups organisation { code } account { name } } }";

async fn a_social_worker_is_told_who_looked(mut world: World) {
    let (case, victim) = world.open_with_victim(json!({ "person": { "familyName": "Sello" } })).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    world.let_take_part(&case, "PROSECUTION").await;
    let person = world.person("POLICE", &victim).await;
    world.read("PROSECUTION", &person, "sex").await.ok();
    world.change("POLICE", &person, json!({ "occupationBefore": "herder" })).await.ok();
    world.read("NGO", &person, "id").await.ok();
    world.sequence().await;
    let log = world.read("SOCIAL_WELFARE", &person, LOG).await;
    let told = log.ok().at("/data/node/accessLog/nodes").as_array().cloned().expect("a list");
    let by = |code: &str| told.iter().filter(|access| access["organisation"]["code"] == code).collect::<Vec<_>>();
    assert!(by("POLICE").iter().any(|access| access["act"] == "personUpdate"), "{}", log.text);
    assert!(by("PROSECUTION").iter().any(|access| access["act"].is_null()), "{}", log.text);
    assert!(by("NGO").is_empty(), "who found nobody has looked at nobody: {}", log.text);
    for code in ["POLICE", "PROSECUTION", "COORDINATOR"] {
        let answer = world.read(code, &person, LOG).await;
        assert!(answer.at("/data/node/accessLog").is_null(), "{code}: {}", answer.text);
    }
    // Who looked at a suspect is not for social welfare.
    let suspect =
        world.add("POLICE", &case, "Suspect", json!({ "person": { "familyName": "Mokoena" } })).await.record();
    world.read("PROSECUTION", &world.person("POLICE", &suspect).await, "familyName").await.ok();
    world.sequence().await;
    let log = world.read("SOCIAL_WELFARE", &case, "accessLog(first: 100) { nodes { person { id } } }").await;
    let told = log.ok().at("/data/node/accessLog/nodes").as_array().cloned().expect("a list");
    assert!(!told.is_empty() && told.iter().all(|access| access["person"]["id"] == person.as_str()), "{}", log.text);
    // A sealed case tells nobody in it.
    let officer = world.account("SOCIAL_WELFARE", "officer").await;
    let named = json!({ "case": case, "organisation": world.organisation("SOCIAL_WELFARE").await,
        "officer": tip_hub::graph::id::encode(entity::table("account"), officer) });
    world.grant("COORDINATOR", named).await.ok();
    world.execute("UPDATE case_file SET sensitivity = 'SEALED'").await;
    let sealed = world.read("SOCIAL_WELFARE", &person, "id accessLog { totalCount }").await;
    sealed.ok();
    assert_eq!(sealed.at("/data/node/id"), &json!(person));
    assert_eq!(sealed.at("/data/node/accessLog/totalCount"), 0);
    world.call_in("AUDITOR", "AUDITOR", "officer").await;
    let events = world.ask("AUDITOR", "{ auditEvents { totalCount } }").await;
    assert!(events.ok().at("/data/auditEvents/totalCount").as_i64() > Some(3), "{}", events.text);
}

on_both!(a_social_worker_is_told_who_looked);
