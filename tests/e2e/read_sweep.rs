//! Every role asks for every field of every record: it is answered exactly where the rule allows.

use entity::codes::Role;
use entity::rights::{Class, Rule, Standing};
use entity::{Field, Kind, Table};
use serde_json::{Value as Json, json};

use crate::schema::{Item, Schema};
use crate::sentinels::{Planted, Target, plant, targets};
use crate::world::{Answer, World};

/// What the rule, read straight from the entity, says of somebody of this standing.
pub fn may_read(field: &Field, target: Target, standing: Standing) -> bool {
    let rule = field.responsibility.rule_of(target.suspect);
    rule.readers_for(standing).intersects(standing)
        && (!demands_consent(field, target, standing) || standing.contains(Standing::AUTHOR))
}

/// Whether it says who a victim is, to somebody who is not told without the victim's consent; nobody planted any.
fn demands_consent(field: &Field, target: Target, standing: Standing) -> bool {
    let told_by_consent = Standing::POLICE | Standing::IMMIGRATION | Standing::PROSECUTION;
    let of_victim = target.table.name == "victim" || target.table.column("victim_id").is_some();
    field.responsibility.class == Class::Identity
        && of_victim
        && !target.suspect
        && told_by_consent.intersects(standing)
}

/// What a role is to any record in Lesotho, where social welfare decides who is a victim.
pub fn of_role(role: Role) -> Standing {
    let authority = if role == Role::SocialWelfare { Standing::COMPETENT_AUTHORITY } else { Standing::empty() };
    role.standing() | authority
}

/// What an organisation is to a planted case.
pub fn standing(world: &World, code: &str, planted: &Planted) -> Standing {
    let author = if planted.author == code { Standing::AUTHOR } else { Standing::empty() };
    of_role(world.viewer(code).role()) | author
}

fn exists(target: Target, standing: Standing) -> bool {
    may_read(target.table.id(), target, standing)
}

/// The selection of one field, as short as its type allows.
pub fn selection(item: &Item) -> String {
    if item.type_name == "NextAct" {
        return format!("{} {{ act to unmet }}", item.name);
    }
    if item.type_name == "Stage" {
        return format!("{} {{ field state since }}", item.name);
    }
    if item.type_name == "PenaltyRegime" {
        return format!("{} {{ from }}", item.name);
    }
    match (item.kind.as_str(), item.type_name.ends_with("Connection")) {
        ("OBJECT", true) if item.type_name == "ChangeConnection" => {
            format!("{}(last: 100) {{ totalCount nodes {{ id record recordType field newValue }} }}", item.name)
        }
        ("OBJECT", false) if item.type_name == "NextAct" => format!("{} {{ act unmet }}", item.name),
        ("OBJECT", true) => format!("{} {{ nodes {{ id }} }}", item.name),
        ("OBJECT", false) => format!("{} {{ id }}", item.name),
        _ => item.name.clone(),
    }
}

pub fn everything(schema: &Schema, table: &Table) -> String {
    let selections: Vec<String> = schema.fields(table.type_name).iter().map(selection).collect();
    format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{ {} }} }} }}", table.type_name, selections.join(" "))
}

async fn every_role_reads_exactly_what_it_may(world: World) {
    let schema = Schema::of(&world).await;
    let others = plant(&world, "POLICE_2").await;
    let mut asked = 0;
    for (code, _) in World::roles() {
        let own = plant(&world, code).await;
        for planted in [&others, &own] {
            for target in targets() {
                asked += read(&world, &schema, code, planted, target).await;
            }
        }
    }
    assert!(asked > 5_000, "only {asked} cells were asked for");
}

