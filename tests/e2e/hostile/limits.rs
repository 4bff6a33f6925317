//! Every limit from both sides: a document just within it is answered, one just beyond is refused, and with that limit
//! lifted the same document is taken, so it was this limit that refused it.

use reqwest::{Client, RequestBuilder};
use serde_json::{Value as Json, json};
use tip_hub::graph::hub;
use tip_hub::guard::Limits;
use tip_hub::http::Transport;

use super::documents::{deep, nested};
use super::{admit, guard};
use crate::world::{World, serve_hub};

/// A limit, and what lies on both sides of it.
struct Border {
    name: &'static str,
    within: (String, Json),
    beyond: (String, Json),
    /// Lifts it.
    lift: fn(&mut Limits),
}

/// The document of a border with this many of what is limited.
type Sized = fn(usize) -> (String, Json);

fn border(name: &'static str, most: usize, of: Sized, lift: fn(&mut Limits)) -> Border {
    Border { name, within: of(most), beyond: of(most + 1), lift }
}

fn plain(query: impl Into<String>) -> (String, Json) {
    (query.into(), json!({}))
}

const NULLS: &str = "query($a: CaseFilter) { cases(filter: $a) { totalCount } }";

fn borders() -> Vec<Border> {
    let limits = Limits::default();
    let comment: Sized = |bytes| plain(format!("{{viewer{{role}}}}#{}", "x".repeat(bytes - 15)));
    let values: Sized = |count| (NULLS.to_owned(), json!({ "a": { "and": vec![json!({}); count - 2] } }));
    let long: Sized = |bytes| (NULLS.to_owned(), json!({ "a": { "caseNo": { "eq": "x".repeat(bytes - 9) } } }));
    let levels: Sized = |levels| (NULLS.to_owned(), json!({ "a": nests(levels) }));
    let operations: Sized = |count| {
        let others: String = (1..count).map(|at| format!("query a{at}{{viewer{{role}}}}")).collect();
        plain(format!("{others} query a{{viewer{{role}}}}"))
    };
    let opened: Sized = |levels| {
        let chain: String = (3..levels).map(|at| format!("fragment f{at} on Query{{...f{}}}", at + 1)).collect();
        plain(format!("{{...f3}}{chain}fragment f{levels} on Query{{viewer{{role}}}}"))
    };
    let directives: Sized = |count| {
        let fields =
            "role@skip(if:false)@include(if:true) ".repeat(count / 2) + &"role@skip(if:false)".repeat(count % 2);
        plain(format!("{{viewer{{{fields}}}}}"))
    };
    let aliases: Sized = |count| {
        let fields: String = (0..count).map(|at| format!("a{at}:role ")).collect();
        plain(format!("{{viewer{{{fields}}}}}"))
    };
    vec![
        border("bytes", limits.bytes, comment, |limits| limits.bytes += 1),
        border("bytes of variables", limits.bytes, long, |limits| limits.bytes += 1),
        border(
            "nesting",
            limits.nesting,
            |most| plain(nested("{...", "{viewer{role}}", "}", most - 2)),
            |limits| limits.nesting += 1,
        ),
        border("nesting of fragments", limits.nesting, opened, |limits| limits.nesting += 1),
        border("nesting of variables", limits.nesting, levels, |limits| limits.nesting += 1),
        border(
            "tokens",
            limits.tokens,
            |most| plain(format!("{{viewer{{{}}}}}", "role ".repeat(most - 5))),
            |limits| limits.tokens += 1,
        ),
        border("values of variables", limits.tokens, values, |limits| limits.tokens += 1),
        border("operations", limits.operations, operations, |limits| limits.operations += 1),
        border("depth", limits.depth, |most| plain(deep(most)), |limits| limits.depth += 1),
        border("aliases", limits.aliases, aliases, |limits| limits.aliases += 1),
        border("directives", limits.directives, directives, |limits| limits.directives += 1),
        border(
            "root fields",
            usize::try_from(limits.root_fields).expect("small"),
            |most| plain(format!("{{{}}}", "viewer{role} ".repeat(most))),
            |limits| limits.root_fields += 1,
        ),
        border(
            "selections",
            usize::try_from(limits.selections).expect("small"),
            |most| {
                let chain: String =
                    (0..11).map(|at| format!("fragment f{at} on Case{{...f{0} ...f{0}}}", at + 1)).collect();
                // The chain is 6,142 selections, and three lead to it.
                let more = "id ".repeat(most - 6_145);
                plain(format!("{{cases(first:1){{nodes{{{more}...f0}}}}}}{chain}fragment f11 on Case{{id}}"))
            },
            |limits| limits.selections += 1,
        ),
        Border {
            name: "cost",
            within: plain(pages(23)),
            beyond: plain(pages(24)),
            lift: |limits| limits.cost += 10_000,
        },
    ]
}

