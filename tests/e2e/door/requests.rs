//! Requests over HTTP: what is taken in, what is turned away, and what stands open to everybody.

use reqwest::Client;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Reply, ask};
use crate::world::World;

fn bearer(world: &World) -> String {
    format!("Bearer {}", world.token("POLICE"))
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

/// Requests as a client without a library sends them: the status of the answer.
async fn a_host_is_a_host_and_a_body_is_coded_in_chunks_alone(world: World) {
    let status = async |head: &str| {
        let mut stream = TcpStream::connect(world.url.trim_start_matches("http://")).await.expect("connected");
        let request = format!("GET /health/live HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n0\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("read");
        answer.split(' ').nth(1).expect("a status").to_owned()
    };
    for good in ["Host: a", "Host: a.b:80", "Host: [::1]:80", "Host: 127.0.0.1", "Host:"] {
        assert_eq!(status(good).await, "200", "{good}");
    }
    for bad in ["Host: a b/c", "Host: u@a", "Host: a:xyz", "Host: a, b", "Host: a:99999", "Host: a\r\nHost: a", "X: y"]
    {
        assert_eq!(status(bad).await, "400", "{bad}");
    }
    assert_eq!(status("Host: a\r\nTransfer-Encoding: chunked").await, "200");
    assert_eq!(status("Host: a\r\nTransfer-Encoding: gzip, chunked").await, "501");
}

async fn what_is_not_there_is_said(world: World) {
    let lost = Reply::of(Client::new().get(format!("{}/graphiql", world.url))).await;
    assert_eq!((lost.status, lost.code().as_str()), (404, "NOT_FOUND"), "{}", lost.text);
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
    a_host_is_a_host_and_a_body_is_coded_in_chunks_alone,
    a_body_that_is_no_request_is_turned_away_without_an_echo,
    a_body_has_its_greatest_size,
    what_is_not_there_is_said,
    the_contract_and_the_way_in_stand_open,
    a_hub_whose_schema_is_old_is_alive_and_not_ready,
    a_document_may_have_several_operations,
);
