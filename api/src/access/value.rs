//! A value on its way between a row and a reader: decoded by its kind, checked by its kind.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use entity::value::{Country, Language, PhoneNumber, Token};
use entity::{Kind, Table};
use sea_orm::sea_query::Value;
use sea_orm::sqlx::{self, Decode, Postgres, Row, Sqlite, Type};
use sea_orm::{DbErr, QueryResult, RuntimeErr};
use serde_json::Value as Json;
use uuid::Uuid;

/// What a viewer is shown of a field. Withheld is not empty, and empty is not withheld.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<T> {
    /// The value.
    Value(T),
    /// There is none.
    Nothing,
    /// Whether there is one is not for this viewer.
    Withheld,
}

impl<T> Seen<T> {
    /// The value, if there is one to be seen.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Withheld => None,
        }
    }
}

/// The most elements a list value has.
pub const LIST_LIMIT: usize = 50;

/// Reads the value at `index` of a row.
pub(super) fn decode(kind: &Kind, row: &QueryResult, index: usize) -> Result<Seen<Value>, DbErr> {
    let value = match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => at::<Uuid>(row, index)?.map(Value::from),
        Kind::Text(_) | Kind::Code(_) | Kind::Scalar(_) => at::<String>(row, index)?.map(Value::from),
        Kind::Integer => at::<i32>(row, index)?.map(Value::from),
        Kind::Flag => at::<bool>(row, index)?.map(Value::from),
        Kind::Date => at::<NaiveDate>(row, index)?.map(Value::from),
        Kind::Instant => at::<DateTime<Utc>>(row, index)?.map(Value::from),
        Kind::Many(_) | Kind::Any => at::<Json>(row, index)?.map(Value::from),
    };
    Ok(value.map_or(Seen::Nothing, Seen::Value))
}

/// The value at `index` of a row, of which nothing is a value too.
pub(super) fn stored(kind: &Kind, row: &QueryResult, index: usize) -> Result<Value, DbErr> {
    Ok(match decode(kind, row, index)? {
        Seen::Value(value) => value,
        Seen::Nothing | Seen::Withheld => nothing(kind),
    })
}

/// Asks the driver, for the library above it takes an absent value for an error first, which costs more than most values.
fn at<T>(row: &QueryResult, index: usize) -> Result<Option<T>, DbErr>
where
    T: for<'r> Decode<'r, Postgres> + Type<Postgres> + for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
{
    match (row.try_as_pg_row(), row.try_as_sqlite_row()) {
        (Some(row), _) => row.try_get(index),
        (_, Some(row)) => row.try_get(index),
        (None, None) => Err(sqlx::Error::ColumnIndexOutOfBounds { index, len: 0 }),
    }
    .map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
}

/// The absence of a value of this kind.
pub fn nothing(kind: &Kind) -> Value {
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => Value::Uuid(None),
        Kind::Text(_) | Kind::Code(_) | Kind::Scalar(_) => Value::String(None),
        Kind::Integer => Value::Int(None),
        Kind::Flag => Value::Bool(None),
        Kind::Date => Value::ChronoDate(None),
        Kind::Instant => Value::ChronoDateTimeUtc(None),
        Kind::Many(_) | Kind::Any => Value::Json(None),
    }
}

/// A row of this table without values.
pub(super) fn nothing_of(table: &Table) -> Vec<Value> {
    table.fields.iter().map(|field| nothing(&field.kind)).collect()
}

/// Whether there is no value.
pub fn is_nothing(value: &Value) -> bool {
    *value == value.as_null()
}

/// A value as JSON: what history keeps and an export writes.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Uuid(Some(id)) => id.to_string().into(),
        Value::String(Some(text)) => text.as_str().into(),
        Value::Int(Some(number)) => (*number).into(),
        Value::Bool(Some(flag)) => (*flag).into(),
        Value::ChronoDate(Some(date)) => date.to_string().into(),
        Value::ChronoDateTimeUtc(Some(at)) => at.to_rfc3339_opts(SecondsFormat::AutoSi, true).into(),
        Value::Json(Some(json)) => (**json).clone(),
        _ => Json::Null,
    }
}

