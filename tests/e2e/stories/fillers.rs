//! First responders write down what they learn; from then on it is the editor's.

use serde_json::json;

use crate::world::World;

async fn a_border_officer_fills_an_empty_name_once(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.consent_to_authorities(&case, &victim).await;
    for code in ["IMMIGRATION", "SOCIAL_WELFARE"] {
        world.let_take_part(&case, code).await;
    }
    let person = world.person("IMMIGRATION", &victim).await;
    world.change("IMMIGRATION", &person, json!({ "familyName": "Moeketsi" })).await.ok();
    // Sent back unchanged it is no write; changed, it is not theirs any more; nor is it taken away.
    world.change("IMMIGRATION", &person, json!({ "familyName": "Moeketsi" })).await.ok();
    for patch in [json!({ "familyName": "Moeketse" }), json!({ "familyName": null })] {
        world
            .change("IMMIGRATION", &person, patch)
            .await
            .refused_as_not_theirs(&[("Person.familyName", "SOCIAL_WELFARE")]);
    }
    world.change("POLICE", &person, json!({ "familyName": "Moeketse" })).await.refused("NOT_RESPONSIBLE");
    world
        .read("POLICE", &person, "familyName version")
        .await
        .shows("/data/node/familyName", "Moeketsi")
        .shows("/data/node/version", 2);
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Moeketse" })).await.ok();
    world.read("IMMIGRATION", &person, "familyName").await.shows("/data/node/familyName", "Moeketse");
    // Emptied by its editor, it can be filled again.
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": null })).await.ok();
    world.change("IMMIGRATION", &person, json!({ "familyName": "Moeketsi" })).await.ok();
}

async fn prosecution_fills_no_name(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.consent_to_authorities(&case, &victim).await;
    world.let_take_part(&case, "PROSECUTION").await;
    let person = world.person("PROSECUTION", &victim).await;
    world
        .change("PROSECUTION", &person, json!({ "familyName": "Moeketsi" }))
        .await
        .refused_as_not_theirs(&[("Person.familyName", "SOCIAL_WELFARE")]);
    world.read("PROSECUTION", &person, "familyName").await.shows("/data/node/familyName", json!(null));
    world.change("POLICE", &person, json!({ "familyName": "Moeketsi" })).await.ok();
    world.read("PROSECUTION", &person, "familyName").await.shows("/data/node/familyName", "Moeketsi");
}

/// Two border officers type at the same moment: the second is told, and nothing is overwritten.
async fn the_second_of_two_fillers_does_not_overwrite_the_first(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.consent_to_authorities(&case, &victim).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let person = world.person("POLICE", &victim).await;
    let (police, immigration) = tokio::join!(
        world.change_from("POLICE", &person, 1, json!({ "givenNames": "Palesa" })),
        world.change_from("IMMIGRATION", &person, 1, json!({ "givenNames": "Pulane" })),
    );
    let (won, lost) = if police.code().is_none() { ("Palesa", immigration) } else { ("Pulane", police) };
    assert!(matches!(lost.code(), Some("NOT_RESPONSIBLE" | "CONFLICT")), "{}", lost.text);
    world.read("POLICE", &person, "givenNames").await.shows("/data/node/givenNames", won);
}

async fn what_is_known_of_a_suspect_is_polices_to_correct(world: World) {
    let case =
        world.open("POLICE", json!({ "suspects": { "add": [{ "person": { "familyName": "Mokoena" } }] } })).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let suspect = world.first("POLICE", &case, "suspects").await;
    let person = world.person("POLICE", &suspect).await;
    world.change("IMMIGRATION", &person, json!({ "familyName": "Mokena" })).await.refused("NOT_RESPONSIBLE");
    world.change("IMMIGRATION", &person, json!({ "givenNames": "Teboho", "citizenships": ["LSO"] })).await.ok();
    world.change("POLICE", &person, json!({ "familyName": "Mokena", "givenNames": "Tebogo" })).await.ok();
    world.change("POLICE", &person, json!({ "citizenships": ["ZAF"] })).await.refused("NOT_RESPONSIBLE");
    // Social welfare, the editor of a victim's name, does not even know of this person.
    world.read("SOCIAL_WELFARE", &person, "id").await.shows("/data/node", json!(null));
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Moeketsi" })).await.refused("NOT_FOUND");
    world
        .read("POLICE", &person, "familyName citizenships")
        .await
        .shows("/data/node/familyName", "Mokena")
        .shows("/data/node/citizenships/0", "LSO");
    // So it is from the first: what police say of a suspect they do not say of a victim.
    let said = json!({ "person": { "maritalStatus": "MARRIED" } });
    world.add("POLICE", &case, "Suspect", said.clone()).await.ok();
    let refused = world.add("POLICE", &case, "Victim", said).await;
    refused.refused_as_not_theirs(&[("Person.maritalStatus", "SOCIAL_WELFARE")]);
}

on_both!(
    a_border_officer_fills_an_empty_name_once,
    prosecution_fills_no_name,
    the_second_of_two_fillers_does_not_overwrite_the_first,
    what_is_known_of_a_suspect_is_polices_to_correct,
);
