//! How long records were in their states, as far as a viewer reads the state.

use std::collections::BTreeSet;

use entity::Field;
use serde_json::json;

use crate::read_sweep::{may_read, standing};
use crate::sentinels::{plant, targets};
use crate::world::World;

async fn every_role_is_shown_the_stages_of_the_states_it_reads(world: World) {
    let others = plant(&world, "POLICE_2").await;
    let (mut shown, mut hidden) = (0, 0);
    for (code, _) in World::roles() {
        let standing = standing(&world, code, &others);
        for target in targets() {
            let states: Vec<_> = target.table.fields.iter().filter(|field| field.is_state()).collect();
            if states.is_empty() {
                continue;
            }
            let type_name = target.table.type_name;
            let query =
                format!("query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ stages {{ field }} }} }} }}");
            let answer = world.ask_with(code, &query, json!({ "id": others.id(target) })).await;
            let stages = answer.ok().at("/data/node/stages").as_array().cloned().unwrap_or_default();
            let found: BTreeSet<&str> = stages.iter().filter_map(|stage| stage["field"].as_str()).collect();
            let exists = may_read(target.table.id(), target, standing);
            let (read, unread): (Vec<&Field>, Vec<&Field>) =
                states.into_iter().partition(|field| exists && may_read(field, target, standing));
            let at = format!("{code} reads the stages of {}: {}", target.name(), answer.text);
            assert_eq!(found, read.iter().map(|field| field.name.as_str()).collect(), "{at}");
            let withheld = answer.withheld().contains(&format!("{type_name}.stages").as_str());
            assert_eq!(withheld, exists && !unread.is_empty(), "{at}");
            shown += read.len();
            hidden += usize::from(withheld);
        }
    }
    assert!(shown > 40 && hidden > 5, "only {shown} states were shown, {hidden} types withheld");
}

/// Who cares for a victim is told that an investigation is open, and nothing of where it stands.
async fn who_does_not_read_the_state_is_shown_no_stage(world: World) {
    let others = plant(&world, "POLICE_2").await;
    let docket = targets().find(|target| target.table.type_name == "Investigation").expect("planted");
    let query = "query($id: ID!) { node(id: $id) { ... on Investigation { open stages { field state since } } } }";
    let answer = world.ask_with("NGO", query, json!({ "id": others.id(docket) })).await;
    assert_eq!(answer.ok().at("/data/node/stages"), &json!([]), "{}", answer.text);
    assert!(answer.at("/data/node/open").is_boolean() && answer.withheld() == ["Investigation.stages"]);
    let answer = world.ask_with("POLICE", query, json!({ "id": others.id(docket) })).await;
    assert_eq!(answer.ok().at("/data/node/stages/0/field"), "status", "{}", answer.text);
}

on_both!(every_role_is_shown_the_stages_of_the_states_it_reads, who_does_not_read_the_state_is_shown_no_stage,);
