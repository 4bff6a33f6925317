//! GraphQL over HTTP, row by row: what is sent, and the status, media type and shape of what comes back.

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value as Json;

use crate::world::World;

const JSON: &str = "application/json";
const RESPONSE: &str = "application/graphql-response+json";

/// Which entries an answer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Data,
    Errors,
    Both,
}

use Shape::{Both, Data, Errors};

/// What came back: status, media type, shape.
async fn reply(request: RequestBuilder) -> (u16, String, Shape, Json) {
    let response = request.send().await.expect("the hub answers");
    let status = response.status().as_u16();
    let content_type = response.headers()[CONTENT_TYPE].to_str().expect("text").to_owned();
    let text = response.text().await.expect("a body");
    let json: Json = serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}"));
    let object = json.as_object().expect("an object");
    assert!(object.keys().all(|key| ["data", "errors", "extensions"].contains(&key.as_str())), "{text}");
    let shape = match (object.contains_key("data"), object.contains_key("errors")) {
        (true, false) => Data,
        (false, true) => Errors,
        (true, true) => Both,
        (false, false) => panic!("neither data nor errors: {text}"),
    };
    (status, content_type, shape, json)
}

fn to(world: &World, method: Method, query: &str) -> RequestBuilder {
    let url = format!("{}/graphql{query}", world.url);
    Client::new().request(method, url).header(AUTHORIZATION, format!("Bearer {}", world.token("POLICE")))
}

fn post(world: &World, accept: &str, content_type: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    to(world, Method::POST, "").header(ACCEPT, accept).header(CONTENT_TYPE, content_type).body(body)
}

/// A body of which one field is answered and one fails.
const FAILING: &str = r#"{"query":"{ viewer { role } cases(first: 1000) { totalCount } }"}"#;

