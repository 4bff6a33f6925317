//! Filters: each test finds what it says and nothing else, alone and put together.

use serde_json::{Value as Json, json};

use crate::world::World;

/// A case with reports whose stations are named after what is special in them.
async fn reports(world: &World) -> String {
    let report = |station: &str, count: Json, child: Json, indicators: Json, received: Json| {
        json!({ "station": station, "allegedVictimCount": count, "childInvolved": child, "indicators": indicators,
                "receivedAt": received, "anonymousNotification": child == "YES" })
    };
    let null = Json::Null;
    let add = json!([
        report("Maseru Central", json!(1), json!("YES"), json!(["EXPLOITATION"]), json!("2026-01-01T00:00:00Z")),
        report(
            "MASERU_EAST",
            json!(5),
            json!("NO"),
            json!(["EXPLOITATION", "COERCIVE_RECRUITMENT"]),
            json!("2026-02-01T00:00:00+02:00")
        ),
        report("100% border \\ post", json!(9), json!("UNKNOWN"), null.clone(), null.clone()),
        report("Tšoelike ŽIVA", null.clone(), null.clone(), json!(["UNKNOWN"]), json!("2026-03-01T12:30:00.5Z")),
        json!({ "narrative": "no station" }),
    ]);
    world.open("POLICE", json!({ "reports": { "add": add } })).await
}

/// The places, among the reports, of those a filter finds; the list and its count agree.
async fn found(world: &World, case: &str, filter: &str) -> Vec<usize> {
    let query =
        format!("all: reports {{ nodes {{ id }} }} of: reports(filter: {filter}) {{ totalCount nodes {{ id }} }}");
    let answer = world.read("POLICE", case, &query).await;
    let ids = |pointer: &str| -> Vec<Json> { answer.ok().at(pointer).as_array().cloned().unwrap_or_default() };
    let all = ids("/data/node/all/nodes");
    let found = ids("/data/node/of/nodes");
    assert_eq!(answer.at("/data/node/of/totalCount"), found.len(), "{filter}");
    found.iter().map(|id| all.iter().position(|other| other == id).expect("one of all")).collect()
}

async fn each_test_finds_what_it_says(world: World) {
    let case = reports(&world).await;
    for (filter, expected) in [
        ("{}", vec![0, 1, 2, 3, 4]),
        ("{ station: {} }", vec![0, 1, 2, 3, 4]),
        ("{ station: { eq: \"Maseru Central\" } }", vec![0]),
        ("{ station: { eq: \"maseru central\" } }", vec![]),
        ("{ station: { in: [\"Maseru Central\", \"MASERU_EAST\", \"elsewhere\"] } }", vec![0, 1]),
        ("{ station: { in: [] } }", vec![]),
        ("{ station: { contains: \"maseru\" } }", vec![0, 1]),
        ("{ station: { isKnown: false } }", vec![4]),
        ("{ station: { isKnown: true } }", vec![0, 1, 2, 3]),
        ("{ allegedVictimCount: { from: 5 } }", vec![1, 2]),
        ("{ allegedVictimCount: { to: 5 } }", vec![0, 1]),
        ("{ allegedVictimCount: { from: 2, to: 8 } }", vec![1]),
        ("{ allegedVictimCount: { eq: 9 } }", vec![2]),
        ("{ childInvolved: { eq: UNKNOWN } }", vec![2]),
        ("{ childInvolved: { in: [YES, NO] } }", vec![0, 1]),
        ("{ childInvolved: { in: YES } }", vec![0]),
        ("{ childInvolved: { isKnown: false } }", vec![3, 4]),
        ("{ anonymousNotification: { eq: true } }", vec![0]),
        ("{ indicators: { contains: EXPLOITATION } }", vec![0, 1]),
        ("{ indicators: { contains: COERCION_DESTINATION } }", vec![]),
        ("{ indicators: { isKnown: false } }", vec![2, 4]),
        ("{ receivedAt: { from: \"2026-01-31T22:00:00Z\" } }", vec![1, 3]),
        ("{ receivedAt: { to: \"2026-01-31T22:00:00Z\" } }", vec![0, 1]),
        ("{ receivedAt: { eq: \"2026-03-01T14:30:00.5+02:00\" } }", vec![3]),
    ] {
        assert_eq!(found(&world, &case, filter).await, expected, "{filter}");
    }
}

/// What stands for "anything" in SQL is a letter like any other, and capitals make no difference in any language.
async fn a_text_is_searched_for_letter_by_letter(world: World) {
    let case = reports(&world).await;
    for (part, expected) in [
        ("%", vec![2]),
        ("0% b", vec![2]),
        ("_", vec![1]),
        ("u_e", vec![1]),
        ("\\\\ p", vec![2]),
        ("MASERU_east", vec![1]),
        ("*", vec![]),
        ("[", vec![]),
        ("?", vec![]),
        ("'", vec![]),
        ("ŽIVA", vec![3]),
        ("živa", vec![3]),
        ("TŠOELIKE", vec![3]),
        ("tšo", vec![3]),
        ("", vec![0, 1, 2, 3]),
    ] {
        let filter = format!("{{ station: {{ contains: \"{part}\" }} }}");
        assert_eq!(found(&world, &case, &filter).await, expected, "{filter}");
    }
}