/// A page of pages: 201 values, and 10,000 for each field of the victims and one for the victim itself.
fn pages(fields: usize) -> String {
    format!("{{cases(first:100){{nodes{{victims(first:100){{nodes{{{}}}}}}}}}}}", "version ".repeat(fields))
}

/// A filter of a case with this many objects within each other.
fn nests(levels: usize) -> Json {
    (1..levels).fold(json!({}), |within, _| json!({ "not": within }))
}

#[test]
fn each_limit_refuses_what_it_is_for_and_nothing_less() {
    let defaults = guard(Limits::default());
    for Border { name, within, beyond, lift } in borders() {
        let ask = |guard: &tip_hub::guard::Guard, asked: &(String, Json)| {
            let document = guard.document(&asked.0)?;
            let mut variables = async_graphql::Variables::from_json(asked.1.clone());
            let name = asked.0.contains("query a{").then_some("a");
            let cost = guard.request(&document, name, &mut variables)?;
            guard.afford(cost).map_err(|refusal| vec![refusal])
        };
        ask(&defaults, &within).unwrap_or_else(|refused| panic!("{name} within: {refused:?}"));
        let refused = ask(&defaults, &beyond).expect_err(name);
        assert_eq!((refused.len(), refused[0].code.as_str()), (1, "LIMIT"), "{name}: {refused:?}");
        let mut lifted = Limits::default();
        lift(&mut lifted);
        let lifted = guard(lifted);
        ask(&lifted, &beyond).unwrap_or_else(|refused| panic!("{name} lifted: {refused:?}"));
    }
}

/// No document is right with four directives at one place, so this limit is tried where it is a lower one.
#[test]
fn directives_at_one_place_are_counted() {
    let two = "{viewer{role@skip(if:false)@include(if:true)}}";
    let code = |guard: &tip_hub::guard::Guard, query: &str| {
        admit(guard, query, &json!({})).map_err(|refused| refused[0].code.as_str()).err()
    };
    let lower = guard(Limits { directives_at_once: 1, ..Limits::default() });
    assert_eq!(code(&lower, "{viewer{role@skip(if:false)}}"), None);
    assert_eq!(code(&lower, two), Some("LIMIT"));
    let usual = guard(Limits::default());
    assert_eq!(code(&usual, two), None);
    let times = |times: usize| format!("{{viewer{{role{}}}}}", "@skip(if:false)".repeat(times));
    assert_eq!(code(&usual, &times(4)), Some("INVALID"), "no limit is broken, but a rule");
    assert_eq!(code(&usual, &times(5)), Some("LIMIT"));
}

/// A limit that is added is tried from both sides, too.
#[test]
fn every_limit_has_its_border() {
    let elsewhere = ["directives_at_once", "errors", "introspection"];
    let tried: Vec<&str> = borders().iter().map(|border| border.name).collect();
    let limits = serde_json::to_value(Limits::default()).expect("JSON");
    for limit in limits.as_object().expect("an object").keys() {
        let there = tried.contains(&limit.replace('_', " ").as_str()) || elsewhere.contains(&limit.as_str());
        assert!(there, "{limit} is not tried from both sides");
    }
}

/// What answers within the limits over HTTP too: nothing behind the guard is stricter than it.
async fn what_lies_within_every_limit_is_answered(world: World) {
    for Border { name, within: (query, variables), .. } in borders() {
        if matches!(name, "operations" | "values of variables" | "nesting of variables") {
            continue;
        }
        let answer = world.ask_with("POLICE", &query, variables).await;
        assert!(answer.json.get("errors").is_none() && answer.status == 200, "{name}: {}", answer.text);
    }
}

