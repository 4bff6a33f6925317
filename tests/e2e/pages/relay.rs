//! Connections as the Relay specification says: page sizes, cursors, and a count that is made only when asked for.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};
use tip_hub::graph::id;

use crate::acts::own_id;
use crate::world::World;

/// A case of police with so many victims.
async fn case_of(world: &World, victims: usize) -> String {
    world.open("POLICE", json!({ "victims": { "add": vec![json!({}); victims] } })).await
}

fn len(value: &Json) -> usize {
    value.as_array().map_or(0, Vec::len)
}

async fn a_page_has_twenty_five_records_and_at_most_a_hundred(world: World) {
    let case = case_of(&world, 100).await;
    let of = "{ nodes { id } pageInfo { hasNextPage hasPreviousPage } }";
    for (arguments, size, next, previous) in [
        ("", 25, true, false),
        ("(first: 1)", 1, true, false),
        ("(first: 100)", 100, false, false),
        ("(last: 100)", 100, false, false),
        ("(last: 99)", 99, false, true),
        ("(first: 0)", 0, true, false),
        ("(first: null, last: null, after: null, before: null)", 25, true, false),
    ] {
        let root = world.ask("POLICE", &format!("{{ of: victims{arguments} {of} }}")).await;
        let nested = world.read("POLICE", &case, &format!("of: victims{arguments} {of}")).await;
        assert_eq!(root.ok().at("/data/of"), nested.ok().at("/data/node/of"), "{arguments}");
        assert_eq!(len(root.at("/data/of/nodes")), size, "{arguments}");
        assert_eq!(
            root.at("/data/of/pageInfo"),
            &json!({ "hasNextPage": next, "hasPreviousPage": previous }),
            "{arguments}"
        );
    }
}

/// Cursors from both ends, as the specification applies them: first what lies between them, then the page of that.
async fn cursors_of_both_ends_cut_a_page(world: World) {
    let case = case_of(&world, 5).await;
    for order in ["CREATED_AT", "DECIDED_ON"] {
        for direction in ["ASC", "DESC"] {
            let order = format!("orderBy: [{{ field: {order}, direction: {direction} }}]");
            let page = async |arguments: &str| {
                let asked = format!(
                    "of: victims({order}{arguments}) {{ edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage }} }}"
                );
                let answer = world.read("POLICE", &case, &asked).await;
                let page = answer.ok().at("/data/node/of").clone();
                let cursors = page["edges"].as_array().expect("edges").iter();
                let cursors: Vec<String> =
                    cursors.map(|edge| edge["cursor"].as_str().expect("a cursor").to_owned()).collect();
                (cursors, page["pageInfo"]["hasNextPage"] == true, page["pageInfo"]["hasPreviousPage"] == true)
            };
            let (all, ..) = page("").await;
            for (after, before) in
                [(None, Some(4)), (Some(0), None), (Some(0), Some(4)), (Some(1), Some(2)), (Some(3), Some(1))]
            {
                let named = |name: &str, at: Option<usize>| {
                    at.map(|at| format!(", {name}: \"{}\"", all[at])).unwrap_or_default()
                };
                let between: Vec<String> =
                    (after.map_or(0, |at| at + 1)..before.unwrap_or(5)).filter_map(|at| all.get(at).cloned()).collect();
                for size in [0, 1, 2, 10] {
                    let cut = size.min(between.len());
                    let ends = format!("{}{}", named("after", after), named("before", before));
                    let first = page(&format!(", first: {size}{ends}")).await;
                    assert_eq!(first.0, between[..cut], "first: {size} {after:?} {before:?}");
                    assert_eq!(first.1, cut < between.len() || before.is_some(), "first: {size} {after:?} {before:?}");
                    assert_eq!(first.2, after.is_some());
                    let last = page(&format!(", last: {size}{ends}")).await;
                    assert_eq!(last.0, between[between.len() - cut..], "last: {size} {after:?} {before:?}");
                    assert_eq!(last.1, before.is_some());
                    assert_eq!(last.2, cut < between.len() || after.is_some(), "last: {size} {after:?} {before:?}");
                }
            }
        }
    }
}

