//! Every role tries to write every field of every record: it lands exactly where the rule allows.

use std::collections::BTreeSet;

use entity::rights::Standing;
use entity::{Field, Kind, Table};
use sea_orm::sea_query::Value;
use serde_json::{Value as Json, json};
use tip_hub::access::value::{nothing, to_json};

use crate::read_sweep::{may_read, of_role, standing};
use crate::schema::{Item, Schema};
use crate::sentinels::{Planted, Target, code_of_lesotho, plant, planted_value, set, targets, value};
use crate::world::{Answer, World};

/// Whether somebody of this standing may give the field another value.
pub fn may_write(field: &Field, target: Target, standing: Standing, empty: bool) -> bool {
    let rule = field.responsibility.rule_of(target.suspect);
    rule.editor.intersects(standing) || (empty && rule.fillers.intersects(standing))
}

/// Whether the rule turns on who wrote the record.
fn turns_on_author(field: &Field, target: Target) -> bool {
    let rule = field.responsibility.rule_of(target.suspect);
    (rule.editor | rule.fillers | rule.readers).contains(Standing::AUTHOR)
}

pub fn singular(table: &Table) -> String {
    table.type_name[..1].to_lowercase() + &table.type_name[1..]
}

/// A value the planted record does not have, as a variable.
pub fn another(field: &Field, planted: &Planted, empty: bool) -> Json {
    if let Some(code) = code_of_lesotho(field.column) {
        return code.into();
    }
    match (&field.kind, field.column) {
        (Kind::Reference(_), _) if !empty => Json::Null,
        (Kind::Reference(table), _) if table == "organisation" || table == "account" => Json::Null,
        (Kind::Reference(table), _) => {
            let target = Target { table: entity::table(table), suspect: false };
            planted.uuid(target).to_string().into()
        }
        (_, "registered_from") => 2000.into(),
        (_, "registered_to") => 2002.into(),
        (kind, _) => to_json(&value(kind, field.index, 1)),
    }
}

async fn every_role_changes_exactly_what_it_may(world: World) {
    let schema = Schema::of(&world).await;
    let mut tried = (0, 0);
    let others = plant(&world, "POLICE_2").await;
    for (code, _) in World::roles() {
        let own = plant(&world, code).await;
        for planted in [&others, &own] {
            for target in targets() {
                let patch = schema.inputs(&format!("{}Patch", target.table.type_name));
                let fields = patch.iter().filter_map(|item| target.table.field(&item.name));
                let mut version = version(&world, code, planted, target).await;
                for field in fields.filter(|field| planted.author == "POLICE_2" || turns_on_author(field, target)) {
                    let before = version;
                    change(&world, code, planted, target, field, &mut version).await;
                    let landed = version.unwrap_or(0) - before.unwrap_or(0);
                    tried = (tried.0 + 1, tried.1 + landed);
                }
            }
        }
    }
    assert!(tried.0 > 3_000 && tried.1 > 300, "only {tried:?} fields were tried and landed");
}

/// Tries the field filled and, where it can be, empty. Each attempt that lands makes the next version.
async fn change(
    world: &World,
    code: &str,
    planted: &Planted,
    target: Target,
    field: &Field,
    version: &mut Option<i64>,
) {
    for empty in [false, true] {
        if empty
            && (field.required || matches!(&field.kind, Kind::Reference(to) if to == "organisation" || to == "account"))
        {
            continue;
        }
        set(world, planted, target, field, empty.then(|| nothing(&field.kind))).await;
        let standing = standing(world, code, planted);
        let answer =
            patch(world, code, planted, target, version.unwrap_or(1), field, another(field, planted, empty)).await;
        let at = format!(
            "{code} changes {}.{} of {}, empty: {empty}: {}",
            target.name(),
            field.name,
            planted.author,
            answer.text
        );
        match version.as_mut() {
            None => assert_eq!(answer.code(), Some("NOT_FOUND"), "{at}"),
            Some(_) if !may_read(field, target, standing) || !may_write(field, target, standing, empty) => {
                assert_eq!(answer.code(), Some("NOT_RESPONSIBLE"), "{at}");
                let named = answer.at("/errors/0/extensions/fields/0/field");
                assert_eq!(named, &json!(format!("{}.{}", target.table.type_name, field.name)), "{at}");
            }
            Some(_) if empty && is_of_unseen(field, standing) => assert_eq!(answer.code(), Some("NOT_FOUND"), "{at}"),
            Some(version) => {
                assert!(answer.json.get("errors").is_none(), "{at}");
                let after = answer.at(&format!("/data/act/{}/version", singular(target.table)));
                *version += 1;
                assert_eq!(after, &json!(version), "the change is in the history: {at}");
            }
        }
    }
    set(world, planted, target, field, None).await;
}

