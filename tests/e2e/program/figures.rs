//! The figures: what they count, and that no request makes a series of its own.

use std::collections::BTreeSet;

use super::traffic::{SENTINEL, Traffic};
use super::{folder, run, tip_hub};

/// The series of a text of figures, without their values.
fn series(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.rsplit_once(' ').expect("a series and its value").0).collect()
}

/// The value of a series; nothing where it is not there.
fn value(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0.0, |value| value.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_makes_no_series_and_comes_back_in_none() {
    let folder = folder();
    let mut traffic = Traffic::new(folder.path(), &["--metrics-listen", "127.0.0.1:0"]);
    let figures = traffic.serving.figures();
    traffic.send().await;
    let (_, first) = traffic.get(&figures).await;
    // Every text of the second time is another one.
    traffic.send().await;
    let (status, second) = traffic.get(&figures).await;
    assert_eq!(status, 200);
    let (before, after) = (series(&first), series(&second));
    assert_eq!(before.symmetric_difference(&after).collect::<Vec<_>>(), Vec::<&&str>::new());
    for text in [&first, &second] {
        assert!(!text.to_lowercase().contains(SENTINEL) && !text.contains(&traffic.token), "{text}");
    }
    for (name, least) in [
        (r#"tip_hub_acts_total{act="caseOpen",outcome="DONE"}"#, 2.0),
        (r#"tip_hub_requests_total{path="/graphql",method="POST",status="200"}"#, 20.0),
        (r#"tip_hub_requests_total{path="/graphql",method="other",status="405"}"#, 2.0),
        (r#"tip_hub_requests_total{path="other",method="GET",status="404"}"#, 2.0),
        (r#"tip_hub_request_duration_seconds_count{path="/graphql"}"#, 50.0),
        (r#"tip_hub_errors_total{code="INVALID"}"#, 50.0),
        (r#"tip_hub_errors_total{code="UNAUTHENTICATED"}"#, 2.0),
        (r#"tip_hub_guard_refusals_total{code="INVALID"}"#, 20.0),
        (r#"tip_hub_statement_duration_seconds_count{kind="SELECT"}"#, 20.0),
        (r#"tip_hub_statement_duration_seconds_count{kind="INSERT"}"#, 4.0),
        ("tip_hub_audit_events_total", 4.0),
        ("tip_hub_database_connections", 1.0),
        ("tip_hub_database_connections_most", 16.0),
        ("tip_hub_start_time_seconds", 1.7e9),
        (concat!(r#"tip_hub_build_info{version=""#, env!("CARGO_PKG_VERSION"), r#""}"#), 1.0),
    ] {
        assert!(value(&second, name) >= least, "{name} is {}: {second}", value(&second, name));
    }
    assert_eq!(value(&second, "tip_hub_requests_running"), 0.0);
    assert!(value(&second, "tip_hub_audit_waiting_seconds") < 5.0, "{second}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_stand_at_an_address_of_their_own_and_nowhere_else() {
    let folder = folder();
    let mut traffic = Traffic::new(folder.path(), &["--metrics-listen", "127.0.0.1:0"]);
    let figures = traffic.serving.figures();
    assert_eq!(traffic.get(&figures).await.0, 200);
    assert_eq!(traffic.get(&format!("{}/metrics", traffic.serving.url())).await.0, 404);
    let other = super::folder();
    let taken = figures.trim_start_matches("http://").trim_end_matches("/metrics");
    run(other.path(), &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", taken])
        .refused(&["metrics-listen", taken]);
    let without = Traffic::new(other.path(), &[]);
    without.get(&without.serving.url()).await;
    let lines = without.serving.told_to_end();
    assert!(!lines.iter().any(|line| line.contains("figures")), "{lines:?}");
}

/// A caller who asks too often is counted by the policy they broke.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_too_often_is_counted() {
    let folder = folder();
    let mut serving = super::Serving::start(tip_hub(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--anonymous-rate-limit", "1"],
    ));
    let figures = serving.figures();
    for _ in 0..3 {
        reqwest::get(serving.url()).await.expect("it answers");
    }
    let text = reqwest::get(figures).await.expect("it answers").text().await.expect("a body");
    assert_eq!(value(&text, r#"tip_hub_rate_limited_total{policy="address"}"#), 2.0, "{text}");
    assert_eq!(value(&text, r#"tip_hub_errors_total{code="LIMIT"}"#), 2.0, "{text}");
}
