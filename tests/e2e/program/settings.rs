//! The settings: what is wrong is named with its reason, and no password is ever repeated.

use std::path::Path;

use tip_hub::guard::Limits;

use super::{Ended, end, folder, run, tip_hub};

const SECRET: &str = "zqsecretqz";

/// Runs with a configuration file of this text.
fn with_file(folder: &Path, text: &str, arguments: &[&str]) -> Ended {
    std::fs::write(folder.join("hub.toml"), text).expect("written");
    run(folder, &[&["--config", "hub.toml"], arguments].concat())
}

fn silent(ended: &Ended) {
    assert!(!ended.err.contains(SECRET) && !ended.out.contains(SECRET), "{}{}", ended.out, ended.err);
}

#[test]
fn a_wrong_setting_is_named_with_its_reason() {
    let folder = folder();
    let listen = run(folder.path(), &["serve", "--listen", "nonsense"]);
    listen.refused(&["--listen", "invalid socket address"]);
    let mut by_environment = tip_hub(folder.path(), &["serve"]);
    by_environment.env("TIP_HUB_LISTEN", "127.0.0.1:99999");
    end(by_environment).refused(&["--listen", "invalid socket address"]);
    run(folder.path(), &["serve", "--log", "=="]).refused(&["log: "]);
    run(folder.path(), &["--data-dir", "/dev/null/here", "migrate"]).refused(&["data-dir: /dev/null/here"]);
    run(folder.path(), &["serve", "--port", "80"]).refused(&["--port"]);
    run(folder.path(), &["token", "--organisation", "LMPS", "--user", "officer", "--hours", "0"]).refused(&["--hours"]);
    run(folder.path(), &["--config", "none.toml", "serve"]).refused(&["config: none.toml"]);
    run(folder.path(), &["--config", ".", "serve"]).refused(&["config: ."]);
    run(folder.path(), &["serve", "--header-timeout", "0"]).refused(&["--header-timeout"]);
    for origin in ["*", "cases.example.ls", "https://cases.example.ls/", "https://Cases.example.ls", "ftp://cases"] {
        run(folder.path(), &["serve", "--cors-origins", origin]).refused(&["--cors-origins", "an origin is a scheme"]);
    }
    run(folder.path(), &["serve", "--trusted-proxies", "proxy"]).refused(&["--trusted-proxies"]);
    for collector in ["127.0.0.1:4318", "ftp://collector", "http://hub:word@collector", "http://collector/?a=b"] {
        run(folder.path(), &["serve", "--otlp-endpoint", collector]).refused(&["otlp-endpoint", "http or https"]);
    }
    run(folder.path(), &["serve", "--tls-key", "key.pem"]).refused(&["tls-certificate and tls-key"]);
    let tls = ["serve", "--tls-key", "key.pem", "--tls-certificate", "chain.pem"];
    run(folder.path(), &tls).refused(&["tls-certificate", "chain.pem", "No such file"]);
    run(folder.path(), &["migrate"]).ok();
}

#[test]
fn a_wrong_database_is_named_without_its_password() {
    let folder = folder();
    for (url, words) in [
        (format!("mysql://hub:{SECRET}@localhost/hub"), ["database-url (DATABASE_URL)", "postgres:"]),
        (format!("postgres//hub:{SECRET}@localhost/hub"), ["database-url (DATABASE_URL)", "sqlite:"]),
        (format!("postgres://hub:{SECRET}@127.0.0.1:1/hub"), ["database-url", "does not open"]),
        (format!("postgres://hub:{SECRET}@[bad/hub"), ["database-url", "does not open"]),
        (format!("postgres://hub:{SECRET}@localhost:port/hub"), ["database-url", "does not open"]),
        (format!("postgres://hub:{SECRET}@localhost/hub?sslmode=odd"), ["database-url", "does not open"]),
    ] {
        let mut by_environment = tip_hub(folder.path(), &["migrate"]);
        by_environment.env("DATABASE_URL", &url);
        for ended in [
            run(folder.path(), &["--database-url", &url, "migrate"]),
            end(by_environment),
            with_file(folder.path(), &format!("database_url = \"{url}\"\n"), &["migrate"]),
        ] {
            silent(&ended.refused(&words));
        }
    }
    run(folder.path(), &["--database-url", "sqlite://here.sqlite?mode=rwc", "migrate"]).ok();
    assert!(folder.path().join("here.sqlite").exists());
}

