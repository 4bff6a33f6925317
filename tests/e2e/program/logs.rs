//! The log: every line is one object, every line about a request has its id, and no line says what a request brought.

use serde_json::Value as Json;

use super::folder;
use super::traffic::{SENTINEL, Traffic};

/// The lines that hold what they must not.
fn telling<'a>(lines: &'a [String], token: &str) -> Vec<&'a String> {
    let secrets = [SENTINEL, "ZQSENTINEL", token, token.rsplit('.').next().expect("a signature")];
    lines.iter().filter(|line| secrets.iter().any(|secret| line.contains(secret))).collect()
}

/// The ids of the requests that a line is about.
fn request(line: &Json) -> Option<&Json> {
    line["spans"].as_array()?.iter().find(|span| span["name"] == "request")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_line_tells_what_a_request_brought_and_each_has_its_id() {
    let folder = folder();
    let traffic = Traffic::new(folder.path(), &["--log-format", "json", "--log", "debug,hyper=info,sqlx=info"]);
    let id = traffic.send().await;
    let token = traffic.token.clone();
    let mut lines = traffic.serving.told_to_end();
    assert_eq!(telling(&lines, &token), Vec::<&String>::new());
    let parsed: Vec<Json> =
        lines.iter().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect();
    let answered: Vec<&Json> = parsed.iter().filter(|line| line["message"] == "answered").collect();
    assert!(answered.len() > 50, "{} lines", answered.len());
    for line in &answered {
        let request = request(line).unwrap_or_else(|| panic!("of no request: {line}"));
        assert!(request["id"].is_string() && request["path"].is_string() && request["method"].is_string(), "{line}");
        assert!(line["status"].is_u64() && line["ms"].is_number(), "{line}");
    }
    let act = answered.iter().find(|line| request(line).is_some_and(|request| request["id"] == id.as_str()));
    let act = act.expect("a line of the act");
    let asked = request(act).expect("its request");
    assert_eq!(
        (&asked["operation"], &asked["path"], &act["status"]),
        (&"mutation".into(), &"/graphql".into(), &200.into())
    );
    // The same search finds a text that is there.
    lines.push(format!("{{\"message\":\"{SENTINEL}\"}}"));
    assert_eq!(telling(&lines, &token).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_for_people_unless_told_otherwise_and_silent_about_probes() {
    let folder = folder();
    let traffic = Traffic::new(folder.path(), &[]);
    for path in ["/health/live", "/health/ready", "/"] {
        reqwest::get(format!("{}{path}", traffic.serving.url())).await.expect("it answers");
    }
    let lines = traffic.serving.told_to_end();
    let answered: Vec<&String> = lines.iter().filter(|line| line.contains("answered")).collect();
    let [line] = answered[..] else { panic!("{answered:?}") };
    assert!(line.contains("request{id=") && line.contains("path=\"/\"") && line.contains("status=200"), "{line}");
}
