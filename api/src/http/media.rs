//! In which media type a question comes and its answer goes (GraphQL over HTTP, "Media Types"; RFC 9110, 12.5.1).

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// A media type of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status code tells of the answer.
    GraphqlResponse,
    /// `application/json`: for clients that trust a body only under the status 200.
    Json,
}

impl Media {
    /// The media types, in the order in which a wildcard gets them: a client that names neither is one from before
    /// `application/graphql-response+json`.
    const ALL: [Self; 2] = [Self::Json, Self::GraphqlResponse];

    fn name(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json",
            Self::Json => "application/json",
        }
    }

    /// Says in an answer's header that its body is of this type.
    pub(super) fn label(self, response: &mut Response) {
        let value = match self {
            Self::GraphqlResponse => HeaderValue::from_static("application/graphql-response+json; charset=utf-8"),
            Self::Json => HeaderValue::from_static("application/json; charset=utf-8"),
        };
        response.headers_mut().insert(header::CONTENT_TYPE, value);
    }
}

/// The media type the caller likes best; none where they take neither. Without an Accept header it is
/// `application/graphql-response+json`.
pub(super) fn accepted(headers: &HeaderMap) -> Option<Media> {
    let lines: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok()).collect();
    if headers.get_all(header::ACCEPT).iter().all(|line| line.as_bytes().trim_ascii().is_empty()) {
        return Some(Media::GraphqlResponse);
    }
    let ranges: Vec<Range<'_>> =
        lines.iter().flat_map(|line| line.split(',')).enumerate().filter_map(Range::read).collect();
    let mut best: Option<(Media, Range<'_>)> = None;
    for media in Media::ALL {
        // The most specific range decides for a type, whatever weight others give it.
        let Some(range) = ranges.iter().filter_map(|range| range.fits(media)).reduce(Range::more_specific) else {
            continue;
        };
        if range.weight > 0 && best.as_ref().is_none_or(|(_, other)| range.before(other)) {
            best = Some((media, range));
        }
    }
    best.map(|(media, _)| media)
}

/// One element of an Accept header.
#[derive(Clone, Copy)]
struct Range<'a> {
    main: &'a str,
    sub: &'a str,
    /// 0 to 1000.
    weight: u32,
    /// Its place in the header.
    place: usize,
    /// 2 for a type, 1 for `application/*`, 0 for `*/*`.
    specific: u8,
}

impl<'a> Range<'a> {
    /// None for what is no media range, and for one of another charset than ours.
    fn read((place, text): (usize, &'a str)) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (main, sub) = parts.next()?.split_once('/')?;
        let mut weight = 1000;
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"');
            match name.trim() {
                name if name.eq_ignore_ascii_case("q") => weight = quality(value)?,
                name if name.eq_ignore_ascii_case("charset") && !is_utf8(value) => return None,
                _ => {}
            }
        }
        let specific = match (main, sub) {
            ("*", "*") => 0,
            ("*", _) => return None,
            (_, "*") => 1,
            (_, _) => 2,
        };
        Some(Self { main, sub, weight, place, specific })
    }

    fn fits(&self, media: Media) -> Option<Self> {
        let (main, sub) = media.name().split_once('/')?;
        let fits = match self.specific {
            0 => true,
            1 => self.main.eq_ignore_ascii_case(main),
            _ => self.main.eq_ignore_ascii_case(main) && self.sub.eq_ignore_ascii_case(sub),
        };
        fits.then_some(*self)
    }

    fn more_specific(self, other: Self) -> Self {
        if other.specific > self.specific { other } else { self }
    }

    /// Whether a type found by this range goes before one found by another: by weight, then named before unnamed,
    /// then as they are listed.
    fn before(&self, other: &Self) -> bool {
        let rank = |range: &Self| (range.weight, range.specific, std::cmp::Reverse(range.place));
        rank(self) > rank(other)
    }
}

/// A weight in thousandths.
fn quality(text: &str) -> Option<u32> {
    let weight: f32 = text.parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 1000")]
    let thousandths = (weight * 1000.0).round() as u32;
    Some(thousandths)
}

fn is_utf8(charset: &str) -> bool {
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

/// Whether a body is JSON in UTF-8, not compressed, and says so in one header. Anything else is refused: a browser sends
/// form data and plain text to any site without asking it first.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next().and_then(|value| value.to_str().ok()), types.next()) else { return false };
    let mut parts = only.split(';').map(str::trim);
    let json = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case(Media::Json.name()));
    let utf8 = parts
        .filter_map(|part| part.split_once('='))
        .all(|(name, value)| !name.trim().eq_ignore_ascii_case("charset") || is_utf8(value.trim().trim_matches('"')));
    let plain = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .all(|coding| coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    json && utf8 && plain
}

/// The headers of which one makes a browser ask first whether it may send a request.
pub(super) const PREFLIGHT: [&str; 3] =
    ["graphql-require-preflight", "apollo-require-preflight", "x-apollo-operation-name"];

/// Whether a browser would have asked first before it sent these headers from another site's page.
pub(super) fn is_preflighted(headers: &HeaderMap) -> bool {
    PREFLIGHT.iter().any(|name| headers.get(*name).is_some_and(|value| !value.is_empty())) || is_json(headers)
}
