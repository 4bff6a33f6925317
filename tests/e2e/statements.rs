//! The number of SQL statements depends on the depth of a question, never on the number of rows.

use std::collections::BTreeSet;

use entity::codes::Role;
use serde_json::{Value as Json, json};

use crate::read_sweep::selection;
use crate::schema::{Item, Schema};
use crate::sentinels::{Planted, Target, plant, set, targets};
use crate::world::{Database, World};

const PAGE: &str = "query($first: Int!) { cases(first: $first) { nodes {
    caseNo version stages { state days }
    timeline(first: 3) { totalCount nodes { recordType record field newValue organisation { name } } }
    victims(first: 5) { totalCount nodes { id stages { field state since } person { familyName } assistances(first: 5) { nodes { serviceType } } exploitations(first: 5) { nodes { types } } } }
    suspects(first: 5) { nodes { id person { givenNames } charges(first: 5) { nodes { offence verdicts(first: 5) { nodes { outcome } } } } } }
    lead { name } } } }";

async fn a_page_of_fifty_takes_as_many_statements_as_a_page_of_five(world: World) {
    for _ in 0..50 {
        let sections = "{ victims: { add: [{}, {}] }, suspects: { add: [{}] } }";
        world
            .ask(
                "POLICE",
                &format!("mutation {{ caseOpen(input: {{}}, draft: true, sections: {sections}) {{ case {{ id }} }} }}"),
            )
            .await
            .ok();
    }
    let five = count(&world, 5).await;
    let fifty = count(&world, 50).await;
    assert_eq!(five, fifty);
    assert!((13..=19).contains(&fifty), "{fifty} statements for eleven levels and the stages of two");
}

async fn count(world: &World, first: usize) -> usize {
    let before = world.statements();
    let answer = world.ask_with("POLICE", PAGE, json!({ "first": first })).await;
    assert_eq!(answer.ok().at("/data/cases/nodes").as_array().map(Vec::len), Some(first));
    assert!(answer.at("/data/cases/nodes/0/victims/nodes/1/id").is_string());
    world.statements() - before
}

/// Who asks: the author of all that is planted, and who reads what is for carers or auditors alone.
const ASKERS: [&str; 4] = ["POLICE", "SOCIAL_WELFARE", "COORDINATOR", "AUDITOR"];

/// A question about many rows: one of the connections of the schema, or all that a type has beside them.
struct Question {
    name: String,
    query: String,
    /// What is counted as a row, below `/data/of`: the path of lists through the answer.
    rows: Vec<&'static str>,
}

/// Every connection at the root and below every type that has records, as the schema itself lists them.
async fn questions(world: &World, history_of: &str, consents_of: &str) -> Vec<Question> {
    let schema = Schema::of(world).await;
    let (mut questions, mut types) = (Vec::new(), BTreeSet::new());
    for root in schema.fields("Query").into_iter().filter(is_connection) {
        let more = match root.name.as_str() {
            "history" => format!(", id: \"{history_of}\""),
            "effectiveConsent" => format!(", victim: \"{consents_of}\""),
            "docketsIdle" => ", days: 0".to_owned(),
            // The questions themselves leave more than a page of events.
            "auditEvents" => ", filter: { act: { eq: \"consentRecord\" } }".to_owned(),
            _ => String::new(),
        };
        let of = format!("of: {}(first: 100{more})", root.name);
        let query = format!("{{ {of} {{ totalCount edges {{ cursor }} nodes {{ id }} }} }}");
        questions.push(Question { name: format!("Query.{}", root.name), query, rows: vec!["nodes"] });
        let Some(of_type) = root.type_name.strip_suffix("Connection").filter(|name| types.insert((*name).to_owned()))
        else {
            continue;
        };
        let (lists, others): (Vec<Item>, Vec<Item>) = schema.fields(of_type).into_iter().partition(is_connection);
        let others: Vec<String> = others.iter().map(selection).collect();
        let query = format!("{{ {of} {{ nodes {{ {} }} }} }}", others.join(" "));
        questions.push(Question { name: format!("{of_type} without its lists"), query, rows: vec!["nodes"] });
        for list in lists {
            let inner = format!("in: {}(first: 100) {{ totalCount nodes {{ id }} }}", list.name);
            let query = format!("{{ {of} {{ nodes {{ id {inner} }} }} }}");
            let rows = vec!["nodes", "in", "nodes"];
            questions.push(Question { name: format!("{of_type}.{}", list.name), query, rows });
        }
    }
    // A person is reached by the victim they are.
    let query =
        "{ of: victims(first: 100) { nodes { person { in: accessLog(first: 100) { totalCount nodes { id } } } } } }";
    let rows = vec!["nodes", "person", "in", "nodes"];
    questions.push(Question { name: "Person.accessLog".to_owned(), query: query.to_owned(), rows });
    types.insert("Person".to_owned());
    let unreached: Vec<&str> = (entity::tables().iter().map(|table| table.type_name))
        .filter(|name| !types.contains(*name) && schema.fields(name).iter().any(is_connection))
        .collect();
    assert!(unreached.is_empty(), "no list at the root leads to the lists of {unreached:?}");
    let query = "{ of: tasks(first: 100) { kind record due description recordType } }".to_owned();
    questions.push(Question { name: "Query.tasks".to_owned(), query, rows: vec![] });
    questions
}

