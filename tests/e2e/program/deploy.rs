//! What stands in `deploy/`: its settings are there, and its roles have the rights that the hub needs, and no others.

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use super::{Serving, folder, organisations, run, tip_hub};
use crate::world::{migrated, outdated};

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(file(name)).expect(name)
}

#[test]
fn every_setting_of_the_hub_is_one() {
    let folder = folder();
    let settings = file("tip-hub.toml").display().to_string();
    run(folder.path(), &["--config", &settings, "--data-dir", "here", "migrate"]).ok();
    let help = run(folder.path(), &["--help"]).ok().out;
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_');
        parts.filter(|word| word.starts_with("TIP_HUB_") || *word == "DATABASE_URL").map(str::to_owned).collect()
    };
    let named = ["Containerfile", "tip-hub.service", "tip-hub.toml"].map(|name| words(&text(name))).concat();
    assert!(named.len() > 3, "{named:?}");
    for name in named {
        assert!(help.contains(&format!("[env: {name}")), "{name} is no setting");
    }
}

/// PostgreSQL checks a setting that it is to take up at its next start.
#[tokio::test(flavor = "multi_thread")]
async fn every_setting_of_postgresql_is_one() {
    let connection = connect(&migrated().await, "hub").await;
    let text = text("postgresql.conf");
    let settings: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")).collect();
    assert!(settings.len() > 10);
    for setting in settings {
        let sql = format!("ALTER SYSTEM SET {setting}");
        connection.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    assert!(connection.execute_unprepared("ALTER SYSTEM SET fsink = on").await.is_err());
    connection.execute_unprepared("ALTER SYSTEM RESET ALL").await.expect("as before");
}

/// The same database as another role.
fn as_role(url: &str, role: &str) -> String {
    url.replacen("//hub@", &format!("//{role}@"), 1)
}

async fn connect(url: &str, role: &str) -> DatabaseConnection {
    Database::connect(as_role(url, role)).await.expect("it opens")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hub_needs_no_more_than_the_rights_of_its_role() {
    let folder = folder();
    let url = outdated().await.0;
    let script = async |role: &str, name: &str| {
        connect(&url, role)
            .await
            .execute_unprepared(&text(name))
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    };
    let (owner, service) = (as_role(&url, "tip_hub_owner"), as_role(&url, "tip_hub"));
    script("hub", "roles.sql").await;
    run(folder.path(), &["migrate", "--database-url", &service]).refused(&["permission denied"]);
    run(folder.path(), &["migrate", "--database-url", &owner]).ok();
    script("tip_hub_owner", "grants.sql").await;
    // The main road, as the hub's own role.
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv", "--database-url", &service]).ok();
    let token = ["token", "--organisation", "LMPS", "--user", "officer", "--database-url", &service];
    let token = run(folder.path(), &token).ok().out;
    let serving =
        Serving::start(tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--database-url", &service]));
    let open = "mutation { caseOpen(input: {}, draft: true, idempotencyKey: \"one\") { case { id version } } }";
    let opened = serving.ask(token.trim(), open).await;
    let case = opened["data"]["caseOpen"]["case"]["id"].as_str().unwrap_or_else(|| panic!("{opened}"));
    let update = format!(
        "mutation {{ caseUpdate(id: \"{case}\", version: 1, sections: {{ victims: {{ add: [{{}}] }} }}) {{ case {{ id }} }} }}"
    );
    let updated = serving.ask(token.trim(), &update).await;
    assert!(updated["errors"].is_null(), "{updated}");
    let read = serving.ask(token.trim(), "{ cases { nodes { caseNo timeline { totalCount } } } }").await;
    assert!(read["errors"].is_null(), "{read}");
    let ready = reqwest::get(format!("{}/health/ready", serving.url())).await.expect("it answers");
    assert_eq!(ready.status(), 200);
    run(folder.path(), &["audit", "verify", "--database-url", &service]).ok();
    // And nothing beside it.
    let hub = connect(&url, "tip_hub").await;
    let written_once = ["history", "audit_event", "audit_leaf", "audit_subtree", "audit_checkpoint", "person_access"]
        .map(|table| {
            let column = match table {
                "audit_leaf" => "leaf",
                "audit_subtree" => "hash",
                _ => "created_at",
            };
            [
                format!("UPDATE {table} SET {column} = {column}"),
                format!("DELETE FROM {table}"),
                format!("TRUNCATE {table}"),
            ]
        });
    let written_once = written_once.as_flattened().iter().map(String::as_str);
    for sql in written_once.chain([
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DELETE FROM case_file",
        "DROP TABLE case_file",
        "CREATE TABLE public.mine (id int)",
        "UPDATE seaql_migrations SET version = 'another'",
        "INSERT INTO seaql_migrations VALUES ('another', 0)",
    ]) {
        let refused = hub.execute_unprepared(sql).await.expect_err(sql).to_string();
        assert!(refused.contains("permission denied") || refused.contains("must be owner"), "{sql}: {refused}");
    }
    for sql in [
        "UPDATE case_file SET version = version",
        "DELETE FROM keyed_act",
        "SELECT * FROM history",
        "SELECT * FROM seaql_migrations",
    ] {
        hub.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
