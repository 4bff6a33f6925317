//! Two officers at one record: what merges, what is a conflict, what is remembered, and who is told of it.

use entity::Kind;
use serde_json::{Value as Json, json};
use tip_hub::access::value::LIST_LIMIT;

use crate::world::{Answer, World};

const HISTORY: &str = "query($id: ID!) { history(id: $id, first: 100) { totalCount nodes {
    field oldValue newValue act reason organisation { code } createdAt } } }";

async fn history(world: &World, code: &str, record: &str) -> Answer {
    world.ask_with(code, HISTORY, json!({ "id": record })).await
}

/// What of a change is compared: the column, its old and its new value.
async fn changes(world: &World, code: &str, record: &str) -> Vec<Json> {
    let answer = history(world, code, record).await;
    let nodes = answer.ok().at("/data/history/nodes").as_array().cloned().expect("a history");
    nodes.iter().map(|change| json!([change["field"], change["oldValue"], change["newValue"]])).collect()
}

/// A case with a victim in which social welfare takes part.
async fn victim(world: &World) -> (String, String) {
    let (case, victim) = world.open_with_victim(json!({ "identificationPlace": "Maseru" })).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    (case, victim)
}

async fn a_stale_version_merges_where_nobody_touched_the_same_field(world: World) {
    let (_, victim) = victim(&world).await;
    let seen = world.version("POLICE", &victim).await.expect("a version");
    assert_eq!(seen, 1);
    world.change("SOCIAL_WELFARE", &victim, json!({ "decisionLetterNo": "A 1" })).await.ok();
    world.change("POLICE", &victim, json!({ "suspectAtLarge": true })).await.ok();
    let merged = world.change_from("POLICE", &victim, seen, json!({ "cooperatesWithPolice": "YES" })).await;
    assert_eq!(merged.ok().at("/data/act/record/version"), 4);
    let seen = world.read("POLICE", &victim, "decisionLetterNo suspectAtLarge cooperatesWithPolice").await;
    seen.shows(
        "/data/node",
        json!({ "decisionLetterNo": "A 1", "suspectAtLarge": true, "cooperatesWithPolice": "YES" }),
    );
}

async fn a_stale_version_is_a_conflict_with_both_values_where_somebody_did(world: World) {
    let (_, victim) = victim(&world).await;
    world
        .change("SOCIAL_WELFARE", &victim, json!({ "decisionLetterNo": "A 1", "reflectionFrom": "2026-04-02" }))
        .await
        .ok();
    let patch = json!({ "decisionLetterNo": "B 2", "reflectionFrom": null, "decidedOn": "2026-04-01" });
    let conflict = world.change_from("SOCIAL_WELFARE", &victim, 1, patch.clone()).await;
    conflict.refused("CONFLICT");
    let expected = json!([
        { "field": "Victim.decisionLetterNo", "yours": "B 2", "theirs": "A 1" },
        { "field": "Victim.reflectionFrom", "yours": null, "theirs": "2026-04-02" },
    ]);
    let mut fields = conflict.at("/errors/0/extensions/fields").as_array().cloned().expect("fields");
    fields.sort_by_key(|line| line["field"].to_string());
    assert_eq!(Json::from(fields), expected);
    let seen = world.read("SOCIAL_WELFARE", &victim, "decisionLetterNo decidedOn version").await;
    seen.shows("/data/node", json!({ "decisionLetterNo": "A 1", "decidedOn": null, "version": 2 }));
    // Having read it, the officer decides.
    world.change_from("SOCIAL_WELFARE", &victim, 2, patch).await.ok();
    world.read("SOCIAL_WELFARE", &victim, "decisionLetterNo").await.shows("/data/node/decisionLetterNo", "B 2");
}

/// What somebody else wrote meanwhile is a conflict even if it is what was there when the officer looked.
async fn a_field_changed_and_changed_back_is_still_a_conflict(world: World) {
    let (_, victim) = victim(&world).await;
    for place in ["A", "B", "A"] {
        world.change("SOCIAL_WELFARE", &victim, json!({ "decisionLetterNo": place })).await.ok();
    }
    world.change_from("SOCIAL_WELFARE", &victim, 2, json!({ "decisionLetterNo": "C" })).await.refused("CONFLICT");
    world.change_from("SOCIAL_WELFARE", &victim, 4, json!({ "decisionLetterNo": "C" })).await.ok();
}

