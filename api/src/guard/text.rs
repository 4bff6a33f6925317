//! What a text of a document says: its escapes read (GraphQL, September 2025, 2.9.4).

use async_graphql::Pos;

use super::refusal::{Refusal, Result};

/// The text that stands in quotes.
pub(super) fn quoted(text: &str, at: Pos) -> Result<String> {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        read.push_str(plain);
        let mut letters = escaped.chars();
        let letter = match letters.next().unwrap_or_default() {
            same @ ('"' | '\\' | '/') => same,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (letter, behind) = unicode(letters.as_str()).ok_or_else(|| not_unicode(at))?;
                letters = behind.chars();
                letter
            }
            _ => return Err(Refusal::invalid(at, "This text has a \\ before a letter that is no escape. Write \\\\.")),
        };
        read.push(letter);
        rest = letters.as_str();
    }
    read.push_str(rest);
    Ok(read)
}

fn not_unicode(at: Pos) -> Refusal {
    Refusal::invalid(at, "This text has a \\u that names no Unicode character. Write \\u00e9 or \\u{1f600}.")
}

/// The character behind `\u`, and what follows it.
fn unicode(text: &str) -> Option<(char, &str)> {
    if let Some(braced) = text.strip_prefix('{') {
        let (digits, behind) = braced.split_once('}')?;
        return Some((char::from_u32(hexadecimal(digits)?)?, behind));
    }
    let (first, behind) = (hexadecimal(text.get(..4)?)?, text.get(4..)?);
    if !(0xD800..0xDC00).contains(&first) {
        return Some((char::from_u32(first)?, behind));
    }
    // Two escapes may spell a character beyond the basic plane, as JSON does.
    let low = behind.strip_prefix("\\u")?;
    let second = hexadecimal(low.get(..4)?)?;
    if !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    let letter = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
    Some((letter, low.get(4..)?))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let significant = digits.trim_start_matches('0');
    let all = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    (all && significant.len() <= 6).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// The text that stands in triple quotes, without the indentation its lines share.
pub(super) fn block(text: &str) -> String {
    let text = text.replace("\\\"\"\"", "\"\"\"").replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let is_blank = |line: &str| line.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    let indent = |line: &str| line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let shared = lines.iter().skip(1).filter(|line| !is_blank(line)).map(|line| indent(line)).min().unwrap_or(0);
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !is_blank(line)).map_or(first, |last| last + 1);
    let cut = lines
        .iter()
        .enumerate()
        .take(last)
        .skip(first)
        .map(|(place, line)| if place == 0 { *line } else { line.get(shared..).unwrap_or_default() });
    cut.collect::<Vec<_>>().join("\n")
}
