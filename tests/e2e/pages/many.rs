//! Where there is much: who takes part in many cases misses none of them, and a question for too many records is turned
//! away whole, never answered in part. So many are written beside the hub, as copies of one.

use std::sync::{Arc, Mutex};

use entity::{Table, table};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tip_hub::access::{Child, Link, Page, Select, Store};
use tip_hub::error::ErrorCode;

use crate::world::{Database, World};

/// The most records of one level, and the most of one that has levels below it.
const RECORDS: usize = 20_000;
const PARENTS: usize = 10_000;

/// Writes copies of the rows of a table, each with an id of its own and some columns by an expression of their own. In
/// `from` its rows are `t`, and `n.i` counts the copies.
async fn copy(world: &World, of: &Table, copies: usize, from: &str, own: &[(&str, &str)]) {
    let id = match world.database {
        Database::Sqlite => "randomblob(16)",
        Database::Postgres => "gen_random_uuid()",
    };
    let own = |column: &str| own.iter().find(|(name, _)| *name == column).map(|(_, value)| (*value).to_owned());
    let columns: Vec<&str> = of.fields.iter().map(|field| field.column).collect();
    let value = |column: &&str| match *column {
        "id" => id.to_owned(),
        column => own(column).unwrap_or_else(|| format!("t.\"{column}\"")),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let counted = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})");
    let (name, columns, values) = (&of.name, columns.join("\", \""), values.join(", "));
    world.execute(&format!("INSERT INTO {name} (\"{columns}\") {counted} SELECT {values} FROM {from}")).await;
}

/// How many cases the police count, and whether the statement that counts them begins at those they take part in.
async fn counted(world: &World) -> (Option<i64>, bool) {
    let last: Arc<Mutex<String>> = Arc::default();
    let sent = Arc::clone(&last);
    let mut store: Store = world.store.clone();
    store.observe(move |statement| sent.lock().expect("unpoisoned").clone_from(&statement.sql));
    let page = Page { count: true, ..Page::default() };
    let select = Select::of(table("case_file"), Vec::new());
    let found = store.reader(world.viewer("POLICE")).page("cases", &select, &page).await.expect("counted");
    let among = match world.database {
        Database::Sqlite => r#""t"."id" IN ("#,
        Database::Postgres => r#""t"."id" = ANY("#,
    };
    let begins = last.lock().expect("unpoisoned").contains(among);
    (found.expect("readable").total, begins)
}

async fn who_takes_part_in_many_cases_misses_none(world: World) {
    world.open("POLICE", json!({})).await;
    assert_eq!(counted(&world).await, (Some(1), true));
    let case_no = [("case_no", "'LS-' || n.i")];
    copy(&world, table("case_file"), 1_004, "case_file AS t, n", &case_no).await;
    assert_eq!(counted(&world).await, (Some(1), true), "of others it is told nothing");
    let beside = "participation AS t, case_file AS c, n WHERE c.id <> t.case_id";
    copy(&world, table("participation"), 1, beside, &[("case_id", "c.id")]).await;
    assert_eq!(counted(&world).await, (Some(1_005), false));
}

/// What is sent to read every case of the police with its victims.
async fn sent_for_cases(world: &World) -> (usize, Vec<String>) {
    let sent: Arc<Mutex<Vec<String>>> = Arc::default();
    let all = Arc::clone(&sent);
    let mut store: Store = world.store.clone();
    store.observe(move |statement| all.lock().expect("unpoisoned").push(statement.sql.clone()));
    let mut select = Select::of(table("case_file"), Vec::new());
    let link = Link::Many(table("victim").column("case_id").expect("a reference"));
    let (key, name) = ("victims".to_owned(), "victims".to_owned());
    let select_victims = Select::of(table("victim"), Vec::new());
    select.children.push(Child { key, name, link, page: Page::all(10), select: select_victims });
    let found = store.reader(world.viewer("POLICE")).page("cases", &select, &Page::all(10)).await.expect("found");
    let sent = sent.lock().expect("unpoisoned").clone();
    (found.expect("readable").records.len(), sent)
}

/// A database keeps what it has compiled by the text: however many records there are, a question is the same.
async fn a_question_has_one_text_however_many_records_it_names(world: World) {
    world.open("POLICE", json!({ "victims": { "add": [{}] } })).await;
    let (one, text) = sent_for_cases(&world).await;
    assert!(one == 1 && text.len() >= 3, "{text:?}");
    for _ in 0..3 {
        world.open("POLICE", json!({ "victims": { "add": [{}, {}] } })).await;
    }
    assert_eq!(sent_for_cases(&world).await, (4, text));
}

/// How the database would find what the hub asks about a part when somebody signs in.
async fn how_a_part_is_found(world: &World) -> String {
    let asked: Arc<Mutex<Option<Statement>>> = Arc::default();
    let sent = Arc::clone(&asked);
    let mut store: Store = world.store.clone();
    store.observe(move |statement| {
        if statement.sql.contains("participation") {
            sent.lock().expect("unpoisoned").replace(statement.clone());
        }
    });
    let account = world.viewer("POLICE").account();
    store.viewer(account).await.expect("looked up").expect("an account");
    let mut statement = asked.lock().expect("unpoisoned").take().expect("parts are asked about");
    statement.sql = match world.database {
        Database::Sqlite => format!("EXPLAIN QUERY PLAN {}", statement.sql),
        Database::Postgres => format!("EXPLAIN {}", statement.sql),
    };
    let plan = world.sql.query_all_raw(statement).await.expect("explained");
    let column = match world.database {
        Database::Sqlite => 3,
        Database::Postgres => 0,
    };
    plan.iter().map(|row| row.try_get_by_index::<String>(column).expect("a line of the plan")).collect()
}

