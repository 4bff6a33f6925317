//! The kinds of the columns as GraphQL types, outwards and inwards.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Enum, EnumItem, Scalar, SchemaBuilder, TypeRef};
use async_graphql::{Name, Number};
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, SubsecRound, Utc};
use entity::rights::{PARTIES, Standing};
use entity::{Kind, Table, codes, table, tables};
use sea_orm::sea_query::Value;
use serde_json::Value as Json;

use super::id;

/// The years that RFC 3339 writes and both databases keep.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The name of the type of the types of records.
pub(super) const RECORD_TYPE: &str = "RecordType";

/// The name of the GraphQL type of a single value of this kind.
pub(super) fn type_name(kind: &Kind) -> &str {
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => TypeRef::ID,
        Kind::Text(_) => TypeRef::STRING,
        Kind::Integer => TypeRef::INT,
        Kind::Flag => TypeRef::BOOLEAN,
        Kind::Date => "Date",
        Kind::Instant => "DateTime",
        Kind::Code(list) => list.name,
        Kind::Scalar(name) => name,
        Kind::Many(element) => type_name(element),
        Kind::Any => "JSON",
    }
}

/// The GraphQL type of a value of this kind.
pub(super) fn type_ref(kind: &Kind, required: bool) -> TypeRef {
    let name = type_name(kind);
    match (kind, required) {
        (Kind::Many(_), false) => TypeRef::named_nn_list(name),
        (Kind::Many(_), true) => TypeRef::named_nn_list_nn(name),
        (_, false) => TypeRef::named(name),
        (_, true) => TypeRef::named_nn(name),
    }
}

/// Registers the scalars and the code lists.
pub(super) fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    let text = |value: &GraphValue| matches!(value, GraphValue::String(_));
    let scalars = [
        (
            "Date",
            "A calendar date, `2026-03-31` (RFC 3339 full-date).",
            "https://scalars.graphql.org/andimarek/local-date",
        ),
        (
            "DateTime",
            "An instant with its offset, `2026-03-31T09:30:00Z` (RFC 3339).",
            "https://scalars.graphql.org/andimarek/date-time",
        ),
        ("UUID", "A UUID (RFC 9562). For a new record it is of version 7.", "https://www.rfc-editor.org/rfc/rfc9562"),
        (
            "Country",
            "A country by its ISO 3166-1 alpha-3 code, `LSO`.",
            "https://www.iso.org/iso-3166-country-codes.html",
        ),
        (
            "Language",
            "A language by its ISO 639 code of three letters, `sot`.",
            "https://www.iso.org/iso-639-language-code",
        ),
        ("PhoneNumber", "A telephone number in E.164 form, `+26622123456`.", "https://www.itu.int/rec/T-REC-E.164"),
    ];
    for (name, description, specified_by) in scalars {
        schema =
            schema.register(Scalar::new(name).description(description).specified_by_url(specified_by).validator(text));
    }
    schema = schema.register(
        Scalar::new("JSON")
            .description("A value as JSON: text, number, truth value, or a list of texts.")
            .specified_by_url("https://www.rfc-editor.org/rfc/rfc8259"),
    );
    // What a loaded term says of a code is a matter of the hub's own tables; no field shows it.
    for list in codes::lists().filter(|list| list.name != codes::CodeTermKind::LIST.name) {
        let items = list.codes.iter().map(|(code, meaning)| EnumItem::new(*code).description(meaning.trim()));
        schema = schema.register(Enum::new(list.name).description(trimmed(list.description)).items(items));
    }
    let parties = PARTIES.iter_names();
    schema.register(
        Enum::new("Party")
            .description(
                "Who a rule names: a role, or what an organisation is to the record or in its country, whatever its role.",
            )
            .items(parties.map(|(name, standing)| EnumItem::new(name).description(party(standing)))),
    )
}

fn party(standing: Standing) -> &'static str {
    match standing {
        Standing::AUTHOR => "The organisation that wrote the record, whatever its role.",
        Standing::RECEIVER => "The organisation the record is addressed to, whatever its role.",
        Standing::COMPETENT_AUTHORITY => {
            "An organisation that may decide whether a person is a victim; which role that is, each country says."
        }
        Standing::LEAD => "The organisation that leads the case, whatever its role.",
        Standing::OWNER => "The organisation that edits the field a dispute is about, whatever its role.",
        Standing::ACCOUNT_KEEPER => {
            "An administrator of the account's organisation, whatever its role: for the accounts of others there."
        }
        _ => "Organisations of this role.",
    }
}