async fn a_page_that_makes_no_sense_is_refused(world: World) {
    let case = case_of(&world, 1).await;
    for (arguments, code) in [
        ("first: 101", "LIMIT"),
        ("last: 101", "LIMIT"),
        ("first: 2147483647", "LIMIT"),
        ("first: -1", "INVALID"),
        ("last: -1", "INVALID"),
        ("first: 1, last: 1", "INVALID"),
        ("after: \"mine\"", "INVALID"),
        ("before: \"\"", "INVALID"),
        ("first: 1, before: \"AAAAAAAAAAAAAAAAAAAAAA\"", "INVALID"),
    ] {
        let root = world.ask("POLICE", &format!("{{ of: victims({arguments}) {{ nodes {{ id }} }} }}")).await;
        root.refused(code);
        world.read("POLICE", &case, &format!("of: victims({arguments}) {{ nodes {{ id }} }}")).await.refused(code);
    }
    world.read("POLICE", &case, "of: victims(first: 1) { nodes { id } }").await.ok();
}

/// Whether a cursor names a record of another case, one that is hidden or none at all: the answer is the same.
async fn a_cursor_tells_nothing_of_records_out_of_sight(world: World) {
    let case = case_of(&world, 3).await;
    let cursor = |record: &str| id::cursor(id::decode(record).expect("a global id").1);
    let own = world.first("POLICE", &case, "victims").await;
    let elsewhere = world.first("POLICE", &case_of(&world, 1).await, "victims").await;
    let hidden = world.open("NGO", json!({ "victims": { "add": [{}] } })).await;
    let hidden = world.first("NGO", &hidden, "victims").await;
    let absent = id::encode(entity::table("victim"), own_id());
    let page = |side: &str, record: &str| format!("of: victims({side}: \"{}\") {{ nodes {{ id }} }}", cursor(record));
    for side in ["after", "before"] {
        world.read("POLICE", &case, &page(side, &own)).await.ok();
        let expected = world.read("POLICE", &case, &page(side, &absent)).await;
        expected.refused("INVALID");
        for other in [&elsewhere, &hidden, &case] {
            assert_eq!(world.read("POLICE", &case, &page(side, other)).await.text, expected.text);
        }
        let root = |record: &str| format!("{{ {} }}", page(side, record));
        let expected = world.ask("POLICE", &root(&absent)).await;
        assert_eq!(world.ask("POLICE", &root(&hidden)).await.text, expected.text);
        world.ask("POLICE", &root(&elsewhere)).await.ok();
        world.ask("NGO", &root(&hidden)).await.ok();
    }
}

async fn a_cursor_holds_an_id_and_nothing_else(world: World) {
    let case = case_of(&world, 3).await;
    for (code, order) in
        [("POLICE", "CREATED_AT"), ("SOCIAL_WELFARE", "TRAFFICKING_STATUS"), ("SOCIAL_WELFARE", "DECIDED_ON")]
    {
        if code != "POLICE" {
            world.let_take_part(&case, code).await;
        }
        let asked = format!("of: victims(orderBy: [{{ field: {order} }}]) {{ edges {{ cursor node {{ id }} }} }}");
        let seen = world.read(code, &case, &asked).await;
        for edge in seen.at("/data/node/of/edges").as_array().expect("edges") {
            let bytes = URL_SAFE_NO_PAD.decode(edge["cursor"].as_str().expect("a cursor")).expect("base64");
            let record = id::decode(edge["node"]["id"].as_str().expect("an id")).expect("a global id");
            assert_eq!(bytes, record.1.as_bytes());
        }
    }
}