async fn an_unchanged_value_is_no_write(world: World) {
    let (_, victim) = victim(&world).await;
    world.change("POLICE", &victim, json!({ "suspectAtLarge": true })).await.ok();
    let before = world.read("POLICE", &victim, "version updatedAt").await;
    let row = world.text("SELECT CAST(version AS TEXT) FROM victim").await;
    // Even fields of others may be sent back as they were read, and from any version.
    let same = json!({ "suspectAtLarge": true, "identificationPlace": "Maseru", "decisionLetterNo": null, "reflectionFrom": null });
    for version in [1, 2] {
        let answer = world.change_from("POLICE", &victim, version, same.clone()).await;
        assert!(answer.code().is_none(), "{}", answer.text);
    }
    assert_eq!(world.read("POLICE", &victim, "version updatedAt").await.text, before.text);
    assert_eq!(changes(&world, "POLICE", &victim).await.len(), 2);
    assert_eq!(world.text("SELECT CAST(version AS TEXT) FROM victim").await, row);
    // One changed value beside it, and only that one is written.
    world.change("POLICE", &victim, json!({ "suspectAtLarge": true, "cooperatesWithPolice": "NO" })).await.ok();
    let known = changes(&world, "POLICE", &victim).await;
    assert_eq!(known[2..], [json!(["cooperatesWithPolice", null, "NO"])]);
}

/// Whose a field is comes before what became of another meanwhile, of which nothing is told then.
async fn who_sends_what_is_anothers_is_told_that_and_no_conflict(world: World) {
    let (_, victim) = victim(&world).await;
    world.change("SOCIAL_WELFARE", &victim, json!({ "decisionLetterNo": "A 1" })).await.ok();
    let patch = json!({ "decisionLetterNo": "B 2", "suspectAtLarge": true });
    let refused = world.change_from("SOCIAL_WELFARE", &victim, 1, patch).await;
    refused.refused_as_not_theirs(&[("Victim.suspectAtLarge", "POLICE")]);
}

/// A value an officer may not read is not compared: sending it is refused, right or wrong, and tells nothing.
async fn sending_an_unreadable_value_unchanged_is_no_test_of_it(world: World) {
    let (case, victim) = victim(&world).await;
    let help = json!({ "victim": victim, "counsellingNote": "sleeps badly" });
    let help = world.add("SOCIAL_WELFARE", &case, "Assistance", help).await.record();
    let right = world.change("POLICE", &help, json!({ "counsellingNote": "sleeps badly" })).await;
    let wrong = world.change("POLICE", &help, json!({ "counsellingNote": "sleeps well" })).await;
    right.refused_as_not_theirs(&[("Assistance.counsellingNote", "AUTHOR")]);
    assert_eq!(right.text, wrong.text);
    world.change("SOCIAL_WELFARE", &help, json!({ "counsellingNote": "sleeps well" })).await.ok();
}

async fn hidden_work_moves_no_version_anybody_else_sees(world: World) {
    let (case, victim) = victim(&world).await;
    let help = json!({ "victim": victim, "serviceType": "MEDICAL" });
    let help = world.add("SOCIAL_WELFARE", &case, "Assistance", help).await.record();
    let person = world.person("POLICE", &victim).await;
    let hidden = [
        (&help, json!({ "counsellingNote": "sleeps badly", "shelterAddress": "12 Lower Road" })),
        (&person, json!({ "disability": "YES", "languages": ["sot"] })),
        (&victim, json!({ "vulnerabilities": ["POVERTY"] })),
    ];
    for (record, patch) in hidden {
        let all = "id version updatedAt";
        let before = (world.read("POLICE", record, all).await.text, history(&world, "POLICE", record).await.text);
        let own = world.version("SOCIAL_WELFARE", record).await.expect("a version");
        world.change("SOCIAL_WELFARE", record, patch).await.ok();
        let after = (world.read("POLICE", record, all).await.text, history(&world, "POLICE", record).await.text);
        assert_eq!(before, after);
        assert_eq!(world.version("SOCIAL_WELFARE", record).await, Some(own + 1));
        assert_ne!(history(&world, "SOCIAL_WELFARE", record).await.text, before.1);
    }
    // Police go on from the version they saw; a change they read moves it for both.
    world.change_from("POLICE", &victim, 1, json!({ "suspectAtLarge": true })).await.ok();
    assert_eq!(world.version("POLICE", &victim).await, Some(2));
    assert_eq!(world.version("SOCIAL_WELFARE", &victim).await, Some(3));
    world.change("SOCIAL_WELFARE", &victim, json!({ "reflectionFrom": "2026-04-02" })).await.ok();
    assert_eq!(world.version("POLICE", &victim).await, Some(3));
}

