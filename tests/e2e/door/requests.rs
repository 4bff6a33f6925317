//! Requests over HTTP: what is taken in, what is turned away, and what stands open to everybody.

use reqwest::{Client, Method};
use serde_json::{Value as Json, json};

use super::{Reply, ask};
use crate::world::World;

fn bearer(world: &World) -> String {
    format!("Bearer {}", world.token("POLICE"))
}

async fn a_body_is_json_and_says_so(world: World) {
    let bearer = bearer(&world);
    let body = json!({ "query": "{ viewer { role } }" }).to_string();
    for content_type in [
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/jsonp",
    ] {
        let request = Client::new()
            .post(format!("{}/graphql", world.url))
            .header("authorization", &bearer)
            .header("content-type", content_type)
            .body(body.clone());
        let reply = Reply::of(request).await;
        assert_eq!((reply.status, reply.code().as_str()), (415, "INVALID"), "{content_type}: {}", reply.text);
    }
    for content_type in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
        let request = Client::new()
            .post(format!("{}/graphql", world.url))
            .header("authorization", &bearer)
            .header("content-type", content_type)
            .body(body.clone());
        assert_eq!(Reply::of(request).await.status, 200, "{content_type}");
    }
}

async fn a_body_that_is_no_request_is_turned_away_without_an_echo(world: World) {
    let bearer = bearer(&world);
    let bodies = [
        "",
        "{",
        "null",
        "7",
        "\"zqmarkerqz\"",
        "[]",
        "{\"zqmarkerqz\": 1}",
        "{\"query\": 7}",
        "{\"query\": {\"zqmarkerqz\": 1}}",
        "{\"query\": \"{ viewer { role } }\", \"variables\": [\"zqmarkerqz\"]}",
        "{\"query\": \"{ viewer { role } }\" zqmarkerqz",
        "{\"query\": \"{ viewer { role } }\", \"operationName\": 7}",
        "[{\"query\": \"{ viewer { role } }\"}]",
    ];
    for body in bodies {
        let reply = Reply::of(ask(&world, &[&bearer], body)).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "INVALID"), "{body}: {}", reply.text);
        assert!(!reply.text.contains("zqmarkerqz"), "{body}: {}", reply.text);
    }
    let not_utf8 = Reply::of(ask(&world, &[&bearer], b"{\"query\": \"\xff\"}".to_vec())).await;
    assert_eq!((not_utf8.status, not_utf8.code().as_str()), (400, "INVALID"));
    let nested = format!(
        "{{\"query\": \"{{ viewer {{ role }} }}\", \"variables\": {}1{} }}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(Reply::of(ask(&world, &[&bearer], nested)).await.status, 400);
}

async fn a_body_has_its_greatest_size(world: World) {
    let bearer = bearer(&world);
    let sized = |bytes: usize| {
        let empty = json!({ "query": "{ viewer { role } }", "extensions": { "x": "" } }).to_string();
        json!({ "query": "{ viewer { role } }", "extensions": { "x": "x".repeat(bytes - empty.len()) } }).to_string()
    };
    assert_eq!(Reply::of(ask(&world, &[&bearer], sized(256 * 1024))).await.status, 200);
    let reply = Reply::of(ask(&world, &[&bearer], sized(256 * 1024 + 1))).await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "LIMIT"), "{}", reply.text);
}

async fn graphql_is_asked_by_post_only(world: World) {
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Client::new().request(method.clone(), format!("{}/graphql", world.url));
        let request = request.query(&[("query", "{ viewer { role } }")]).header("authorization", bearer(&world));
        let reply = Reply::of(request).await;
        assert_eq!((reply.status, reply.code().as_str()), (405, "INVALID"), "{method}: {}", reply.text);
    }
    let lost = Reply::of(Client::new().get(format!("{}/graphiql", world.url))).await;
    assert_eq!((lost.status, lost.code().as_str()), (404, "NOT_FOUND"), "{}", lost.text);
    assert_eq!(Reply::of(ask(&world, &[&bearer(&world)], r#"{"query":"{ viewer { role } }"}"#)).await.status, 200);
}

async fn answers_are_kept_by_nobody(world: World) {
    let request = ask(&world, &[&bearer(&world)], r#"{"query":"{ viewer { role } }"}"#);
    let response = request.send().await.expect("the hub answers");
    assert_eq!(response.headers().get("cache-control").map(|value| value.as_bytes()), Some(&b"no-store"[..]));
    assert!(
        response
            .headers()
            .get("content-type")
            .is_some_and(|value| value.to_str().is_ok_and(|text| text.starts_with("application/")))
    );
}

async fn the_contract_and_the_way_in_stand_open(world: World) {
    let get = async |path: &str| Reply::of(Client::new().get(format!("{}{path}", world.url))).await;
    let schema = get("/schema.graphql").await;
    let committed =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql")).expect("schema.graphql");
    assert!(schema.text == committed, "run: cargo run -p tip-hub -- schema > schema.graphql");
    assert!(schema.content_type.starts_with("application/graphql"), "{}", schema.content_type);
    let (live, ready) = (get("/health/live").await, get("/health/ready").await);
    assert_eq!((live.status, live.text.trim(), ready.status, ready.text.trim()), (200, "live", 200, "ready"));
    let welcome = get("/").await;
    assert!(welcome.content_type.starts_with("text/html"));
    for said in ["POST /graphql", "Authorization: Bearer", "schema.graphql", "tip-hub token"] {
        assert!(welcome.text.contains(said), "{said}");
    }
}

/// Ready is more than alive: an old schema, or a database that is gone, is said at the door.
async fn a_hub_whose_schema_is_old_is_alive_and_not_ready(world: World) {
    let get = async |path: &str| Reply::of(Client::new().get(format!("{}{path}", world.url))).await;
    world.execute("DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)").await;
    let (live, ready) = (get("/health/live").await, get("/health/ready").await);
    assert_eq!((live.status, ready.status), (200, 503));
    assert!(ready.text.contains("tip-hub migrate"), "{}", ready.text);
}

async fn a_document_may_have_several_operations(world: World) {
    let query = "query Mine { viewer { role } } query Theirs { organisations(first: 1) { totalCount } }";
    let asked = |operation: Json| json!({ "query": query, "operationName": operation }).to_string();
    let reply = Reply::of(ask(&world, &[&bearer(&world)], asked(json!("Mine")))).await;
    assert!(reply.text.starts_with(r#"{"data":{"viewer":{"role":"POLICE"}}"#), "{}", reply.text);
    for operation in [json!("zqmarkerqz"), Json::Null] {
        let reply = Reply::of(ask(&world, &[&bearer(&world)], asked(operation))).await;
        assert_eq!(reply.code(), "INVALID");
        assert!(!reply.text.contains("zqmarkerqz"), "{}", reply.text);
    }
}

on_both!(
    a_body_is_json_and_says_so,
    a_body_that_is_no_request_is_turned_away_without_an_echo,
    a_body_has_its_greatest_size,
    graphql_is_asked_by_post_only,
    answers_are_kept_by_nobody,
    the_contract_and_the_way_in_stand_open,
    a_hub_whose_schema_is_old_is_alive_and_not_ready,
    a_document_may_have_several_operations,
);