#[test]
fn introspection_is_for_the_signed_in_and_can_be_switched_off() {
    let standard = include_str!("introspection.graphql");
    admit(&guard(Limits::default()), standard, &json!({})).expect("the standard query");
    let closed = guard(Limits { introspection: false, ..Limits::default() });
    for query in [
        standard,
        "{__schema{types{name}}}",
        "{__type(name:\"Case\"){name}}",
        "{...a} fragment a on Query{__schema{types{name}}}",
    ] {
        let refused = admit(&closed, query, &json!({})).expect_err("closed");
        assert_eq!(refused[0].code.as_str(), "INVALID", "{refused:?}");
    }
    admit(&closed, "{ __typename viewer { __typename } }", &json!({})).expect("__typename is no introspection");
}

/// The schema is large, and may be asked about as much as the standard query does.
#[test]
fn who_asks_about_the_schema_many_times_is_refused() {
    let guard = guard(Limits::default());
    let each = |count: usize, of: &str| (0..count).map(|at| format!("a{at}:{of} ")).collect::<String>();
    let whole = "__schema{types{name fields{name description args{name type{name}} type{name ofType{name}}}}}";
    for (taken, beyond) in [
        (each(1, whole), each(20, whole)),
        (
            each(5, "__type(name:\"Mutation\"){fields{name}}"),
            format!(
                "__schema{{types{{{}}}}}",
                each(30, "fields{name description args{name type{name kind}} type{name kind ofType{name kind}}}")
            ),
        ),
        (
            "__schema{mutationType{fields{name}}}".to_owned(),
            format!(
                "__schema{{{}}}",
                each(
                    30,
                    "mutationType{fields{args{name description type{name kind ofType{name kind ofType{name kind}}}}}}"
                )
            ),
        ),
        ("...F".to_owned(), format!("...F {}", each(19, "__schema{...S}"))),
    ] {
        let shared = if taken == "...F" {
            "fragment F on Query{__schema{...S}} fragment S on __Schema{types{fields{name args{name type{name}}} inputFields{name type{name}}}}"
        } else {
            ""
        };
        admit(&guard, &format!("{{{taken}}}{shared}"), &json!({}))
            .unwrap_or_else(|refused| panic!("{taken}: {refused:?}"));
        let refused = admit(&guard, &format!("{{{beyond}}}{shared}"), &json!({})).expect_err("too much");
        assert_eq!(refused[0].code.as_str(), "LIMIT", "{beyond}: {refused:?}");
    }
}

/// The switch at the door: whoever is signed in is told nothing of the schema, and whoever is not is not even read.
async fn introspection_is_switched_off_for_everybody(world: World) {
    let standard = include_str!("introspection.graphql");
    for (introspection, code) in [(true, None), (false, Some("INVALID"))] {
        let hub = hub(Limits { introspection, ..Limits::default() }).expect("the schema");
        let url = serve_hub(hub.clone(), world.store.clone(), world.identity(), Transport::default()).await;
        let ask = async |bearer: Option<String>| {
            let body = json!({ "query": standard });
            let request =
                bearer.into_iter().fold(Client::new().post(format!("{url}/graphql")), RequestBuilder::bearer_auth);
            request.json(&body).send().await.expect("an answer").json::<Json>().await.expect("JSON")
        };
        let signed_in = ask(Some(world.token("POLICE"))).await;
        assert_eq!(signed_in["errors"][0]["extensions"]["code"].as_str(), code);
        assert_eq!(signed_in["data"]["__schema"].is_object(), introspection);
        let readings = hub.guard().readings();
        let anonymous = ask(None).await;
        assert_eq!(anonymous["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        assert_eq!(hub.guard().readings(), readings);
    }
}

async fn the_standard_introspection_query_is_answered(world: World) {
    let answer = world.ask("NGO", include_str!("introspection.graphql")).await;
    assert!(answer.ok().at("/data/__schema/types").as_array().is_some_and(|types| types.len() > 100));
}

on_both!(
    what_lies_within_every_limit_is_answered,
    introspection_is_switched_off_for_everybody,
    the_standard_introspection_query_is_answered,
);
