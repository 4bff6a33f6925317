//! The schema as a contract: it passes the linters, what breaks a client of the last release is found, and the example
//! clients of `tests/clients` are generated from it and run against a hub.

use std::io::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::routing::post;
use futures_util::future::ready;
use futures_util::stream;
use serde_json::json;
use tip_hub::http::Transport;
use tokio::net::TcpListener;

use crate::world::{World, serve_with};

/// Whether `tests/run` found no way to the npm registry, and said so. Everywhere else clients that are missing fail.
fn is_out_of_reach() -> bool {
    std::env::var_os("TIP_HUB_TESTS_WITHOUT_CLIENTS").is_some()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients")
}

/// Runs a program in the folder of the clients.
fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder()).output().expect("Node.js 20; tests/run says how")
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What `tests/run` does, where somebody runs the tests without it.
fn install() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        if !folder().join("node_modules/.bin/eslint").exists() {
            let installed = run("npm", &["ci", "--silent", "--no-audit", "--no-fund"]);
            assert!(installed.status.success(), "tests/clients is not installed: {}", text(&installed));
        }
    });
}

/// Generates the clients from `schema.graphql` and checks their types.
fn build() {
    static BUILT: OnceLock<()> = OnceLock::new();
    install();
    BUILT.get_or_init(|| {
        let built = run("npm", &["run", "--silent", "build"]);
        assert!(built.status.success(), "{}", text(&built));
    });
}

#[test]
fn the_schema_passes_the_linters() {
    if is_out_of_reach() {
        return;
    }
    install();
    let linted = run("npm", &["run", "--silent", "lint"]);
    assert!(linted.status.success(), "{}", text(&linted));
}

#[test]
fn what_breaks_a_client_of_the_last_release_is_found() {
    if is_out_of_reach() {
        return;
    }
    install();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let judged = |released: &str, current: &str| {
        let [old, new] = [("released", released), ("current", current)].map(|(name, schema)| {
            let path = dir.path().join(name);
            std::fs::write(&path, schema).expect("written");
            path.display().to_string()
        });
        let output = run("node", &["contract.mjs", &old, &new]);
        (output.status.success(), text(&output))
    };
    let (one, two) = ("type Query { a: Int, b: Int }", "type Query { a: Int }");
    let (passes, said) = judged(one, two);
    assert!(!passes && said.contains("Query.b"), "{said}");
    assert!(judged(two, one).0, "what is added breaks nobody");
    let (passes, said) = judged("type Query { a(b: Int): Int }", "type Query { a(b: Int!): Int }");
    assert!(!passes && said.contains("Query.a"), "{said}");
    // What the release called deprecated may go, and says what stands in its place.
    let replaced = "type Query { a: Int, b: Int @deprecated(reason: \"Use `a`.\") }";
    assert!(judged(one, replaced).0 && judged(replaced, two).0);
    let (passes, said) = judged(one, &replaced.replace("Use `a`", "Old"));
    assert!(!passes && said.contains("DEPRECATION_UNEXPLAINED: b"), "{said}");
}

