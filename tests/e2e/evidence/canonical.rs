//! Canonical JSON is that of RFC 8785, as another implementation of it has it.

use std::borrow::Cow;

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::{Map, Value as Json, json};
use tip_hub::evidence::{Member, canonical, canonical_object};

use crate::world::drawn;

/// How many texts are compared.
const TEXTS: usize = 20_000;

/// What names and texts are made of: what is escaped, what is not, and what UTF-16 and UTF-8 put in another order.
const PIECES: [&str; 12] =
    ["a", "B", "\"", "\\", "/", "\n", "\u{1f}", "\u{7f}", "é", "\u{2028}", "\u{ff5e}", "\u{1f600}"];

/// Numbers that are written in more than one way, and those beyond which an integer is not exact.
const NUMBERS: [fn(&mut StdRng) -> Json; 5] = [
    |random| json!(random.random::<i32>()),
    |random| json!(random.random::<i64>()),
    |random| json!(random.random::<u64>()),
    |random| json!(random.random_range(-4_i64..4) + (1 << 53)),
    |random| json!(f64::from_bits(random.random())),
];

#[test]
fn canonical_json_is_that_of_rfc_8785() {
    let mut random = drawn(8785);
    let (mut objects, mut numbers, mut lists) = (0, 0, 0);
    for _ in 0..TEXTS {
        let json = any(&mut random, 4);
        assert_eq!(String::from_utf8_lossy(&canonical(&json)), String::from_utf8_lossy(&theirs(&json)));
        if let Json::Object(object) = &json {
            let members: Vec<_> = object.values().map(member).collect();
            assert_eq!(canonical_object(object.keys().map(String::as_str).zip(&members).collect()), theirs(&json));
            lists += as_read(object);
        }
        objects += usize::from(json.is_object());
        numbers += usize::from(json.is_number());
    }
    assert!(objects > TEXTS / 10 && numbers > TEXTS / 10, "{objects} objects, {numbers} numbers");
    assert!(lists > TEXTS / 100, "{lists} lists of texts");
}

fn theirs(json: &Json) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(json).expect("canonical")
}

fn member(json: &Json) -> Member<'_> {
    match json {
        Json::String(word) => Member::Text(word),
        _ => Member::Json(Cow::Borrowed(json)),
    }
}

/// Compares an object whose members are read from texts; answers how many of them are lists of texts.
fn as_read(object: &Map<String, Json>) -> usize {
    let texts: Vec<String> = object.values().map(Json::to_string).collect();
    let members: Vec<Member> = texts.iter().map(|text| Member::of_json(text.as_bytes()).expect("JSON")).collect();
    // A fraction is not always read as the number that was written.
    let read = texts.iter().map(|text| serde_json::from_str(text).expect("JSON"));
    let read: Map<String, Json> = object.keys().cloned().zip(read).collect();
    assert_eq!(canonical_object(object.keys().map(String::as_str).zip(&members).collect()), theirs(&read.into()));
    members.iter().filter(|member| matches!(member, Member::Texts(texts) if !texts.is_empty())).count()
}

fn any(random: &mut StdRng, depth: u32) -> Json {
    match random.random_range(0..if depth == 0 { 4 } else { 8 }) {
        0 => Json::Null,
        1 => random.random::<bool>().into(),
        2 => NUMBERS.choose(random).expect("one")(random),
        3 => word(random).into(),
        4 => (0..random.random_range(0..5)).map(|_| word(random)).collect(),
        5 => (0..random.random_range(0..5)).map(|_| any(random, depth - 1)).collect(),
        _ => {
            let members = (0..random.random_range(0..6)).map(|_| (word(random), any(random, depth - 1)));
            members.collect::<Map<_, _>>().into()
        }
    }
}

fn word(random: &mut StdRng) -> String {
    (0..random.random_range(0..4)).map(|_| *PIECES.choose(random).expect("one")).collect()
}