#[test]
fn a_wrong_file_is_named_by_line_and_setting_and_not_repeated() {
    let folder = folder();
    for (text, words) in [
        (
            format!("listen = \"127.0.0.1:1\"\ndatabase = \"postgres://hub:{SECRET}@localhost/hub\"\n"),
            ["config: hub.toml, line 2, database", "unknown field"],
        ),
        (
            format!("# first\ndatabase_url = \"postgres://hub:{SECRET}@localhost/hub\n"),
            ["config: hub.toml, line 2, database_url", ""],
        ),
        (format!("listen = \"{SECRET}\"\n"), ["config: hub.toml, line 1, listen", "invalid socket address"]),
        ("[limits]\ndepht = 7\n".to_owned(), ["config: hub.toml, line 2, depht", "unknown field"]),
        ("[limits]\nnesting = 1000\n".to_owned(), ["limits.nesting", "at most 128"]),
        ("log = 7\n".to_owned(), ["config: hub.toml, line 1, log", "expected a string"]),
        ("config = \"other.toml\"\n".to_owned(), ["config: hub.toml, line 1, config", "unknown field"]),
        (format!("{SECRET}\n"), ["config: hub.toml, line 1", ""]),
    ] {
        silent(&with_file(folder.path(), &text, &["migrate"]).refused(&words));
    }
    with_file(folder.path(), "", &["migrate"]).ok();
}

#[test]
fn a_flag_wins_over_the_environment_and_the_environment_over_the_file() {
    let folder = folder();
    let made = |name: &str| folder.path().join(name).join("tip-hub.sqlite").exists();
    let file = "data_dir = \"by-file\"\n";
    with_file(folder.path(), file, &["migrate"]).ok();
    assert!(made("by-file") && !made("tip-hub-data"));
    let environment = |arguments: &[&str]| {
        let mut command = tip_hub(folder.path(), arguments);
        command.env("TIP_HUB_DATA_DIR", "by-environment").env("TIP_HUB_CONFIG", "hub.toml");
        end(command).ok();
    };
    environment(&["migrate"]);
    assert!(made("by-environment"));
    environment(&["migrate", "--data-dir", "by-flag"]);
    assert!(made("by-flag"));
    run(folder.path(), &["migrate"]).ok();
    assert!(made("tip-hub-data"));
}

/// The settings that the example shows with a value that is not their default.
const WITHOUT_DEFAULT: [&str; 10] = [
    "database_url",
    "audit_key",
    "metrics_listen",
    "otlp_endpoint",
    "tls_certificate",
    "tls_key",
    "cors_origins",
    "trusted_proxies",
    "countries_dir",
    "local_issuer",
];