fn is_connection(item: &Item) -> bool {
    item.type_name.ends_with("Connection")
}

/// How many rows are at the end of the path.
fn rows(value: &Json, path: &[&str]) -> usize {
    match (value, path) {
        (Json::Array(rows), []) => rows.len(),
        (Json::Array(rows_of), path) => rows_of.iter().map(|row| rows(row, path)).sum(),
        (value, [next, path @ ..]) => rows(&value[*next], path),
        _ => 0,
    }
}

/// The rows that a question is answered with, and the statements that took.
async fn cost(world: &World, code: &str, question: &Question) -> (usize, usize) {
    let before = world.statements();
    let answer = world.ask(code, &question.query).await;
    let took = world.statements() - before;
    if answer.code() != Some("NOT_RESPONSIBLE") {
        answer.ok();
    }
    (rows(answer.at("/data/of"), &question.rows), took)
}

async fn costs(world: &World, questions: &[Question]) -> Vec<(usize, usize)> {
    let mut costs = Vec::new();
    for code in ASKERS {
        for question in questions {
            costs.push(cost(world, code, question).await);
        }
    }
    costs
}

/// Plants one more case: what no two records of an organisation may share is made this one's own.
async fn planted(world: &World, place: usize) -> Planted {
    let planted = plant(world, ASKERS[0]).await;
    for target in targets() {
        let shared =
            target.table.fields.iter().filter(|field| matches!(field.column, "case_no" | "source_ref" | "docket_no"));
        for field in shared {
            set(world, &planted, target, field, Some(format!("planted {place}").into())).await;
        }
    }
    let investigation = Target { table: entity::table("investigation"), suspect: false };
    let status = investigation.table.column("status").expect("a status");
    set(world, &planted, investigation, status, Some("CHARGED".into())).await;
    planted
}

/// A consent in force to each of these scopes.
async fn consented(world: &World, planted: &Planted, scopes: &[&str]) {
    let victim = planted.id(Target { table: entity::table("victim"), suspect: false });
    for scope in scopes {
        world.consent(ASKERS[0], &planted.case(), &victim, scope, "GRANTED").await.ok();
    }
}

async fn no_connection_takes_more_statements_for_more_rows(mut world: World) {
    // What is for supervisors is asked for, too.
    world.execute("UPDATE account SET rank = 'SUPERVISOR'").await;
    let first = planted(&world, 0).await;
    planted(&world, 1).await;
    consented(&world, &first, &["PHOTO"]).await;
    let victim = Target { table: entity::table("victim"), suspect: false };
    // Every record but a new one has been changed as often as it has columns.
    let fresh = world.add(ASKERS[0], &first.case(), "Report", json!({ "sourceRef": "a" })).await.record();
    let questions = questions(&world, &fresh, &first.id(victim)).await;
    let standing = "UPDATE participation SET lapses_on = '2999-01-01', until = NULL";
    world.execute(standing).await;
    let few = costs(&world, &questions).await;

    for place in 2..12 {
        planted(&world, place).await;
        world.register(&format!("MORE_{place}"), Role::Ngo).await;
        world.employ(ASKERS[0], world.viewer(ASKERS[0]).role(), &format!("colleague {place}")).await;
    }
    consented(&world, &first, &["INTERVIEW", "MEDICAL_EXAM", "RETURN"]).await;
    for text in ["b", "c", "d"] {
        world.change(ASKERS[0], &fresh, json!({ "sourceRef": text })).await.ok();
    }
    world.execute(standing).await;
    let many = costs(&world, &questions).await;

    let mut compared = BTreeSet::new();
    for (place, (few, many)) in few.iter().zip(&many).enumerate() {
        let (code, question) = (ASKERS[place / questions.len()], &questions[place % questions.len()]);
        assert_eq!(few.1, many.1, "{code} asks {}: {} rows, then {}", question.name, few.0, many.0);
        if few.0 > 0 && many.0 > few.0 {
            compared.insert(&question.name);
        }
    }
    let missing: Vec<&String> =
        questions.iter().map(|question| &question.name).filter(|name| !compared.contains(name)).collect();
    assert!(missing.is_empty(), "nobody was shown more rows the second time of {missing:?}");
    assert!(compared.len() > 100, "only {} questions were compared", compared.len());
}

on_both!(a_page_of_fifty_takes_as_many_statements_as_a_page_of_five, no_connection_takes_more_statements_for_more_rows,);

/// Else a statement with a `LIMIT` would be planned anew at each use.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_the_plan_of_a_statement_whatever_is_bound() {
    let world = World::new(Database::Sqlite).await;
    let stable = world.text("SELECT CAST(sqlite_compileoption_used('ENABLE_QPSG') AS TEXT)").await;
    assert_eq!(stable, "1", "SQLite is not built as .cargo/config.toml says");
}
