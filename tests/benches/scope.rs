//! Does it cost a restricted viewer more to see few cases than it costs the coordinator to see all of them?
//!
//! Loads 100,000 cases and times one page of each connection for the coordinator, who takes part in all of them,
//! for an NGO that takes part in 50, and for one officer admitted to 50; then prints the plan of the statement.
//! Run it by `cargo bench -p tests`; with `DATABASE_URL` naming an empty PostgreSQL database it runs there, else
//! on a fresh SQLite file. `CASES` changes the number of cases.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::codes::{Extent, Rank, Role};
use entity::value::{Country, Token};
use entity::{Table, table};
use sea_orm::sea_query::{Alias, Expr, Query, Value};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tip_hub::access::value::nothing;
use tip_hub::access::{Page, Registration, Select, Store, Viewer};
use tip_hub::clock::Clock;
use tip_hub::evidence::LogKey;
use uuid::Uuid;

/// How often each page is read.
const ROUNDS: usize = 40;

/// How many cases a restricted viewer takes part in.
const FEW: usize = 50;

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let url = std::env::var("DATABASE_URL").unwrap_or_else(|_| Store::sqlite_url(dir.path()));
    let cases = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(100_000);
    let mut store = Store::open(&url, Clock::system(), LogKey::of_seed("bench", &[0; 32]).expect("a key"))
        .await
        .expect("the database opens");
    store.migrate().await.expect("migrated");
    let last: Arc<Mutex<Option<Statement>>> = Arc::default();
    let seen = Arc::clone(&last);
    store.observe(move |statement| *seen.lock().expect("unpoisoned") = Some(statement.clone()));
    let sql = Database::connect(&url).await.expect("the database opens twice");
    let viewers = load(&store, &sql, cases).await;
    println!(
        "{cases} cases on {:?}; a page of 25, milliseconds, median and greatest of {ROUNDS}",
        sql.get_database_backend()
    );
    for name in ["case_file", "victim"] {
        for (who, viewer) in &viewers {
            let (median, greatest) = time(&store, viewer, table(name)).await;
            println!("{name:<10} {who:<22} {:>8.3} {:>8.3}", millis(median), millis(greatest));
            let statement = last.lock().expect("unpoisoned").clone().expect("a statement was sent");
            for line in explain(&sql, statement).await {
                println!("    {line}");
            }
        }
    }
}

async fn time(store: &Store, viewer: &Viewer, table: &'static Table) -> (Duration, Duration) {
    let fields =
        table.fields.iter().filter(|field| ["case_no", "status", "trafficking_status"].contains(&field.column));
    let select = Select::of(table, fields.collect());
    let page = Page { size: 25, rows: true, ..Page::default() };
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let found = store.reader(viewer).page("bench", &select, &page).await.expect("a page").expect("readable");
        times.push(begun.elapsed());
        assert_eq!(found.records.len(), 25);
    }
    times.sort();
    (times[ROUNDS / 2], times[ROUNDS - 1])
}

async fn explain(sql: &DatabaseConnection, mut statement: Statement) -> Vec<String> {
    let sqlite = sql.get_database_backend() == DbBackend::Sqlite;
    statement.sql = format!("{} {}", if sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" }, statement.sql);
    let rows = sql.query_all_raw(statement).await.expect("explained");
    rows.iter().map(|row| row.try_get_by_index::<String>(if sqlite { 3 } else { 0 }).expect("a line")).collect()
}

async fn load(store: &Store, sql: &DatabaseConnection, cases: usize) -> Vec<(&'static str, Viewer)> {
    let country = Country::parse("LSO").expect("a country");
    let mut viewers = Vec::new();
    for (who, code, role) in [
        ("coordinator, all", "MSC", Role::Coordinator),
        ("NGO, 50", "NGO", Role::Ngo),
        ("one officer, 50", "POL", Role::Police),
    ] {
        store
            .register(Registration {
                code,
                name: code,
                role,
                country: country.clone(),
                focal: false,
                user: "officer",
                rank: Rank::Officer,
            })
            .await
            .expect("registered");
        viewers.push((who, store.operator(code, "officer").await.expect("found").expect("active")));
    }
    let now = store.clock().now();
    let author = viewers[0].1.clone();
    let every = cases / FEW;
    let (mut files, mut victims, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..cases {
        let (case, victim) = (store.clock().id(), store.clock().id());
        files.push(row(table("case_file"), &author, now, |column| match column {
            "id" => case.into(),
            "case_no" => format!("LS-{number:07}").into(),
            "country" => "LSO".into(),
            "status" => "ACTIVE".into(),
            _ => None::<i32>.into(),
        }));
        victims.push(row(table("victim"), &author, now, |column| match column {
            "id" => victim.into(),
            "case_id" => case.into(),
            "trafficking_status" => "ACTUAL".into(),
            "in_shelter" => false.into(),
            _ => None::<i32>.into(),
        }));
        let mut part = |viewer: &Viewer, officer: Option<Uuid>, victim: Option<Uuid>| {
            let extent = if victim.is_some() { Extent::OneVictim } else { Extent::WholeCase };
            parts.push(row(table("participation"), &author, now, |column| match column {
                "id" => store.clock().id().into(),
                "case_id" => case.into(),
                "participant_id" => viewer.organisation().into(),
                "officer_id" => officer.into(),
                "victim_id" => victim.into(),
                "extent" => extent.code().into(),
                "basis" => "ASSIGNED".into(),
                "since" => now.into(),
                _ => None::<i32>.into(),
            }));
        };
        part(&viewers[0].1, None, None);
        if number % every == every / 2 {
            part(&viewers[1].1, None, Some(victim));
            part(&viewers[2].1, Some(viewers[2].1.account()), None);
        }
    }
    for (name, rows) in [("case_file", files), ("victim", victims), ("participation", parts)] {
        insert(sql, table(name), rows).await;
    }
    sql.execute_unprepared("ANALYZE").await.expect("analysed");
    viewers
}

fn row(table: &Table, author: &Viewer, now: DateTime<Utc>, value: impl Fn(&str) -> Value) -> Vec<Value> {
    let common = |column: &str| match column {
        "version" => Some(1.into()),
        "organisation_id" => Some(author.organisation().into()),
        "account_id" => Some(author.account().into()),
        "created_at" => Some(now.into()),
        _ => None,
    };
    let of = |column: &str| common(column).unwrap_or_else(|| value(column));
    let typed = |field: &entity::Field| Some(of(field.column)).filter(|value| *value != Value::Int(None));
    table.fields.iter().map(|field| typed(field).unwrap_or_else(|| nothing(&field.kind))).collect()
}

async fn insert(sql: &DatabaseConnection, table: &Table, rows: Vec<Vec<Value>>) {
    for chunk in rows.chunks(30_000 / table.fields.len()) {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(table.name.as_str()))
            .columns(table.fields.iter().map(|field| Alias::new(field.column)));
        for row in chunk {
            insert.values_panic(row.iter().cloned().map(Expr::from));
        }
        sql.execute(&insert).await.expect("inserted");
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