/// Bodies, with the status for `application/graphql-response+json`, the one for `application/json`, and the shape.
const BODIES: [(&str, u16, u16, Shape); 54] = [
    (r#"{"query":"{ viewer { role } }"}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }"}"#, 200, 200, Data),
    (r#" {"query":"{ __typename }"} "#, 200, 200, Data),
    (r#"{"query":"query Q { viewer { role } }","operationName":"Q"}"#, 200, 200, Data),
    (r#"{"query":"query Q { viewer { role } }"}"#, 200, 200, Data),
    (r#"{"query":"query A { viewer { role } } query B { __typename }","operationName":"B"}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","operationName":null}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","variables":null}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","extensions":null}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","operationName":null,"variables":null,"extensions":null}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","variables":{}}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","variables":{"unused":1}}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","extensions":{}}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","extensions":{"some":"value"}}"#, 200, 200, Data),
    (r#"{"query":"{ __typename }","unknown":[1]}"#, 200, 200, Data),
    (r#"{"variables":{"n":1},"query":"query($n: Int) { organisations(first: $n) { totalCount } }"}"#, 200, 200, Data),
    (r#"{"query":"query($n: String!) { __type(name: $n) { name } }","variables":{"n":"sometype"}}"#, 200, 200, Data),
    (r#"{"query":"mutation { caseOpen(input: {}, draft: true) { case { status } } }"}"#, 200, 200, Data),
    // Variables of `@skip` and `@include` beside `__typename`, and whole numbers however JSON writes them.
    (
        r#"{"query":"query($a: Boolean!) { x: __typename @skip(if: $a) y: __typename @include(if: $a) }","variables":{"a":true}}"#,
        200,
        200,
        Data,
    ),
    (r#"{"query":"{ organisations(first: -0) { totalCount } }"}"#, 200, 200, Data),
    (r#"{"variables":{"n":-0},"query":"query($n: Int) { organisations(first: $n) { totalCount } }"}"#, 200, 200, Data),
    (r#"{"variables":{"n":1.0},"query":"query($n: Int) { organisations(first: $n) { totalCount } }"}"#, 200, 200, Data),
    (
        r#"{"variables":{"n":1.5},"query":"query($n: Int) { organisations(first: $n) { totalCount } }"}"#,
        400,
        200,
        Errors,
    ),
    (r#"{"variables":{"id":9223372036854775808},"query":"query($id: ID!) { node(id: $id) { id } }"}"#, 200, 200, Data),
    (r#"{"query":"{ node(id: 7) { id } }"}"#, 200, 200, Data),
    // An operation that ran, and of which a field failed.
    (FAILING, 200, 200, Both),
    (r#"{"query":"{ cases(first: 1000) { totalCount } }"}"#, 200, 200, Both),
    (r#"{"query":"mutation { victimAdd(case: \"none\", input: {}) { victim { id } } }"}"#, 200, 200, Both),
    // Documents that are not run.
    (r#"{"query":""}"#, 400, 200, Errors),
    (r##"{"query":"# nothing"}"##, 400, 200, Errors),
    (r#"{"query":"{"}"#, 400, 200, Errors),
    (r#"{"query":"{ 8f31403dfe404bccbb0e835f2629c6a7 }"}"#, 400, 200, Errors),
    (r#"{"query":"{ noSuchField }"}"#, 400, 200, Errors),
    (r#"{"query":"{ viewer }"}"#, 400, 200, Errors),
    (r#"{"query":"{ viewer { role { deeper } } }"}"#, 400, 200, Errors),
    (r#"{"query":"query A { __typename } query B { __typename }"}"#, 400, 200, Errors),
    (r#"{"query":"query A { __typename }","operationName":"B"}"#, 400, 200, Errors),
    (
        r#"{"query":"query($n: Int) { organisations(first: $n) { totalCount } }","variables":{"n":"x"}}"#,
        400,
        200,
        Errors,
    ),
    // What is no request.
    ("", 400, 400, Errors),
    ("NONSENSE", 400, 400, Errors),
    (r#"{ "not a JSON"#, 400, 400, Errors),
    (r#"{"qeury":"{ __typename }"}"#, 400, 400, Errors),
    (r#"{"query":null}"#, 400, 400, Errors),
    (r#"{"query":7}"#, 400, 400, Errors),
    (r#"{"query":["{ __typename }"]}"#, 400, 400, Errors),
    (r#"{"query":"{ __typename }","operationName":{}}"#, 400, 400, Errors),
    (r#"{"query":"{ __typename }","variables":"{}"}"#, 400, 400, Errors),
    (r#"{"query":"{ __typename }","variables":[1]}"#, 400, 400, Errors),
    (r#"{"query":"{ __typename }","extensions":0}"#, 400, 400, Errors),
    (r#"{"query":"{ __typename }","extensions":["array"]}"#, 400, 400, Errors),
    (r#"{"query":"{ __typename }","query":"{ viewer { role } }"}"#, 400, 400, Errors),
    (
        r#"{"query":"query($n: Int) { organisations(first: $n) { totalCount } }","variables":{"n":5,"n":1}}"#,
        400,
        400,
        Errors,
    ),
    (r#"[{"query":"{ __typename }"}]"#, 400, 400, Errors),
    (r#"["{ __typename }",null,null,null]"#, 400, 400, Errors),
];

async fn a_body_is_answered_as_its_media_type_asks(world: World) {
    for (body, response, json, shape) in BODIES {
        for (accept, status) in [(RESPONSE, response), (JSON, json)] {
            let (got, media, got_shape, text) = reply(post(&world, accept, JSON, body)).await;
            assert_eq!((got, got_shape), (status, shape), "{accept}: {body}: {text}");
            assert_eq!(media, format!("{accept}; charset=utf-8"), "{body}");
        }
    }
    let not_utf8 = b"{\"query\":\"{ __typename } # \xff\"}".to_vec();
    assert_eq!(reply(post(&world, RESPONSE, JSON, not_utf8)).await.0, 400);
    let (.., json) = reply(post(&world, RESPONSE, JSON, FAILING)).await;
    assert_eq!(json["data"]["viewer"]["role"], "POLICE");
    assert_eq!(json["errors"][0]["path"][0], "cases");
}

/// What a caller accepts, and what they get.
const ACCEPTED: [(&str, Option<&str>); 34] = [
    (RESPONSE, Some(RESPONSE)),
    (JSON, Some(JSON)),
    ("application/graphql-response+json; charset=utf-8", Some(RESPONSE)),
    ("application/json;charset=UTF-8", Some(JSON)),
    ("application/json; charset=\"utf-8\"", Some(JSON)),
    ("Application/GraphQL-Response+JSON", Some(RESPONSE)),
    ("*/*", Some(JSON)),
    ("application/*", Some(JSON)),
    ("", Some(RESPONSE)),
    ("application/graphql-response+json, application/json", Some(RESPONSE)),
    ("application/json, application/graphql-response+json", Some(JSON)),
    ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", Some(RESPONSE)),
    ("application/graphql-response+json, application/json;q=0.9", Some(RESPONSE)),
    ("application/json, application/graphql-response+json;q=0.9", Some(JSON)),
    ("application/json;q=0.5, application/graphql-response+json;q=0.51", Some(RESPONSE)),
    ("application/json;q=0.4,application/graphql-response+json;q=0.3", Some(JSON)),
    ("application/graphql-response+json;q=0, application/json", Some(JSON)),
    ("application/graphql-response+json, */*", Some(RESPONSE)),
    ("*/*, application/graphql-response+json", Some(RESPONSE)),
    ("application/json;q=0.5, */*;q=0.9", Some(RESPONSE)),
    ("application/json;q=0, */*", Some(RESPONSE)),
    ("application/*;q=0.2, application/graphql-response+json;q=0.1", Some(JSON)),
    ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", Some(JSON)),
    ("text/html, application/graphql-response+json;q=0.001", Some(RESPONSE)),
    ("text/html, application/json ; q=0.8", Some(JSON)),
    ("nonsense, application/json", Some(JSON)),
    ("application/json;q=many, application/graphql-response+json;q=0.1", Some(RESPONSE)),
    ("text/html", None),
    ("text/*", None),
    ("application/xml, text/plain", None),
    ("application/json;q=0", None),
    ("*/*;q=0", None),
    ("application/json; charset=iso-8859-1", None),
    ("application/graphql+json", None),
];

async fn the_caller_chooses_the_media_type(world: World) {
    for (accept, expected) in ACCEPTED {
        let (status, media, shape, text) = reply(post(&world, accept, JSON, BODIES[0].0)).await;
        match expected {
            Some(expected) => {
                assert_eq!((status, shape), (200, Data), "{accept}: {text}");
                assert_eq!(media, format!("{expected}; charset=utf-8"), "{accept}");
            }
            None => assert_eq!((status, shape), (406, Errors), "{accept}: {text}"),
        }
    }
    let several = to(&world, Method::POST, "").header(ACCEPT, "text/html").header(ACCEPT, RESPONSE);
    let several = several.header(CONTENT_TYPE, JSON).body(BODIES[0].0);
    assert_eq!(reply(several).await.1, format!("{RESPONSE}; charset=utf-8"));
}

/// The types a body may say it is of.
const CONTENT_TYPES: [(&str, u16); 19] = [
    (JSON, 200),
    ("application/json; charset=utf-8", 200),
    ("application/json;charset=UTF-8", 200),
    ("application/json; charset=\"utf-8\"", 200),
    ("APPLICATION/JSON", 200),
    ("application/json; charset=utf-16", 415),
    ("application/json; charset=iso-8859-1", 415),
    ("application/graphql-response+json", 415),
    ("application/graphql+json", 415),
    ("application/graphql", 415),
    ("application/jsonp", 415),
    ("application/*", 415),
    ("text/json", 415),
    ("text/plain", 415),
    ("text/plain; application/json", 415),
    ("application/x-www-form-urlencoded", 415),
    ("multipart/form-data; boundary=x", 415),
    ("application/json, text/plain", 415),
    ("", 415),
];

async fn a_body_says_that_it_is_json(world: World) {
    for (content_type, status) in CONTENT_TYPES {
        let (got, _, shape, text) = reply(post(&world, RESPONSE, content_type, BODIES[0].0)).await;
        assert_eq!(got, status, "{content_type}: {text}");
        assert_eq!(shape, if status == 200 { Data } else { Errors });
    }
    let none = to(&world, Method::POST, "").body(BODIES[0].0);
    assert_eq!(reply(none).await.0, 415, "no type at all");
    let twice = post(&world, RESPONSE, JSON, BODIES[0].0).header(CONTENT_TYPE, "text/plain");
    assert_eq!(reply(twice).await.0, 415, "two types");
    let compressed = post(&world, RESPONSE, JSON, BODIES[0].0).header("content-encoding", "gzip");
    assert_eq!(reply(compressed).await.0, 415, "compressed");
    let refused = post(&world, RESPONSE, "text/plain", BODIES[0].0).send().await.expect("an answer");
    assert_eq!(refused.headers()["accept-post"], JSON);
}

/// URLs, the status for `application/graphql-response+json`, the one for `application/json`, and the shape.
const URLS: [(&str, u16, u16, Shape); 27] = [
    ("?query=%7Bviewer%7Brole%7D%7D", 200, 200, Data),
    ("?query={__typename}", 200, 200, Data),
    ("?query=query+Q+{+viewer+{+role+}+}", 200, 200, Data),
    ("?query=query+A{__typename}+query+B{viewer{role}}&operationName=B", 200, 200, Data),
    ("?query=query+A{__typename}+mutation+M{caseOpen(input:{},draft:true){case{id}}}&operationName=A", 200, 200, Data),
    ("?query={__typename}&operationName=", 200, 200, Data),
    ("?query={__typename}&variables=&extensions=", 200, 200, Data),
    ("?query={__typename}&variables=null&extensions=null", 200, 200, Data),
    ("?query={__typename}&variables={}&extensions={\"a\":1}", 200, 200, Data),
    ("?query=query($n:Int){organisations(first:$n){totalCount}}&variables=%7B%22n%22%3A1%7D", 200, 200, Data),
    ("?unknown=1&unknown=2&query={__typename}", 200, 200, Data),
    ("?query={viewer{role}cases(first:1000){totalCount}}", 200, 200, Both),
    ("?query=query+null{__typename}&operationName=null", 200, 200, Data),
    ("?query=", 400, 200, Errors),
    ("?query={", 400, 200, Errors),
    ("?query={noSuchField}", 400, 200, Errors),
    ("?query=query+A{__typename}&operationName=B", 400, 200, Errors),
    ("?query=query+A{__typename}+mutation+M{caseOpen(input:{},draft:true){case{id}}}", 400, 200, Errors),
    ("", 400, 400, Errors),
    ("?qeury={__typename}", 400, 400, Errors),
    ("?query={__typename}&query={viewer{role}}", 400, 400, Errors),
    ("?query={__typename}&variables=nonsense", 400, 400, Errors),
    ("?query={__typename}&variables=[1]", 400, 400, Errors),
    ("?query={__typename}&extensions=7", 400, 400, Errors),
    ("?query=mutation{caseOpen(input:{},draft:true){case{id}}}", 405, 405, Errors),
    ("?query=mutation+M{caseOpen(input:{},draft:true){case{id}}}&operationName=M", 405, 405, Errors),
    (
        "?query=query+A{__typename}+mutation+M{caseOpen(input:{},draft:true){case{id}}}&operationName=M",
        405,
        405,
        Errors,
    ),
];

async fn a_question_may_come_in_the_url_and_changes_nothing(world: World) {
    let get = |query: &str| to(&world, Method::GET, query).header("graphql-require-preflight", "true");
    for (url, response, json, shape) in URLS {
        for (accept, status) in [(RESPONSE, response), (JSON, json)] {
            let (got, media, got_shape, text) = reply(get(url).header(ACCEPT, accept)).await;
            assert_eq!((got, got_shape), (status, shape), "{accept}: {url}: {text}");
            assert_eq!(media, format!("{accept}; charset=utf-8"), "{url}");
        }
    }
    let refused = get(URLS[24].0).send().await.expect("an answer");
    assert_eq!(refused.headers()["allow"], "POST");
    assert_eq!(reply(get(URLS[0].0).header(ACCEPT, "text/html")).await.0, 406);
    let cases = world.ask("POLICE", "{ cases { totalCount } }").await;
    assert_eq!(cases.at("/data/cases/totalCount"), 0, "a GET opened a case");
}

async fn other_methods_say_which_ones_there_are(world: World) {
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let response = to(&world, method.clone(), URLS[0].0).send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 405, "{method}");
        let allow = response.headers()["allow"].to_str().expect("text").to_owned();
        assert!(["GET", "HEAD", "POST", "OPTIONS"].iter().all(|one| allow.contains(one)), "{method}: {allow}");
    }
    let asked = async |method| {
        let request = to(&world, method, URLS[0].0).header("graphql-require-preflight", "1");
        request.send().await.expect("one")
    };
    let whole = asked(Method::GET).await.text().await.expect("a body").len().to_string();
    let head = asked(Method::HEAD).await;
    assert_eq!((head.status().as_u16(), head.headers()["content-length"].as_bytes()), (200, whole.as_bytes()));
    assert_eq!(head.text().await.expect("nothing"), "");
    let options = Client::new().request(Method::OPTIONS, format!("{}/graphql", world.url)).send().await.expect("one");
    assert_eq!(options.status().as_u16(), 204);
    assert_eq!(options.headers()["allow"], "GET, HEAD, POST, OPTIONS");
}

/// Who is not let in learns so in the type they take, and by 401 in either.
async fn a_shut_door_speaks_the_media_type_of_the_caller(world: World) {
    for accept in [RESPONSE, JSON] {
        let request = Client::new().post(format!("{}/graphql", world.url)).header(ACCEPT, accept);
        let (status, media, shape, _) = reply(request.header(CONTENT_TYPE, JSON).body(BODIES[0].0)).await;
        assert_eq!((status, media, shape), (401, format!("{accept}; charset=utf-8"), Errors));
    }
}

async fn keys_stand_in_the_order_of_the_document(world: World) {
    let query = "query { z: __typename viewer { organisation { name code } role } ...F a: __typename } \
                 fragment F on Query { m: __typename viewer { account: __typename } b: __typename }";
    for _ in 0..5 {
        let body = serde_json::json!({ "query": query }).to_string();
        let text = post(&world, RESPONSE, JSON, body).send().await.expect("an answer").text().await.expect("text");
        let places: Vec<_> = ["z", "viewer", "organisation", "name", "code", "role", "account", "m", "b", "a"]
            .map(|key| text.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key}: {text}")))
            .to_vec();
        assert!(places.is_sorted(), "{text}");
    }
    let failed = post(&world, RESPONSE, JSON, FAILING).send().await.expect("an answer").text().await.expect("text");
    assert!(failed.starts_with("{\"errors\":"), "{failed}");
}

on_both!(
    a_body_is_answered_as_its_media_type_asks,
    the_caller_chooses_the_media_type,
    a_body_says_that_it_is_json,
    a_question_may_come_in_the_url_and_changes_nothing,
    other_methods_say_which_ones_there_are,
    a_shut_door_speaks_the_media_type_of_the_caller,
    keys_stand_in_the_order_of_the_document,
);
