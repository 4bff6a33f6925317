//! The shapes of a document: aliases, fragments, variables and directives change how it is written, not what it says.

use serde_json::{Value as Json, json};

use crate::world::World;

async fn case(world: &World) -> String {
    let sections = json!({
        "victims": { "add": [
            { "identificationPlace": "Maseru", "person": { "givenNames": "Palesa" } },
            { "identificationPlace": "Leribe", "person": { "givenNames": "Neo" } },
        ] },
        "reports": { "add": [{ "station": "Maseru" }] },
    });
    world.open("POLICE", sections).await
}

const PLAIN: &str = "query($id: ID!) { case(by: { id: $id }) { __typename id caseNo version
    victims(first: 2) { totalCount nodes { id identificationPlace person { givenNames } } edges { cursor node { id } } } } }";

/// The same question in other shapes.
const SHAPES: [&str; 6] = [
    "query($id: ID!) { case(by: { id: $id }) { ...All } }
     fragment All on Case { ...Own victims(first: 2) { ...Page } }
     fragment Page on VictimConnection { totalCount nodes { ...Of } edges { cursor node { id } } }
     fragment Of on Victim { id identificationPlace person { ... on Person { givenNames } } }
     fragment Own on Case { __typename id caseNo version }",
    "query($id: ID!) { case(by: { id: $id }) { ... { __typename id caseNo } ... on Case { version }
       victims(first: 2) { ... { totalCount } nodes { ... on Node { id } ... on Victim { identificationPlace person { givenNames } } } edges { cursor node { ...N } } } } }
     fragment N on Node { ... on Victim { ...M } } fragment M on Node { id }",
    "query($id: ID!) { case(by: { id: $id }) { __typename id caseNo version victims(first: 2) { totalCount nodes { id } }
       victims(first: 2) { nodes { identificationPlace person { givenNames } } } victims(first: 2) { edges { cursor } edges { node { id } } } } }",
    "query($id: ID!) { ...Root } fragment Root on Query { case(by: { id: $id }) { ...A ...A } }
     fragment A on Case { __typename id caseNo version victims(first: 2) { totalCount nodes { id identificationPlace person { givenNames } } edges { cursor node { id } } } }",
    "query($id: ID!) { case(by: { id: $id }) { __typename id caseNo version victims(first: 2) { totalCount
       nodes { ... on Suspect @skip(if: true) { id } id identificationPlace person { givenNames } } edges { cursor node { id } } } } }",
    "query Other { viewer { role } } query($id: ID!) { case(by: { id: $id }) { id } }",
];

async fn fragments_give_what_the_plain_document_gives(world: World) {
    let case = case(&world).await;
    for code in ["POLICE", "COORDINATOR"] {
        let plain = world.ask_with(code, PLAIN, json!({ "id": case })).await;
        assert_eq!(plain.ok().at("/data/case/victims/totalCount"), 2);
        for shape in &SHAPES[..4] {
            let shaped = world.ask_with(code, shape, json!({ "id": case })).await;
            assert_eq!(shaped.ok().at("/data"), plain.at("/data"), "{shape}");
            assert_eq!(shaped.withheld(), plain.withheld(), "{shape}");
        }
        for invalid in &SHAPES[4..] {
            world.ask_with(code, invalid, json!({ "id": case })).await.refused("INVALID");
        }
    }
}