/// Whatever a letter means to a database, it finds itself and nothing else; and so does one whose other case is two letters.
async fn no_letter_stands_for_another(world: World) {
    let marks = ('!'..='~').filter(char::is_ascii_punctuation).chain("7xßäÿŉдω文".chars());
    let letters: Vec<String> = marks.map(|letter| format!("x{letter}x")).collect();
    let mut cases = Vec::new();
    for some in letters.chunks(25) {
        let add: Vec<Json> = some.iter().map(|station| json!({ "station": station })).collect();
        cases.push((world.open("POLICE", json!({ "reports": { "add": add } })).await, some));
    }
    for letter in &letters {
        let filter = format!("{{ station: {{ contains: {} }} }}", json!(letter.replace('x', "X")));
        for (case, there) in &cases {
            let places: Vec<usize> = there.iter().position(|station| station == letter).into_iter().collect();
            assert_eq!(found(&world, case, &filter).await, places, "{filter}");
        }
    }
    let streets = json!([{ "station": "Gasse" }, { "station": "Gaße" }]);
    let streets = world.open("POLICE", json!({ "reports": { "add": streets } })).await;
    for (part, expected) in [("gaße", vec![1]), ("Gasse", vec![0]), ("GASSE", vec![0])] {
        assert_eq!(found(&world, &streets, &format!("{{ station: {{ contains: \"{part}\" }} }}")).await, expected);
    }
}

async fn tests_are_put_together_by_and_or_and_not(world: World) {
    let case = reports(&world).await;
    for (filter, expected) in [
        ("{ station: { contains: \"maseru\" }, childInvolved: { eq: NO } }", vec![1]),
        ("{ and: [{ station: { contains: \"maseru\" } }, { allegedVictimCount: { to: 1 } }] }", vec![0]),
        ("{ or: [{ childInvolved: { eq: YES } }, { allegedVictimCount: { eq: 9 } }] }", vec![0, 2]),
        (
            "{ or: [{ childInvolved: { eq: YES } }, { station: { isKnown: false } }], allegedVictimCount: { isKnown: true } }",
            vec![0],
        ),
        ("{ not: { station: { isKnown: true } } }", vec![4]),
        ("{ not: { not: { station: { isKnown: true } } } }", vec![0, 1, 2, 3]),
        ("{ not: { or: [{ childInvolved: { isKnown: true } }, { station: { isKnown: false } }] } }", vec![3]),
        ("{ and: [] }", vec![0, 1, 2, 3, 4]),
        ("{ and: { childInvolved: { eq: YES } } }", vec![0]),
    ] {
        assert_eq!(found(&world, &case, filter).await, expected, "{filter}");
    }
    // A record without a value passes no test of it, nor the contrary.
    let without = found(&world, &case, "{ not: { allegedVictimCount: { eq: 9 } } }").await;
    assert_eq!(without, [0, 1]);
}

async fn a_filter_has_its_limits(world: World) {
    let case = reports(&world).await;
    let tests = |count: usize| format!("{{ or: [{}] }}", vec!["{ station: { isKnown: true } }"; count].join(", "));
    let values = |count: usize| format!("{{ allegedVictimCount: {{ in: [{}] }} }}", vec!["1"; count].join(", "));
    assert_eq!(found(&world, &case, &tests(24)).await, [0, 1, 2, 3]);
    let part = |count: usize| format!("{{ station: {{ contains: \"{}\" }} }}", "x".repeat(count));
    assert_eq!(found(&world, &case, &values(100)).await, [0]);
    assert!(found(&world, &case, &part(1_000)).await.is_empty());
    for filter in [tests(60), values(101), part(1_001)] {
        world.read("POLICE", &case, &format!("reports(filter: {filter}) {{ totalCount }}")).await.refused("LIMIT");
    }
    for filter in [
        "{ station: { eq: null } }",
        "{ station: { contains: 7 } }",
        "{ station: { from: \"M\" } }",
        "{ allegedVictimCount: { eq: 2147483648 } }",
        "{ receivedAt: { from: \"yesterday\" } }",
        "{ childInvolved: { eq: MAYBE } }",
        "{ nonsense: { eq: 1 } }",
        "{ station: { eq: \"a\\u0000b\" } }",
        "{ station: { contains: \"a\\u0000b\" } }",
    ] {
        world.read("POLICE", &case, &format!("reports(filter: {filter}) {{ totalCount }}")).await.refused("INVALID");
    }
}

async fn references_are_filtered_by_global_ids(world: World) {
    let case = world.open("POLICE", json!({ "victims": { "add": [{}, {}] } })).await;
    let both = world.read("POLICE", &case, "victims { nodes { id } }").await;
    let [one, other] = [0, 1].map(|index| both.id(&format!("/data/node/victims/nodes/{index}/id")));
    let done = world.add("POLICE", &case, "Exploitation", json!({ "victim": one, "country": "ZAF" })).await.record();
    let of = |victim: &str| format!("exploitations(filter: {{ victim: {{ eq: \"{victim}\" }} }}) {{ nodes {{ id }} }}");
    world.read("POLICE", &case, &of(&one)).await.shows("/data/node/exploitations/nodes", json!([{ "id": done }]));
    world.read("POLICE", &case, &of(&other)).await.shows("/data/node/exploitations/nodes", json!([]));
    world.read("POLICE", &case, &of(&case)).await.refused("INVALID");
    let organisation = world.organisation("POLICE").await;
    let led = format!("{{ cases(filter: {{ lead: {{ eq: \"{organisation}\" }} }}) {{ totalCount }} }}");
    world.ask("POLICE", &led).await.shows("/data/cases/totalCount", 1);
}

on_both!(
    each_test_finds_what_it_says,
    a_text_is_searched_for_letter_by_letter,
    no_letter_stands_for_another,
    tests_are_put_together_by_and_or_and_not,
    a_filter_has_its_limits,
    references_are_filtered_by_global_ids,
);