/// A value sent back unchanged is no write; where it is not read, sending it would tell whether it is that.
async fn no_value_is_guessed_by_sending_it(world: World) {
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let (mut kept, mut guessed) = (0, 0);
    for (code, _) in World::roles() {
        for target in targets() {
            let Some(version) = version(&world, code, &planted, target).await else { continue };
            let table = target.table;
            let inputs = schema.inputs(&format!("{}Patch", table.type_name));
            let fields: Vec<&Field> = inputs.iter().filter_map(|item| table.field(&item.name)).collect();
            let there = |field: &&Field| (field.name.clone(), to_json(&planted_value(&world, &planted, target, field)));
            let sent: serde_json::Map<String, Json> = fields.iter().map(there).collect();
            if sent.is_empty() {
                continue;
            }
            let standing = standing(&world, code, &planted);
            let unread = fields.iter().filter(|field| !may_read(field, target, standing));
            let unread: BTreeSet<String> = unread.map(|field| format!("{}.{}", table.type_name, field.name)).collect();
            let answer = send(&world, code, &planted, target, version, sent.into()).await;
            let named = answer.at("/errors/0/extensions/fields").as_array().cloned().unwrap_or_default();
            let named = named.iter().filter_map(|field| field["field"].as_str().map(str::to_owned));
            assert_eq!(
                named.collect::<BTreeSet<_>>(),
                unread,
                "{code} sends {} as it is: {}",
                target.name(),
                answer.text
            );
            kept += fields.len() - unread.len();
            guessed += unread.len();
        }
    }
    assert!(kept > 1_000 && guessed > 300, "only {kept} values sent back and {guessed} guessed");
}

/// Whether a field refers to a record of a kind that somebody of this standing does not know of.
fn is_of_unseen(field: &Field, standing: Standing) -> bool {
    let Kind::Reference(to) = &field.kind else { return false };
    let table = entity::table(to);
    !may_read(table.id(), Target { table, suspect: false }, standing)
}

async fn version(world: &World, code: &str, planted: &Planted, target: Target) -> Option<i64> {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{ version }} }} }}", target.table.type_name);
    world.ask_with(code, &query, json!({ "id": planted.id(target) })).await.at("/data/node/version").as_i64()
}

async fn patch(
    world: &World,
    code: &str,
    planted: &Planted,
    target: Target,
    version: i64,
    field: &Field,
    value: Json,
) -> Answer {
    send(world, code, planted, target, version, json!({ &field.name: value })).await
}

async fn send(world: &World, code: &str, planted: &Planted, target: Target, version: i64, patch: Json) -> Answer {
    let (type_name, singular) = (target.table.type_name, singular(target.table));
    let query = format!(
        "mutation($id: ID!, $version: Int!, $patch: {type_name}Patch!) {{
           act: {singular}Update(id: $id, version: $version, patch: $patch) {{ {singular} {{ version }} }} }}"
    );
    let variables = json!({ "id": planted.id(target), "version": version, "patch": patch });
    world.ask_with(code, &query, variables).await
}

