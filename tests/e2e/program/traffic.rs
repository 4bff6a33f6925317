//! Requests of every kind, good and bad, in which wherever a client may write anything stands a text that must never come
//! back out of a log, a figure or a trace.

use std::cell::Cell;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use reqwest::{Client, Method};
use serde_json::{Value as Json, json};

use super::{Serving, organisations, run, tip_hub};

/// What every such text has in it.
pub(super) const SENTINEL: &str = "zqsentinel";

/// The requests under way and the texts sent so far.
pub(super) struct Traffic {
    pub(super) serving: Serving,
    pub(super) token: String,
    sent: Cell<usize>,
}

impl Traffic {
    /// A hub with two organisations, started with these arguments beside.
    pub(super) fn new(folder: &Path, arguments: &[&str]) -> Self {
        organisations(folder);
        run(folder, &["import", "organisations", "organisations.csv"]).ok();
        let token = run(folder, &["token", "--organisation", "LMPS", "--user", "officer"]).ok().out.trim().to_owned();
        let serve = ["serve", "--listen", "127.0.0.1:0", "--anonymous-rate-limit", "0", "--rate-limit", "0"];
        let serving = Serving::start(tip_hub(folder, &[&serve, arguments].concat()));
        Self { serving, token, sent: Cell::new(0) }
    }

    /// A text that was not sent before.
    fn text(&self) -> String {
        self.sent.set(self.sent.get() + 1);
        format!("{SENTINEL}{}", self.sent.get())
    }

    /// Sends all of it. Answers the id of a request whose act was done.
    pub(super) async fn send(&self) -> String {
        self.in_documents().await;
        self.around_documents().await;
        self.below_http();
        self.in_acts().await
    }

    /// What the hub answers to a document as a part of a trace.
    pub(super) async fn ask_within(&self, traceparent: &str, query: &str) -> Json {
        let request = Client::new().post(format!("{}/graphql", self.serving.url())).bearer_auth(&self.token);
        let request = request.header("traceparent", traceparent).json(&json!({ "query": query }));
        request.send().await.expect("it answers").json().await.expect("JSON")
    }

    /// What there is at an address.
    pub(super) async fn get(&self, url: &str) -> (u16, String) {
        let response = reqwest::get(url).await.expect("it answers");
        (response.status().as_u16(), response.text().await.expect("a body"))
    }

    /// What the hub answers to a document, under a request id of its own.
    async fn ask(&self, body: Json) -> (String, Json) {
        let request = Client::new().post(format!("{}/graphql", self.serving.url())).bearer_auth(&self.token);
        let response = request.json(&body).send().await.expect("it answers");
        let id = response.headers()["x-request-id"].to_str().expect("a text").to_owned();
        (id, response.json().await.expect("JSON"))
    }

    /// Documents that the guard, the library and the planner refuse, each for a reason of its own.
    async fn in_documents(&self) {
        for document in [
            "query NAME { viewer { role } }",
            "{ NAME: viewer { role } }",
            "{ NAME }",
            "{ viewer { role } NAME",
            "query($v: String = \"NAME\") { cases(filter: { caseNo: { eq: $v } }) { totalCount } }",
            "{ cases(filter: { caseNo: { eq: \"NAME\" } }) { nodes { id } } }",
            "{ case(caseNo: \"NAME\") { id } }",
            "{ node(id: \"NAME\") { id } }",
            "{ ...NAME } fragment NAME on Query { viewer { role } }",
            "query @NAME { viewer { role } }",
            "mutation { caseOpen(input: { NAME: \"NAME\" }) { case { id } } }",
            "\"NAME",
        ] {
            let document = document.replace("NAME", &self.text());
            let variables = json!({ self.text(): self.text(), "v": self.text() });
            self.ask(json!({ "query": document, "variables": variables, "operationName": self.text() })).await;
            self.ask(json!({ "query": document, "variables": variables })).await;
            self.ask(json!({ "query": document })).await;
        }
    }

    /// Paths, methods, headers and tokens.
    async fn around_documents(&self) {
        let (client, url) = (Client::new(), self.serving.url());
        let method = Method::from_bytes(self.text().to_uppercase().as_bytes()).expect("a method");
        for request in [
            client.get(format!("{url}/{}", self.text())),
            client.get(format!("{url}/graphql?query={}&variables={}", self.text(), self.text())),
            client.request(method, format!("{url}/graphql")),
            client.get(format!("{url}/health/live?{}", self.text())),
            client.post(format!("{url}/graphql")).bearer_auth(self.text()).body("{}"),
            client.post(format!("{url}/graphql")).bearer_auth(&self.token).body(self.text()),
            client.post(format!("{url}/graphql")).header("content-type", self.text()).bearer_auth(&self.token),
            client.post(format!("{url}/graphql")).header("accept", format!("text/{}", self.text())),
        ] {
            let request = request
                .header("user-agent", self.text())
                .header("x-forwarded-for", self.text())
                .header("tracestate", format!("hub={}", self.text()))
                .header("baggage", format!("hub={}", self.text()))
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            request.send().await.expect("it answers");
        }
    }

    /// What is no good HTTP.
    fn below_http(&self) {
        for text in [
            format!("{} / HTTP/9\r\n\r\n", self.text()),
            format!("GET / HTTP/1.1\r\nConnection: close\r\nHost: {}@hub\r\n\r\n", self.text()),
            format!(
                "POST /graphql HTTP/1.1\r\nConnection: close\r\nHost: hub\r\nContent-Length: 90\r\n\r\n{}",
                self.text()
            ),
            format!(
                "POST /graphql HTTP/1.1\r\nConnection: close\r\nHost: hub\r\nTransfer-Encoding: {}\r\n\r\n",
                self.text()
            ),
        ] {
            let mut stream = TcpStream::connect(&self.serving.address).expect("connected");
            stream.write_all(text.as_bytes()).expect("sent");
            let _ = stream.read_to_string(&mut String::new());
        }
    }

    /// An act that is done, with names in it, and acts that are refused.
    async fn in_acts(&self) -> String {
        let open = "mutation OPEN($input: CaseInput!, $sections: CaseSections) {
            caseOpen(input: $input, sections: $sections, draft: true, reason: \"WHY\") { case { id caseNo } } }";
        let open = open.replace("OPEN", &self.text()).replace("WHY", &self.text());
        let victim = json!({ "identificationPlace": self.text(), "person": { "familyName": self.text() } });
        let variables = json!({ "input": {}, "sections": { "victims": { "add": [victim] } } });
        let (id, answer) = self.ask(json!({ "query": open, "variables": variables })).await;
        assert!(answer["errors"].is_null(), "{answer}");
        let case = answer["data"]["caseOpen"]["case"]["id"].as_str().expect("an id").to_owned();
        let update =
            "mutation($id: ID!, $patch: CasePatch) { caseUpdate(id: $id, version: 7, patch: $patch) { case { id } } }";
        for patch in
            [json!({ "closureReason": self.text() }), json!({ self.text(): 1 }), json!({ "openedOn": self.text() })]
        {
            self.ask(json!({ "query": update, "variables": { "id": case, "patch": patch } })).await;
            self.ask(json!({ "query": update, "variables": { "id": self.text(), "patch": patch } })).await;
        }
        let read = format!(
            "query {} {{ cases {{ nodes {{ victims {{ nodes {{ identificationPlace }} }} }} }} }}",
            self.text()
        );
        let (_, answer) = self.ask(json!({ "query": read })).await;
        assert!(answer.to_string().contains(SENTINEL), "the names are there: {answer}");
        id
    }
}
