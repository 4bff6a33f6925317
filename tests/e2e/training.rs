//! The training country: forty cases, everybody's view of them, the same every time.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tip_hub::access::Store;
use tip_hub::training;

use crate::sentinels::is_planted;
use crate::world::{Database, World, log_key};

/// A hub with the training country in it and nobody else.
async fn trained(database: Database) -> World {
    let mut world = World::empty(database).await;
    training::load(&world.store).await.expect("loaded");
    for code in ["LMPS", "DOI", "DPP", "MOSD", "MSC", "THUSO", "SETSABELO"] {
        world.sign_in_as(code, "officer").await;
    }
    world
}

const SHOWCASE: &str = "{ cases(filter: { sourceRef: { eq: \"TRAINING-01\" } }) { nodes { caseNo } } }";

const VIEWS: &str = "query($no: String!) { case(by: { caseNo: $no }) { status
    victims { nodes { person { givenNames familyName passportNumber } immigrationStatus suspectAtLarge
      assistances { nodes { shelterAddress medicalNeeds } } movements { nodes { borderPost } } } }
    suspects { nodes { custody person { givenNames } charges { nodes { verdicts { nodes { outcome } } } } } }
    investigations { nodes { open evidenceItems { nodes { reference } } } } } }";

async fn every_agency_sees_a_view_of_its_own(database: Database) {
    let world = trained(database).await;
    let total = world.ask("MSC", "{ cases { totalCount } }").await;
    assert_eq!(total.ok().at("/data/cases/totalCount"), 40, "the coordinator sees all forty");
    let number = world.ask("LMPS", SHOWCASE).await.id("/data/cases/nodes/0/caseNo");
    let mut views: Vec<(&str, String)> = Vec::new();
    for code in ["LMPS", "DOI", "DPP", "MOSD", "MSC", "THUSO", "SETSABELO"] {
        let answer = world.ask_with(code, VIEWS, json!({ "no": number })).await;
        assert_eq!(answer.ok().at("/data/case").is_null(), code == "SETSABELO", "{code} takes part, or does not");
        let data = answer.at("/data").to_string();
        for (other, view) in &views {
            assert_ne!(*view, data, "{code} sees what {other} sees");
        }
        views.push((code, data));
    }
}

async fn a_second_start_adds_nothing(database: Database) {
    let world = trained(database).await;
    let before = dump(&world).await;
    training::load(&world.store).await.expect("loaded again");
    assert!(before == dump(&world).await);
}

async fn it_is_the_same_every_time(database: Database) {
    let (one, two) = (trained(database).await, World::empty(database).await);
    training::load(&by_other_plans(&two).await).await.expect("loaded");
    let (one, two) = (dump(&one).await, dump(&two).await);
    assert!(one == two, "two loads differ");
    assert!(one.len() > 50_000, "the dump holds only {} bytes", one.len());
}

/// The same database, which finds rows in another order where it was not asked for one.
async fn by_other_plans(world: &World) -> Store {
    let url = match world.database {
        Database::Sqlite => world.database_url.clone(),
        Database::Postgres => format!(
            "{}?options=-c%20enable_hashjoin=off%20-c%20enable_nestloop=off%20-c%20enable_seqscan=off%20-c%20enable_bitmapscan=off",
            world.database_url
        ),
    };
    Store::open(&url, world.store.clock().clone(), log_key()).await.expect("the database opens again")
}

