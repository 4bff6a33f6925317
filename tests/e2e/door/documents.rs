//! Registered documents: asked for by their hashes, by nobody else's clients, and by some clients alone.

use reqwest::Client;
use reqwest::header::ACCEPT;
use serde_json::{Value as Json, json};
use tip_hub::access::ClientDocument;
use tip_hub::graph::{Hub, hub};
use tip_hub::guard::{Hash, Limits};
use tip_hub::http::Transport;

use crate::world::{World, serve_hub};

const MINE: &str = "query Mine($no: String! = \"none\") { viewer { role } case(by: { caseNo: $no }) { id } }";
const OTHER: &str = "query Other { viewer { rank } }";

/// Registers a text for an organisation's clients; answers its identifier.
async fn register(world: &World, organisation: &str, text: &str) -> String {
    let hash = Hash::of(text);
    let document =
        ClientDocument { hash: hash.digits().to_owned(), name: "a test's".to_owned(), text: text.to_owned() };
    world.store.trust(organisation, &[document]).await.expect("registered");
    hash.identifier()
}

/// A hub that the test can look into, and where it listens.
async fn open(world: &World) -> (Hub, String) {
    let hub = hub(Limits::default()).expect("the schema");
    let transport = Transport { rate_limit: 0, ..Transport::default() };
    let url = serve_hub(hub.clone(), world.store.clone(), world.identity(), transport).await;
    (hub, url)
}