/// Runs a client as an organisation's officer; answers its exit code, what it said and what it said beside.
async fn client(world: &World, url: &str, code: &str, name: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut node = Command::new("node");
    node.arg(format!("build/{name}/main.js")).args(arguments).current_dir(folder());
    node.env("TIP_HUB_URL", url).env("TIP_HUB_TOKEN", world.token(code)).env("PAGE", "1");
    let output = tokio::task::spawn_blocking(move || {
        build();
        node.output()
    });
    let output = output.await.expect("it ends").expect("node runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), said(&output.stdout), said(&output.stderr))
}

/// A way to a hub on which the first answer to an act is lost; answers where it begins.
async fn losing_an_answer(hub: &str) -> String {
    let (url, client, lost) = (format!("{hub}/graphql"), reqwest::Client::new(), Arc::new(AtomicBool::new(false)));
    let forward = move |mut headers: HeaderMap, sent: String| {
        headers.remove(HOST);
        let is_act = sent.contains("mutation");
        let (asked, lost) = (client.post(&url).headers(headers).body(sent).send(), Arc::clone(&lost));
        async move {
            let answer = asked.await.expect("the hub answers").text().await.expect("a body");
            if is_act && !lost.swap(true, Ordering::Relaxed) {
                return Body::from_stream(stream::once(ready(Err::<String, _>(Error::other("the answer is lost")))));
            }
            Body::from(answer)
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route("/graphql", post(forward));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn a_frontend_pages_through_cases_and_tells_withheld_from_empty(world: World) {
    if is_out_of_reach() {
        return;
    }
    let mut numbers = Vec::new();
    let person = json!({ "givenNames": "Palesa", "familyName": "Moeketsi" });
    for victims in [json!([{ "person": person }]), json!([]), json!([])] {
        let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": victims } })).await;
        world.let_take_part(&case, "POLICE").await;
        numbers.push(world.read("POLICE", &case, "caseNo").await.id("/data/node/caseNo"));
    }
    let (ended, said, _) = client(&world, &world.url, "POLICE", "case-query", &[]).await;
    let expected = numbers.iter().map(|number| format!("{number} DRAFT\n")).collect::<String>();
    assert_eq!((ended, said), (0, format!("3 cases\n{expected}")));
    let (ended, said, _) = client(&world, &world.url, "POLICE", "case-query", &[&numbers[0]]).await;
    assert_eq!(ended, 0, "{said}");
    assert!(said.contains("victim [withheld; ask SOCIAL_WELFARE"), "{said}");
    assert!(said.contains("migrant type [not known]") && !said.contains("Moeketsi"), "{said}");
    let (_, said, _) = client(&world, &world.url, "SOCIAL_WELFARE", "case-query", &[&numbers[0]]).await;
    assert!(said.contains("victim Moeketsi"), "{said}");
    let (_, said, _) = client(&world, &world.url, "NGO", "case-query", &[&numbers[0]]).await;
    assert_eq!(said, "There is no such case for you.\n");
}

async fn a_client_waits_when_it_is_told_to(world: World) {
    if is_out_of_reach() {
        return;
    }
    for _ in 0..3 {
        world.open("POLICE", json!({})).await;
    }
    let transport = Transport { rate_limit: 60, anonymous_rate_limit: 0, ..Transport::default() };
    let url = serve_with(world.store.clone(), world.identity(), transport).await;
    tokio::task::spawn_blocking(build).await.expect("built");
    let ask = reqwest::Client::new().post(format!("{url}/graphql")).bearer_auth(world.token("POLICE"));
    let ask = ask.json(&json!({ "query": "{ __typename }" }));
    while ask.try_clone().expect("a request").send().await.expect("an answer").status().as_u16() != 429 {}
    let (ended, said, beside) = client(&world, &url, "POLICE", "case-query", &[]).await;
    assert_eq!((ended, said.lines().count()), (0, 4), "{said}{beside}");
    assert!(beside.contains("The hub asks for patience: 1 s"), "{beside}");
}

async fn a_service_provider_accepts_a_referral_and_completes_it(world: World) {
    if is_out_of_reach() {
        return;
    }
    let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{}] } })).await;
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    let referral = json!({ "victim": victim, "receiver": world.organisation("NGO").await, "urgency": "URGENT",
        "services": ["PSYCHOSOCIAL"], "fieldGroups": ["CARE"], "summary": "Needs counselling." });
    let referral = world.add("SOCIAL_WELFARE", &case, "Referral", referral).await.record();
    let (ended, said, _) = client(&world, &world.url, "NGO", "ngo-referrals", &[]).await;
    assert_eq!(ended, 0, "{said}");
    assert!(said.contains(&format!("{referral} URGENT PSYCHOSOCIAL: Needs counselling.\n")), "{said}");
    assert!(said.contains("victim [withheld; ask "), "{said}");
    let (_, said, beside) = client(&world, &world.url, "NGO_2", "ngo-referrals", &[&referral]).await;
    assert!(said.is_empty() && beside.starts_with("NOT_FOUND"), "{said}{beside}");
    // The hub accepts it, and the answer is lost: the client sends the same again and is told what became of it.
    let done = [referral.as_str(), "Six sessions were held."];
    let url = losing_an_answer(&world.url).await;
    let (ended, said, beside) = client(&world, &url, "NGO", "ngo-referrals", &done).await;
    assert_eq!(
        (ended, said.as_str(), beside.as_str()),
        (
            0,
            "accepted: ACCEPTED\ncompleted: DONE, Six sessions were held.\n",
            "No answer came: the same is sent again\n"
        ),
    );
    let (_, said, _) = client(&world, &world.url, "NGO", "ngo-referrals", &done).await;
    assert_eq!(said, "REFERRAL_ACCEPT is not yours now\nREFERRAL_COMPLETE is not yours now\n");
}

async fn the_prosecution_lists_outcomes_and_is_told_of_a_conflict(world: World) {
    if is_out_of_reach() {
        return;
    }
    let case = world.open_shared_case("POLICE").await;
    let suspect = json!({ "kind": "INDIVIDUAL", "person": { "familyName": "Thibeletsi" } });
    let suspect = world.add("POLICE", &case, "Suspect", suspect).await.record();
    let mut verdicts = Vec::new();
    for offence in ["TRAFFICKING_ADULT", "PENAL_CODE"] {
        let charge = json!({ "suspect": suspect, "offence": offence });
        let charge = world.add("PROSECUTION", &case, "Charge", charge).await.record();
        let verdict = json!({ "charge": charge, "outcome": "CONVICTED_TIP", "sourceRef": "CR/T 9" });
        verdicts.push(world.add("PROSECUTION", &case, "Verdict", verdict).await.record());
    }
    let name = "prosecution-outcomes";
    let (ended, said, beside) = client(&world, &world.url, "PROSECUTION", name, &[]).await;
    let expected = format!(
        "{} 1 TRAFFICKING_ADULT CONVICTED_TIP final [not known], source CR/T 9\n\
         {} 1 PENAL_CODE CONVICTED_TIP final [not known], source CR/T 9\n",
        verdicts[0], verdicts[1]
    );
    assert_eq!((ended, said), (0, expected), "{beside}");
    let (_, said, _) = client(&world, &world.url, "POLICE", name, &[]).await;
    assert!(said.contains("source [withheld; ask "), "{said}");
    let settled = |day: &'static str| [verdicts[0].clone(), "1".to_owned(), day.to_owned()];
    let settle = async |day: &'static str| {
        let arguments = settled(day);
        client(&world, &world.url, "PROSECUTION", name, &arguments.each_ref().map(String::as_str)).await
    };
    let (ended, said, beside) = settle("2026-05-01").await;
    assert_eq!((ended, said.as_str()), (0, "final on 2026-05-01, version 2\n"), "{beside}");
    let (ended, said, beside) = settle("2026-06-01").await;
    let conflict = "conflict in Verdict.finalOn: yours 2026-06-01, theirs 2026-05-01\n";
    assert_eq!((ended, said.as_str()), (2, conflict), "{beside}");
}

on_both!(
    a_frontend_pages_through_cases_and_tells_withheld_from_empty,
    a_client_waits_when_it_is_told_to,
    a_service_provider_accepts_a_referral_and_completes_it,
    the_prosecution_lists_outcomes_and_is_told_of_a_conflict,
);
