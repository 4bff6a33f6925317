//! What a key promises, one promise after the other.

use chrono::{Duration, TimeZone, Utc};
use entity::codes::Role;
use entity::keyed_act;
use sea_orm::EntityTrait;
use serde_json::json;
use tip_hub::clock::Clock;

use super::{ADD, add, effects, kept, line, reused};
use crate::world::World;

async fn what_is_sent_again_is_not_done_again_and_shows_its_record_of_today(world: World) {
    let case = world.open("POLICE", json!({})).await;
    let first = add(&world, "POLICE", "a-1", &case, json!({ "station": "Maseru" })).await;
    let report = first.record();
    let after = effects(&world).await;
    assert_eq!(add(&world, "POLICE", "a-1", &case, json!({ "station": "Maseru" })).await.text, first.text);
    assert_eq!(effects(&world).await, after);
    // It is no copy of the first answer.
    world.change("POLICE", &report, json!({ "sourceRef": "7" })).await.ok();
    let again = add(&world, "POLICE", "a-1", &case, json!({ "station": "Maseru" })).await;
    again.shows("/data/act/record", json!({ "id": report, "version": 2, "sourceRef": "7" }));
    // What is asked of the answer is no part of the input.
    let other = ADD.replace("id version sourceRef", "id case { id }");
    let again =
        world.ask_with("POLICE", &other, json!({ "key": "a-1", "case": case, "input": { "station": "Maseru" } })).await;
    again.shows("/data/act/record", json!({ "id": report, "case": { "id": case } }));
    // Another key, or none, is another act.
    add(&world, "POLICE", "a-2", &case, json!({ "station": "Maseru" })).await.ok();
    for _ in 0..2 {
        world.ask_with("POLICE", ADD, json!({ "key": null, "case": case, "input": {} })).await.ok();
    }
    assert_eq!((world.count("POLICE", &case, "reports").await, kept(&world).await), (Some(4), 2));
}

/// What an act costs beside itself where it has a key: the key is taken, its record is kept, and what is over is removed.
async fn a_key_costs_three_statements(world: World) {
    let case = world.open("POLICE", json!({})).await;
    let mut costs = Vec::new();
    for key in [json!(null), json!("a"), json!("b"), json!(null)] {
        let before = world.statements();
        world.ask_with("POLICE", ADD, json!({ "key": key, "case": case, "input": {} })).await.ok();
        costs.push(world.statements() - before);
    }
    let bare = costs[0];
    assert_eq!(costs, [bare, bare + 3, bare + 3, bare]);
}

async fn a_key_goes_with_one_input(world: World) {
    let [case, other] = [world.open("POLICE", json!({})).await, world.open("POLICE", json!({})).await];
    let input = json!({ "station": "Maseru", "detectionSource": "BORDER_CONTROL" });
    let report = add(&world, "POLICE", "k", &case, input.clone()).await.record();
    let after = effects(&world).await;
    for (place, sent) in [
        (&other, input.clone()),
        (&case, json!({ "station": "Maseru" })),
        (&case, json!({ "station": "Maseru", "detectionSource": "SELF_REPORT" })),
        (&case, json!({ "station": "Maseru", "detectionSource": "BORDER_CONTROL", "borderPost": null })),
    ] {
        reused(&add(&world, "POLICE", "k", place, sent).await);
    }
    let because = json!({ "key": "k", "case": case, "input": input, "reason": "x" });
    reused(&world.ask_with("POLICE", ADD, because).await);
    // Another act is other input, whatever it is given.
    let open = "mutation { act: caseOpen(idempotencyKey: \"k\", input: {}, draft: true) { case { id } } }";
    reused(&world.ask("POLICE", open).await);
    // The same input, written another way.
    let input = json!({ "detectionSource": "BORDER_CONTROL", "station": "Maseru" });
    assert_eq!(add(&world, "POLICE", "k", &case, input).await.record(), report);
    let literal = format!(
        "mutation {{ act: reportAdd(case: \"{case}\", input: {{ detectionSource: BORDER_CONTROL, station: \"Maseru\" }},
           idempotencyKey: \"k\") {{ record: report {{ id }} }} }}"
    );
    assert_eq!(world.ask("POLICE", &literal).await.record(), report);
    assert_eq!(effects(&world).await, after);
    // The same holds within one request.
    let report = |alias: &str, key: &str, station: &str| {
        format!(
            "{alias}: reportAdd(idempotencyKey: \"{key}\", case: \"{case}\", input: {{ station: \"{station}\" }}) {{
               report {{ id }} }}"
        )
    };
    let sent = [
        report("a", "l", "Maseru"),
        report("b", "l", "Maseru"),
        report("c", "l", "Leribe"),
        report("d", "m", "Leribe"),
    ];
    let answer = world.ask("POLICE", &format!("mutation {{ {} }}", sent.join(" "))).await;
    answer.refused("IDEMPOTENCY_KEY_REUSED");
    assert_eq!(answer.at("/errors/0/path"), &json!(["c"]), "{}", answer.text);
    assert_eq!(answer.at("/data/a"), answer.at("/data/b"), "{}", answer.text);
    assert_ne!(answer.id("/data/a/report/id"), answer.id("/data/d/report/id"));
    assert_eq!(world.count("POLICE", &case, "reports").await, Some(3));
}

async fn nobody_meets_the_key_of_another(mut world: World) {
    let case = world.open("POLICE", json!({})).await;
    world.employ("POLICE", Role::Police, "second").await;
    world.call_in("SECOND", "POLICE", "second").await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let mut reports = Vec::new();
    for (code, station) in [("POLICE", "Maseru"), ("SECOND", "Maseru"), ("SECOND", "Maseru"), ("IMMIGRATION", "Leribe")]
    {
        reports.push(add(&world, code, "k", &case, json!({ "station": station })).await.record());
    }
    assert_eq!(reports[1], reports[2]);
    assert_eq!(world.count("POLICE", &case, "reports").await, Some(3));
}