/// What is answered to this body: the status and the JSON.
async fn post(world: &World, url: &str, code: &str, body: Json) -> (u16, Json) {
    let request = Client::new().post(format!("{url}/graphql")).bearer_auth(world.token(code)).json(&body);
    let response = request.header(ACCEPT, "application/graphql-response+json").send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

/// What is answered to these parameters in a URL.
async fn get(world: &World, code: &str, parameters: &[(&str, &str)]) -> (u16, Json) {
    let request = Client::new().get(format!("{}/graphql", world.url)).bearer_auth(world.token(code)).query(parameters);
    let request = request.header("GraphQL-Require-Preflight", "true");
    let response = request.header(ACCEPT, "application/graphql-response+json").send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

fn code(json: &Json) -> &str {
    json["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}

async fn a_document_is_asked_for_by_its_hash(world: World) {
    let id = register(&world, "POLICE", MINE).await;
    let bare = id.strip_prefix("sha256:").expect("a prefix");
    let apollo = json!({ "persistedQuery": { "version": 1, "sha256Hash": bare } });
    for body in [
        json!({ "documentId": id }),
        json!({ "documentId": bare, "operationName": "Mine" }),
        json!({ "documentId": id, "variables": { "no": "none" }, "query": null }),
        json!({ "extensions": apollo }),
        // An Apollo client that was told before that the document is not there.
        json!({ "extensions": apollo, "query": MINE }),
    ] {
        let (status, json) = post(&world, &world.url, "POLICE", body.clone()).await;
        assert_eq!((status, &json["data"]["viewer"]["role"]), (200, &json!("POLICE")), "{body}: {json}");
    }
    for parameters in [
        [("documentId", id.as_str()), ("variables", r#"{"no":"none"}"#)],
        [("extensions", &apollo.to_string()), ("operationName", "Mine")],
    ] {
        let (status, json) = get(&world, "POLICE", &parameters).await;
        assert_eq!((status, &json["data"]["viewer"]["role"]), (200, &json!("POLICE")), "{parameters:?}: {json}");
    }
    let writes = "mutation { caseOpen(input: {}, draft: true) { case { id } } }";
    let writes = register(&world, "POLICE", writes).await;
    assert_eq!(get(&world, "POLICE", &[("documentId", &writes)]).await.0, 405);
    assert_eq!(post(&world, &world.url, "POLICE", json!({ "documentId": writes })).await.0, 200);
    // Its variables are held against the schema each time.
    let (status, json) =
        post(&world, &world.url, "POLICE", json!({ "documentId": id, "variables": { "no": [] } })).await;
    assert_eq!((status, code(&json)), (400, "INVALID"), "{json}");
}

async fn a_hash_is_nothing_to_others_and_nothing_once_retired(world: World) {
    let id = register(&world, "POLICE", MINE).await;
    let hash = id.strip_prefix("sha256:").expect("a prefix").to_owned();
    let not_found = async |who: &str, id: &str| {
        let (status, json) = post(&world, &world.url, who, json!({ "documentId": id })).await;
        assert_eq!((status, code(&json)), (400, "PERSISTED_DOCUMENT_NOT_FOUND"), "{id}: {json}");
        let one_error = json["errors"].as_array().is_some_and(|errors| errors.len() == 1);
        assert!(one_error && json.get("data").is_none() && !json.to_string().contains(&hash), "{json}");
    };
    let found = async |who: &str| {
        let (status, json) = post(&world, &world.url, who, json!({ "documentId": id })).await;
        assert_eq!(status, 200, "{json}");
    };
    found("POLICE").await;
    // Least privilege: another organisation's document is none of theirs, until it is registered for them, too.
    for other in ["POLICE_2", "NGO", "COORDINATOR"] {
        not_found(other, &id).await;
    }
    register(&world, "NGO", MINE).await;
    found("NGO").await;
    let long = "a".repeat(100_000);
    let (upper, text) = (format!("sha256:{}", hash.to_uppercase()), Hash::of(OTHER).identifier());
    for id in ["", "sha256:", "sha256:0", "md5:0", "x-mine:1", &upper, &text, &long, &hash[1..]] {
        not_found("POLICE", id).await;
    }
    world.store.retire_document(&hash, Some("NGO")).await.expect("retired");
    not_found("NGO", &id).await;
    found("POLICE").await;
    world.store.retire_document(&hash, None).await.expect("retired");
    not_found("POLICE", &id).await;
    register(&world, "POLICE", MINE).await;
    found("POLICE").await;
}

async fn a_text_and_an_identifier_are_too_much(world: World) {
    let id = register(&world, "POLICE", MINE).await;
    for body in [
        json!({ "documentId": id, "query": MINE }),
        json!({ "documentId": 7 }),
        json!({ "documentId": null }),
        json!({ "extensions": { "persistedQuery": { "version": 2, "sha256Hash": "a" } } }),
        json!({ "extensions": { "persistedQuery": "a" } }),
        json!([{ "documentId": id }]),
    ] {
        let (status, json) = post(&world, &world.url, "POLICE", body.clone()).await;
        assert_eq!((status, code(&json)), (400, "INVALID"), "{body}: {json}");
    }
    for parameters in [[("documentId", id.as_str()), ("query", MINE)], [("documentId", &id), ("documentId", &id)]] {
        assert_eq!(get(&world, "POLICE", &parameters).await.0, 400, "{parameters:?}");
    }
}

/// Nothing of a text is read that its sender may not send.
async fn an_organisation_may_be_held_to_its_registered_documents(world: World) {
    let (hub, url) = open(&world).await;
    let organisation = world.organisation("POLICE").await;
    let id = register(&world, "POLICE", MINE).await;
    register(&world, "NGO", OTHER).await;
    let ask = async |who: &str, body: Json| post(&world, &url, who, body).await;
    assert_eq!(ask("POLICE", json!({ "query": OTHER })).await.0, 200);
    for refused in ["POLICE", "NGO"] {
        let change = world.change(refused, &organisation, json!({ "acceptedDocuments": "REGISTERED" })).await;
        change.refused("NOT_RESPONSIBLE");
    }
    world.change("COORDINATOR", &organisation, json!({ "acceptedDocuments": "REGISTERED" })).await.ok();
    let before = hub.guard().readings();
    for text in [OTHER, "{ viewer { role } }", "not GraphQL at all", "", &"{".repeat(100_000), &format!("{MINE} ")] {
        let (status, json) = ask("POLICE", json!({ "query": text })).await;
        assert_eq!((status, code(&json)), (400, "DOCUMENT_NOT_REGISTERED"), "{json}");
        let kept =
            format!("SELECT CAST(COUNT(*) AS TEXT) FROM audit_event WHERE document = '{}'", Hash::of(text).digits());
        assert_eq!(world.text(&kept).await, "1", "which one it was is kept");
    }
    assert_eq!(hub.guard().readings(), before);
    // The text is taken where its hash is, so a client need not change on the day.
    assert_eq!(ask("POLICE", json!({ "documentId": id })).await.0, 200);
    assert_eq!(ask("POLICE", json!({ "query": MINE })).await.0, 200);
    assert_eq!(hub.guard().readings(), before + 1);
    for other in ["POLICE_2", "NGO"] {
        assert_eq!(ask(other, json!({ "query": OTHER })).await.0, 200);
    }
    // Let go, it sends what it likes.
    world.change("COORDINATOR", &organisation, json!({ "acceptedDocuments": "ANY" })).await.ok();
    assert_eq!(ask("POLICE", json!({ "query": OTHER })).await.0, 200);
}

async fn a_registered_document_is_read_once(world: World) {
    let (hub, url) = open(&world).await;
    let id = register(&world, "POLICE", MINE).await;
    register(&world, "NGO", MINE).await;
    let before = hub.guard().readings();
    for who in ["POLICE", "NGO", "POLICE"] {
        let (_, json) = post(&world, &url, who, json!({ "documentId": id })).await;
        assert_eq!(json["data"]["viewer"]["role"], who);
    }
    assert_eq!(hub.guard().readings(), before + 1);
    // A text that is sent is read each time.
    for _ in 0..2 {
        post(&world, &url, "POLICE", json!({ "query": MINE })).await;
    }
    assert_eq!(hub.guard().readings(), before + 3);
    // What the schema has no more is refused with its reason, and read again when it may have it again.
    let gone = register(&world, "POLICE", "{ nothingOfTheSort }").await;
    for _ in 0..2 {
        let (status, json) = post(&world, &url, "POLICE", json!({ "documentId": gone })).await;
        assert_eq!((status, code(&json)), (400, "INVALID"), "{json}");
    }
    assert_eq!(hub.guard().readings(), before + 5);
}

on_both!(
    a_document_is_asked_for_by_its_hash,
    a_hash_is_nothing_to_others_and_nothing_once_retired,
    a_text_and_an_identifier_are_too_much,
    an_organisation_may_be_held_to_its_registered_documents,
    a_registered_document_is_read_once,
);