async fn aliases_ask_for_the_same_thing_several_times(world: World) {
    let case = case(&world).await;
    let query = "query($id: ID!) { a: case(by: { id: $id }) { n: caseNo one: victims(first: 1) { nodes { p: identificationPlace } }
        last: victims(last: 1) { nodes { p: identificationPlace who: person { g: givenNames } also: person { givenNames } } }
        none: victims(filter: { identificationPlace: { eq: \"Berea\" } }) { totalCount nodes { id } } }
        b: case(by: { id: $id }) { caseNo victims(filter: { identificationPlace: { eq: \"Leribe\" } }) { totalCount } } }";
    let seen = world.ask_with("POLICE", query, json!({ "id": case })).await;
    seen.shows("/data/a/n", seen.at("/data/b/caseNo").clone()).shows("/data/b/victims/totalCount", 1);
    seen.shows("/data/a/one/nodes", json!([{ "p": "Maseru" }]));
    let last = json!([{ "p": "Leribe", "who": { "g": "Neo" }, "also": { "givenNames": "Neo" } }]);
    seen.shows("/data/a/last/nodes", last).shows("/data/a/none", json!({ "totalCount": 0, "nodes": [] }));
    // Under one key there is one answer: two that differ are refused.
    let differ = "query($id: ID!) { case(by: { id: $id }) { victims(first: 1) { nodes { id } } victims(first: 2) { nodes { id } } } }";
    world.ask_with("POLICE", differ, json!({ "id": case })).await.refused("INVALID");
}

async fn a_variable_left_out_is_an_argument_left_out(world: World) {
    let case = case(&world).await;
    let query = "query($id: ID!, $first: Int = 1, $after: String, $filter: ReportFilter, $place: String, $places: [String!] = [\"Leribe\", \"Maseru\"],
          $order: [VictimOrder!] = [{ field: IDENTIFICATION_PLACE }]) {
        case(by: { id: $id }) { page: victims(first: $first, after: $after, orderBy: $order) { nodes { identificationPlace } }
          some: victims(filter: { identificationPlace: { eq: $place, in: $places } }) { totalCount }
          reports(filter: $filter) { totalCount } } }";
    let ask = async |more: Json| {
        let mut variables = json!({ "id": case });
        variables.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        world.ask_with("POLICE", query, variables).await
    };
    let defaults = ask(json!({})).await;
    defaults.shows("/data/case/page/nodes", json!([{ "identificationPlace": "Leribe" }]));
    defaults.shows("/data/case/some/totalCount", 2).shows("/data/case/reports/totalCount", 1);
    let given = ask(json!({ "first": 2, "place": "Maseru", "filter": { "station": { "isKnown": false } }, "order": { "field": "IDENTIFICATION_PLACE", "direction": "DESC" } })).await;
    given
        .shows("/data/case/page/nodes/0/identificationPlace", "Maseru")
        .shows("/data/case/page/nodes/1/identificationPlace", "Leribe");
    given.shows("/data/case/some/totalCount", 1).shows("/data/case/reports/totalCount", 0);
    let nulls = ask(json!({ "first": null, "after": null, "filter": null, "order": null })).await;
    nulls.shows("/data/case/page/nodes/1/identificationPlace", "Leribe").shows("/data/case/reports/totalCount", 1);
    ask(json!({ "place": null })).await.refused("INVALID");
    ask(json!({ "first": "many" })).await.refused("INVALID");
}

async fn what_a_directive_leaves_out_is_neither_read_nor_withheld(world: World) {
    let case = case(&world).await;
    let query = "query($id: ID!, $with: Boolean = false, $without: Boolean! = true) { case(by: { id: $id }) { caseNo sourceRef @include(if: $with)
        ... on Case @include(if: $with) { movements { totalCount } } victims @skip(if: $without) { totalCount } } }";
    world.let_take_part(&case, "PROSECUTION").await;
    let without = world.ask_with("PROSECUTION", query, json!({ "id": case })).await;
    let number = without.ok().at("/data/case/caseNo").clone();
    without.shows("/data/case", json!({ "caseNo": number }));
    let with = world.ask_with("PROSECUTION", query, json!({ "id": case, "with": true, "without": false })).await;
    with.withholds("/data/case/sourceRef", "Case.sourceRef").withholds("/data/case/movements", "Case.movements");
    assert_eq!(with.at("/data/case/victims/totalCount"), 2);
}

/// A field is listed once however often it is withheld, whatever it is called in the document.
async fn a_withheld_field_is_listed_once(world: World) {
    let case = case(&world).await;
    let query = "query($id: ID!) { case(by: { id: $id }) { victims { nodes { person { a: givenNames b: givenNames phone } } } v: victims { nodes { person { givenNames } } } } }";
    let seen = world.ask_with("COORDINATOR", query, json!({ "id": case })).await;
    assert_eq!(seen.ok().withheld(), ["Person.givenNames", "Person.phone"]);
    let line = json!({ "field": "Person.givenNames", "responsible": ["SOCIAL_WELFARE"], "reason": "COORDINATOR does not read this field." });
    assert_eq!(seen.at("/extensions/withheld/0"), &line);
    assert!(seen.json.get("errors").is_none());
}

async fn a_document_is_at_most_so_deep_and_an_act_fails_beside_those_that_do_not(world: World) {
    let case = case(&world).await;
    let mut deep = "id".to_owned();
    for _ in 0..3 {
        deep = format!("victims {{ nodes {{ case {{ {deep} }} }} }}");
    }
    world.read("POLICE", &case, &deep).await.ok();
    deep = format!("victims {{ nodes {{ case {{ {deep} }} }} }}");
    world.read("POLICE", &case, &deep).await.refused("LIMIT");
    let acts = "mutation($id: ID!) { bad: reportAdd(case: $id, input: { station: \" \" }) { report { id } }
                good: reportAdd(case: $id, input: { station: \"Peka\" }) { report { station } } }";
    let done = world.ask_with("POLICE", acts, json!({ "id": case })).await;
    done.refused("INVALID");
    assert_eq!(done.at("/data"), &json!({ "bad": null, "good": { "report": { "station": "Peka" } } }));
    assert_eq!(done.at("/errors/0/path"), &json!(["bad"]));
}

on_both!(
    fragments_give_what_the_plain_document_gives,
    aliases_ask_for_the_same_thing_several_times,
    a_variable_left_out_is_an_argument_left_out,
    what_a_directive_leaves_out_is_neither_read_nor_withheld,
    a_withheld_field_is_listed_once,
    a_document_is_at_most_so_deep_and_an_act_fails_beside_those_that_do_not,
);