/// Whoever trains finds something to read in every table of a case.
async fn no_table_of_a_case_is_empty(database: Database) {
    let world = trained(database).await;
    // Who looked is told once the events are in the log's tree.
    world.sequence().await;
    let mut empty = Vec::new();
    for table in entity::tables().iter().filter(|table| is_planted(table)) {
        let statement = format!("SELECT COUNT(*) FROM {}", table.name);
        let statement = Statement::from_string(world.sql.get_database_backend(), statement);
        let row = world.sql.query_one_raw(statement).await.expect("counted").expect("a count");
        if row.try_get_by_index::<i64>(0).expect("a number") == 0 {
            empty.push(&table.name);
        }
    }
    assert!(empty.is_empty(), "nothing in {empty:?}");
    // Service providers come in by referral, and one where the coordinator assigned it.
    for basis in ["REFERRED", "ASSIGNED"] {
        let parts = format!("{{ cases(filter: {{ sourceRef: {{ isKnown: true }} }}, first: 100) {{ nodes {{
            participations(filter: {{ basis: {{ eq: {basis} }}, extent: {{ eq: ONE_VICTIM }} }}) {{ totalCount }} }} }} }}");
        let found = world.ask("MSC", &parts).await;
        let counts = found.ok().at("/data/cases/nodes").as_array().cloned().unwrap_or_default();
        let counts = counts.iter().filter_map(|case| case["participations"]["totalCount"].as_i64());
        assert!(counts.sum::<i64>() > 0, "{basis}");
    }
    // A referral is declined and sent on; others are under way, done, or taken back when the case closes.
    for status in ["REJECTED", "ACCEPTED", "DONE", "REVOKED"] {
        let sent = format!("{{ referrals(filter: {{ status: {{ eq: {status} }} }}) {{ totalCount }} }}");
        let count = world.ask("MSC", &sent).await.ok().at("/data/referrals/totalCount").as_i64();
        assert!(count > Some(0), "{status}");
    }
    // The directory of services knows who has room.
    let room = world
        .ask("MOSD", "{ organisations(service: SHELTER, district: \"LS-A\", hasCapacity: true) { nodes { code } } }")
        .await;
    room.shows("/data/organisations/nodes", json!([{ "code": "THUSO" }]));
    // Agencies are called in by rule.
    for occasion in ["CHILD_INVOLVED", "BORDER_CROSSED", "TRAFFICKING_CONFIRMED"] {
        let called = format!("SELECT COUNT(*) FROM participation WHERE occasion = '{occasion}'");
        let statement = Statement::from_string(world.sql.get_database_backend(), called);
        let row = world.sql.query_one_raw(statement).await.expect("counted").expect("a count");
        assert!(row.try_get_by_index::<i64>(0).expect("a number") > 0, "{occasion}");
    }
}

async fn it_is_never_mixed_with_real_data(database: Database) {
    let world = World::new(database).await;
    let error = training::load(&world.store).await.expect_err("the world has organisations of its own");
    assert_eq!(error.code.as_str(), "INVALID");
}

/// Every row of every table, as text.
async fn dump(world: &World) -> String {
    let mut text = String::new();
    for table in entity::tables().iter().chain([entity::changes()]) {
        let columns: Vec<String> = table.fields.iter().map(|field| format!("CAST({} AS TEXT)", field.column)).collect();
        let columns = match world.database {
            Database::Sqlite => {
                columns.join(" || '|' || ").replace("CAST(", "COALESCE(hex(").replace(" AS TEXT)", "), '')")
            }
            Database::Postgres => format!("CONCAT_WS('|', {})", columns.join(", ")),
        };
        let sql = format!("SELECT {columns} FROM {} ORDER BY id", table.name);
        let statement = Statement::from_string(world.sql.get_database_backend(), sql);
        for row in world.sql.query_all_raw(statement).await.expect("dumped") {
            text.push_str(&row.try_get_by_index::<String>(0).expect("a text"));
            text.push('\n');
        }
    }
    text
}

macro_rules! on_both_untrained {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name(crate::world::Database::Sqlite).await; })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name(crate::world::Database::Postgres).await; })+
        }
    };
}

on_both_untrained!(
    every_agency_sees_a_view_of_its_own,
    a_second_start_adds_nothing,
    it_is_the_same_every_time,
    no_table_of_a_case_is_empty,
    it_is_never_mixed_with_real_data,
);
