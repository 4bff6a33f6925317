//! The traces, as a collector gets them: what belongs to what, and nothing of what a request brought.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;

use super::folder;
use super::traffic::{SENTINEL, Traffic};

/// What a collector got.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Bytes>>>);

impl Collector {
    /// A collector that listens; and where.
    async fn start() -> (Self, String) {
        let collector = Self::default();
        let got = collector.clone();
        let take = post(move |body: Bytes| async move { got.0.lock().expect("whole").push(body) });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/v1/traces", take);
        tokio::spawn(async move { axum::serve(listener, router).await });
        (collector, address)
    }

    fn bodies(&self) -> Vec<Bytes> {
        self.0.lock().expect("whole").clone()
    }

    fn spans(&self) -> Vec<Span> {
        let requests = self.bodies().into_iter().map(|body| ExportTraceServiceRequest::decode(body).expect("OTLP"));
        let scopes = requests.flat_map(|request| request.resource_spans).flat_map(|resource| resource.scope_spans);
        scopes.flat_map(|scope| scope.spans).collect()
    }
}

/// Whether a text stands in what was sent.
fn tell(bodies: &[Bytes], text: &str) -> bool {
    let text = text.to_lowercase();
    bodies.iter().any(|body| String::from_utf8_lossy(body).to_lowercase().contains(&text))
}

/// The text of an attribute.
fn attribute<'a>(span: &'a Span, key: &str) -> Option<&'a str> {
    use opentelemetry_proto::tonic::common::v1::any_value::Value;
    let found = span.attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_a_part_of_its_callers_trace_down_to_its_statements() {
    let (collector, address) = Collector::start().await;
    let folder = folder();
    let traffic = Traffic::new(folder.path(), &["--otlp-endpoint", &address]);
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    traffic
        .ask_within(parent, "mutation { caseOpen(input: {}, draft: true) { case { victims { totalCount } } } }")
        .await;
    traffic.serving.told_to_end();
    let spans = collector.spans();
    let ours: Vec<&Span> = spans.iter().filter(|span| span.trace_id.starts_with(&[0x4b, 0xf9, 0x2f, 0x35])).collect();
    let by_id: HashMap<&[u8], &Span> = ours.iter().map(|span| (span.span_id.as_slice(), *span)).collect();
    // Every span's way up, by the names on it, and what stands at its end.
    let way = |span: &Span| {
        let (mut names, mut above) = (vec![span.name.clone()], span.parent_span_id.clone());
        while let Some(parent) = by_id.get(above.as_slice()) {
            names.push(parent.name.clone());
            above = parent.parent_span_id.clone();
        }
        (names.join(" < "), above)
    };
    for span in &ours {
        assert_eq!(way(span).1, [0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7], "{span:?}");
    }
    let found = |words: &str, key: &str, value: &str| {
        ours.iter().any(|span| way(span).0 == words && attribute(span, key) == Some(value))
    };
    for (words, key, value) in [
        ("request", "path", "/graphql"),
        ("request", "operation", "mutation"),
        ("act < request", "act", "caseOpen"),
        ("read < request", "table", "case_file"),
        ("statement < act < request", "db.operation.name", "INSERT"),
        ("statement < act < request", "db.collection.name", "case_file"),
        ("statement < read < request", "db.collection.name", "case_file"),
        ("statement < request", "db.collection.name", "account"),
    ] {
        let all: Vec<String> = ours.iter().map(|span| format!("{} {:?}", way(span).0, span.attributes)).collect();
        assert!(found(words, key, value), "no {words} with {key} {value}: {}", all.join("\n"));
    }
    assert!(ours.iter().any(|span| way(span).0 == "guard < request"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_trace_tells_what_a_request_brought() {
    let (collector, address) = Collector::start().await;
    let folder = folder();
    let traffic = Traffic::new(folder.path(), &["--otlp-endpoint", &address]);
    traffic.send().await;
    let token = traffic.token.clone();
    traffic.serving.told_to_end();
    let mut bodies = collector.bodies();
    assert!(collector.spans().len() > 100, "{} spans", collector.spans().len());
    assert!(!tell(&bodies, SENTINEL) && !tell(&bodies, &token) && !tell(&bodies, "SELECT \""));
    // The same search finds a text that is there.
    bodies.push(Bytes::from(format!("\0{SENTINEL}\u{1}")));
    assert!(tell(&bodies, SENTINEL) && tell(&bodies, "case_file"));
}

/// A collector that is not there costs the traces, and neither an answer nor the end.
#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_is_in_nobodys_way() {
    let folder = folder();
    let traffic = Traffic::new(folder.path(), &["--otlp-endpoint", "http://127.0.0.1:1"]);
    let begun = Instant::now();
    let answer = traffic.ask_within("none", "{ viewer { role } }").await;
    assert_eq!(answer["data"]["viewer"]["role"], "POLICE");
    let lines = traffic.serving.told_to_end();
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(lines.iter().any(|line| line.contains("opentelemetry") || line.contains("traces")), "{lines:?}");
}
