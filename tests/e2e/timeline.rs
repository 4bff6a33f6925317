//! The timeline of a case: every change a viewer may know of and no other, whatever record it is of.

use std::collections::BTreeSet;

use entity::Field;
use serde_json::{Value as Json, json};

use crate::read_sweep::{may_read, standing};
use crate::sentinels::{Planted, Target, plant, remembered, targets};
use crate::world::World;

const PAGE: &str = "query($case: ID!, $after: String) { case(by: { id: $case }) {
    timeline(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      nodes { id record recordType field newValue } } } }";

/// Everything the timeline of a case shows an organisation; nothing where the case does not exist for it.
async fn timeline(world: &World, code: &str, case: &str) -> Vec<Json> {
    let (mut all, mut after) = (Vec::new(), Json::Null);
    loop {
        let answer = world.ask_with(code, PAGE, json!({ "case": case, "after": after })).await;
        let page = answer.ok().at("/data/case/timeline").clone();
        if page.is_null() {
            return all;
        }
        all.extend(page["nodes"].as_array().cloned().unwrap_or_default());
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] != true {
            assert_eq!(page["totalCount"], all.len(), "{code}: the count is of what is shown");
            return all;
        }
    }
}

/// A change as record, field and new value.
type Change = (String, Option<String>, Option<String>);

fn shown(node: &Json) -> Change {
    let text = |name: &str| node[name].as_str().map(str::to_owned);
    (text("record").unwrap_or_default(), text("field"), text("newValue"))
}

/// The changes of a planted case that the rule, read straight from the entities, lets an organisation know of.
fn allowed(world: &World, code: &str, planted: &Planted) -> BTreeSet<Change> {
    let standing = standing(world, code, planted);
    let mut allowed = BTreeSet::new();
    // Who is shown no case is shown no timeline of one, though it were the author of something in it.
    let case = Target { table: entity::table("case_file"), suspect: false };
    if !may_read(case.table.id(), case, standing) {
        return allowed;
    }
    let changes = |target: &Target| target.table.column("version").is_some();
    for target in targets().filter(|target| changes(target) && may_read(target.table.id(), *target, standing)) {
        allowed.insert((planted.id(target), None, None));
        let readable = |field: &&Field| may_read(field, target, standing);
        allowed.extend(
            target
                .table
                .fields
                .iter()
                .filter(readable)
                .map(|field| (planted.id(target), Some(field.name.clone()), Some(remembered(planted, target, field)))),
        );
    }
    allowed
}

async fn every_role_is_shown_exactly_the_changes_it_may_know_of(world: World) {
    let others = plant(&world, "POLICE_2").await;
    let (mut seen, mut most) = (0, 0);
    for (code, _) in World::roles() {
        let own = plant(&world, code).await;
        for planted in [&others, &own] {
            let nodes = timeline(&world, code, &planted.case()).await;
            let found: BTreeSet<Change> = nodes.iter().map(shown).collect();
            assert_eq!(found.len(), nodes.len(), "{code} is shown a change twice");
            let allowed = allowed(&world, code, planted);
            let too_much: Vec<_> = found.difference(&allowed).collect();
            let too_little: Vec<_> = allowed.difference(&found).collect();
            assert!(too_much.is_empty(), "{code} is shown of {}: {too_much:?}", planted.author);
            assert!(too_little.is_empty(), "{code} is not shown of {}: {too_little:?}", planted.author);
            seen += found.len();
            most = most.max(found.len());
        }
    }
    assert!(seen > 3_000 && most > 200, "only {seen} changes were shown, {most} at most");
}

async fn it_tells_what_was_done_newest_last(world: World) {
    let case =
        world.open("POLICE", json!({ "victims": { "add": [{ "person": { "familyName": "Moeketsi" } }] } })).await;
    let victim = world.first("POLICE", &case, "victims").await;
    let person = world.person("POLICE", &victim).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Moeketse" })).await.ok();
    let asked = "timeline(last: 1) { nodes { recordType record field oldValue newValue act createdAt
        organisation { code } case { id } } }";
    let told = world.read("POLICE", &case, asked).await;
    let last = told.ok().at("/data/node/timeline/nodes/0");
    assert_eq!(last["recordType"], "PERSON", "{last}");
    assert_eq!(last["record"], person.as_str());
    assert_eq!((&last["field"], &last["act"]), (&json!("familyName"), &json!("personUpdate")));
    assert_eq!((&last["oldValue"], &last["newValue"]), (&json!("Moeketsi"), &json!("Moeketse")));
    assert_eq!(last["organisation"]["code"], "SOCIAL_WELFARE");
    assert_eq!(last["case"]["id"], case.as_str());
    // The coordinator reads no victim's name, and so does not know that it was changed.
    let hidden = world.read("COORDINATOR", &case, "timeline { totalCount nodes { field newValue oldValue } }").await;
    assert!(!hidden.ok().text.contains("familyName") && !hidden.text.contains("Moeket"), "{}", hidden.text);
    let of_persons = "timeline(filter: { recordType: { eq: PERSON } }) { totalCount nodes { recordType } }";
    world.read("POLICE", &case, of_persons).await.shows("/data/node/timeline/totalCount", 2);
    world.read("COORDINATOR", &case, of_persons).await.shows("/data/node/timeline/totalCount", 1);
}

async fn an_ngo_is_not_shown_what_happens_to_another_victim(world: World) {
    let case = world.open("POLICE", json!({ "victims": { "add": [{}, {}] } })).await;
    let both = world.read("POLICE", &case, "victims { nodes { id person { id } } }").await;
    let id = |index: usize, of: &str| both.id(&format!("/data/node/victims/nodes/{index}{of}"));
    world.let_take_part_for(&case, "NGO", Some(&id(0, "/id"))).await;
    for index in [0, 1] {
        let person = id(index, "/person/id");
        world.let_take_part(&case, "SOCIAL_WELFARE").await;
        world.change("SOCIAL_WELFARE", &person, json!({ "givenNames": format!("Name {index}") })).await.ok();
    }
    let records: BTreeSet<String> = timeline(&world, "NGO", &case).await.iter().map(|node| shown(node).0).collect();
    assert!(records.contains(&id(0, "/person/id")) && records.contains(&case), "{records:?}");
    assert!(!records.contains(&id(1, "/person/id")) && !records.contains(&id(1, "/id")), "{records:?}");
    let asked = "timeline { nodes { newValue } }";
    let told = world.read("NGO", &case, asked).await;
    assert!(told.ok().text.contains("Name 0") && !told.text.contains("Name 1"), "{}", told.text);
}

on_both!(
    every_role_is_shown_exactly_the_changes_it_may_know_of,
    it_tells_what_was_done_newest_last,
    an_ngo_is_not_shown_what_happens_to_another_victim,
);
