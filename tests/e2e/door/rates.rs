//! How often somebody may ask.

use reqwest::{Client, RequestBuilder, Response};
use tip_hub::http::Transport;

use crate::world::{World, serve_with};

fn ask(url: &str, token: &str) -> RequestBuilder {
    let request = Client::new().post(format!("{url}/graphql")).bearer_auth(token);
    request.header("content-type", "application/json").body(r#"{"query":"{ __typename }"}"#)
}

async fn sent(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn status(request: RequestBuilder) -> u16 {
    sent(request).await.status().as_u16()
}

async fn limited(world: &World, rate_limit: u32, anonymous_rate_limit: u32) -> String {
    let trusted_proxies = Vec::new();
    let transport = Transport { rate_limit, anonymous_rate_limit, trusted_proxies, ..Transport::default() };
    serve_with(world.store.clone(), world.identity(), transport).await
}

async fn an_account_has_its_requests_wherever_it_asks_from(world: World) {
    let url = limited(&world, 3, 1).await;
    let (police, immigration) = (world.token("POLICE"), world.token("IMMIGRATION"));
    for left in (0..3).rev() {
        let answer = sent(ask(&url, &police)).await;
        assert_eq!(answer.status().as_u16(), 200);
        assert_eq!(answer.headers()["ratelimit-policy"], "\"subject\";q=3;w=60");
        let standing = answer.headers()["ratelimit"].to_str().expect("text");
        assert!(standing.starts_with(&format!("\"subject\";r={left};t=")), "{standing}");
    }
    let refused = sent(ask(&url, &police)).await;
    assert_eq!(refused.status().as_u16(), 429);
    let wait: u64 = refused.headers()["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((1..=21).contains(&wait), "{wait}");
    assert!(refused.headers()["ratelimit"].to_str().expect("text").starts_with("\"subject\";r=0;"));
    let text = refused.text().await.expect("a body");
    assert!(text.contains("\"code\":\"LIMIT\"") && !text.contains("\"data\""), "{text}");
    // Another token of the same account is the same account; another account at the same address is not.
    assert_eq!(status(ask(&url, &world.token("POLICE"))).await, 429);
    assert_eq!(status(ask(&url, &immigration)).await, 200);
    // Without the limit all are answered.
    let open = limited(&world, 0, 0).await;
    for _ in 0..8 {
        let answer = sent(ask(&open, &police)).await;
        assert_eq!((answer.status().as_u16(), answer.headers().contains_key("ratelimit")), (200, false));
    }
}

/// Who guesses tokens is held up by address, and nobody beside them.
async fn whoever_is_not_let_in_counts_for_the_address(world: World) {
    let url = limited(&world, 100, 3).await;
    let page = |path: &str| Client::new().get(format!("{url}{path}"));
    assert_eq!(status(ask(&url, "guessed")).await, 401);
    let second = sent(ask(&url, "guessed again")).await;
    assert_eq!(second.headers()["ratelimit-policy"], "\"address\";q=3;w=60");
    assert_eq!(status(page("/schema.graphql")).await, 200);
    for request in [ask(&url, "guessed"), page("/"), page("/schema.graphql"), page("/elsewhere"), page("/health/ready")]
    {
        assert_eq!(status(request).await, 429);
    }
    assert_eq!(status(page("/health/live")).await, 200);
    assert_eq!(status(ask(&url, &world.token("POLICE"))).await, 200);
    let open = limited(&world, 100, 0).await;
    for _ in 0..8 {
        assert_eq!(status(ask(&open, "guessed")).await, 401);
    }
}

/// A proxy says whom it asks for; anybody else could say anything.
async fn only_a_trusted_proxy_is_believed_about_an_address(world: World) {
    let transport = |trusted_proxies| Transport { anonymous_rate_limit: 1, trusted_proxies, ..Transport::default() };
    let from = |url: &str, address: &str| Client::new().get(format!("{url}/")).header("x-forwarded-for", address);
    let proxy = vec!["127.0.0.1".parse().expect("an address")];
    let url = serve_with(world.store.clone(), world.identity(), transport(proxy)).await;
    for (address, expected) in [
        ("192.0.2.1", 200),
        ("192.0.2.1", 429),
        ("192.0.2.1, 192.0.2.2", 200),
        ("198.51.100.9, 192.0.2.2", 429),
        ("2001:db8::1", 200),
        ("2001:db8::2", 429),
        ("2001:db8:0:1::1", 200),
    ] {
        assert_eq!(status(from(&url, address)).await, expected, "{address}");
    }
    let url = serve_with(world.store.clone(), world.identity(), transport(Vec::new())).await;
    assert_eq!(status(from(&url, "192.0.2.1")).await, 200);
    assert_eq!(status(from(&url, "192.0.2.2")).await, 429);
}

on_both!(
    an_account_has_its_requests_wherever_it_asks_from,
    whoever_is_not_let_in_counts_for_the_address,
    only_a_trusted_proxy_is_believed_about_an_address,
);
