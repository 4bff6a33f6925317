//! `documents`: what is registered is what a client's build made, and a wrong one is refused by its place.

use std::fs;

use serde_json::json;
use tip_hub::guard::Hash;

use super::{Serving, folder, organisations, run, tip_hub};

const ROLE: &str = "query WhoAmI {\n  viewer {\n    role\n  }\n}\n";
const RANK: &str = "{ viewer { rank } }";

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_registered_listed_and_retired() {
    let folder = folder();
    let at = folder.path();
    organisations(at);
    run(at, &["import", "organisations", "organisations.csv"]).ok();
    fs::create_dir_all(at.join("app/inner")).expect("folders");
    fs::write(at.join("app/who.graphql"), ROLE).expect("written");
    fs::write(at.join("app/inner/rank.gql"), RANK).expect("written");
    fs::write(at.join("app/readme.txt"), "not a document").expect("written");
    let (role, rank) = (Hash::of(ROLE), Hash::of(RANK));
    let add = |files: &[&str]| run(at, &[&["documents", "add", "--organisation", "LMPS"], files].concat());
    let added = add(&["app"]).ok();
    assert_eq!(added.out, format!("{} rank\n{} WhoAmI\n", rank.identifier(), role.identifier()));
    assert!(added.err.contains("2 documents registered for LMPS"), "{}", added.err);
    // Again, and from the files that builds make: nothing new.
    let codegen = json!({ role.digits(): ROLE, rank.identifier(): RANK });
    let apollo = json!({ "format": "apollo-persisted-query-manifest", "version": 1,
        "operations": [{ "id": role.digits(), "name": "WhoAmI", "type": "query", "body": ROLE }] });
    fs::write(at.join("persisted-documents.json"), codegen.to_string()).expect("written");
    fs::write(at.join("manifest.json"), apollo.to_string()).expect("written");
    let again = add(&["app", "persisted-documents.json", "manifest.json"]).ok();
    assert!(again.err.contains("0 documents registered for LMPS"), "{}", again.err);
    assert!(again.out.lines().count() == 2 && again.out.contains("WhoAmI (registered already)"), "{}", again.out);

    let token = run(at, &["token", "--organisation", "LMPS", "--user", "officer"]).ok().out;
    let serving = Serving::start(tip_hub(at, &["serve", "--listen", "127.0.0.1:0"]));
    let ask = async |hash: &Hash| {
        let request = reqwest::Client::new().post(format!("{}/graphql", serving.url())).bearer_auth(token.trim());
        let response = request.json(&json!({ "documentId": hash.identifier() })).send().await.expect("it answers");
        response.json::<serde_json::Value>().await.expect("JSON")
    };
    assert_eq!(ask(&role).await["data"]["viewer"]["role"], "POLICE");
    let listed = || run(at, &["documents", "list"]).ok().out;
    assert_eq!(listed().lines().filter(|line| line.contains(" LMPS ") && !line.contains("retired")).count(), 2);
    // Retired beside the hub that serves, it is refused there from the next request on.
    run(at, &["documents", "retire", role.digits()]).ok();
    assert_eq!(ask(&role).await["errors"][0]["extensions"]["code"], "PERSISTED_DOCUMENT_NOT_FOUND");
    assert_eq!(ask(&rank).await["data"]["viewer"]["rank"], "OFFICER");
    assert!(listed().lines().last().is_some_and(|line| line.contains(" retired ") && line.ends_with(" WhoAmI")));
    run(at, &["documents", "retire", role.digits()]).refused(&["no such document may be sent"]);
    run(at, &["documents", "retire", "7"]).refused(&["7: no such document"]);
    run(at, &["documents", "retire", "--organisation", "MSC", rank.digits()]).refused(&["no such document"]);
    run(at, &["documents", "retire", "--organisation", "NONE", rank.digits()]).refused(&["--organisation"]);
    add(&["app"]).ok();
    assert_eq!(ask(&role).await["data"]["viewer"]["role"], "POLICE");
    assert_eq!(listed().lines().count(), 3);
}

#[test]
fn what_is_not_taken_is_named_by_its_place_and_nothing_is_registered() {
    let folder = folder();
    let at = folder.path();
    organisations(at);
    run(at, &["import", "organisations", "organisations.csv"]).ok();
    fs::create_dir(at.join("empty")).expect("a folder");
    fs::write(at.join("good.graphql"), ROLE).expect("written");
    let add = |name: &str, text: &[u8]| {
        fs::write(at.join(name), text).expect("written");
        run(at, &["documents", "add", "--organisation", "LMPS", "good.graphql", name])
    };
    let unknown = "query Q {\n  viewer { role }\n  nothing\n}";
    let deep = format!("{}role{}", "{ viewer ".repeat(70), "}".repeat(70));
    for (name, text, words) in [
        ("a.graphql", unknown.into(), "a.graphql, line 3, column 3: "),
        ("a.graphql", "fragment F on Query { viewer { role } }".into(), "a.graphql: "),
        ("a.graphql", deep.into_bytes(), "brackets are open here"),
        ("a.graphql", b"\xff".to_vec(), "a.graphql: "),
        ("a.json", b"{".to_vec(), "a.json: "),
        ("a.json", b"[]".to_vec(), "a.json: it must be an object"),
        ("a.json", br#"{ "a": 7 }"#.to_vec(), "a.json: it must be an object"),
        ("a.json", br#"{ "operations": [{ "id": "a" }] }"#.to_vec(), "a.json: it must be an object"),
        ("a.json", json!({ "5f": RANK }).to_string().into_bytes(), "a.json, 5f: the identifier is not the SHA-256"),
        (
            "a.json",
            json!({ Hash::of(ROLE).digits(): RANK }).to_string().into_bytes(),
            "the identifier is not the SHA-256",
        ),
        ("a.json", json!({ Hash::of(unknown).digits(): unknown }).to_string().into_bytes(), ", line 3, column 3: "),
    ] {
        add(name, &text).refused(&["nothing was registered", words]);
    }
    let add = |organisation: &str, file: &str| run(at, &["documents", "add", "--organisation", organisation, file]);
    add("LMPS", "missing.graphql").refused(&["missing.graphql: "]);
    add("LMPS", "empty").refused(&["there is no document"]);
    add("NONE", "good.graphql").refused(&["--organisation"]);
    assert_eq!(run(at, &["documents", "list"]).ok().out, "");
    // What was wrong was none of the good one's.
    add("LMPS", "good.graphql").ok();
}
