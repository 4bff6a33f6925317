//! JSON in the one form that everybody writes alike (RFC 8785). Events are written and looked over by the hundred thousand, so
//! what they are made of is written here, and the library is left the fractions.

use std::borrow::Cow;
use std::io::Write;

use serde_json::{Number, Value as Json};
use uuid::Uuid;

/// How long a text mostly is at most.
const MOSTLY: usize = 1_024;

/// The largest integer that is written as it is: beyond it, a number of JSON is not exact.
const EXACT: u64 = 1 << 53;

/// JSON in canonical form.
pub fn canonical(json: &Json) -> Vec<u8> {
    let mut text = Vec::with_capacity(MOSTLY);
    write(&mut text, json);
    text
}

/// A member of an object: mostly a text or a list of texts, which are written as they are and not made into JSON first.
pub enum Member<'a> {
    /// A text.
    Text(&'a str),
    /// A list of texts.
    Texts(Vec<&'a str>),
    /// An id.
    Id(Uuid),
    /// Any value.
    Json(Cow<'a, Json>),
}

impl<'a> Member<'a> {
    /// The value of a text of JSON; none where it is no JSON.
    pub fn of_json(text: &'a [u8]) -> Option<Self> {
        // Only texts without escapes can be borrowed.
        let plain = serde_json::from_slice(text).map(Self::Texts);
        plain.or_else(|_| serde_json::from_slice(text).map(|json| Self::Json(Cow::Owned(json)))).ok()
    }

    /// The text that it is.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts that it lists.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Texts(texts) => texts.clone(),
            Self::Json(json) => json.as_array().into_iter().flatten().filter_map(Json::as_str).collect(),
            Self::Text(_) | Self::Id(_) => Vec::new(),
        }
    }
}

/// The object of these members in canonical form.
pub fn canonical_object(mut members: Vec<(&str, &Member)>) -> Vec<u8> {
    let mut text = Vec::with_capacity(MOSTLY);
    sort(&mut members);
    write_object(&mut text, members.iter(), |text, member| match member {
        Member::Text(word) => write_text(text, word),
        Member::Texts(words) => write_list(text, words, |text, word| write_text(text, word)),
        Member::Id(id) => write_text(text, id.as_hyphenated().encode_lower(&mut Uuid::encode_buffer())),
        Member::Json(json) => write(text, json),
    });
    text
}

fn write(text: &mut Vec<u8>, json: &Json) {
    match json {
        Json::Array(items) => write_list(text, items, write),
        Json::Object(members) => {
            let mut members: Vec<(&str, &Json)> = members.iter().map(|(name, value)| (name.as_str(), value)).collect();
            sort(&mut members);
            write_object(text, members.iter(), |text, json| write(text, json));
        }
        Json::Number(number) if !is_exact(number) => {
            // Only a number that is none cannot be written, and JSON holds none.
            text.extend(serde_json_canonicalizer::to_vec(json).unwrap_or_default());
        }
        Json::String(word) => write_text(text, word),
        Json::Null | Json::Bool(_) | Json::Number(_) => drop(write!(text, "{json}")),
    }
}

fn write_list<T>(text: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    text.push(b'[');
    for (place, item) in items.iter().enumerate() {
        separate(text, place);
        write(text, item);
    }
    text.push(b']');
}

fn write_object<'a, T: 'a>(
    text: &mut Vec<u8>,
    members: impl Iterator<Item = &'a (&'a str, T)>,
    write: impl Fn(&mut Vec<u8>, &T),
) {
    text.push(b'{');
    for (place, (name, value)) in members.enumerate() {
        separate(text, place);
        write_text(text, name);
        text.push(b':');
        write(text, value);
    }
    text.push(b'}');
}

/// The library escapes exactly what is to be escaped, which is rarely anything. Memory takes all that is written.
fn write_text(text: &mut Vec<u8>, word: &str) {
    // Looks at all bytes, for a loop that may end early looks at one after the other.
    if word.bytes().fold(true, |plain, byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\')) {
        text.push(b'"');
        text.extend_from_slice(word.as_bytes());
        return text.push(b'"');
    }
    drop(serde_json::to_writer(text, word));
}

fn separate(text: &mut Vec<u8>, place: usize) {
    if place > 0 {
        text.push(b',');
    }
}

/// Names come in the order of their UTF-16 code units, which for those of ASCII is that of their bytes.
fn sort<T>(members: &mut [(&str, T)]) {
    if members.iter().all(|(name, _)| name.is_ascii()) {
        return members.sort_unstable_by_key(|(name, _)| *name);
    }
    members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
}

fn is_exact(number: &Number) -> bool {
    number.as_i64().is_some_and(|number| number.unsigned_abs() <= EXACT)
}
