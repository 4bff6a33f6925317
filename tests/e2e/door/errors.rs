//! Errors: each has a code, and none repeats a value that was sent, for it may be a name.

use serde_json::{Value as Json, json};

use crate::acts::own_id;
use crate::world::{Answer, World};

/// What stands for a value that identifies somebody.
const MARKER: &str = "zqmarkerqz";

/// Fails unless the answer has errors, each with a code, and nothing of what was sent.
fn silent(answer: &Answer, at: &str) {
    let errors = answer.json["errors"].as_array().unwrap_or_else(|| panic!("{at}: no error: {}", answer.text));
    for error in errors {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        assert!(matches!(code, "INVALID" | "NOT_FOUND" | "LIMIT" | "CONFLICT" | "NOT_RESPONSIBLE"), "{at}: {error}");
        assert!(error["message"].as_str().is_some_and(|message| message.len() > 10), "{at}: {error}");
    }
    let text = answer.text.to_lowercase();
    assert!(!text.contains(MARKER) && !text.contains("marker"), "{at} echoes: {}", answer.text);
}

/// Values that fit nowhere, each with the marker in it.
fn misfits() -> Vec<Json> {
    let long = MARKER.repeat(2_000);
    vec![
        json!(MARKER),
        json!(MARKER.to_uppercase()),
        json!(long),
        json!({ MARKER: MARKER }),
        json!([MARKER]),
        json!([[MARKER]]),
        json!(format!("{MARKER}\u{0}")),
    ]
}

async fn no_error_repeats_a_value_that_was_sent(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let person = world.person("POLICE", &victim).await;
    for value in misfits() {
        for field in [
            "sex",
            "birthDate",
            "citizenships",
            "phone",
            "ageAtIdentification",
            "deceased",
            "birthDatePrecision",
            MARKER,
        ] {
            let at = format!("{field}: {}", &value.to_string()[..20.min(value.to_string().len())]);
            silent(&world.change("POLICE", &person, json!({ field: value })).await, &at);
            silent(&world.add("POLICE", &case, "Victim", json!({ "person": { field: value } })).await, &at);
            silent(&world.add("POLICE", &case, "Victim", json!({ field: value })).await, &at);
        }
        for (name, type_name) in [("id", "ID!"), ("version", "Int!"), ("patch", "PersonPatch!")] {
            let query = format!(
                "mutation($v: {type_name}) {{ personUpdate({}) {{ person {{ id }} }} }}",
                [("id", format!("\"{person}\"")), ("version", "1".to_owned()), ("patch", "{}".to_owned())]
                    .map(|(argument, literal)| format!(
                        "{argument}: {}",
                        if argument == name { "$v" } else { &literal }
                    ))
                    .join(", ")
            );
            silent(&world.ask_with("POLICE", &query, json!({ "v": value })).await, name);
        }
    }
}

async fn no_error_repeats_a_literal_of_the_document(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "person": { "familyName": "Moeketsi" } })).await;
    let person = world.person("POLICE", &victim).await;
    let patch = |patch: &str| {
        format!("mutation {{ personUpdate(id: \"{person}\", version: 1, patch: {patch}) {{ person {{ id }} }} }}")
    };
    let long = MARKER.repeat(30);
    let documents = [
        patch("{ sex: zqmarkerqz }"),
        patch("{ sex: \"zqmarkerqz\" }"),
        patch("{ zqmarkerqz: 1 }"),
        patch("{ birthDate: \"zqmarkerqz\" }"),
        patch("{ birthDate: zqmarkerqz }"),
        patch("{ phone: \"zqmarkerqz\" }"),
        patch("{ ageAtIdentification: \"zqmarkerqz\" }"),
        patch("{ citizenships: [\"LSO\", \"zqmarkerqz\"] }"),
        patch("{ otherNames: [\"zqmarkerqz\", \"zqmarkerqz\"] }"),
        patch(&format!("{{ familyName: \"{long}\" }}")),
        patch("{ familyName: \"zqmarkerqz\" }"),
        patch("$zqmarkerqz"),
        patch("{ familyName: \"zqmarkerqz }"),
        patch("\"zqmarkerqz\""),
        "mutation { personUpdate(id: \"zqmarkerqz\", version: 1, patch: {}) { person { id } } }".to_owned(),
        format!(
            "mutation {{ personUpdate(id: \"{person}\", version: \"zqmarkerqz\", patch: {{}}) {{ person {{ id }} }} }}"
        ),
        format!(
            "mutation {{ personUpdate(id: \"{person}\", version: 1, patch: {{}}, zqmarkerqz: 1) {{ person {{ id }} }} }}"
        ),
        format!("mutation {{ victimAdd(case: \"{case}\", input: {{ id: \"zqmarkerqz\" }}) {{ victim {{ id }} }} }}"),
        format!(
            "mutation {{ movementAdd(case: \"{case}\", input: {{ victim: \"zqmarkerqz\" }}) {{ movement {{ id }} }} }}"
        ),
        format!(
            "mutation {{ reportAdd(case: \"{case}\", reason: \"{}\", input: {{}}) {{ report {{ id }} }} }}",
            MARKER.repeat(60)
        ),
        "{ victims(after: \"zqmarkerqz\") { nodes { id } } }".to_owned(),
        "{ victims(first: \"zqmarkerqz\") { nodes { id } } }".to_owned(),
        "{ victims(filter: { identifiedOn: { eq: \"zqmarkerqz\" } }) { totalCount } }".to_owned(),
        "{ victims(filter: { traffickingStatus: { in: [zqmarkerqz] } }) { totalCount } }".to_owned(),
        "{ victims(filter: { zqmarkerqz: { eq: 1 } }) { totalCount } }".to_owned(),
        "{ victims(orderBy: [{ field: zqmarkerqz }]) { totalCount } }".to_owned(),
        "{ zqmarkerqz }".to_owned(),
        "{ viewer { zqmarkerqz } }".to_owned(),
        "{ viewer { access(type: zqmarkerqz) { field } } }".to_owned(),
        "{ viewer @zqmarkerqz { role } }".to_owned(),
        "{ viewer { ...zqmarkerqz } }".to_owned(),
        "{ viewer { ... on zqmarkerqz { role } } }".to_owned(),
        "query($zqmarkerqz: Int) { viewer { role } }".to_owned(),
        "query($v: zqmarkerqz) { victims(first: $v) { totalCount } }".to_owned(),
        "query($v: Int = \"zqmarkerqz\") { victims(first: $v) { totalCount } }".to_owned(),
        "fragment zqmarkerqz on Victim { id } query { viewer { role } }".to_owned(),
        "query zqmarkerqz { viewer { role } } query zqmarkerqz { viewer { role } }".to_owned(),
        "zqmarkerqz".to_owned(),
        "{ zqmarkerqz".to_owned(),
        "subscription { zqmarkerqz }".to_owned(),
        "{ case { id } zqmarkerqz: case { id } }".to_owned().replace("zqmarkerqz", "other"),
        "{ a: victims { totalCount } a: suspects { totalCount } zqmarkerqz }".to_owned(),
    ];
    for document in documents {
        silent(&world.ask("POLICE", &document).await, &document);
    }
    let missing =
        world.ask_with("POLICE", "query($id: ID!) { case(by: { id: $id }) { id } }", json!({ MARKER: MARKER })).await;
    silent(&missing, "a variable that is missing");
}

