//! Nothing in the schema stands outside the rules, but for the exemptions in a file that may only shrink.

use std::collections::BTreeSet;

use entity::{Kind, shown_tables, tables};
use serde_json::{Value as Json, json};

use crate::schema::Schema;
use crate::world::World;

const EXEMPTIONS: &str = include_str!("../exemptions.txt");

async fn every_field_has_a_rule(world: World) {
    let schema = Schema::of(&world).await;
    let mut without: BTreeSet<String> = BTreeSet::new();
    for found in schema.types() {
        let name = found["name"].as_str().expect("a name");
        if found["kind"] != "OBJECT" || name.starts_with("__") {
            continue;
        }
        for field in schema.fields(name) {
            if !governed(name, &field.name) {
                without.insert(format!("{name}.{}", field.name));
            }
        }
    }
    let exempt: BTreeSet<String> =
        EXEMPTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
    let expanded = |name: &String| {
        let (type_name, field) = name.split_once('.').expect("a type and a field");
        let whole = format!("{type_name}.*");
        if exempt.contains(&whole) {
            return whole;
        }
        let general = ["Connection", "Edge", "Payload"].into_iter().find(|end| type_name.ends_with(end));
        match general {
            Some(end) if end == "Payload" => format!("*{end}.*"),
            Some(end) => format!("*{end}.{field}"),
            None if tables().iter().any(|table| table.type_name == type_name) => format!("(record).{field}"),
            None => name.clone(),
        }
    };
    let without: BTreeSet<String> = without.iter().map(expanded).collect();
    let new: Vec<_> = without.difference(&exempt).collect();
    let stale: Vec<_> = exempt.difference(&without).collect();
    assert!(new.is_empty(), "without a rule: {new:?}");
    assert!(stale.is_empty(), "exempt, but not there any more; take them out of tests/exemptions.txt: {stale:?}");
}

/// Whether the field shows a column, or records that a column leads to.
fn governed(type_name: &str, field: &str) -> bool {
    match type_name {
        "Mutation" => return swept().chain(moving()).any(|act| act == field),
        "Query" => return shown_tables().any(|table| table.plural == field || singular(table) == field),
        _ => {}
    }
    let Some(table) = shown_tables().find(|table| table.type_name == type_name) else {
        return false;
    };
    let column =
        table.field(field).is_some_and(|field| field.responsibility.rules().any(|rule| !rule.readers.is_empty()));
    let refers = |other: &entity::Table| {
        other.fields.iter().any(|field| matches!(&field.kind, Kind::Reference(to) if *to == table.name))
    };
    (column && field != "version")
        || shown_tables().any(|other| refers(other) && (other.plural == field || singular(other) == field))
}

fn singular(table: &entity::Table) -> String {
    table.type_name[..1].to_lowercase() + &table.type_name[1..]
}

/// The acts that the write sweep tries by construction: adding and updating a record of each table; of the directory its story does.
fn swept() -> impl Iterator<Item = String> {
    let changed = tables().iter().filter(|table| table.column("version").is_some() && table.name != "participation");
    changed.flat_map(|table| [table.adding, "Update"].map(|act| format!("{}{act}", singular(table))))
}

/// The acts that the transition sweep tries by construction.
fn moving() -> impl Iterator<Item = String> {
    tables().iter().flat_map(|table| &table.fields).flat_map(|field| field.moves()).map(|way| way.act.name())
}

/// The acts with names of their own leave their mark in the history as the swept ones do.
async fn every_named_act_is_remembered(world: World) {
    let case = world
        .ask("POLICE", "mutation { caseOpen(input: {}, draft: true) { case { id } } }")
        .await
        .id("/data/caseOpen/case/id");
    let update = "mutation($case: ID!) { caseUpdate(id: $case, version: 1, patch: { caseType: INTERNAL }) { case { version } } }";
    world.ask_with("POLICE", update, json!({ "case": case })).await.ok();
    let granted = world.let_take_part(&case, "IMMIGRATION").await;
    let part = granted.id("/data/participationGrant/participation/id");
    let end = "mutation($part: ID!) { participationEnd(id: $part, version: 1) { participation { until } } }";
    world.ask_with("COORDINATOR", end, json!({ "part": part })).await.ok();
    let acts = async |id: &str| {
        let query = "query($id: ID!) { history(id: $id) { nodes { act } } }";
        let answer = world.ask_with("POLICE", query, json!({ "id": id })).await;
        let nodes = answer.ok().at("/data/history/nodes").as_array().cloned().unwrap_or_default();
        nodes.iter().filter_map(|node| node["act"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(acts(&case).await, ["caseOpen", "caseUpdate"]);
    assert_eq!(acts(&part).await, ["participationGrant", "participationEnd"]);
}

/// Every type, field, argument, input field and enum value says what it is.
async fn everything_is_described(world: World) {
    let query = "{ __schema { types { name description
        fields { name description args { name description } }
        inputFields { name description } enumValues { name description } } } }";
    let answer = world.ask("POLICE", query).await;
    let mut checked = 0;
    let mut silent = Vec::new();
    let mut check = |path: String, item: &Json| {
        checked += 1;
        if item["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
            silent.push(path);
        }
    };
    for found in answer.ok().at("/data/__schema/types").as_array().expect("types") {
        let name = found["name"].as_str().expect("a name");
        if name.starts_with("__") || ["ID", "Int", "Float", "String", "Boolean"].contains(&name) {
            continue;
        }
        check(name.to_owned(), found);
        for part in ["fields", "inputFields", "enumValues"] {
            for item in found[part].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", item["name"].as_str().expect("a name"));
                check(path.clone(), item);
                for argument in item["args"].as_array().into_iter().flatten() {
                    check(format!("{path}({})", argument["name"].as_str().expect("a name")), argument);
                }
            }
        }
    }
    assert!(silent.is_empty(), "without a description: {silent:?}");
    assert!(checked > 2_000, "only {checked} items were looked at");
}

on_both!(every_field_has_a_rule, every_named_act_is_remembered, everything_is_described);
