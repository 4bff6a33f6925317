//! What the library's own parser and validation leave open, closed by the guard as the specification of September 2025
//! says: what is refused, and what is accepted.

use async_graphql::dynamic::{Field, FieldFuture, Object, Schema, TypeRef};
use serde_json::{Value as Json, json};
use tip_hub::guard::Limits;

use super::{admit, guard};
use crate::world::World;

/// Refused, each beside what is right.
fn pairs() -> Vec<(&'static str, &'static str, Json, &'static str, Json)> {
    let none = || json!({});
    let skips = "query($a: Boolean!) { viewer @skip(if: $a) { role } }";
    let may_skip = "query($a: Boolean) { viewer @skip(if: $a) { role } }";
    let defaults = "query($a: Boolean = false) { viewer @include(if: $a) { role } }";
    let node = "query($a: ID!) { node(id: $a) { id } }";
    let wrong_node = "query($a: ID) { node(id: $a) { id } }";
    vec![
        ("null for a variable", node, json!({ "a": null }), node, json!({ "a": "x" })),
        ("no value for a variable", node, none(), node, json!({ "a": "x" })),
        ("null inside @skip", skips, json!({ "a": null }), skips, json!({ "a": false })),
        ("no value inside @skip", skips, none(), skips, json!({ "a": true })),
        ("a nullable variable inside @skip", may_skip, json!({ "a": true }), defaults, none()),
        ("null where a default stands", defaults, json!({ "a": null }), defaults, json!({ "a": true })),
        ("a nullable variable for an argument", wrong_node, json!({ "a": "x" }), node, json!({ "a": "x" })),
        (
            "a nullable variable in a list",
            "query($a: ID) { nodes(ids: [$a]) { id } }",
            json!({ "a": "x" }),
            "query($a: ID!) { nodes(ids: [$a]) { id } }",
            json!({ "a": "x" }),
        ),
        (
            "a nullable variable in an object",
            "query($f: CaseOrderField) { cases(orderBy: [{ field: $f }]) { totalCount } }",
            json!({ "f": "STATUS" }),
            "query($f: CaseOrderField!) { cases(orderBy: [{ field: $f }]) { totalCount } }",
            json!({ "f": "STATUS" }),
        ),
        (
            "a default of null",
            "query($a: ID = null) { node(id: $a) { id } }",
            none(),
            "query($a: ID = \"x\") { node(id: $a) { id } }",
            none(),
        ),
        ("null in a literal", "{ nodes(ids: [\"x\", null]) { id } }", none(), "{ nodes(ids: [\"x\"]) { id } }", none()),
        (
            "a field twice in an object",
            "{ cases(filter: { and: [], and: [] }) { totalCount } }",
            none(),
            "{ cases(filter: { and: [], or: [] }) { totalCount } }",
            none(),
        ),
        ("empty variables", "query A() { viewer { role } }", none(), "query A { viewer { role } }", none()),
        ("empty arguments", "{ viewer() { role } }", none(), "{ viewer { role } }", none()),
        (
            "a fragment named on",
            "{ ...on } fragment on on Query { viewer { role } }",
            none(),
            "{ ...one } fragment one on Query { viewer { role } }",
            none(),
        ),
        ("words that run together", "queryA { viewer { role } }", none(), "query A{viewer{role}}", none()),
        (
            "numbers that run together",
            "{ cases(first: 00) { totalCount } }",
            none(),
            "{ cases(first: 0) { totalCount } }",
            none(),
        ),
        ("an argument of __typename", "{ __typename(a: 1) }", none(), "{ __typename }", none()),
        (
            "a directive nobody knows on __typename",
            "{ __typename @a }",
            none(),
            "{ __typename @skip(if: false) }",
            none(),
        ),
        ("a selection on __typename", "{ __typename { a } }", none(), "{ a: __typename }", none()),
        (
            "a fragment nobody uses",
            "{ viewer { role } } fragment a on Query { viewer { role } }",
            none(),
            "{ ...a } fragment a on Query { viewer { role } }",
            none(),
        ),
        (
            "a variable nobody uses",
            "query($a: Int) { viewer { role } }",
            none(),
            "query($a: Int) { cases(first: $a) { totalCount } }",
            none(),
        ),
        (
            "a variable only one operation defines",
            "query A($a: Int) { ...f } query B { ...f } fragment f on Query { cases(first: $a) { totalCount } }",
            none(),
            "query A($a: Int) { ...f } fragment f on Query { cases(first: $a) { totalCount } }",
            none(),
        ),
        (
            "two questions under one key",
            "{ a: cases(first: 1) { totalCount } a: cases(first: 2) { totalCount } }",
            none(),
            "{ a: cases(first: 1) { totalCount } a: cases(first: 1) { nodes { id } } }",
            none(),
        ),
        (
            "two questions under one key, further down",
            "{ cases { nodes { a: caseNo } } cases { nodes { a: id } } }",
            none(),
            "{ cases { nodes { a: caseNo } } cases { nodes { a: caseNo } } }",
            none(),
        ),
        (
            "two types under one key",
            "{ node(id: \"x\") { ... on Case { a: caseNo } ... on Victim { a: version } } }",
            none(),
            "{ node(id: \"x\") { ... on Case { a: caseNo } ... on Report { a: station } } }",
            none(),
        ),
        (
            "two names of one case",
            "{ case(by: { id: \"a\", caseNo: \"b\" }) { id } }",
            none(),
            "{ case(by: { caseNo: \"b\" }) { id } }",
            none(),
        ),
        (
            "two names of one case, one of them null",
            "{ case(by: { id: \"a\", caseNo: null }) { id } }",
            none(),
            "{ case(by: { id: \"a\" }) { id } }",
            none(),
        ),
        ("no name of a case", "{ case(by: {}) { id } }", none(), "{ case(by: { id: \"\" }) { id } }", none()),
        (
            "a variable that may be null as the one field",
            "query($a: ID) { case(by: { id: $a }) { id } }",
            json!({ "a": "b" }),
            "query($a: ID!) { case(by: { id: $a }) { id } }",
            json!({ "a": "b" }),
        ),
        (
            "a default for the one field",
            "query($a: ID = \"b\") { case(by: { id: $a }) { id } }",
            none(),
            "query($a: ID! = \"b\") { case(by: { id: $a }) { id } }",
            none(),
        ),
        (
            "a variable beside the one field",
            "query($a: ID!, $b: String!) { case(by: { id: $a, caseNo: $b }) { id } }",
            json!({ "a": "b", "b": "c" }),
            "query($a: ID!) { case(by: { id: $a }) { id } }",
            json!({ "a": "b" }),
        ),
        (
            "two names of one case in a variable",
            "query($a: CaseSelector!) { case(by: $a) { id } }",
            json!({ "a": { "id": "a", "caseNo": null } }),
            "query($a: CaseSelector!) { case(by: $a) { id } }",
            json!({ "a": { "id": "a" } }),
        ),
        (
            "two names of one case in a default",
            "query($a: CaseSelector! = { id: \"a\", caseNo: \"b\" }) { case(by: $a) { id } }",
            none(),
            "query($a: CaseSelector! = { id: \"a\" }) { case(by: $a) { id } }",
            none(),
        ),
        ("a number for a text", "{ case(by: { caseNo: 7 }) { id } }", none(), "{ case(by: { id: 7 }) { id } }", none()),
        (
            "a text for a number",
            "{ cases(first: \"7\") { totalCount } }",
            none(),
            "{ cases(first: 7) { totalCount } }",
            none(),
        ),
        (
            "a fraction for a number",
            "{ cases(first: 7.0) { totalCount } }",
            none(),
            "{ cases(last: 7) { totalCount } }",
            none(),
        ),
        (
            "quotes around a code",
            "{ cases(filter: { status: { eq: \"DRAFT\" } }) { totalCount } }",
            none(),
            "{ cases(filter: { status: { eq: DRAFT } }) { totalCount } }",
            none(),
        ),
        (
            "a directive twice",
            "{ viewer @skip(if: false) @skip(if: false) { role } }",
            none(),
            skips,
            json!({ "a": false }),
        ),
        (
            "a directive where it does not stand",
            "query @skip(if: true) { viewer { role } }",
            none(),
            skips,
            json!({ "a": false }),
        ),
        (
            "a variable in a default",
            "query($a: Int, $b: Int = $a) { cases(first: $b, last: $a) { totalCount } }",
            none(),
            "query($b: Int = 3) { cases(first: $b) { totalCount } }",
            none(),
        ),
    ]
}