async fn read(world: &World, schema: &Schema, code: &str, planted: &Planted, target: Target) -> usize {
    let standing = standing(world, code, planted);
    let query = everything(schema, target.table);
    let answer = world.ask_with(code, &query, json!({ "id": planted.id(target) })).await;
    let at = format!("{code} reads {} of {}", target.name(), planted.author);
    answer.ok();
    let record = answer.at("/data/node");
    assert_eq!(!record.is_null(), exists(target, standing), "{at}: {}", answer.text);
    let mut cells = check_lists(record, planted, target, standing, &at);
    for field in &target.table.fields {
        if field.responsibility.rules().all(|rule| rule.readers.is_empty()) {
            continue;
        }
        let shown = exists(target, standing) && may_read(field, target, standing);
        if let Some(sentinel) = planted.sentinel(target, field).filter(|_| !shown) {
            assert!(!answer.text.contains(&sentinel), "{at}: {} leaks: {}", field.name, answer.text);
        }
        if let Some(value) = record.get(&field.name).filter(|_| !record.is_null()) {
            cells += 1;
            check(&answer.withheld(), target, field, value, shown, &at);
            if !shown && !matches!(field.kind, Kind::Id) {
                check_line(&answer, target.table, field, world.viewer(code).role(), &at);
            }
        }
    }
    cells
}

/// A list below a record holds another exactly where that is there and its reference to the record is read.
fn check_lists(record: &Json, planted: &Planted, target: Target, standing: Standing, at: &str) -> usize {
    let mut lists = 0;
    for listed in targets() {
        let refers = |field: &&Field| matches!(&field.kind, Kind::Reference(to) if *to == target.table.name);
        let [reference] = listed.table.fields.iter().filter(refers).collect::<Vec<_>>()[..] else { continue };
        let Some(list) = record.get(listed.table.plural).filter(|_| listed.table.name != "person") else { continue };
        let nodes = list["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
        let shown = nodes.iter().any(|node| node["id"] == planted.id(listed).as_str());
        let expected = exists(listed, standing) && may_read(reference, listed, standing);
        assert_eq!(shown, expected, "{at}: {} in its list", listed.name());
        lists += 1;
    }
    lists
}

fn check(withheld: &[&str], target: Target, field: &Field, value: &Json, shown: bool, at: &str) {
    let name = format!("{}.{}", target.table.type_name, field.name);
    if matches!(field.kind, Kind::Id) {
        return;
    }
    if matches!(field.kind, Kind::Reference(_)) {
        // What it refers to may itself not exist for the viewer; what it may not read it never shows.
        assert!(shown || value.is_null(), "{at}: {name} is shown");
        assert_eq!(!shown, withheld.contains(&name.as_str()), "{at}: {name} in {withheld:?}");
        return;
    }
    assert_eq!(shown, !value.is_null(), "{at}: {name} is {value}");
    assert_eq!(!shown, withheld.contains(&name.as_str()), "{at}: {name} in {withheld:?}");
}

/// What is withheld names who answers for it, and whether it is the rule that withholds it or this one record.
fn check_line(answer: &Answer, table: &Table, field: &Field, role: Role, at: &str) {
    let party = |rule: Rule| if rule.editor.is_empty() { rule.fillers } else { rule.editor };
    let unread: Vec<Rule> =
        field.responsibility.rules().filter(|rule| !rule.readers.intersects(of_role(role))).collect();
    let answering = if field.is_state() {
        let movers = field.moves().iter().fold(Standing::empty(), |all, way| all.union(way.by));
        field.responsibility.rules().map(party).fold(movers, Standing::union)
    } else if unread.is_empty() {
        party(field.responsibility.rule)
    } else {
        unread.iter().copied().map(party).fold(Standing::empty(), Standing::union)
    };
    let responsible = if answering.is_empty() { vec!["HUB"] } else { answering.names().collect() };
    let reason = match unread.is_empty() {
        false => "does not read this field.",
        true => "reads this field only where it wrote it, the victim consents or a referral shares it.",
    };
    let name = format!("{}.{}", table.type_name, field.name);
    let expected = json!({ "field": name, "responsible": responsible, "reason": format!("{} {reason}", role.code()) });
    let lines = answer.at("/extensions/withheld").as_array().cloned().unwrap_or_default();
    assert!(lines.contains(&expected), "{at}: {expected} is not in {lines:?}");
}

on_both!(every_role_reads_exactly_what_it_may);