async fn every_role_adds_exactly_what_it_may(world: World) {
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let (mut tried, mut landed, mut turn) = (0, 0, 2);
    for (code, role) in World::roles() {
        for target in targets().filter(|target| !target.suspect) {
            let table = target.table;
            if !schema.mutations().contains(&format!("{}{}", singular(table), table.adding)) {
                continue;
            }
            let input = schema.inputs(&format!("{}Input", table.type_name));
            let standing = of_role(role) | Standing::AUTHOR;
            let adds = table.id().responsibility.rule.fillers.intersects(standing);
            let optional = input.iter().filter_map(|item| table.field(&item.name)).filter(|field| !field.required);
            for field in std::iter::once(None).chain(optional.map(Some)) {
                turn += 1;
                let answer = add(&world, code, &planted, table, &input, field, turn).await;
                let rule = field.map(|field| field.responsibility.rule);
                let allowed = adds && rule.is_none_or(|rule| (rule.editor | rule.fillers).intersects(standing));
                let exists = table.name == "case_file" || case_exists(standing);
                let at =
                    format!("{code} adds {} with {:?}: {}", table.name, field.map(|field| &field.name), answer.text);
                let refers_out = field.is_some_and(|field| refers_out_of_sight(field, standing));
                let expected = match (exists, allowed) {
                    (true, true) if refers_out => Some("NOT_FOUND"),
                    (false, _) => Some("NOT_FOUND"),
                    (true, false) => Some("NOT_RESPONSIBLE"),
                    (true, true) => None,
                };
                // A key that is taken or a guard that does not hold is as good as landed: the right was not what refused it.
                let unmet = answer.at("/errors/0/extensions/fields/0/unmet").is_array();
                assert_eq!(answer.code().filter(|code| *code != "CONFLICT" && !unmet), expected, "{at}");
                let version =
                    answer.at(&format!("/data/{}{}/{}/version", singular(table), table.adding, singular(table)));
                assert!(version.is_null() || *version == json!(1), "the making is in the history: {at}");
                tried += 1;
                landed += usize::from(expected.is_none());
            }
        }
    }
    assert!(tried > 1_000 && landed > 100, "only {tried} tried, {landed} landed");
}

/// Whether a field refers to a record that police wrote and somebody of this standing does not know of.
fn refers_out_of_sight(field: &Field, standing: Standing) -> bool {
    let Kind::Reference(target) = &field.kind else { return false };
    let readers = entity::table(target).id().responsibility.rule.readers;
    entity::table(target).column("case_id").is_some() && !readers.intersects(standing.difference(Standing::AUTHOR))
}

fn case_exists(standing: Standing) -> bool {
    entity::table("case_file").id().responsibility.rule.readers.intersects(standing)
}

async fn add(
    world: &World,
    code: &str,
    planted: &Planted,
    table: &'static Table,
    input: &[Item],
    field: Option<&Field>,
    turn: usize,
) -> Answer {
    let (type_name, singular, adding) = (table.type_name, singular(table), table.adding);
    let query = format!(
        "mutation($case: ID!, $input: {type_name}Input!) {{ {singular}{adding}(case: $case, input: $input) {{ {singular} {{ version }} }} }}"
    );
    let mut record = serde_json::Map::new();
    for field in input.iter().filter_map(|item| table.field(&item.name)).filter(|field| field.required) {
        if field.default.is_none() {
            record.insert(field.name.clone(), sent(world, code, planted, field, turn));
        }
    }
    if let Some(field) = field {
        record.insert(field.name.clone(), sent(world, code, planted, field, turn));
        // A way to reach somebody comes with the word on whether it is safe.
        if let Some(safety) = table.column(&format!("{}_safe", field.column)) {
            record.insert(safety.name.clone(), "YES".into());
        }
    }
    world.ask_with(code, &query, json!({ "case": planted.case(), "input": record })).await
}

fn sent(world: &World, code: &str, planted: &Planted, field: &Field, turn: usize) -> Json {
    if let Some(code) = code_of_lesotho(field.column) {
        return code.into();
    }
    match &field.kind {
        Kind::Reference(table) if table == "organisation" => world.viewer("NGO").organisation().to_string().into(),
        Kind::Reference(table) if table == "account" => world.viewer(code).account().to_string().into(),
        Kind::Reference(table) => {
            planted.uuid(Target { table: entity::table(table), suspect: false }).to_string().into()
        }
        kind @ Kind::Text(_) => to_json(&value(kind, field.index, turn)),
        kind => match value(kind, field.index, 1) {
            Value::Int(_) if field.column.starts_with("registered") => 2001.into(),
            other => to_json(&other),
        },
    }
}

on_both!(
    every_role_changes_exactly_what_it_may,
    no_value_is_guessed_by_sending_it,
    every_role_adds_exactly_what_it_may,
);