async fn the_total_is_counted_only_when_it_is_asked_for(world: World) {
    let case = case_of(&world, 30).await;
    let mut taken = Vec::new();
    for below in ["nodes { id }", "nodes { id } totalCount", "totalCount", "edges { cursor } pageInfo { endCursor }"] {
        let before = world.statements();
        world.ask("POLICE", &format!("{{ of: victims(first: 5) {{ {below} }} }}")).await.ok();
        let root = world.statements() - before;
        let before = world.statements();
        world.read("POLICE", &case, &format!("of: victims(first: 5) {{ {below} }}")).await.ok();
        taken.push((root, world.statements() - before));
    }
    let (rows, nested) = taken[0];
    // A number alone is no reading of a record, of which it would be kept who read it.
    assert_eq!(taken, [(rows, nested), (rows + 1, nested + 1), (rows - 1, nested), (rows, nested)]);
    let seen = world.ask("POLICE", "{ of: victims(first: 5) { nodes { id } totalCount } }").await;
    seen.shows("/data/of/totalCount", 30);
    // It counts what passes the filter, on all pages, and nobody's but the viewer's own.
    let filtered = "{ of: victims(first: 0, filter: { identificationPlace: { isKnown: true } }) { totalCount } }";
    world.ask("POLICE", filtered).await.shows("/data/of/totalCount", 0);
    world.ask("POLICE_2", "{ of: victims { totalCount } }").await.shows("/data/of/totalCount", 0);
}

async fn a_page_after_the_last_record_is_empty(world: World) {
    let case = case_of(&world, 2).await;
    let all = world.read("POLICE", &case, "of: victims { pageInfo { startCursor endCursor } }").await;
    let (start, end) = (all.id("/data/node/of/pageInfo/startCursor"), all.id("/data/node/of/pageInfo/endCursor"));
    let empty = json!({ "startCursor": null, "endCursor": null });
    for (arguments, next, previous) in
        [(format!("after: \"{end}\""), false, true), (format!("before: \"{start}\""), true, false)]
    {
        let asked = format!(
            "of: victims({arguments}) {{ nodes {{ id }} pageInfo {{ startCursor endCursor }} info: pageInfo {{ hasNextPage hasPreviousPage }} }}"
        );
        let page = world.read("POLICE", &case, &asked).await;
        page.shows("/data/node/of/nodes", json!([])).shows("/data/node/of/pageInfo", empty.clone());
        page.shows("/data/node/of/info", json!({ "hasNextPage": next, "hasPreviousPage": previous }));
    }
}

/// The history of a record is a list like every other.
async fn a_history_is_paged_like_every_list(world: World) {
    let (_, victim) = world.open_with_victim(json!({})).await;
    for large in [true, false, true, false] {
        world.change("POLICE", &victim, json!({ "suspectAtLarge": large })).await.ok();
    }
    let page = |arguments: &str| {
        format!(
            "query($id: ID!) {{ of: history(id: $id, {arguments}) {{ totalCount nodes {{ field newValue }} pageInfo {{ endCursor hasNextPage }} }} }}"
        )
    };
    let first = world.ask_with("POLICE", &page("first: 2"), json!({ "id": victim })).await;
    first
        .shows("/data/of/totalCount", 5)
        .shows("/data/of/nodes/1/newValue", true)
        .shows("/data/of/pageInfo/hasNextPage", true);
    let rest = format!("after: \"{}\"", first.id("/data/of/pageInfo/endCursor"));
    let rest = world.ask_with("POLICE", &page(&rest), json!({ "id": victim })).await;
    rest.shows("/data/of/nodes/2/newValue", false).shows("/data/of/pageInfo/hasNextPage", false);
    let filtered =
        world.ask_with("POLICE", &page("filter: { field: { isKnown: false } }"), json!({ "id": victim })).await;
    filtered.shows("/data/of/totalCount", 1);
}

on_both!(
    a_page_has_twenty_five_records_and_at_most_a_hundred,
    cursors_of_both_ends_cut_a_page,
    a_page_that_makes_no_sense_is_refused,
    a_cursor_tells_nothing_of_records_out_of_sight,
    a_cursor_holds_an_id_and_nothing_else,
    the_total_is_counted_only_when_it_is_asked_for,
    a_page_after_the_last_record_is_empty,
    a_history_is_paged_like_every_list,
);
