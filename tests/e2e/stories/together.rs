//! Several changes in one request land together or not at all, and records of one request may refer to each other.

use serde_json::json;
use tip_hub::graph::id;

use crate::acts::own_id;
use crate::world::World;

async fn a_case_and_its_sections_land_together(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let sections = json!({
        "victims": { "add": [{ "identificationPlace": "Berea" }], "update": [{ "id": victim, "version": 1, "patch": { "identificationPlace": "Leribe" } }] },
        "reports": { "add": [{ "station": "Leribe" }] },
    });
    world.change_case("POLICE", &case, json!({ "caseType": "TRANSIT" }), sections).await.ok();
    let seen = world.read("POLICE", &case, "caseType victims { totalCount } reports { totalCount }").await;
    seen.shows("/data/node/caseType", "TRANSIT")
        .shows("/data/node/victims/totalCount", 2)
        .shows("/data/node/reports/totalCount", 1);
    world
        .read("POLICE", &victim, "identificationPlace version")
        .await
        .shows("/data/node/identificationPlace", "Leribe")
        .shows("/data/node/version", 2);
}

/// Whatever goes wrong with the last part, nothing of the first parts is left: no row, no version, no history.
async fn one_refused_part_leaves_nothing_of_the_others(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let stranger = world.open_with_victim(json!({})).await.1;
    let everything = "version updatedAt caseType victims { nodes { id version identificationPlace } } reports { totalCount } movements { totalCount }";
    let before = world.read("POLICE", &case, everything).await;
    let bad_parts = [
        (
            "NOT_RESPONSIBLE",
            json!({ "movements": { "add": [{ "victim": victim, "screeningResult": "NO_INDICATORS" }] } }),
        ),
        ("NOT_FOUND", json!({ "movements": { "add": [{ "victim": own_id().to_string(), "fromPlace": "Peka" }] } })),
        ("INVALID", json!({ "movements": { "add": [{ "victim": stranger, "fromPlace": "Peka" }] } })),
        ("INVALID", json!({ "movements": { "add": [{ "victim": victim, "fromCountry": "XXX" }] } })),
        ("INVALID", json!({ "movements": { "add": [{ "victim": victim, "movedOn": "yesterday" }] } })),
        ("INVALID", json!({ "movements": { "add": [{ "victim": victim, "sequence": -1 }] } })),
    ];
    for (code, mut sections) in bad_parts {
        sections["victims"] = json!({ "add": [{}], "update": [{ "id": victim, "version": 1, "patch": { "identificationPlace": "Leribe" } }] });
        sections["reports"] = json!({ "add": [{ "station": "Leribe" }] });
        let refused = world.change_case("POLICE", &case, json!({ "caseType": "TRANSIT" }), sections.clone()).await;
        refused.refused(code);
        assert_eq!(world.read("POLICE", &case, everything).await.text, before.text, "{code}: {}", refused.text);
        sections["movements"] = json!({ "add": [] });
        world.change_case("POLICE", &case, json!({}), json!({ "movements": sections["movements"] })).await.ok();
    }
    let history =
        world.ask_with("POLICE", "query($id: ID!) { history(id: $id) { totalCount } }", json!({ "id": victim })).await;
    history.shows("/data/history/totalCount", 1);
}

async fn a_case_that_fails_to_open_leaves_no_case(world: World) {
    let sections = json!({ "victims": { "add": [{}] }, "reports": { "add": [{ "station": " " }] } });
    world.try_open("POLICE", json!({}), sections).await.refused("INVALID");
    world
        .ask("COORDINATOR", "{ cases { totalCount } victims { totalCount } }")
        .await
        .shows("/data/cases/totalCount", 0)
        .shows("/data/victims/totalCount", 0);
    let opened = world.try_open("POLICE", json!({}), json!({ "victims": { "add": [{}] } })).await;
    assert!(opened.id("/data/act/record/caseNo").ends_with("000001"), "no number was used up: {}", opened.text);
}

async fn records_of_one_request_refer_to_each_other_by_ids_the_client_made(world: World) {
    let [case, victim, suspect, link, exploitation] = std::array::from_fn(|_| own_id().to_string());
    let sections = json!({
        "victimSuspectLinks": { "add": [{ "id": link, "victim": victim, "suspect": suspect, "relationship": "EMPLOYER" }] },
        "exploitations": { "add": [{ "id": exploitation, "victim": victim, "types": ["FORCED_LABOUR"] }] },
        "victims": { "add": [{ "id": victim, "person": { "givenNames": "Palesa" } }] },
        "suspects": { "add": [{ "id": suspect }] },
    });
    let opened = world.try_open("POLICE", json!({ "id": case }), sections).await.record();
    assert_eq!(opened, id::encode(entity::table("case_file"), case.parse().expect("a UUID")));
    let seen = world.ask_with("POLICE", "query($id: ID!) { case(by: { id: $id }) { victimSuspectLinks { nodes { relationship suspect { id } victim { person { givenNames } exploitations { nodes { types } } } } } } }", json!({ "id": case })).await;
    seen.shows("/data/case/victimSuspectLinks/nodes/0/victim/person/givenNames", "Palesa");
    seen.shows("/data/case/victimSuspectLinks/nodes/0/victim/exploitations/nodes/0/types/0", "FORCED_LABOUR");
    let suspect = id::encode(entity::table("suspect"), suspect.parse().expect("a UUID"));
    seen.shows("/data/case/victimSuspectLinks/nodes/0/suspect/id", suspect);
}

async fn an_id_that_is_taken_is_a_conflict_and_one_that_is_no_uuid_7_is_invalid(world: World) {
    let (case, _) = world.open_with_victim(json!({})).await;
    let own = own_id().to_string();
    world.add("POLICE", &case, "Victim", json!({ "id": own })).await.ok();
    world
        .add("POLICE", &case, "Victim", json!({ "id": own, "identificationPlace": "Berea" }))
        .await
        .refused("CONFLICT");
    assert_eq!(world.count("POLICE", &case, "victims").await, Some(2));
    for bad in [
        "5f0c8a52-4a3c-4f3e-9d3b-0c7a3f1f9a11",
        "00000000-0000-0000-0000-000000000000",
        "01890a5d-ac96-174b-8d3b-0c7a3f1f9a11",
        "mine",
        "",
    ] {
        world.add("POLICE", &case, "Victim", json!({ "id": bad })).await.refused("INVALID");
        world.try_open("POLICE", json!({ "id": bad }), json!({})).await.refused("INVALID");
    }
    assert_eq!(world.count("POLICE", &case, "victims").await, Some(2));
    world.add("POLICE", &case, "Victim", json!({ "id": own_id().to_string() })).await.ok();
}

async fn a_request_changes_at_most_a_hundred_records(world: World) {
    let of = |count: usize| json!({ "victims": { "add": vec![json!({}); count] } });
    world.try_open("POLICE", json!({}), of(101)).await.refused("LIMIT");
    world.ask("POLICE", "{ cases { totalCount } }").await.shows("/data/cases/totalCount", 0);
    world.try_open("POLICE", json!({}), of(100)).await.ok();
    world.ask("POLICE", "{ victims { totalCount } }").await.shows("/data/victims/totalCount", 100);
}

on_both!(
    a_case_and_its_sections_land_together,
    one_refused_part_leaves_nothing_of_the_others,
    a_case_that_fails_to_open_leaves_no_case,
    records_of_one_request_refer_to_each_other_by_ids_the_client_made,
    an_id_that_is_taken_is_a_conflict_and_one_that_is_no_uuid_7_is_invalid,
    a_request_changes_at_most_a_hundred_records,
);
