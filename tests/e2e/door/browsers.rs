//! Browsers: what another site's page cannot make them send, and what they are told about every answer.

use reqwest::{Client, Method, RequestBuilder, Response};
use tip_hub::http::Transport;

use crate::world::{World, serve_with};

const SITE: &str = "https://cases.example.ls";

fn get(world: &World, url: &str) -> RequestBuilder {
    Client::new().get(format!("{url}/graphql?query={{__typename}}")).bearer_auth(world.token("POLICE"))
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.expect("an answer").status().as_u16()
}

async fn a_question_by_get_needs_a_header_that_no_page_sends_unasked(world: World) {
    assert_eq!(status(get(&world, &world.url)).await, 400);
    assert_eq!(status(get(&world, &world.url).header("content-type", "text/plain")).await, 400);
    assert_eq!(status(get(&world, &world.url).header("graphql-require-preflight", "")).await, 400);
    for name in ["GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name"] {
        assert_eq!(status(get(&world, &world.url).header(name, "true")).await, 200, "{name}");
    }
    assert_eq!(status(get(&world, &world.url).header("content-type", "application/json")).await, 200);
    // Without the protection it is answered.
    let open = Transport { require_preflight: false, ..Transport::default() };
    let open = serve_with(world.store.clone(), world.identity(), open).await;
    assert_eq!(status(get(&world, &open)).await, 200);
}

async fn preflight(url: &str, origin: &str) -> Response {
    let request = Client::new().request(Method::OPTIONS, format!("{url}/graphql")).header("origin", origin);
    let request = request.header("access-control-request-method", "POST");
    request.header("access-control-request-headers", "authorization,content-type").send().await.expect("an answer")
}

async fn only_the_sites_that_are_configured_may_ask(world: World) {
    let transport = Transport { cors_origins: vec![SITE.parse().expect("an origin")], ..Transport::default() };
    let url = serve_with(world.store.clone(), world.identity(), transport).await;
    let allowed = preflight(&url, SITE).await;
    let header = |response: &Response, name: &str| {
        response.headers().get(name).map(|value| value.to_str().expect("text").to_lowercase())
    };
    assert!(allowed.status().is_success());
    assert_eq!(header(&allowed, "access-control-allow-origin").as_deref(), Some(SITE));
    for name in ["authorization", "content-type", "graphql-require-preflight"] {
        assert!(header(&allowed, "access-control-allow-headers").is_some_and(|names| names.contains(name)), "{name}");
    }
    let asked = get(&world, &url).header("origin", SITE).header("graphql-require-preflight", "1").send().await;
    let asked = asked.expect("an answer");
    assert_eq!(header(&asked, "access-control-allow-origin").as_deref(), Some(SITE));
    assert!(header(&asked, "access-control-expose-headers").is_some_and(|names| names.contains("x-request-id")));
    assert!(header(&asked, "access-control-allow-credentials").is_none());
    for other in ["https://elsewhere.example", "http://cases.example.ls", "https://cases.example.ls:8443", "null"] {
        assert_eq!(header(&preflight(&url, other).await, "access-control-allow-origin"), None, "{other}");
    }
    // What is no question of a browser's is answered as everywhere.
    let asked = Client::new().request(Method::OPTIONS, format!("{url}/graphql")).send().await.expect("an answer");
    assert_eq!((asked.status().as_u16(), header(&asked, "allow").is_some()), (204, true));
    let lost = Client::new().request(Method::OPTIONS, format!("{url}/nowhere")).send().await.expect("an answer");
    assert_eq!(lost.status().as_u16(), 404);
    // Where none is configured, none may.
    assert_eq!(header(&preflight(&world.url, SITE).await, "access-control-allow-origin"), None);
}

async fn every_answer_is_safe_in_a_browser_and_has_an_id(world: World) {
    let client = Client::new();
    let at = |path: &str| client.get(format!("{}{path}", world.url));
    for (name, request, status) in [
        ("the way in", at("/"), 200),
        ("the contract", at("/schema.graphql"), 200),
        ("alive", at("/health/live"), 200),
        ("nothing here", at("/elsewhere"), 404),
        ("another method", client.delete(format!("{}/", world.url)), 405),
        ("nobody", client.post(format!("{}/graphql", world.url)), 401),
        ("no preflight", get(&world, &world.url), 400),
        ("a question", get(&world, &world.url).header("graphql-require-preflight", "1"), 200),
    ] {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{name}");
        let header = |header: &str| response.headers().get(header).map(|value| value.to_str().expect("text"));
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{name}");
        assert_eq!(header("cache-control"), Some("no-store"), "{name}");
        assert_eq!(header("x-frame-options"), Some("DENY"), "{name}");
        assert_eq!(header("referrer-policy"), Some("no-referrer"), "{name}");
        assert!(header("content-security-policy").is_some_and(|it| it.contains("default-src 'none'")), "{name}");
        assert!(header("x-request-id").is_some_and(|id| id.len() == 36), "{name}");
        assert_eq!(header("strict-transport-security"), None, "{name}");
        assert_eq!(header("server"), None, "{name}");
    }
}

async fn a_request_id_is_taken_over_where_it_is_fit_for_a_log(world: World) {
    let asked = async |id: &str| {
        let request = Client::new().get(format!("{}/health/live", world.url)).header("x-request-id", id);
        let response = request.send().await.expect("an answer");
        response.headers()["x-request-id"].to_str().expect("text").to_owned()
    };
    for id in ["0199C0DE-1d0f-7415", "67891233abcdef012345678912345678", &"a".repeat(64)] {
        assert_eq!(asked(id).await, id);
    }
    for id in ["", "a b", "a\tb", "<script>", "a\"b", "a/../b", "Mpho-Molapo-of-Maseru", "abcdef", &"a".repeat(65)] {
        let given = asked(id).await;
        assert!(given != id && given.len() == 36, "{id}: {given}");
    }
}

on_both!(
    a_question_by_get_needs_a_header_that_no_page_sends_unasked,
    only_the_sites_that_are_configured_may_ask,
    every_answer_is_safe_in_a_browser_and_has_an_id,
    a_request_id_is_taken_over_where_it_is_fit_for_a_log,
);
