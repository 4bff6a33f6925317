//! The commands that do one thing, print it and end.

use serde_json::Value as Json;

use super::{Serving, folder, organisations, run, tip_hub};

fn committed(name: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).expect(name)
}

#[test]
fn schema_and_responsibilities_are_printed_to_standard_output() {
    let folder = folder();
    let print = |arguments: &[&str]| {
        let ended = run(folder.path(), arguments).ok();
        assert!(ended.err.is_empty(), "{}", ended.err);
        ended.out
    };
    assert!(print(&["schema"]) == committed("schema.graphql"), "run: cargo run -p tip-hub -- schema > schema.graphql");
    let markdown = print(&["responsibilities"]);
    assert!(markdown == print(&["responsibilities", "--format", "md"]) && markdown == committed("responsibilities.md"));
    let json: Json = serde_json::from_str(&print(&["responsibilities", "--format", "json"])).expect("JSON");
    let csv = print(&["responsibilities", "--format", "csv"]);
    let lines = json.as_array().map_or(0, Vec::len);
    assert!(lines > 300, "{lines} rules");
    assert_eq!(csv.lines().count(), lines + 1, "one line for each rule, and a heading");
    assert!(csv.contains("shelterAddress") && markdown.contains("shelterAddress"));
    run(folder.path(), &["responsibilities", "--format", "pdf"]).refused(&["--format"]);
    assert!(!folder.path().join("tip-hub-data").exists(), "printing needs no database");
}

#[tokio::test(flavor = "multi_thread")]
async fn token_prints_the_bare_token_and_nothing_else() {
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    let ended = run(folder.path(), &["token", "--organisation", "LMPS", "--user", "officer", "--hours", "1"]).ok();
    let token = ended.out.strip_suffix('\n').expect("one line");
    assert!(
        ended.err.is_empty() && token.split('.').count() == 3 && !token.contains(char::is_whitespace),
        "{}{}",
        ended.out,
        ended.err
    );
    let serving = Serving::start(tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let answer = serving.ask(token, "{ viewer { account { name } organisation { code } } }").await;
    assert_eq!(answer["data"]["viewer"]["organisation"]["code"], "LMPS");
    assert_eq!(answer["data"]["viewer"]["account"]["name"], "officer");
    for (organisation, user) in [("LMPS", "nobody"), ("NONE", "officer"), ("lmps", "officer")] {
        let refused = run(folder.path(), &["token", "--organisation", organisation, "--user", user]);
        assert!(refused.refused(&["--organisation", "--user"]).out.is_empty());
    }
}

/// Whoever copies the database's file while nothing has it open has all of it.
#[test]
fn a_command_leaves_the_database_in_one_file() {
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    let files = std::fs::read_dir(folder.path().join("tip-hub-data")).expect("the folder of the data");
    let files = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let of_database: Vec<String> = files.filter(|name| name.starts_with("tip-hub.sqlite")).collect();
    assert_eq!(of_database, ["tip-hub.sqlite"]);
}

#[test]
fn import_organisations_adds_what_is_not_there_yet() {
    let folder = folder();
    let list = organisations(folder.path());
    let import = || run(folder.path(), &["import", "organisations", "organisations.csv"]);
    assert!(import().ok().err.contains("2 organisations and 2 users added"));
    assert!(import().ok().err.contains("0 organisations and 0 users added"));
    let longer = std::fs::read_to_string(&list).expect("the list") + "LMPS,Police,POLICE,LSO,colleague\n";
    std::fs::write(&list, longer).expect("written");
    assert!(import().ok().err.contains("0 organisations and 1 users added"));
    run(folder.path(), &["token", "--organisation", "LMPS", "--user", "colleague"]).ok();
    for (line, words) in [
        ("NEW,New,POLICEMAN,LSO,officer", "line 2, role"),
        ("NEW,New,POLICE,LESOTHO,officer", "line 2, country"),
        ("NEW,New,POLICE", "line 2"),
    ] {
        std::fs::write(&list, format!("code,name,role,country,user\n{line}\n")).expect("written");
        import().refused(&[words]);
        run(folder.path(), &["token", "--organisation", "NEW", "--user", "officer"]).refused(&["NEW"]);
    }
    std::fs::write(&list, "code,role\nNEW,POLICE\n").expect("written");
    import().refused(&["line 2"]);
    std::fs::remove_file(&list).expect("removed");
    import().refused(&["organisations.csv"]);
}

#[test]
fn help_teaches() {
    let folder = folder();
    let help = run(folder.path(), &["--help"]).ok().out;
    for word in [
        "demo",
        "serve",
        "migrate",
        "token",
        "import",
        "export",
        "schema",
        "responsibilities",
        "DATABASE_URL",
        "TIP_HUB_LISTEN",
        "tip-hub.example.toml",
        "tip-hub demo",
    ] {
        assert!(help.contains(word), "{word} is not in: {help}");
    }
    run(folder.path(), &[]).refused(&["Usage: tip-hub"]);
    run(folder.path(), &["dance"]).refused(&["dance"]);
    assert!(run(folder.path(), &["--version"]).ok().out.starts_with("tip-hub "));
}
