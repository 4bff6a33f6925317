//! `tip-hub demo`: one command on a machine with nothing on it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{Serving, folder, tip_hub};

/// The training country's organisations with their roles.
const COUNTRY: [(&str, &str); 8] = [
    ("LMPS", "POLICE"),
    ("DOI", "IMMIGRATION"),
    ("DPP", "PROSECUTION"),
    ("MOSD", "SOCIAL_WELFARE"),
    ("MSC", "COORDINATOR"),
    ("THUSO", "NGO"),
    ("SETSABELO", "NGO"),
    ("DPC", "AUDITOR"),
];

/// Starts it and reads its table: the token of each organisation's officer, with the role.
fn demo(folder: &Path) -> (Serving, BTreeMap<String, (String, String)>) {
    let mut serving = Serving::start(tip_hub(folder, &["demo", "--listen", "127.0.0.1:0"]));
    let line = serving.wait_for("Serving http://");
    assert!(line.contains(&format!("{}/graphql", serving.url())), "{line}");
    let row = |line: &String| match line.split_whitespace().collect::<Vec<_>>()[..] {
        [code, role, "officer", token] => Some((code.to_owned(), (role.to_owned(), token.to_owned()))),
        _ => None,
    };
    let table = serving.said.iter().filter_map(row).collect();
    (serving, table)
}

#[tokio::test(flavor = "multi_thread")]
async fn demo_prints_a_token_for_every_organisation_and_each_token_works() {
    let folder = folder();
    let (serving, table) = demo(folder.path());
    let codes: Vec<(&str, &str)> = table.iter().map(|(code, (role, _))| (code.as_str(), role.as_str())).collect();
    let mut expected = COUNTRY.to_vec();
    expected.sort_unstable();
    assert_eq!(codes, expected);
    assert!(serving.said.iter().any(|line| line.contains("TRAINING DATA") && line.contains("fictitious")));
    for (code, (role, token)) in &table {
        let answer = serving.ask(token, "{ viewer { role organisation { code } } }").await;
        assert_eq!(answer["data"], json!({ "viewer": { "role": role, "organisation": { "code": code } } }), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_of_demo_reuses_the_file() {
    let folder = folder();
    let count = "{ cases { totalCount } }";
    let (mut first, table) = demo(folder.path());
    let before = first.ask(&table["MSC"].1, count).await;
    let opened = first.ask(&table["LMPS"].1, "mutation { caseOpen(input: {}, draft: true) { case { id } } }").await;
    assert!(opened["errors"].is_null(), "{opened}");
    first.terminate();
    assert_eq!(first.ended().code(), Some(0));
    let (second, again) = demo(folder.path());
    let after = second.ask(&again["MSC"].1, count).await;
    let total = |answer: &serde_json::Value| answer["data"]["cases"]["totalCount"].as_i64().expect("a count");
    assert_eq!(total(&after), total(&before) + 1, "nothing is loaded twice, and nothing is lost");
    // The key pair is the same: yesterday's token still works.
    assert_eq!(second.ask(&table["MSC"].1, count).await, after);
}
