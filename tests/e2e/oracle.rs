//! Every role filters and orders by every field: what it cannot read, it cannot ask about either.

use entity::rights::Standing;
use entity::{Field, Kind};
use serde_json::json;

use crate::read_sweep::{may_read, standing};
use crate::schema::Schema;
use crate::sentinels::{Planted, Target, plant, targets};
use crate::world::{Answer, World};

async fn a_filter_or_order_tells_nothing_that_is_withheld(world: World) {
    let schema = Schema::of(&world).await;
    let others = plant(&world, "POLICE_2").await;
    let mut refused = 0;
    let mut allowed = 0;
    for (code, _) in World::roles() {
        for target in targets().filter(|target| !target.suspect) {
            let orders = order_fields(&schema, target);
            for item in schema.inputs(&format!("{}Filter", target.table.type_name)) {
                let Some(field) = target.table.field(&item.name) else { continue };
                let standing = standing(&world, code, &others);
                if !someone(target).any(|target| may_read(target.table.id(), target, standing)) {
                    continue;
                }
                let known = connection(
                    &world,
                    code,
                    &others,
                    target,
                    &format!("filter: {{ {}: {{ isKnown: true }} }}", item.name),
                )
                .await;
                let order = field.column.to_uppercase();
                let ordered = match orders.contains(&order) {
                    true => Some(
                        connection(&world, code, &others, target, &format!("orderBy: [{{ field: {order} }}]")).await,
                    ),
                    false => None,
                };
                let at = format!("{code} picks {} by {}: {}", target.name(), field.name, known.text);
                if reads_ever(field, target, standing) {
                    check_count(&known, field, target, standing, &at);
                    if let Some(ordered) = &ordered {
                        ordered.ok();
                    }
                    allowed += 1;
                } else {
                    assert_eq!(known.code(), Some("NOT_RESPONSIBLE"), "{at}");
                    if let Some(ordered) = &ordered {
                        ordered.refused("NOT_RESPONSIBLE");
                    }
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 300 && allowed > 800, "only {refused} refused, {allowed} allowed");
}

/// A person is a victim or a suspect; every other record is one thing.
fn someone(target: Target) -> impl Iterator<Item = Target> {
    targets().filter(move |other| other.table.name == target.table.name)
}

/// Whether a viewer reads the field on any record, its own and those of cases it leads included.
fn reads_ever(field: &Field, target: Target, standing: Standing) -> bool {
    someone(target).any(|target| may_read(field, target, standing | Standing::AUTHOR | Standing::LEAD))
}

/// Whether what a field refers to exists for somebody of this standing; to them there is no reference to what does not.
fn refers_to_known(field: &Field, standing: Standing) -> bool {
    let Kind::Reference(to) = &field.kind else { return true };
    let table = entity::table(to);
    [false, true].into_iter().any(|suspect| may_read(table.id(), Target { table, suspect }, standing))
}

/// Known are exactly the records that exist for the viewer and whose field it reads.
fn check_count(answer: &Answer, field: &Field, target: Target, standing: Standing, at: &str) {
    answer.ok();
    // The case has the participations of all roles beside the planted one, and no person is both.
    if target.table.name == "participation" || matches!(field.column, "victim_id" | "suspect_id") {
        return;
    }
    let shown = someone(target)
        .filter(|target| may_read(target.table.id(), *target, standing) && may_read(field, *target, standing))
        .count();
    let shown = if refers_to_known(field, standing) { shown } else { 0 };
    assert_eq!(
        answer.json.pointer("/data/of/totalCount").or(answer.json.pointer("/data/case/of/totalCount")),
        Some(&json!(shown)),
        "{at}"
    );
}

async fn connection(world: &World, code: &str, planted: &Planted, target: Target, arguments: &str) -> Answer {
    let plural = target.table.plural;
    let asked = format!("of: {plural}({arguments}) {{ totalCount nodes {{ id }} }}");
    if target.table.name == "case_file" {
        return world.ask(code, &format!("{{ {asked} }}")).await;
    }
    let query = format!("query($case: ID!) {{ case(by: {{ id: $case }}) {{ {asked} }} }}");
    world.ask_with(code, &query, json!({ "case": planted.case() })).await
}

fn order_fields(schema: &Schema, target: Target) -> Vec<String> {
    let name = format!("{}OrderField", target.table.type_name);
    let found = schema.types().iter().find(|found| found["name"] == name.as_str());
    let values = found.and_then(|found| found["enumValues"].as_array()).map(Vec::as_slice).unwrap_or_default();
    values.iter().filter_map(|value| value["name"].as_str().map(str::to_owned)).collect()
}

on_both!(a_filter_or_order_tells_nothing_that_is_withheld);