/// The case's own version moves with the case's own fields, not with those of its sections.
async fn updated_at_is_when_the_last_readable_change_was_made(world: World) {
    let (case, victim) = victim(&world).await;
    let made = world.read("POLICE", &case, "createdAt updatedAt").await;
    assert_eq!(made.at("/data/node/createdAt"), made.at("/data/node/updatedAt"));
    world.change("SOCIAL_WELFARE", &victim, json!({ "reflectionFrom": "2026-04-02" })).await.ok();
    assert_eq!(world.read("POLICE", &case, "createdAt updatedAt").await.text, made.text);
    let seen = world.read("POLICE", &victim, "createdAt updatedAt").await;
    let told = history(&world, "POLICE", &victim).await;
    assert_eq!(seen.at("/data/node/updatedAt"), told.at("/data/history/nodes/1/createdAt"));
    assert_ne!(seen.at("/data/node/updatedAt"), seen.at("/data/node/createdAt"));
}

async fn a_version_a_record_never_had_is_invalid(world: World) {
    let (_, victim) = victim(&world).await;
    for version in [2, 99, 0, -1, i64::from(i32::MAX)] {
        let answer = world.change_from("POLICE", &victim, version, json!({ "suspectAtLarge": true })).await;
        answer.refused("INVALID");
        assert!(answer.id("/errors/0/message").starts_with("version"), "{}", answer.text);
    }
    world.read("POLICE", &victim, "suspectAtLarge").await.shows("/data/node/suspectAtLarge", json!(null));
    world.change_from("POLICE", &victim, 1, json!({ "suspectAtLarge": true })).await.ok();
}

