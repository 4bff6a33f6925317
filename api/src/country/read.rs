//! The values of a pack as TOML writes them.

use chrono::NaiveDate;
use entity::codes;
use entity::value::Token;
use sea_orm::sea_query::ColumnType;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// A code, a country or a language.
pub(super) fn token<'de, T: Token, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    parse(&String::deserialize(from)?)
}

/// As `token`, where the key may be absent.
pub(super) fn optional_token<'de, T: Token, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::<String>::deserialize(from)?.map(|text| parse(&text)).transpose()
}

/// A list of codes or languages.
pub(super) fn tokens<'de, T: Token, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Vec::<String>::deserialize(from)?.iter().map(|text| parse(text)).collect()
}

/// A calendar date, written without quotes.
pub(super) fn date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    calendar(toml::value::Datetime::deserialize(from)?)
}

/// As `date`, where the key may be absent.
pub(super) fn optional_date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Option::<toml::value::Datetime>::deserialize(from)?.map(calendar).transpose()
}

fn calendar<E: Error>(written: toml::value::Datetime) -> Result<NaiveDate, E> {
    let date = match (written.date, written.time) {
        (Some(date), None) => NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()),
        _ => None,
    };
    date.ok_or_else(|| E::custom("is no calendar date; write one such as 2021-01-14, without quotes"))
}

fn parse<T: Token, E: Error>(text: &str) -> Result<T, E> {
    T::parse(text).ok_or_else(|| E::custom(wanted::<T>()))
}

/// What the text of a token should be.
fn wanted<T: Token>() -> String {
    let name = match T::column_type() {
        ColumnType::Custom(name) => name.to_string(),
        _ => String::new(),
    };
    match codes::lists().find(|list| list.name == name) {
        Some(list) => {
            let codes: Vec<&str> = list.codes.iter().map(|(code, _)| *code).collect();
            format!("is no code of {name}; use one of {}", codes.join(", "))
        }
        None => format!("is no {name}; use its ISO code of three letters, such as LSO or sot"),
    }
}
