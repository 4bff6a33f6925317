//! The text cut into tokens before any parser sees it. Bytes, tokens and open brackets are bounded here, so that what
//! comes behind may recurse and allocate by them.

use async_graphql::Pos;

use super::limits::Limits;
use super::refusal::{Refusal, Result};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of `! $ & ( ) : = @ [ ] { | }`, or `...` as a full stop.
    Sign(u8),
    Name,
    Int,
    Float,
    /// A text in quotes, escapes as they were written.
    Text,
    /// A text in triple quotes.
    Block,
    /// Behind the last token.
    End,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// As written; a text without its quotes.
    pub(super) text: &'a str,
    pub(super) at: Pos,
}

/// The tokens of a document, `Kind::End` last.
pub(super) fn scan<'a>(text: &'a str, limits: &Limits) -> Result<Vec<Token<'a>>> {
    if text.len() > limits.bytes {
        return Err(Refusal::limit(
            None,
            format!("The document has {} bytes; at most {} are read. Send a shorter one.", text.len(), limits.bytes),
        ));
    }
    let mut scan = Scan { text, bytes: text.as_bytes(), next: 0, at: Pos { line: 1, column: 1 } };
    let (mut tokens, mut open) = (Vec::new(), 0_usize);
    loop {
        let token = scan.token()?;
        match token.kind {
            Kind::End => {
                tokens.push(token);
                return Ok(tokens);
            }
            Kind::Sign(b'{' | b'[' | b'(') => open += 1,
            Kind::Sign(b'}' | b']' | b')') => open = open.saturating_sub(1),
            Kind::Sign(_) | Kind::Name | Kind::Int | Kind::Float | Kind::Text | Kind::Block => {}
        }
        if open > limits.nesting {
            let most = limits.nesting;
            return Err(Refusal::limit(
                token.at,
                format!("More than {most} brackets are open here. Nest selections, lists and objects less."),
            ));
        }
        if tokens.len() == limits.tokens {
            return Err(Refusal::limit(
                token.at,
                format!(
                    "The document has more than {} tokens. Ask for less, or put values in variables.",
                    limits.tokens
                ),
            ));
        }
        tokens.push(token);
    }
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    next: usize,
    at: Pos,
}

impl<'a> Scan<'a> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.next + ahead).copied().unwrap_or_default()
    }

    /// Goes on by a number of bytes that hold no line break.
    fn step(&mut self, bytes: usize) -> &'a str {
        let passed = self.text.get(self.next..self.next + bytes).unwrap_or_default();
        self.next += bytes;
        self.at.column += if passed.is_ascii() { bytes } else { passed.chars().count() };
        passed
    }

    /// Goes past a line break, if there is one.
    fn line(&mut self) -> bool {
        let bytes = match (self.peek(0), self.peek(1)) {
            (b'\r', b'\n') => 2,
            (b'\r' | b'\n', _) => 1,
            _ => return false,
        };
        self.next += bytes;
        self.at = Pos { line: self.at.line + 1, column: 1 };
        true
    }

    fn count(&self, is_part: impl Fn(u8) -> bool) -> usize {
        self.bytes.get(self.next..).unwrap_or_default().iter().take_while(|byte| is_part(**byte)).count()
    }

    fn token(&mut self) -> Result<Token<'a>> {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b',' => {
                    let blank = self.count(|byte| matches!(byte, b' ' | b'\t' | b','));
                    self.step(blank);
                }
                b'\n' | b'\r' => {
                    self.line();
                }
                b'#' => {
                    let comment = self.count(|byte| byte != b'\n' && byte != b'\r');
                    self.step(comment);
                }
                0xEF if self.bytes.get(self.next..).is_some_and(|rest| rest.starts_with("\u{feff}".as_bytes())) => {
                    self.step(3);
                }
                _ => break,
            }
        }
        let at = self.at;
        let of = |kind, text| Ok(Token { kind, text, at });
        match self.peek(0) {
            _ if self.next >= self.bytes.len() => of(Kind::End, ""),
            sign @ (b'!' | b'$' | b'&' | b'(' | b')' | b':' | b'=' | b'@' | b'[' | b']' | b'{' | b'|' | b'}') => {
                of(Kind::Sign(sign), self.step(1))
            }
            b'.' if self.peek(1) == b'.' && self.peek(2) == b'.' => of(Kind::Sign(b'.'), self.step(3)),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                let length = self.count(is_name);
                of(Kind::Name, self.step(length))
            }
            b'0'..=b'9' | b'-' => self.number(),
            b'"' if self.peek(1) == b'"' && self.peek(2) == b'"' => self.block(),
            b'"' => self.quoted(),
            _ => Err(Refusal::invalid(at, "There is a sign here that GraphQL does not have. Take it out.")),
        }
    }

    fn number(&mut self) -> Result<Token<'a>> {
        let at = self.at;
        let wrong = || Refusal::invalid(at, "This is not a number as GraphQL writes it, such as -7 or 1.5e3.");
        let digit = |byte: u8| byte.is_ascii_digit();
        let rest = self.bytes.get(self.next..).unwrap_or_default();
        let byte = |place: usize| rest.get(place).copied().unwrap_or_default();
        let digits = |from: usize| rest.iter().skip(from).take_while(|byte| digit(**byte)).count();
        let mut end = usize::from(byte(0) == b'-');
        let whole = digits(end);
        if whole == 0 || (whole > 1 && byte(end) == b'0') {
            return Err(wrong());
        }
        end += whole;
        let mut kind = Kind::Int;
        if byte(end) == b'.' {
            let part = digits(end + 1);
            if part == 0 {
                return Err(wrong());
            }
            (kind, end) = (Kind::Float, end + 1 + part);
        }
        if matches!(byte(end), b'e' | b'E') {
            let sign = usize::from(matches!(byte(end + 1), b'+' | b'-'));
            let part = digits(end + 1 + sign);
            if part == 0 {
                return Err(wrong());
            }
            (kind, end) = (Kind::Float, end + 1 + sign + part);
        }
        if byte(end) == b'.' || is_name(byte(end)) {
            return Err(wrong());
        }
        Ok(Token { kind, text: self.step(end), at })
    }

    fn quoted(&mut self) -> Result<Token<'a>> {
        let at = self.at;
        self.step(1);
        let begun = self.next;
        loop {
            let plain = self.count(|byte| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
            self.step(plain);
            match self.peek(0) {
                b'"' => break,
                // A quote that is escaped is not the end; the parser reads the escapes.
                b'\\' => self.step(1 + usize::from(matches!(self.peek(1), b'"' | b'\\'))),
                _ => return Err(Refusal::invalid(at, "The text that begins here does not end in its line. Close it.")),
            };
        }
        let text = self.text.get(begun..self.next).unwrap_or_default();
        self.step(1);
        Ok(Token { kind: Kind::Text, text, at })
    }

    fn block(&mut self) -> Result<Token<'a>> {
        let at = self.at;
        self.step(3);
        let begun = self.next;
        loop {
            let plain = self.count(|byte| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
            self.step(plain);
            if self.line() {
                continue;
            }
            match (self.peek(0), self.peek(1), self.peek(2), self.peek(3)) {
                (b'"', b'"', b'"', _) => break,
                (b'\\', b'"', b'"', b'"') => self.step(4),
                _ if self.next >= self.bytes.len() => {
                    return Err(Refusal::invalid(at, "The text that begins here has no end. Close it."));
                }
                _ => self.step(1),
            };
        }
        let text = self.text.get(begun..self.next).unwrap_or_default();
        self.step(3);
        Ok(Token { kind: Kind::Block, text, at })
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