/// What the database refuses is told in words of the hub, and never as a defect of it.
async fn what_the_database_refuses_is_told_without_the_value(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let id = own_id().to_string();
    world.add("POLICE", &case, "Investigation", json!({ "id": id, "docketNo": MARKER })).await.ok();
    for (code, type_name, input) in [
        ("CONFLICT", "Investigation", json!({ "docketNo": MARKER })),
        ("CONFLICT", "Investigation", json!({ "id": id })),
        (
            "INVALID",
            "Exploitation",
            json!({ "victim": victim, "startedOn": "2026-02-02", "endedOn": "2026-01-01", "promisedJob": MARKER }),
        ),
        ("INVALID", "Exploitation", json!({ "victim": victim, "hoursPerDay": 25, "promisedJob": MARKER })),
        ("INVALID", "Exploitation", json!({ "victim": victim, "wagesPaid": -1, "promisedJob": MARKER })),
    ] {
        let refused = world.add("POLICE", &case, type_name, input).await;
        refused.refused(code);
        silent(&refused, type_name);
    }
    world
        .add(
            "POLICE",
            &case,
            "Exploitation",
            json!({ "victim": victim, "startedOn": "2026-01-01", "endedOn": "2026-02-02", "hoursPerDay": 24 }),
        )
        .await
        .ok();
}

/// Dates and numbers that no calendar and no column holds.
async fn values_at_the_edge_are_taken_or_refused_and_never_a_defect(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for date in [
        "2026-02-30",
        "0000-01-01",
        "-0001-01-01",
        "-9999-01-01",
        "+12026-01-01",
        "9999-12-31",
        "+262142-12-31",
        "2026-2-3",
        "20260203",
        "2026-03-31T00:00:00Z",
        "",
    ] {
        let filter = format!("{{ victims(filter: {{ identifiedOn: {{ from: \"{date}\" }} }}) {{ totalCount }} }}");
        for answer in [
            world.add("POLICE", &case, "Exploitation", json!({ "victim": victim, "startedOn": date })).await,
            world.ask("POLICE", &filter).await,
        ] {
            assert!(matches!(answer.code(), None | Some("INVALID")), "{date}: {}", answer.text);
        }
    }
    for instant in [
        "2026-01-01T00:00:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "2026-06-30T23:59:60Z",
        "2026-01-01T00:00:00+23:59",
    ] {
        let answer = world.add("POLICE", &case, "Report", json!({ "receivedAt": instant })).await;
        assert!(matches!(answer.code(), None | Some("INVALID")), "{instant}: {}", answer.text);
    }
    for number in [json!(-1), json!(2_147_483_648_i64), json!(1.5), json!(1e40), json!(-2_147_483_649_i64)] {
        let answer =
            world.add("POLICE", &case, "Exploitation", json!({ "victim": victim, "debtAmount": number })).await;
        answer.refused("INVALID");
    }
    world.add("POLICE", &case, "Exploitation", json!({ "victim": victim, "debtAmount": 2_147_483_647 })).await.ok();
}

on_both!(
    no_error_repeats_a_value_that_was_sent,
    no_error_repeats_a_literal_of_the_document,
    what_the_database_refuses_is_told_without_the_value,
    values_at_the_edge_are_taken_or_refused_and_never_a_defect,
);
