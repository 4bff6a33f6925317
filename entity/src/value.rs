//! The value types a column can have beyond the plain ones: codes, checked scalars, and lists of either.
//!
//! Each is text in the database (a list is a JSON array of texts) and carries its own column type, so that
//! `Kind` is read off the entity and never written twice.

use std::fmt;

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, RcOrArc, StringLen, Value, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryGetError, TryGetable};

use crate::lifecycle::Track;

/// A closed list of codes, as data: what a client is told and the database checks.
#[derive(Debug)]
pub struct CodeList {
    /// The name of the list, which is also its GraphQL type.
    pub name: &'static str,
    /// What the list is and where it comes from.
    pub description: &'static str,
    /// Each code with its meaning.
    pub codes: &'static [(&'static str, &'static str)],
    /// How records go from code to code, where the list is of states that acts move them through.
    pub track: Option<Track>,
}

impl CodeList {
    /// Whether `code` is of this list.
    pub fn contains(&self, code: &str) -> bool {
        self.codes.iter().any(|(known, _)| *known == code)
    }

    /// What a code of this list means.
    pub fn meaning(&self, code: &str) -> &'static str {
        self.codes.iter().find(|(known, _)| *known == code).map_or("", |(_, meaning)| meaning.trim())
    }
}

/// A value stored as one text: a code, or a scalar that a library checks.
pub trait Token: Sized + Clone + PartialEq + fmt::Debug + Send + Sync + 'static {
    /// The column type, from which the column's `Kind` is read.
    fn column_type() -> ColumnType;
    /// The text as it is stored.
    fn text(&self) -> &str;
    /// The value of a stored or sent text; `None` where the text is not one.
    fn parse(text: &str) -> Option<Self>;
}

/// Several tokens of one column, stored as a JSON array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

/// Free text as an element of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub String);

/// A country by its ISO 3166-1 alpha-3 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country(String);

/// A language by its ISO 639-2 (or, where that has none, ISO 639-3) code of three letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

/// The type of a record that stands beside its id, as the name of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordType(String);

/// A telephone number in E.164 form, `+` and up to fifteen digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl Token for Words {
    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::N(LIST_TEXT_LIMIT))
    }
    fn text(&self) -> &str {
        &self.0
    }
    fn parse(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }
}

/// The most characters an element of a list of free texts may have.
const LIST_TEXT_LIMIT: u32 = 200;

macro_rules! checked_scalars {
    ($($name:ident: $check:expr;)*) => {$(
        impl Token for $name {
            fn column_type() -> ColumnType {
                ColumnType::Custom(stringify!($name).into())
            }
            fn text(&self) -> &str {
                &self.0
            }
            fn parse(text: &str) -> Option<Self> {
                let check: fn(&str) -> bool = $check;
                check(text).then(|| Self(text.to_owned()))
            }
        }
        stored_as_text!($name);
    )*};
}

/// Stores a `Token` as text: the conversions sea-orm asks of a column's type.
macro_rules! stored_as_text {
    ($name:ty) => {
        impl From<$name> for sea_orm::sea_query::Value {
            fn from(value: $name) -> Self {
                Self::String(Some($crate::value::Token::text(&value).to_owned()))
            }
        }
        impl sea_orm::sea_query::Nullable for $name {
            fn null() -> sea_orm::sea_query::Value {
                sea_orm::sea_query::Value::String(None)
            }
        }
        impl sea_orm::sea_query::ValueType for $name {
            fn try_from(value: sea_orm::sea_query::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                let sea_orm::sea_query::Value::String(Some(text)) = value else {
                    return Err(sea_orm::sea_query::ValueTypeErr);
                };
                $crate::value::Token::parse(&text).ok_or(sea_orm::sea_query::ValueTypeErr)
            }
            fn type_name() -> String {
                stringify!($name).to_owned()
            }
            fn array_type() -> sea_orm::sea_query::ArrayType {
                sea_orm::sea_query::ArrayType::String
            }
            fn column_type() -> sea_orm::sea_query::ColumnType {
                <$name as $crate::value::Token>::column_type()
            }
        }
        impl sea_orm::TryGetable for $name {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                let text = <String as sea_orm::TryGetable>::try_get_by(row, index)?;
                $crate::value::Token::parse(&text).ok_or_else(|| {
                    sea_orm::TryGetError::DbErr(sea_orm::DbErr::Type(format!(
                        "a stored text is no {}",
                        stringify!($name)
                    )))
                })
            }
        }
    };
}
pub(crate) use stored_as_text;

checked_scalars! {
    Country: |text| celes::Country::from_alpha3(text).is_ok_and(|country| country.alpha3 == text);
    Language: |text| isolang::Language::from_639_3(text).is_some();
    RecordType: |text| crate::tables().iter().any(|table| table.name == text);
    PhoneNumber: |text| {
        let digits = text.strip_prefix('+').unwrap_or_default();
        (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    };
}

impl<T: Token> From<Many<T>> for Value {
    fn from(many: Many<T>) -> Self {
        let texts = many.0.iter().map(|token| token.text().into()).collect();
        Self::Json(Some(Box::new(serde_json::Value::Array(texts))))
    }
}

impl<T: Token> Nullable for Many<T> {
    fn null() -> Value {
        Value::Json(None)
    }
}

impl<T: Token> ValueType for Many<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let Value::Json(Some(json)) = value else {
            return Err(ValueTypeErr);
        };
        parse_many(&json).ok_or(ValueTypeErr)
    }
    fn type_name() -> String {
        "Many".to_owned()
    }
    fn array_type() -> ArrayType {
        ArrayType::Json
    }
    fn column_type() -> ColumnType {
        ColumnType::Array(RcOrArc::new(T::column_type()))
    }
}

impl<T: Token> TryGetable for Many<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let json = <serde_json::Value as TryGetable>::try_get_by(row, index)?;
        parse_many(&json).ok_or_else(|| {
            TryGetError::DbErr(DbErr::Type("a stored list holds a text that is none of its kind".into()))
        })
    }
}

fn parse_many<T: Token>(json: &serde_json::Value) -> Option<Many<T>> {
    json.as_array()?.iter().map(|item| T::parse(item.as_str()?)).collect::<Option<_>>().map(Many)
}
