//! What is generated and committed is what the program prints today.

use std::path::{Path, PathBuf};

use entity::rights::Standing;
use entity::{changes, shown_tables, tables};
use tip_hub::graph::{hub, matrix};
use tip_hub::guard::Limits;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn committed(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_default()
}

#[test]
fn schema_graphql_is_what_the_program_prints() {
    let printed = hub(Limits::default()).expect("the schema").sdl();
    assert!(committed("schema.graphql") == printed, "run: cargo run -p tip-hub -- schema > schema.graphql");
}

#[test]
fn responsibilities_md_is_what_the_program_prints() {
    let printed = matrix::markdown();
    assert!(
        committed("responsibilities.md") == printed,
        "run: cargo run -p tip-hub -- responsibilities > responsibilities.md"
    );
}

#[test]
fn whoever_writes_a_column_reads_it_and_has_one_editor() {
    for table in shown_tables() {
        for field in &table.fields {
            for rule in field.responsibility.rules() {
                let at = format!("{}.{}", table.name, field.column);
                // Who reads their own records alone knows of no other, and so of no other's emptiness.
                let others = table.id().responsibility.rules().fold(Standing::empty(), |all, rule| all | rule.readers);
                assert!(rule.readers.contains(rule.editor | rule.fillers & others), "{at} is written unread");
                assert!(rule.editor.bits().count_ones() <= 1, "{at} has several editors");
                assert!(!rule.editor.contains(Standing::LEAD), "{at}: leading a case is no responsibility for a fact");
            }
        }
    }
}

/// The administrator, the auditor and the region read no case content; the statistician reads no record.
#[test]
fn no_role_is_exempt() {
    let outside = Standing::ADMINISTRATOR | Standing::AUDITOR | Standing::REGION | Standing::STATISTICIAN;
    let of_cases = tables().iter().filter(|table| table.column("case_id").is_some() || table.name == "case_file");
    for table in of_cases.chain([changes()]) {
        for field in &table.fields {
            for rule in field.responsibility.rules() {
                let all = rule.readers | rule.editor | rule.fillers;
                assert!(!all.intersects(outside), "{}.{}", table.name, field.column);
            }
        }
    }
}

/// The floors and the absences of ARCHITECTURE.md, read off the sources.
#[test]
fn the_floors_keep_apart() {
    let absent = |folder: &str, words: &[&str], except: &[&str]| {
        for (path, source) in sources(&root().join(folder)) {
            let named = path.display().to_string();
            for word in words.iter().filter(|_| !except.iter().any(|except| named.ends_with(except))) {
                assert!(!source.contains(word), "{named} says {word}");
            }
        }
    };
    let database = [
        "DatabaseConnection",
        "DatabaseTransaction",
        "ConnectionTrait",
        "query_all",
        "query_one",
        "Statement::",
        "SelectStatement",
    ];
    absent("api/src/graph", &database, &[]);
    absent("api/src/http", &database, &[]);
    absent("api/src/exchange", &database, &[]);
    absent("api/src/training", &database, &[]);
    absent("api/src/acts", &database, &[]);
    absent("api/src/graph", &[".find(", "EntityTrait", "ActiveModel"].map(|word| word).as_slice()[1..], &[]);
    let roles =
        ["Role::Police", "Role::Ngo", "Role::Coordinator", "Role::SocialWelfare", "Standing::POLICE", "Standing::NGO"];
    absent("api/src/graph", &roles, &[]);
    absent("api/src/access", &roles, &[]);
    absent("api/src/guard", &roles, &[]);
    absent("api/src/http", &roles, &[]);
    absent("api/src/acts", &roles, &[]);
    absent("entity/src", &["async_graphql", "axum", "Query::select", "http::"], &[]);
    absent("api/src/access", &["async_graphql", "axum"], &[]);
    absent("api/src/graph", &["axum", "crate::http"], &[]);
    absent("api/src/guard", &database, &[]);
    absent("api/src/guard", &["axum", "crate::http", "crate::graph", "crate::access", "entity::"], &[]);
    absent("api/src/access", &["Query::insert", "Query::update", "Query::delete"], &["batch.rs", "change.rs"]);
}

fn sources(path: &Path) -> Vec<(PathBuf, String)> {
    if path.is_file() {
        return vec![(path.to_owned(), std::fs::read_to_string(path).expect("a source"))];
    }
    let entries = std::fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let found: Vec<_> = entries.flatten().flat_map(|entry| sources(&entry.path())).collect();
    assert!(!found.is_empty(), "{} holds no sources", path.display());
    found
}
