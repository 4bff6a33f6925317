//! Somebody with every right on the database, and without the log's key, changes what is in it: each time it is found.

use std::collections::BTreeMap;

use entity::Kind;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use sea_orm::{ConnectionTrait, Statement};
use tip_hub::evidence::Checkpoint;

use crate::world::{Database, World, drawn, is_campaign};

/// How often somebody tampers on each database.
fn tried() -> usize {
    if is_campaign() { 5_000 } else { 250 }
}

/// What is done to the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tampering {
    Flip,
    Delete,
    Swap,
    Insert,
    Truncate,
    RestoreOld,
}

const TAMPERINGS: [(Tampering, u32); 6] = [
    (Tampering::Flip, 40),
    (Tampering::Delete, 20),
    (Tampering::Swap, 20),
    (Tampering::Insert, 12),
    (Tampering::Truncate, 4),
    (Tampering::RestoreOld, 4),
];

/// A table of the log, and how another value of each of its columns is written.
struct Target {
    name: &'static str,
    columns: Vec<(&'static str, String)>,
    /// What a row that is inserted has of its own.
    key: Vec<(&'static str, String)>,
    /// The rows that are meant.
    rows: &'static str,
}

async fn whoever_tampers_is_found_out(world: World) {
    world.keep_busy(30).await;
    world.sequence().await;
    let targets = targets(&world);
    let names = || targets.iter().map(|target| target.name);
    for name in names() {
        world.execute(&format!("CREATE TABLE old_{name} AS SELECT * FROM {name}")).await;
    }
    world.keep_busy(280).await;
    world.sequence().await;
    let head = world.store.log_head(0).await.expect("asked").expect("signed").0;
    let head = world.store.read_note(&head).expect("of this log");
    assert_eq!(found(&world, &head).await, Some(0), "nobody has tampered yet");
    for name in names() {
        world.execute(&format!("CREATE TABLE kept_{name} AS SELECT * FROM {name}")).await;
        take_away_triggers(&world, name).await;
    }
    let mut random = drawn(500);
    let mut done: BTreeMap<Tampering, usize> = BTreeMap::new();
    while done.values().sum::<usize>() < tried() {
        let tampering = TAMPERINGS.choose_weighted(&mut random, |(_, weight)| *weight).expect("one").0;
        let target = targets.choose(&mut random).expect("one");
        let statements = statements(&world, tampering, target, &targets, &mut random).await;
        let mut went = true;
        for statement in &statements {
            went &= world.sql.execute_unprepared(statement).await.is_ok();
        }
        let touched: Vec<&str> = if tampering == Tampering::RestoreOld { names().collect() } else { vec![target.name] };
        // What the database itself refuses, or what changes nothing, does not count.
        if went && is_changed(&world, &touched).await {
            *done.entry(tampering).or_default() += 1;
            let findings = found(&world, &head).await;
            assert_ne!(findings, Some(0), "{tampering:?} went unnoticed: {statements:?}");
        }
        for name in touched {
            world.execute(&format!("DELETE FROM {name}")).await;
            world.execute(&format!("INSERT INTO {name} SELECT * FROM kept_{name}")).await;
        }
    }
    assert_eq!(done.len(), TAMPERINGS.len(), "{done:?}");
    assert_eq!(found(&world, &head).await, Some(0), "all was put back");
    println!("{:?}: {done:?}", world.database);
}

/// How many findings there are; nothing where the log cannot even be read.
async fn found(world: &World, head: &Checkpoint) -> Option<u64> {
    let verification = world.store.verify_log(std::slice::from_ref(head), |_| ()).await.ok()?;
    Some(verification.findings)
}

pub(super) async fn take_away_triggers(world: &World, table: &str) {
    if world.database == Database::Postgres {
        return world.execute(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await;
    }
    let names = format!("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'");
    for row in rows(world, &names).await {
        world.execute(&format!("DROP TRIGGER {}", row.try_get_by_index::<String>(0).expect("a name"))).await;
    }
}

pub async fn rows(world: &World, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(world.sql.get_database_backend(), sql);
    world.sql.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

async fn is_changed(world: &World, tables: &[&str]) -> bool {
    for name in tables {
        let differ =
            |one: &str, other: &str| format!("SELECT 1 FROM (SELECT * FROM {one} EXCEPT SELECT * FROM {other}) AS d");
        for sql in [differ(name, &format!("kept_{name}")), differ(&format!("kept_{name}"), name)] {
            if !rows(world, &sql).await.is_empty() {
                return true;
            }
        }
    }
    false
}

async fn statements(
    world: &World,
    tampering: Tampering,
    target: &Target,
    all: &[Target],
    random: &mut StdRng,
) -> Vec<String> {
    let name = target.name;
    let place = if world.database == Database::Postgres { "ctid" } else { "rowid" };
    let places = rows(world, &format!("SELECT CAST({place} AS text) FROM {name} WHERE {}", target.rows)).await;
    let places: Vec<String> =
        places.iter().map(|row| format!("'{}'", row.try_get_by_index::<String>(0).expect("a place"))).collect();
    let (one, other) = (places.choose(random).expect("a row"), places.choose(random).expect("a row"));
    let (column, another) = target.columns.choose(random).expect("a column");
    match tampering {
        Tampering::Flip => vec![format!("UPDATE {name} SET {column} = {another} WHERE {place} = {one}")],
        Tampering::Delete => vec![format!("DELETE FROM {name} WHERE {place} = {one}")],
        Tampering::Swap => vec![format!(
            "UPDATE {name} SET {column} = CASE WHEN {place} = {one}
                 THEN (SELECT {column} FROM {name} WHERE {place} = {other})
                 ELSE (SELECT {column} FROM {name} WHERE {place} = {one}) END
             WHERE {place} IN ({one}, {other})"
        )],
        Tampering::Insert => {
            let columns: Vec<&str> = target.columns.iter().map(|(column, _)| *column).collect();
            let values = columns.iter().map(|column| {
                let own = target.key.iter().find(|(key, _)| key == column);
                own.map_or_else(|| (*column).to_owned(), |(_, value)| value.clone())
            });
            let values: Vec<String> = values.collect();
            vec![format!(
                "INSERT INTO {name} ({}) SELECT {} FROM {name} WHERE {place} = {one}",
                columns.join(", "),
                values.join(", ")
            )]
        }
        Tampering::Truncate => vec![format!("DELETE FROM {name} WHERE {}", target.rows)],
        Tampering::RestoreOld => all
            .iter()
            .flat_map(|Target { name, .. }| {
                [format!("DELETE FROM {name}"), format!("INSERT INTO {name} SELECT * FROM old_{name}")]
            })
            .collect(),
    }
}

fn targets(world: &World) -> Vec<Target> {
    let postgres = world.database == Database::Postgres;
    let uuid = if postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    let text = |column: &str| {
        format!("CASE WHEN {column} LIKE '0%' THEN '1' ELSE '0' END || COALESCE(substr({column}, 2), '')")
    };
    let of_another = |table: &str, column: &str| {
        format!("(SELECT o.id FROM {table} o WHERE o.id <> {column} ORDER BY o.id LIMIT 1)")
    };
    let governed = |table: &'static entity::Table| {
        let column = |field: &'static entity::Field| {
            let name = field.column;
            let another = match &field.kind {
                Kind::Reference(target) => of_another(target, name),
                Kind::Id | Kind::Record => uuid.to_owned(),
                Kind::Integer => format!("{name} + 1"),
                Kind::Instant if postgres => format!("{name} + interval '1 microsecond'"),
                Kind::Instant => "'2020-01-01T00:00:00+00:00'".to_owned(),
                Kind::Many(_) | Kind::Any => "'[\"0\"]'".to_owned(),
                _ => text(name),
            };
            (name, another)
        };
        table.fields.iter().map(column).collect::<Vec<_>>()
    };
    let own = |key: &[(&'static str, &str)]| key.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let plain = |name, columns: &[(&'static str, &str)], key: &[(&'static str, &str)]| Target {
        name,
        columns: columns
            .iter()
            .map(|(column, another)| (*column, if another.is_empty() { text(column) } else { (*another).to_owned() }))
            .collect(),
        key: own(key),
        rows: "1 = 1",
    };
    let later = if postgres { "created_at + interval '1 second'" } else { "'2020-01-01T00:00:00+00:00'" };
    vec![
        Target {
            name: "audit_event",
            columns: governed(entity::audit_events()),
            key: own(&[("id", uuid)]),
            rows: "1 = 1",
        },
        Target { name: "history", columns: governed(entity::changes()), key: own(&[("id", uuid)]), rows: "1 = 1" },
        plain(
            "audit_leaf",
            &[("position", "position + 100000"), ("event_id", uuid), ("leaf", "")],
            &[("position", "(SELECT MAX(position) + 1 FROM audit_leaf)"), ("event_id", uuid)],
        ),
        plain(
            "audit_subtree",
            &[("level", "level + 8"), ("place", "place + 1"), ("hash", "")],
            &[("place", "place + 100")],
        ),
        plain(
            "audit_checkpoint",
            &[("size", "size + 1"), ("note", ""), ("horizon", "horizon + 1"), ("created_at", later), ("seal", "")],
            &[("size", "size + 1")],
        ),
        Target {
            name: "person_access",
            columns: governed(entity::table("person_access")),
            key: own(&[("id", uuid)]),
            rows: "1 = 1",
        },
    ]
}

on_both!(whoever_tampers_is_found_out);
