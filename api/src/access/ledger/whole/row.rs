//! A row as it was sent: two bytes in which PostgreSQL counts its columns, which are known, and before each value its length.

use std::borrow::Cow;
use std::str::from_utf8;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::super::super::value::to_json;
use super::rows::Form;
use crate::evidence::Member;

/// What stands for the length of what is not there.
pub(super) const NOTHING: i32 = -1;

/// What is sent of a value that is not of its column's form. In no form does it say anything.
pub(super) const UNREADABLE: &[u8] = &[0xff];

/// In what version JSON is sent, which stands before it.
pub(super) const JSON: u8 = 1;

/// From when instants are counted, in microseconds.
pub(super) const EPOCH: DateTime<Utc> = DateTime::from_timestamp_secs(946_684_800).expect("the year 2000");

/// A row.
pub(in super::super) struct Row<'a> {
    forms: &'a [Form],
    values: Vec<Option<&'a [u8]>>,
}

impl<'a> Row<'a> {
    pub(super) fn of(sent: &'a [u8], forms: &'a [Form]) -> Self {
        let values = values(sent, forms.len()).unwrap_or_else(|| vec![Some(UNREADABLE); forms.len()]);
        Self { forms, values }
    }

    /// What was sent of a value, if it is there. Values of one form are equal where this is.
    pub(in super::super) fn sent(&self, place: usize) -> Option<&'a [u8]> {
        self.values[place]
    }

    /// The id at a place, if there is one that can be read.
    pub(in super::super) fn id(&self, place: usize) -> Option<Uuid> {
        Uuid::from_slice(self.values[place]?).ok()
    }

    /// The text at a place, if there is one that can be read.
    pub(in super::super) fn text(&self, place: usize) -> Option<&'a str> {
        from_utf8(self.values[place]?).ok()
    }

    /// The number at a place, if there is one that can be read.
    pub(in super::super) fn number(&self, place: usize) -> Option<i64> {
        number(self.values[place]?)
    }

    /// The instant at a place, if there is one that can be read.
    pub(in super::super) fn instant(&self, place: usize) -> Option<DateTime<Utc>> {
        instant(self.values[place]?)
    }

    /// All that it holds from this place on, if all can be read.
    pub(in super::super) fn members(&self, first: usize) -> Option<Vec<Option<Member<'a>>>> {
        let mut members = Vec::with_capacity(self.forms.len() - first);
        for (form, value) in self.forms.iter().zip(&self.values).skip(first) {
            members.push(match value {
                Some(sent) => Some(form.member(sent)?),
                None => None,
            });
        }
        Some(members)
    }
}

impl Form {
    fn member(self, sent: &[u8]) -> Option<Member<'_>> {
        match self {
            Self::Id => Uuid::from_slice(sent).ok().map(Member::Id),
            Self::Text => from_utf8(sent).ok().map(Member::Text),
            Self::Json => Member::of_json(sent.strip_prefix(&[JSON])?),
            Self::Number => number(sent).map(|number| Member::Json(Cow::Owned(number.into()))),
            Self::Instant => instant(sent).map(|at| Member::Json(Cow::Owned(to_json(&at.into())))),
            Self::Other => None,
        }
    }
}

/// Of either size.
fn number(sent: &[u8]) -> Option<i64> {
    let small = sent.try_into().map(|sent| i32::from_be_bytes(sent).into());
    small.or_else(|_| sent.try_into().map(i64::from_be_bytes)).ok()
}

fn instant(sent: &[u8]) -> Option<DateTime<Utc>> {
    EPOCH.checked_add_signed(TimeDelta::microseconds(number(sent)?))
}

fn values(sent: &[u8], columns: usize) -> Option<Vec<Option<&[u8]>>> {
    let mut values = Vec::with_capacity(columns);
    let (_, mut rest) = sent.split_first_chunk::<2>()?;
    for _ in 0..columns {
        let (length, behind) = rest.split_first_chunk()?;
        let (value, behind) = match i32::from_be_bytes(*length) {
            NOTHING => (None, behind),
            length => {
                behind.split_at_checked(usize::try_from(length).ok()?).map(|(value, rest)| (Some(value), rest))?
            }
        };
        values.push(value);
        rest = behind;
    }
    rest.is_empty().then_some(values)
}