#[test]
fn what_is_wrong_is_refused_and_what_is_right_beside_it_is_taken() {
    let guard = guard(Limits::default());
    let mut failed = Vec::new();
    for (name, wrong, variables, right, others) in pairs() {
        let refused = admit(&guard, wrong, &variables).err().unwrap_or_default();
        if refused.is_empty() || refused.iter().any(|refusal| refusal.code.as_str() != "INVALID") {
            failed.push(format!("{name}: {refused:?}"));
        }
        if let Err(refused) = admit(&guard, right, &others) {
            failed.push(format!("{name}, put right: {refused:?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The library behind the guard takes the same.
async fn what_is_right_is_answered(world: World) {
    for (name, wrong, variables, right, others) in pairs() {
        world.ask_with("POLICE", wrong, variables).await.refused("INVALID");
        let answer = world.ask_with("POLICE", right, others).await;
        assert!(!answer.at("/data").is_null() || answer.at("/errors/0/path").is_array(), "{name}: {}", answer.text);
    }
}

async fn what_september_2025_accepts_is_accepted(world: World) {
    for query in [
        "\"What it is for\" query A { viewer { role } }",
        "\"\"\"What it is\nfor\"\"\" query A { viewer { role } }",
        "query A(\"How many\" $n: Int = 1) { cases(first: $n) { totalCount } }",
        "{ ...a } \"What it is for\" fragment a on Query { viewer { role } }",
        "\u{feff}{ viewer { role } }",
        "{ viewer { role } } # \u{1f600} \u{0}",
        "{ ... on#a comment\nQuery { viewer { role } } }",
        "query($ids: [ ID ! ] ! = []) { nodes(ids: $ids) { id } }",
        "{,,,viewer,{,role,},}",
    ] {
        world.ask("POLICE", query).await.ok();
    }
    let case = world.ask("POLICE", "mutation { caseOpen(input: { sourceRef: \"\\u{1F600}\\uD83D\\uDE00\\u0041\" }, draft: true) { case { sourceRef } } }").await;
    assert_eq!(case.ok().at("/data/caseOpen/case/sourceRef"), "\u{1f600}\u{1f600}A");
    let block = "mutation { caseOpen(input: { sourceRef: \"\"\"\n    One\n      \\\"\"\" two\n    \"\"\" }, draft: true) { case { sourceRef } } }";
    let case = world.ask("POLICE", block).await;
    assert_eq!(case.ok().at("/data/caseOpen/case/sourceRef"), "One\n  \"\"\" two");
}

/// How the library suggests a name, where it may.
const SUGGESTS: &str = "id you mean";

/// The words that the next test looks for are those the library says.
#[tokio::test]
async fn left_to_itself_the_library_suggests_names() {
    let role = Field::new("viewer", TypeRef::named(TypeRef::STRING), |_| FieldFuture::Value(None));
    let schema = Schema::build("Query", None, None).register(Object::new("Query").field(role));
    let said = schema.finish().expect("a schema").execute("{ viewr }").await;
    assert!(said.errors[0].message.contains(SUGGESTS), "{:?}", said.errors);
}

/// An anonymous caller's document is not even read: whatever it is, the answer is the same.
async fn nobody_is_told_anything_before_they_sign_in(world: World) {
    let queries =
        ["{ viewer { role } }", "{ viewr }", "{ viewer { rol } }", "{", "", "{ __schema { types { name } } }"];
    let mut answers = std::collections::HashSet::new();
    for query in queries {
        let posted = reqwest::Client::new().post(format!("{}/graphql", world.url)).json(&json!({ "query": query }));
        let got = reqwest::Client::new().get(format!("{}/graphql", world.url)).query(&[("query", query)]);
        for request in [posted, got] {
            let response = request.send().await.expect("an answer");
            assert_eq!(response.status().as_u16(), 401, "{query}");
            answers.insert(response.text().await.expect("a body"));
        }
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    // Who signs in is told what is wrong, so it is the missing token that shuts the others out.
    world.ask("POLICE", queries[1]).await.refused("INVALID");
}

/// Nobody is told the names of fields by guessing at them.
async fn no_name_is_suggested(world: World) {
    for query in
        ["{ viewr { role } }", "{ viewer { rol } }", "{ cases(frist: 1) { totalCount } }", "{ ...on Cas { id } }"]
    {
        let answer = world.ask("POLICE", query).await;
        assert!(!answer.refused("INVALID").text.contains(SUGGESTS), "{}", answer.text);
        for word in ["viewr", "\"role", "frist", "first", "Case"] {
            assert!(!answer.text.contains(word), "{query} is told {word}: {}", answer.text);
        }
    }
}

on_both!(
    what_is_right_is_answered,
    what_september_2025_accepts_is_accepted,
    nobody_is_told_anything_before_they_sign_in,
    no_name_is_suggested,
);