/// The type of the records of a table: `VictimSuspectLink` as `VICTIM_SUSPECT_LINK`.
pub(super) fn record_type(table: &Table) -> String {
    let mut name = String::new();
    for letter in table.type_name.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}

/// The lines of a doc comment without the blank each begins with.
pub(super) fn trimmed(doc: &str) -> String {
    doc.trim().to_owned()
}

/// A value as GraphQL shows it.
pub(super) fn outward(kind: &Kind, value: &Value) -> GraphValue {
    match (kind, value) {
        (Kind::Reference(target), Value::Uuid(Some(found))) => id::encode(table(target), *found).into(),
        (Kind::Code(_), Value::String(Some(code))) => GraphValue::Enum(Name::new(code)),
        (Kind::Scalar(name), Value::String(Some(stored))) if name == RECORD_TYPE => {
            GraphValue::Enum(Name::new(record_type(table(stored))))
        }
        (_, Value::String(Some(text))) => text.as_str().into(),
        (_, Value::Int(Some(number))) => (*number).into(),
        (_, Value::Bool(Some(flag))) => (*flag).into(),
        (_, Value::ChronoDate(Some(date))) => date.to_string().into(),
        (_, Value::ChronoDateTimeUtc(Some(at))) => instant(at),
        (Kind::Many(element), Value::Json(Some(json))) => {
            let items = json.as_array().into_iter().flatten().filter_map(Json::as_str);
            GraphValue::List(items.map(|item| outward(element, &item.into())).collect())
        }
        (_, Value::Json(Some(json))) => GraphValue::from_json((**json).clone()).unwrap_or_default(),
        _ => GraphValue::Null,
    }
}

/// An instant as GraphQL shows it.
pub(super) fn instant(at: &DateTime<Utc>) -> GraphValue {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true).into()
}

/// A text or a code as it was sent. PostgreSQL keeps no null character, so no text has one.
pub(super) fn text(value: &GraphValue) -> Option<String> {
    match value {
        GraphValue::String(text) => (!text.contains('\0')).then(|| text.clone()),
        GraphValue::Enum(code) => Some(code.to_string()),
        _ => None,
    }
}

/// A value as it was sent; `Err` says what it should be, never what it was.
pub(super) fn inward(kind: &Kind, value: &GraphValue) -> Result<Value, String> {
    if matches!(value, GraphValue::Null) {
        return Ok(crate::access::value::nothing(kind));
    }
    let parsed = match (kind, value) {
        (Kind::Reference(target), value) => text(value).and_then(|text| id::of(table(target), &text)).map(Value::from),
        (Kind::Integer, GraphValue::Number(number)) => whole(number).map(Value::from),
        (Kind::Flag, GraphValue::Boolean(flag)) => Some((*flag).into()),
        (Kind::Date, value) => text(value)
            .and_then(|text| text.parse::<NaiveDate>().ok())
            .filter(|date| YEARS.contains(&date.year()))
            .map(Value::from),
        (Kind::Instant, value) => text(value)
            .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
            .map(|at| at.with_timezone(&Utc).trunc_subsecs(6))
            .filter(|at| YEARS.contains(&at.year()))
            .map(Value::from),
        (Kind::Scalar(name), value) if name == RECORD_TYPE => text(value)
            .and_then(|code| tables().iter().find(|table| record_type(table) == code))
            .map(|table| table.name.as_str().into()),
        (Kind::Text(_) | Kind::Code(_) | Kind::Scalar(_), value) => text(value).map(Value::from),
        (Kind::Many(_), GraphValue::List(items)) => items.iter().map(text).collect::<Option<Vec<_>>>().map(list),
        (Kind::Many(_), value) => text(value).map(|item| list(vec![item])),
        _ => None,
    };
    parsed.ok_or_else(|| format!("is not {}", wanted(kind)))
}

fn list(items: Vec<String>) -> Value {
    Json::from(items).into()
}

fn whole(number: &Number) -> Option<i32> {
    number.as_i64().and_then(|number| i32::try_from(number).ok())
}

fn wanted(kind: &Kind) -> String {
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => "the id of such a record".to_owned(),
        Kind::Date => "a date such as 2026-03-31".to_owned(),
        Kind::Instant => "an instant such as 2026-03-31T09:30:00Z".to_owned(),
        kind => format!("of type {}", type_name(kind)),
    }
}