/// Whoever has a part in many cases is let in as fast as who has a part in one.
async fn who_asks_is_settled_without_a_look_at_their_cases(world: World) {
    world.open("POLICE", json!({})).await;
    copy(&world, table("case_file"), 2_000, "case_file AS t, n", &[("case_no", "'LS-' || n.i")]).await;
    let beside = "participation AS t, case_file AS c, n WHERE c.id <> t.case_id";
    copy(&world, table("participation"), 1, beside, &[("case_id", "c.id")]).await;
    world.execute("ANALYZE").await;
    let plan = how_a_part_is_found(&world).await;
    assert!(plan.contains("ix_participation_limited"), "{plan}");
}

/// Asks for every victim, with what is to hang on each; how many there are, or the code of the refusal.
async fn victims(world: &World, ask: impl FnOnce(&mut Select)) -> Result<usize, ErrorCode> {
    let mut select = Select::of(table("victim"), Vec::new());
    ask(&mut select);
    let every = Page::all(2 * RECORDS);
    let found = world.store.reader(world.viewer("POLICE")).page("victims", &select, &every).await;
    found.map(|found| found.expect("readable").records.len()).map_err(|error| error.code)
}

fn with_what_was_done_to_them(select: &mut Select) {
    let link = Link::Many(table("exploitation").column("victim_id").expect("a reference"));
    let of_each = Select::of(table("exploitation"), Vec::new());
    let (key, name) = ("exploitations".to_owned(), "exploitations".to_owned());
    select.children.push(Child { key, name, link, page: Page::all(1), select: of_each });
}

fn with_their_stages(select: &mut Select) {
    select.fields.extend(table("victim").fields.iter().filter(|field| field.is_state()));
    select.stages = true;
}

async fn too_many_records_are_refused_and_not_cut(world: World) {
    world.open("POLICE", json!({ "victims": { "add": [{}] } })).await;
    let mut there = 1;
    for (number, parents, records) in [
        (PARENTS, Ok(PARENTS), Ok(PARENTS)),
        (PARENTS + 1, Err(ErrorCode::Limit), Ok(PARENTS + 1)),
        (RECORDS, Err(ErrorCode::Limit), Ok(RECORDS)),
        (RECORDS + 1, Err(ErrorCode::Limit), Err(ErrorCode::Limit)),
    ] {
        copy(&world, table("victim"), number - there, "(SELECT * FROM victim LIMIT 1) AS t, n", &[]).await;
        there = number;
        assert_eq!(victims(&world, |_| ()).await, records, "{number}");
        assert_eq!(victims(&world, with_what_was_done_to_them).await, parents, "{number} with exploitations");
        assert_eq!(victims(&world, with_their_stages).await, parents, "{number} with stages");
    }
}

/// One victim whose history, and one case whose victims, are as many as a level has at most, and one more.
async fn what_hangs_on_one_record_is_refused_and_not_cut(world: World) {
    world.open("POLICE", json!({ "victims": { "add": [{}] } })).await;
    let link = Link::Many(table("victim").column("case_id").expect("a reference"));
    let children = async |world: &World| {
        let mut select = Select::of(table("case_file"), Vec::new());
        let (key, name) = ("victims".to_owned(), "victims".to_owned());
        let of_each = Select::of(table("victim"), Vec::new());
        select.children.push(Child { key, name, link, page: Page::all(2 * RECORDS), select: of_each });
        let found = world.store.reader(world.viewer("POLICE")).page("cases", &select, &Page::all(1)).await;
        found.map(|_| ()).map_err(|error| error.code)
    };
    let changes = entity::changes();
    let of_victim = "(SELECT * FROM history WHERE record_type = 'victim' AND field IS NULL LIMIT 1) AS t, n";
    copy(&world, changes, RECORDS - 1, of_victim, &[]).await;
    assert_eq!(victims(&world, with_their_stages).await, Ok(1));
    copy(&world, changes, 1, of_victim, &[]).await;
    assert_eq!(victims(&world, with_their_stages).await, Err(ErrorCode::Limit));
    copy(&world, table("victim"), RECORDS - 1, "(SELECT * FROM victim LIMIT 1) AS t, n", &[]).await;
    assert_eq!(children(&world).await, Ok(()));
    copy(&world, table("victim"), 1, "(SELECT * FROM victim LIMIT 1) AS t, n", &[]).await;
    assert_eq!(children(&world).await, Err(ErrorCode::Limit));
}

on_both!(
    a_question_has_one_text_however_many_records_it_names,
    who_takes_part_in_many_cases_misses_none,
    who_asks_is_settled_without_a_look_at_their_cases,
    too_many_records_are_refused_and_not_cut,
    what_hangs_on_one_record_is_refused_and_not_cut,
);
