//! Time: no question runs for longer than the hub gives it, and what is broken off leaves nothing behind.

use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value as Json, json};
use tip_hub::http::Transport;

use crate::world::{Database, World, serve_with};

const OPEN: &str = "mutation { caseOpen(input: {}, draft: true) { case { id } } }";

/// Makes the database take for ever over each new case.
async fn slow_down(world: &World) {
    match world.database {
        Database::Sqlite => {
            let endless =
                "WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step) SELECT sum(n) FROM step";
            world.execute(&format!("CREATE TRIGGER slow AFTER INSERT ON case_file BEGIN {endless}; END")).await;
        }
        Database::Postgres => {
            let body = "BEGIN PERFORM pg_sleep(60); RETURN NEW; END";
            world.execute(&format!("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")).await;
            world.execute("CREATE TRIGGER slow AFTER INSERT ON case_file FOR EACH ROW EXECUTE FUNCTION slow()").await;
        }
    }
}

async fn speed_up(world: &World) {
    let table = if world.database == Database::Postgres { " ON case_file" } else { "" };
    world.execute(&format!("DROP TRIGGER slow{table}")).await;
}

/// Asks a hub; answers status, body and how long it took.
async fn ask(world: &World, url: &str, query: &str) -> (u16, Json, Duration) {
    let begun = Instant::now();
    let request = Client::new().post(format!("{url}/graphql")).bearer_auth(world.token("POLICE"));
    let response = request.json(&json!({ "query": query })).send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"), begun.elapsed())
}

/// A hub that gives a question and a statement so long.
async fn hub(world: &World, request_timeout: u64, statement_timeout: u64) -> String {
    let store = world.store.clone().with_statement_timeout(Duration::from_secs(statement_timeout)).await;
    let transport = Transport { request_timeout: Duration::from_secs(request_timeout), ..Transport::default() };
    serve_with(store.expect("the database opens again"), world.identity(), transport).await
}

async fn nothing_is_left_and_all_goes_on(world: &World, url: &str) {
    speed_up(world).await;
    let (_, json, _) = ask(world, url, "{ cases { totalCount } }").await;
    assert_eq!(json["data"]["cases"]["totalCount"], 0, "{json}");
    let (status, json, _) = ask(world, url, OPEN).await;
    assert!(status == 200 && json["data"]["caseOpen"]["case"]["id"].is_string(), "{json}");
}

async fn a_question_has_a_deadline_and_leaves_nothing_behind(world: World) {
    slow_down(&world).await;
    let url = hub(&world, 1, 3).await;
    let (status, json, took) = ask(&world, &url, OPEN).await;
    assert_eq!((status, json["errors"][0]["extensions"]["code"].as_str()), (504, Some("TIMEOUT")), "{json}");
    assert!(json.get("data").is_none(), "{json}");
    assert!((1..3).contains(&took.as_secs()), "{took:?}");
    nothing_is_left_and_all_goes_on(&world, &url).await;
}

async fn a_statement_has_a_deadline_of_its_own(world: World) {
    slow_down(&world).await;
    let url = hub(&world, 30, 1).await;
    let (status, json, took) = ask(&world, &url, OPEN).await;
    assert_eq!((status, json["errors"][0]["extensions"]["code"].as_str()), (200, Some("TIMEOUT")), "{json}");
    assert!((1..10).contains(&took.as_secs()), "{took:?}");
    nothing_is_left_and_all_goes_on(&world, &url).await;
}

/// What holds the two up: without the statement's deadline the question runs into its own.
async fn without_the_statements_deadline_the_statement_goes_on(world: World) {
    slow_down(&world).await;
    let url = hub(&world, 3, 5).await;
    assert_eq!(ask(&world, &url, OPEN).await.0, 504);
}

on_both!(
    a_question_has_a_deadline_and_leaves_nothing_behind,
    a_statement_has_a_deadline_of_its_own,
    without_the_statements_deadline_the_statement_goes_on,
);
