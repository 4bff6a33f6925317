//! The door: who is let in, what is taken in, and what is never said.

mod browsers;
mod conformance;
mod deadlines;
mod documents;
mod errors;
mod panics;
mod rates;
mod requests;
mod sockets;
mod tls;
mod tokens;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value as Json;

use crate::world::World;

/// What came back at the door.
struct Reply {
    status: u16,
    challenge: Option<String>,
    content_type: String,
    text: String,
}

impl Reply {
    async fn of(request: RequestBuilder) -> Self {
        let response: Response = request.send().await.expect("the hub answers");
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        Self {
            status: response.status().as_u16(),
            challenge: header("www-authenticate"),
            content_type: header("content-type").unwrap_or_default(),
            text: response.text().await.expect("a body"),
        }
    }

    /// The code of its one error.
    fn code(&self) -> String {
        let json: Json = serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text));
        json["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Fails unless the door was shut: 401 with a challenge, and nothing about the question.
    fn shut(&self, why: &str) {
        assert_eq!((self.status, self.code().as_str()), (401, "UNAUTHENTICATED"), "{why}: {}", self.text);
        let challenge = self.challenge.as_deref().unwrap_or_default();
        assert!(challenge.starts_with("Bearer realm=\"tip-hub\""), "{why}: {challenge}");
        assert!(!self.text.contains("\"data\""), "{why}: {}", self.text);
    }
}

/// A request to the API with these Authorization headers.
fn ask(world: &World, authorization: &[&str], body: impl Into<reqwest::Body>) -> RequestBuilder {
    let request =
        Client::new().post(format!("{}/graphql", world.url)).header(CONTENT_TYPE, "application/json").body(body);
    authorization.iter().fold(request, |request, value| request.header(AUTHORIZATION, *value))
}