async fn history_shows_who_changed_what_from_what_to_what_and_why(world: World) {
    let (_, victim) = victim(&world).await;
    let act = "mutation($id: ID!, $version: Int!, $reason: String) { victimUpdate(id: $id, version: $version, reason: $reason,
                 patch: { reflectionFrom: \"2026-04-02\", vulnerabilities: [POVERTY, MIGRATION], decisionLetterNo: \"A 1\" }) { victim { id } } }";
    let variables = json!({ "id": victim, "version": 1, "reason": "the panel of 3 April" });
    world.ask_with("SOCIAL_WELFARE", act, variables).await.ok();
    let told = history(&world, "SOCIAL_WELFARE", &victim).await;
    told.shows("/data/history/totalCount", 4);
    told.shows("/data/history/nodes/0/act", "caseOpen").shows("/data/history/nodes/0/field", json!(null));
    told.shows("/data/history/nodes/0/organisation/code", "POLICE");
    let mut later = told.at("/data/history/nodes").as_array().expect("changes")[1..].to_vec();
    later.sort_by_key(|change| change["field"].to_string());
    for change in &later {
        assert_eq!((&change["act"], &change["reason"]), (&json!("victimUpdate"), &json!("the panel of 3 April")));
        assert_eq!(change["organisation"]["code"], "SOCIAL_WELFARE");
    }
    let values: Vec<Json> =
        later.iter().map(|change| json!([change["field"], change["oldValue"], change["newValue"]])).collect();
    let expected = [
        json!(["decisionLetterNo", null, "A 1"]),
        json!(["reflectionFrom", null, "2026-04-02"]),
        json!(["vulnerabilities", null, ["POVERTY", "MIGRATION"]]),
    ];
    assert_eq!(values, expected);
    // Police read two of the three fields, and are told of two.
    assert_eq!(history(&world, "POLICE", &victim).await.at("/data/history/totalCount"), 3);
    assert!(!history(&world, "POLICE", &victim).await.text.contains("ulnerabilities"));
}

/// Whatever kind of value it is, a number stays a number and an instant an instant.
async fn history_tells_values_as_they_are(world: World) {
    let (case, victim) = victim(&world).await;
    world.let_take_part(&case, "PROSECUTION").await;
    let hearing = world.add("PROSECUTION", &case, "Hearing", json!({ "scheduledAt": "2026-05-04T08:00:00Z" })).await;
    let hearing = hearing.record();
    let person = world.person("POLICE", &victim).await;
    for (code, record, field, values) in [
        ("PROSECUTION", &hearing, "scheduledAt", ["2026-05-04T08:00:00Z".into(), "2026-05-11T08:00:00.000001Z".into()]),
        ("SOCIAL_WELFARE", &person, "familyName", [json!("Molapo"), json!("Mokoena")]),
        ("SOCIAL_WELFARE", &person, "otherNames", [json!(["Neo"]), json!(["Neo", "Tau"])]),
        ("SOCIAL_WELFARE", &person, "birthDate", [json!("2001-02-03"), json!("2001-02-04")]),
        ("SOCIAL_WELFARE", &person, "sex", [json!("FEMALE"), json!("MALE")]),
        ("SOCIAL_WELFARE", &victim, "ageWhenTrafficked", [json!(15), json!(16)]),
    ] {
        for value in &values {
            world.change(code, record, json!({ (field): value })).await.ok();
        }
        let change = json!([field, values[0], values[1]]);
        let changes = changes(&world, code, record).await;
        assert!(changes.contains(&change), "{change}: {changes:?}");
    }
}

async fn a_text_and_a_list_fit_up_to_their_limits(world: World) {
    let (_, victim) = victim(&world).await;
    let person = world.person("POLICE", &victim).await;
    let limit = |column| match entity::table("person").column(column).map(|field| &field.kind) {
        Some(Kind::Text(limit)) => *limit as usize,
        other => panic!("no text: {other:?}"),
    };
    let names = |count: usize| (0..count).map(|name| format!("name {name}")).collect::<Vec<_>>();
    let name = |length: usize| "ž".repeat(length);
    for (fits, more) in [
        (json!({ "familyName": name(limit("family_name")) }), json!({ "familyName": name(limit("family_name") + 1) })),
        (json!({ "otherNames": names(LIST_LIMIT) }), json!({ "otherNames": names(LIST_LIMIT + 1) })),
    ] {
        world.change("POLICE", &person, fits).await.ok();
        world.change("POLICE", &person, more).await.refused("INVALID");
    }
}

async fn a_reason_is_kept_as_it_is_said_and_never_too_long(world: World) {
    let (_, victim) = victim(&world).await;
    let act = "mutation($id: ID!, $reason: String) { victimUpdate(id: $id, version: 1, reason: $reason, patch: { suspectAtLarge: true }) { victim { version } } }";
    for reason in ["x".repeat(501), " ".to_owned()] {
        let refused = world.ask_with("POLICE", act, json!({ "id": victim, "reason": reason })).await;
        refused.refused("INVALID");
    }
    world.ask_with("POLICE", act, json!({ "id": victim, "reason": "ž".repeat(500) })).await.ok();
    history(&world, "POLICE", &victim).await.shows("/data/history/nodes/1/reason", "ž".repeat(500));
}

async fn absent_null_and_a_value_are_three_things(world: World) {
    let (_, victim) = victim(&world).await;
    world.change("POLICE", &victim, json!({ "suspectAtLarge": true, "cooperatesWithPolice": "UNKNOWN" })).await.ok();
    world.change("POLICE", &victim, json!({ "suspectAtLarge": null })).await.ok();
    let seen = world.read("POLICE", &victim, "suspectAtLarge cooperatesWithPolice").await;
    seen.shows("/data/node", json!({ "suspectAtLarge": null, "cooperatesWithPolice": "UNKNOWN" }));
    world.change("POLICE", &victim, json!({})).await.ok();
    let known = changes(&world, "POLICE", &victim).await;
    assert_eq!(known.last(), Some(&json!(["suspectAtLarge", true, null])));
    // In a document, a variable that was not given leaves its field out.
    let act = "mutation($id: ID!, $large: Boolean) { victimUpdate(id: $id, version: 3, patch: { suspectAtLarge: $large, cooperatesWithPolice: NO }) { victim { suspectAtLarge } } }";
    world.change("POLICE", &victim, json!({ "suspectAtLarge": false })).await.ok();
    let left_out = world.ask_with("POLICE", act, json!({ "id": victim })).await;
    left_out.shows("/data/victimUpdate/victim/suspectAtLarge", false);
}

async fn a_required_field_is_never_emptied(world: World) {
    let (case, _) = victim(&world).await;
    world.let_take_part(&case, "PROSECUTION").await;
    let at = json!({ "scheduledAt": "2026-05-04T08:00:00Z" });
    let hearing = world.add("PROSECUTION", &case, "Hearing", at).await.record();
    world.change("PROSECUTION", &hearing, json!({ "scheduledAt": null })).await.refused("INVALID");
    let seen = world.read("PROSECUTION", &hearing, "scheduledAt version").await;
    seen.shows("/data/node/version", 1);
    assert!(seen.at("/data/node/scheduledAt").is_string(), "{}", seen.text);
    world.change("PROSECUTION", &hearing, json!({ "scheduledAt": "2026-05-11T08:00:00Z" })).await.ok();
}

on_both!(
    a_stale_version_merges_where_nobody_touched_the_same_field,
    a_stale_version_is_a_conflict_with_both_values_where_somebody_did,
    a_field_changed_and_changed_back_is_still_a_conflict,
    an_unchanged_value_is_no_write,
    who_sends_what_is_anothers_is_told_that_and_no_conflict,
    sending_an_unreadable_value_unchanged_is_no_test_of_it,
    hidden_work_moves_no_version_anybody_else_sees,
    updated_at_is_when_the_last_readable_change_was_made,
    a_version_a_record_never_had_is_invalid,
    history_shows_who_changed_what_from_what_to_what_and_why,
    history_tells_values_as_they_are,
    a_text_and_a_list_fit_up_to_their_limits,
    a_reason_is_kept_as_it_is_said_and_never_too_long,
    absent_null_and_a_value_are_three_things,
    a_required_field_is_never_emptied,
);