/// The committed example: every setting there is, each with its default, in lines that hold when they are uncommented.
#[test]
fn the_example_has_every_setting_with_its_default() {
    let example = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../tip-hub.example.toml"))
        .expect("tip-hub.example.toml");
    let is_setting = |line: &&str| {
        line.split_once(" = ")
            .is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
    };
    let (example_alone, limits) = example.split_once("# [limits]").expect("the section of the limits");
    let uncommented: Vec<&str> =
        example_alone.lines().filter_map(|line| line.strip_prefix("# ")).filter(is_setting).collect();
    let limits: Vec<&str> = limits.lines().filter_map(|line| line.strip_prefix("# ")).filter(is_setting).collect();
    let defaults = format!("{:?}", Limits::default());
    let written: Vec<String> = limits.iter().map(|line| line.replace(" = ", ": ")).collect();
    assert_eq!(defaults, format!("Limits {{ {} }}", written.join(", ")));
    let folder = folder();
    std::fs::create_dir(folder.path().join("countries")).expect("the folder that the example names");
    with_file(folder.path(), &example, &["migrate"]).ok();
    with_file(folder.path(), &format!("{}\n[limits]\n{}", uncommented.join("\n"), limits.join("\n")), &["migrate"])
        .ok();
    // The sections, which have no flags, stand a little further in.
    let sections = example.lines().filter_map(|line| line.strip_prefix("# "));
    let sections = sections.filter(|line| {
        line.starts_with('[') || (line.starts_with("  ") && (line.contains(" = ") || line.contains('[')))
    });
    with_file(folder.path(), &sections.collect::<Vec<_>>().join("\n"), &["migrate"]).ok();
    let help = run(folder.path(), &["--help"]).ok().out;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut settings: Vec<String> = help
        .split("--")
        .skip(1)
        .filter_map(|part| part.split_once(" <"))
        .map(|(flag, _)| flag.replace('-', "_"))
        .filter(|flag| flag != "config")
        .collect();
    settings.dedup();
    let named: Vec<String> =
        uncommented.iter().map(|line| line.split(" = ").next().expect("a name").to_owned()).collect();
    assert_eq!(named, settings);
    for (line, name) in uncommented.iter().zip(&named).filter(|(_, name)| !WITHOUT_DEFAULT.contains(&name.as_str())) {
        let default = line.split_once(" = ").expect("a value").1.trim_matches('"');
        assert!(help.contains(&format!("[default: {default}]")), "{name}: {default} is not the default in: {help}");
    }
    assert!(folder.path().join("tip-hub-data/tip-hub.sqlite").exists());
}

#[test]
fn a_wrong_identity_provider_is_named_with_its_reason() {
    let folder = folder();
    let good = [
        "issuer = \"https://id.example\"",
        "audience = \"https://hub.example\"",
        "organisations = [\"LMPS\", \"DOI\"]",
        "claims = { organisation = \"org\" }",
    ];
    let section = |lines: &[&str]| format!("[[issuers]]\n{}\n", lines.join("\n"));
    let with = |place: usize, line: &str| {
        let mut lines = good.to_vec();
        lines[place] = line;
        section(&lines)
    };
    with_file(folder.path(), &section(&good), &["migrate"]).ok();
    with_file(folder.path(), &with(0, "issuer = \"http://127.0.0.1:1\""), &["migrate"]).ok();
    for (text, words) in [
        (with(0, "issuer = \"http://id.example\""), ["issuers, number 1, issuer", "https"]),
        (with(0, "issuer = \"id.example\""), ["issuers, number 1, issuer", "https"]),
        (with(0, "issuer = \"https://id.example?realm=1\""), ["issuers, number 1, issuer", "query"]),
        (with(0, "issuer = \"https://hub@id.example\""), ["issuers, number 1, issuer", "user"]),
        (with(0, ""), ["line 1", "missing field `issuer`"]),
        (with(1, "audience = \" \""), ["issuers, number 1, audience", "must name this hub"]),
        (with(2, "organisations = []"), ["issuers, number 1, organisations", "at least one"]),
        (with(3, ""), ["issuers, number 1, claims.organisation", "must name the claim"]),
        (with(3, "claims = { organisation = \"\" }"), ["issuers, number 1, claims", "must name a claim"]),
        (with(3, "claims = { role = \"org\" }"), ["line 5, claims", "unknown field"]),
        (with(3, "keys_serve_hours = 0\nclaims = { organisation = \"org\" }"), ["keys_serve_hours", "at least 1"]),
        (
            with(3, "longest_token_minutes = 0\nclaims = { organisation = \"org\" }"),
            ["longest_token_minutes", "at least 1"],
        ),
        (section(&good).repeat(2), ["issuers, number 2, issuer", "is there already"]),
        ("activate_accounts = \"never\"\n".to_owned(), ["line 1, activate_accounts", "at-once"]),
        ("[step_up]\nmaximum = 1\n".to_owned(), ["line 2, maximum", "unknown field"]),
    ] {
        with_file(folder.path(), &text, &["migrate"]).refused(&words);
    }
}