/// The value that history keeps as this JSON; `None` where a column of this kind has no such value.
pub fn from_json(kind: &Kind, json: &Json) -> Option<Value> {
    match kind {
        Kind::Text(_) | Kind::Code(_) | Kind::Scalar(_) => json.as_str().map(Value::from),
        Kind::Integer => json.as_i64().and_then(|number| i32::try_from(number).ok()).map(Value::from),
        Kind::Flag => json.as_bool().map(Value::from),
        Kind::Date => json.as_str()?.parse::<NaiveDate>().ok().map(Value::from),
        Kind::Instant => DateTime::parse_from_rfc3339(json.as_str()?).ok().map(|at| at.with_timezone(&Utc).into()),
        Kind::Many(_) => json.is_array().then(|| json.clone().into()),
        Kind::Id | Kind::Reference(_) | Kind::Record | Kind::Any => None,
    }
}

/// What is wrong with a value for a column of this kind, if anything. The answer never repeats the value.
pub fn problem(kind: &Kind, value: &Value) -> Option<String> {
    match (kind, value) {
        (_, value) if is_nothing(value) => None,
        (Kind::Text(limit), Value::String(Some(text))) => text_problem(*limit, text),
        (Kind::Code(list), Value::String(Some(code))) => {
            (!list.contains(code)).then(|| format!("is no code of {}", list.name))
        }
        (Kind::Scalar(name), Value::String(Some(text))) => scalar_problem(name, text),
        (Kind::Many(element), Value::Json(Some(json))) => list_problem(element, json),
        (Kind::Id | Kind::Reference(_) | Kind::Record, Value::Uuid(_))
        | (Kind::Integer, Value::Int(_))
        | (Kind::Flag, Value::Bool(_))
        | (Kind::Date, Value::ChronoDate(_))
        | (Kind::Instant, Value::ChronoDateTimeUtc(_))
        | (Kind::Any, Value::Json(_)) => None,
        _ => Some("is of another type than the field".to_owned()),
    }
}

fn text_problem(limit: u32, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("is blank; leave it out, or send null to take the value away".to_owned());
    }
    if text.contains('\0') {
        return Some("holds a null character".to_owned());
    }
    let length = text.chars().count();
    (length > limit as usize).then(|| format!("is {length} characters long; at most {limit} fit"))
}

fn scalar_problem(name: &str, text: &str) -> Option<String> {
    let (fits, wanted) = match name {
        "Country" => (Country::parse(text).is_some(), "a country code of ISO 3166-1 alpha-3, such as LSO"),
        "Language" => (Language::parse(text).is_some(), "a language code of ISO 639 with three letters, such as sot"),
        "PhoneNumber" => (PhoneNumber::parse(text).is_some(), "a telephone number in E.164 form, such as +26622123456"),
        _ => (false, "a value of a known scalar"),
    };
    (!fits).then(|| format!("is not {wanted}"))
}

fn list_problem(element: &Kind, json: &Json) -> Option<String> {
    let Some(items) = json.as_array() else { return Some("is not a list".to_owned()) };
    if items.is_empty() {
        return Some("is an empty list; send null where nothing is known".to_owned());
    }
    if items.len() > LIST_LIMIT {
        return Some(format!("has {} elements; at most {LIST_LIMIT} fit", items.len()));
    }
    for (index, item) in items.iter().enumerate() {
        if items[..index].contains(item) {
            return Some(format!("names element {index} twice"));
        }
        let text = item.as_str().map(|text| Value::String(Some(text.to_owned())));
        let found = match text {
            Some(text) => problem(element, &text),
            None => Some("is not a text".to_owned()),
        };
        if let Some(found) = found {
            return Some(format!("element {index} {found}"));
        }
    }
    None
}
