//! Immigration adds the border crossing, and answers for where people come from.

use serde_json::json;

use crate::world::World;

async fn immigration_adds_the_crossing_and_the_travel_document(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.consent_to_authorities(&case, &victim).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let crossing = json!({
        "victim": victim, "fromCountry": "LSO", "toCountry": "ZAF", "borderPost": "MASERU_BRIDGE", "direction": "EXIT",
        "movedOn": "2026-01-14", "mode": "ROAD", "screeningResult": "NO_INDICATORS", "entryStampRef": "MB-0042",
    });
    let movement = world.add("IMMIGRATION", &case, "Movement", crossing).await.record();
    let document = json!({ "victim": victim, "kind": "PASSPORT", "number": "RA000042", "authenticity": "ALTERED" });
    let document = world.add("IMMIGRATION", &case, "TravelDocument", document).await.record();
    // Police read all of it; social welfare reads the journey, not the number of the passport.
    let seen = world.read("POLICE", &movement, "borderPost screeningResult entryStampRef").await;
    seen.shows("/data/node/entryStampRef", "MB-0042");
    world.read("POLICE", &document, "number").await.shows("/data/node/number", "RA000042");
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    world.read("SOCIAL_WELFARE", &movement, "borderPost").await.shows("/data/node/borderPost", "MASERU_BRIDGE");
    world
        .read("SOCIAL_WELFARE", &movement, "entryStampRef")
        .await
        .withholds("/data/node/entryStampRef", "Movement.entryStampRef");
    world
        .read("SOCIAL_WELFARE", &document, "kind number")
        .await
        .withholds("/data/node/number", "TravelDocument.number");
    // Prosecution is not told of the crossing at all.
    world.let_take_part(&case, "PROSECUTION").await;
    world
        .read("PROSECUTION", &case, "movements { nodes { id } }")
        .await
        .withholds("/data/node/movements", "Case.movements");
    world.read("PROSECUTION", &movement, "id").await.shows("/data/node", json!(null));
}

async fn nobody_else_answers_for_the_crossing(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for code in ["IMMIGRATION", "SOCIAL_WELFARE", "PROSECUTION"] {
        world.let_take_part(&case, code).await;
    }
    let crossing = json!({ "victim": victim, "borderPost": "MASERU_BRIDGE" });
    world.add("SOCIAL_WELFARE", &case, "Movement", crossing.clone()).await.refused("NOT_RESPONSIBLE");
    world.add("PROSECUTION", &case, "Movement", crossing.clone()).await.refused("NOT_RESPONSIBLE");
    assert_eq!(world.count("POLICE", &case, "movements").await, Some(0));
    let movement = world.add("IMMIGRATION", &case, "Movement", crossing).await.record();
    let patch = json!({ "borderPost": "PEKA_BRIDGE", "visaType": "none", "direction": "EXIT" });
    world
        .change("POLICE", &movement, patch.clone())
        .await
        .refused_as_not_theirs(&[("Movement.borderPost", "IMMIGRATION"), ("Movement.visaType", "IMMIGRATION")]);
    world
        .read("POLICE", &movement, "borderPost direction version")
        .await
        .shows("/data/node/direction", json!(null))
        .shows("/data/node/version", 1);
    world.change("IMMIGRATION", &movement, patch).await.ok();
    world.read("POLICE", &movement, "borderPost").await.shows("/data/node/borderPost", "PEKA_BRIDGE");
}

async fn immigration_corrects_the_citizenship_that_police_filled(world: World) {
    let (case, victim) =
        world.open_with_victim(json!({ "person": { "citizenships": ["ZAF"], "familyName": "Khumalo" } })).await;
    world.consent_to_authorities(&case, &victim).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let person = world.person("POLICE", &victim).await;
    world
        .change("POLICE", &person, json!({ "citizenships": ["LSO"] }))
        .await
        .refused_as_not_theirs(&[("Person.citizenships", "IMMIGRATION")]);
    world
        .change("IMMIGRATION", &person, json!({ "citizenships": ["LSO", "ZAF"], "passportNumber": "RA000042" }))
        .await
        .ok();
    let seen = world.read("POLICE", &person, "citizenships passportNumber").await;
    seen.shows("/data/node/citizenships", json!(["LSO", "ZAF"])).shows("/data/node/passportNumber", "RA000042");
    // The name is not immigration's, and a country is a country.
    let name = world.change("IMMIGRATION", &person, json!({ "familyName": "Nkosi" })).await;
    name.refused_as_not_theirs(&[("Person.familyName", "SOCIAL_WELFARE")]);
    world.change("IMMIGRATION", &person, json!({ "citizenships": ["XXX"] })).await.refused("INVALID");
    world.read("POLICE", &person, "familyName").await.shows("/data/node/familyName", "Khumalo");
}

on_both!(
    immigration_adds_the_crossing_and_the_travel_document,
    nobody_else_answers_for_the_crossing,
    immigration_corrects_the_citizenship_that_police_filled,
);
