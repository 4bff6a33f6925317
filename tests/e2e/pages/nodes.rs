//! Any record by its global id: `node`, `nodes` and `case`.

use serde_json::json;

use crate::acts::{absent_like, own_id};
use crate::world::World;

async fn nodes_come_in_the_order_of_their_ids_with_nulls_in_place(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "identificationPlace": "Maseru" })).await;
    let hidden = world.open("NGO", json!({})).await;
    let person = world.person("POLICE", &victim).await;
    let ids =
        [&victim, &hidden, &case, &absent_like(&victim), &victim, &"nonsense".to_owned(), &person, &String::new()];
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Victim { identificationPlace } ... on Case { caseNo } } }";
    let seen = world.ask_with("POLICE", query, json!({ "ids": ids })).await;
    let known = |index: usize| seen.ok().at(&format!("/data/nodes/{index}/id")).as_str() == Some(ids[index]);
    for index in [0, 2, 4, 6] {
        assert!(known(index), "{index}: {}", seen.text);
    }
    for index in [1, 3, 5, 7] {
        seen.shows(&format!("/data/nodes/{index}"), json!(null));
    }
    assert_eq!(seen.at("/data/nodes").as_array().map(Vec::len), Some(8));
    seen.shows("/data/nodes/4/identificationPlace", "Maseru").shows("/data/nodes/6/__typename", "Person");
}

async fn nodes_are_at_most_a_hundred_and_cost_one_statement_for_each_type(world: World) {
    let case = world.open("POLICE", json!({ "victims": { "add": vec![json!({}); 50] } })).await;
    let all = world.read("POLICE", &case, "victims(first: 50) { nodes { id person { id } } }").await;
    let at = |index: usize, of: &str| all.id(&format!("/data/node/victims/nodes/{index}/{of}"));
    let mut ids: Vec<String> = (0..50).flat_map(|index| [at(index, "id"), at(index, "person/id")]).collect();
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let before = world.statements();
    let seen = world.ask_with("POLICE", query, json!({ "ids": ids })).await;
    let hundred = world.statements() - before;
    assert_eq!(seen.ok().at("/data/nodes").as_array().map(Vec::len), Some(100));
    assert_eq!(seen.at("/data/nodes/99/id"), ids[99].as_str());
    let before = world.statements();
    world.ask_with("POLICE", query, json!({ "ids": ids[..2] })).await.ok();
    assert_eq!(world.statements() - before, hundred);
    ids.push(case);
    world.ask_with("POLICE", query, json!({ "ids": ids })).await.refused("LIMIT");
    world.ask_with("POLICE", query, json!({ "ids": [] })).await.shows("/data/nodes", json!([]));
}

/// Several `nodes` in one document, one of them in a fragment, each with nulls of its own.
async fn nulls_stand_in_their_own_list(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let query = "query($a: [ID!]!, $b: [ID!]!) { a: nodes(ids: $a) { id } ...Rest }
                 fragment Rest on Query { b: nodes(ids: $b) { id } c: node(id: \"none\") { id } }";
    let absent = absent_like(&case);
    let seen = world.ask_with("POLICE", query, json!({ "a": [absent, victim], "b": [case, absent] })).await;
    seen.shows("/data", json!({ "a": [null, { "id": victim }], "b": [{ "id": case }, null], "c": null }));
}

async fn a_case_is_asked_for_by_its_id_or_by_its_number(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let number = world.read("POLICE", &case, "caseNo").await.id("/data/node/caseNo");
    let by = |arguments: &str| format!("{{ case(by: {{ {arguments} }}) {{ id }} }}");
    for arguments in [format!("id: \"{case}\""), format!("caseNo: \"{number}\"")] {
        world.ask("POLICE", &by(&arguments)).await.shows("/data/case/id", case.as_str());
    }
    let both = format!("id: \"{case}\", caseNo: \"{number}\"");
    for arguments in [both, format!("id: \"{case}\", caseNo: null"), "id: null".to_owned(), String::new()] {
        world.ask("POLICE", &by(&arguments)).await.refused("INVALID");
    }
    for query in ["{ case { id } }", "{ case(by: null) { id } }"] {
        world.ask("POLICE", query).await.refused("INVALID");
    }
    let nullable = "query($id: ID) { case(by: { id: $id }) { id } }";
    let refused = world.ask_with("POLICE", nullable, json!({ "id": case })).await;
    assert!(refused.refused("INVALID").text.contains("Define it as `ID!`"), "{}", refused.text);
    let selected = "query($by: CaseSelector!) { case(by: $by) { id } }";
    for by in [json!({ "id": case }), json!({ "caseNo": number })] {
        world.ask_with("POLICE", selected, json!({ "by": by })).await.shows("/data/case/id", case.as_str());
    }
    for by in [
        json!({ "id": case, "caseNo": number }),
        json!({ "id": case, "caseNo": null }),
        json!({ "id": null }),
        json!({}),
    ] {
        world.ask_with("POLICE", selected, json!({ "by": by })).await.refused("INVALID");
    }
    for arguments in [
        format!("id: \"{victim}\""),
        "id: \"none\"".to_owned(),
        "caseNo: \"\"".to_owned(),
        format!("caseNo: \"{}\"", number.to_lowercase()),
    ] {
        world.ask("POLICE", &by(&arguments)).await.shows("/data/case", json!(null));
    }
    // A client without a network knows its own case by the UUID it made.
    let own = own_id().to_string();
    let opened = world.try_open("POLICE", json!({ "id": own }), json!({})).await.record();
    world.ask("POLICE", &by(&format!("id: \"{own}\""))).await.shows("/data/case/id", opened);
}

/// A change in the history is a record with a global id, for whom the change exists for.
async fn a_change_is_a_node(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "identificationPlace": "Maseru" })).await;
    let history = "query($id: ID!) { history(id: $id) { nodes { id act } } }";
    let made = world.ask_with("POLICE", history, json!({ "id": victim })).await;
    let change = made.id("/data/history/nodes/0/id");
    let act = made.id("/data/history/nodes/0/act");
    let query = "query($id: ID!) { node(id: $id) { __typename id ... on Change { act case { id } } } }";
    let seen = world.ask_with("POLICE", query, json!({ "id": change })).await;
    seen.shows("/data/node", json!({ "__typename": "Change", "id": change, "act": act, "case": { "id": case } }));
    world.ask_with("NGO", query, json!({ "id": change })).await.shows("/data/node", json!(null));
    // It has no history of its own.
    world.ask_with("POLICE", history, json!({ "id": change })).await.shows("/data/history", json!(null));
}

on_both!(
    a_change_is_a_node,
    nodes_come_in_the_order_of_their_ids_with_nulls_in_place,
    nodes_are_at_most_a_hundred_and_cost_one_statement_for_each_type,
    nulls_stand_in_their_own_list,
    a_case_is_asked_for_by_its_id_or_by_its_number,
);