async fn what_is_refused_leaves_its_key_free(world: World) {
    let case = world.open("POLICE", json!({})).await;
    let foreign = world.open("SOCIAL_WELFARE", json!({})).await;
    let before = effects(&world).await;
    let id = tip_hub::graph::id::decode(&case).expect("a global id").1;
    add(&world, "POLICE", "k", &foreign, json!({})).await.refused("NOT_FOUND");
    add(&world, "POLICE", "k", &case, json!({ "station": " " })).await.refused("INVALID");
    add(&world, "POLICE", "k", &case, json!({ "borderPost": "NOWHERE" })).await.refused("INVALID");
    let taken = format!(
        "mutation {{ act: caseOpen(idempotencyKey: \"k\", input: {{ id: \"{id}\" }}, draft: true) {{ case {{ id }} }} }}"
    );
    world.ask("POLICE", &taken).await.refused("CONFLICT");
    let denied =
        "mutation($case: ID!) { act: caseArchive(idempotencyKey: \"k\", id: $case, version: 1) { case { id } } }";
    world.ask_with("POLICE", denied, json!({ "case": case })).await.refused("NOT_RESPONSIBLE");
    assert_eq!(effects(&world).await, before);
    // What is no key is refused, and not repeated.
    let longest = "zq-marker_9".repeat(6)[..64].to_owned();
    for key in ["", " ", "zqmarker qz", "zqmarker.qz", "zqmarker\n", "zqmärker", &format!("{longest}x")] {
        let answer = add(&world, "POLICE", key, &case, json!({})).await;
        answer.refused("INVALID");
        assert_eq!(answer.at("/errors/0/extensions/fields/0/field"), "idempotencyKey");
        assert!(!answer.text.contains("zqm"), "{}", answer.text);
    }
    assert_eq!(effects(&world).await, before);
    add(&world, "POLICE", "k", &case, json!({})).await.ok();
    add(&world, "POLICE", &longest, &case, json!({})).await.ok();
    assert_eq!(kept(&world).await, 2);
    let other = add(&world, "POLICE", &longest, &case, json!({ "station": "zqmarkerqz" })).await;
    reused(&other);
    assert!(!other.text.contains("zq"), "{}", other.text);
}

/// The answer is that of an act which took its record out of sight, and what it leaves behind is a reading.
async fn who_has_no_part_any_more_is_shown_nothing(world: World) {
    let case = world.open("POLICE", json!({})).await;
    let part = world.let_take_part(&case, "IMMIGRATION").await.id("/data/participationGrant/participation/id");
    let report = add(&world, "IMMIGRATION", "k", &case, json!({ "station": "Maseru" })).await.record();
    world.end("COORDINATOR", &part).await.ok();
    let before = effects(&world).await;
    let again = add(&world, "IMMIGRATION", "k", &case, json!({ "station": "Maseru" })).await;
    again.ok();
    assert_eq!(again.at("/data"), &json!({ "act": { "record": null } }), "{}", again.text);
    reused(&add(&world, "IMMIGRATION", "k", &case, json!({})).await);
    assert_eq!(effects(&world).await, before);
    let query = "{ auditEvents(last: 2) { nodes { act records missed refusals } } }";
    let events = world.ask("AUDITOR", query).await.ok().at("/data/auditEvents/nodes").clone();
    let (_, id) = tip_hub::graph::id::decode(&report).expect("a global id");
    let look = json!({ "act": null, "records": [], "missed": [format!("Report:{id}")], "refusals": [] });
    let refused = json!({ "act": "reportAdd", "records": [], "missed": [], "refusals": ["IDEMPOTENCY_KEY_REUSED"] });
    assert_eq!(events, json!([look, refused]));
}

async fn a_key_is_kept_for_thirty_days(world: World) {
    let begin = Utc.with_ymd_and_hms(2026, 5, 4, 8, 0, 0).single().expect("an instant");
    let world = World::at(world.database, Clock::fixed(begin, 1)).await;
    let case = world.open("POLICE", json!({})).await;
    let send = async || add(&world, "POLICE", "k", &case, json!({})).await.record();
    let first = send().await;
    world.store.clock().set(begin + Duration::days(30) - Duration::seconds(1));
    assert_eq!(send().await, first);
    world.store.clock().set(begin + Duration::days(30) + Duration::seconds(1));
    let second = send().await;
    assert_ne!(second, first);
    assert_eq!((send().await, kept(&world).await), (second.clone(), 1));
    // A clock that is set back makes nothing of what was done undone.
    world.store.clock().set(begin);
    assert_eq!(send().await, second);
    // What is over is removed by later acts, whoever sends them, a hundred at a time.
    let ngo = world.account("NGO", "officer").await;
    let lines = (0..150).map(|place| line(ngo, &format!("old-{place}"), begin - Duration::days(31)));
    keyed_act::Entity::insert_many(lines).exec(&world.sql).await.expect("written");
    for (key, left) in [("a", 52), ("b", 3), ("c", 4)] {
        add(&world, "POLICE", key, &case, json!({})).await.ok();
        assert_eq!(kept(&world).await, left);
    }
}

on_both!(
    what_is_sent_again_is_not_done_again_and_shows_its_record_of_today,
    a_key_costs_three_statements,
    a_key_goes_with_one_input,
    nobody_meets_the_key_of_another,
    what_is_refused_leaves_its_key_free,
    who_has_no_part_any_more_is_shown_nothing,
    a_key_is_kept_for_thirty_days,
);
