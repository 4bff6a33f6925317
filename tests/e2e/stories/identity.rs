//! An adult who refuses contact with the police stays without a name to them, throughout.

use serde_json::json;

use crate::world::World;

async fn who_refuses_the_police_has_no_name_to_them(world: World) {
    let person = json!({ "givenNames": "Palesa", "familyName": "Moeketsi", "sex": "FEMALE", "phone": "+26622000009",
        "phoneSafe": "NO", "majority": "ADULT" });
    let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{ "person": person }] } })).await;
    for code in ["POLICE", "IMMIGRATION", "PROSECUTION"] {
        world.let_take_part(&case, code).await;
    }
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_POLICE", "REFUSED").await.ok();
    let person = world.person("SOCIAL_WELFARE", &victim).await;
    let asked = "sex familyName givenNames phone";
    for code in ["POLICE", "PROSECUTION", "IMMIGRATION"] {
        let seen = world.read(code, &person, asked).await;
        assert_eq!(seen.at("/data/node/sex"), "FEMALE");
        seen.withholds("/data/node/familyName", "Person.familyName");
        assert!(!seen.text.contains("Moeketsi") && !seen.text.contains("2662200"), "{code}: {}", seen.text);
        let named = "persons(filter: { familyName: { contains: \"moe\" } }) { totalCount }";
        world.read(code, &case, named).await.shows("/data/node/persons/totalCount", 0);
        let told = "query($id: ID!) { history(id: $id) { nodes { field newValue } } }";
        let told = world.ask_with(code, told, json!({ "id": person })).await;
        assert!(!told.text.contains("Moeketsi") && !told.text.contains("familyName"), "{code}: {}", told.text);
        // What they may not read they may not overwrite either.
        world.change(code, &person, json!({ "familyName": "Nobody" })).await.refused("NOT_RESPONSIBLE");
    }
    // Changing it is hidden work to them.
    let version = world.version("POLICE", &person).await;
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Moeketse" })).await.ok();
    assert_eq!(world.version("POLICE", &person).await, version);

    // Consent opens it to those it names, and the next decision closes it.
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_POLICE", "GRANTED").await.ok();
    for code in ["POLICE", "PROSECUTION"] {
        world.read(code, &person, "familyName").await.shows("/data/node/familyName", "Moeketse");
    }
    world.read("IMMIGRATION", &person, "familyName").await.withholds("/data/node/familyName", "Person.familyName");
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_POLICE", "WITHDRAWN").await.ok();
    world.read("POLICE", &person, "familyName").await.withholds("/data/node/familyName", "Person.familyName");
}

async fn a_consent_holds_until_its_last_day_and_for_whom_it_names(world: World) {
    let (case, victim) = {
        let person = json!({ "familyName": "Moeketsi" });
        let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{ "person": person }] } })).await;
        let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
        (case, victim)
    };
    world.let_take_part(&case, "POLICE").await;
    let person = world.person("SOCIAL_WELFARE", &victim).await;
    let consent = |more: serde_json::Value| {
        let mut input = json!({ "victim": victim, "scope": "SHARE_WITH_POLICE", "decision": "GRANTED",
            "basis": "EXPLICIT_ADULT", "givenOn": "2026-01-01" });
        input.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        input
    };
    for (more, told) in [
        (json!({ "validUntil": "2026-01-31" }), false),
        (json!({ "validUntil": "2126-01-31" }), true),
        (json!({ "recipients": ["POLICE_2"] }), false),
        (json!({ "recipients": ["POLICE_2", "POLICE"] }), true),
        (json!({ "withheldFrom": ["POLICE"], "withholdingReason": "A cousin works there." }), false),
        (json!({}), true),
    ] {
        world.add("SOCIAL_WELFARE", &case, "Consent", consent(more.clone())).await.ok();
        let seen = world.read("POLICE", &person, "familyName").await;
        assert_eq!(seen.at("/data/node/familyName").is_string(), told, "{more}: {}", seen.text);
    }
}

on_both!(who_refuses_the_police_has_no_name_to_them, a_consent_holds_until_its_last_day_and_for_whom_it_names,);
