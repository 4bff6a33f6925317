//! Values of a story as values of a column: what the story leaves empty is not given.

use entity::value::{Country, Language, Many, Token, Words};
use sea_orm::ActiveValue::{self, NotSet, Set};
use sea_orm::sea_query::Value;

/// A value.
pub(super) fn some<T>(value: T) -> ActiveValue<Option<T>>
where
    Option<T>: Into<Value>,
{
    Set(Some(value))
}

/// A value, if there is one.
pub(super) fn any<T>(value: Option<T>) -> ActiveValue<Option<T>>
where
    Option<T>: Into<Value>,
{
    value.map_or(NotSet, some)
}

/// A text that is not empty.
pub(super) fn text(text: &str) -> ActiveValue<Option<String>> {
    any(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// A list of codes that is not empty.
pub(super) fn codes<T: Token>(codes: &[T]) -> ActiveValue<Option<Many<T>>> {
    any(Some(Many(codes.to_vec())).filter(|codes| !codes.0.is_empty()))
}

/// A list of free texts.
pub(super) fn words(texts: &[&str]) -> ActiveValue<Option<Many<Words>>> {
    parsed(texts)
}

/// A country by its code.
pub(super) fn country(code: &str) -> ActiveValue<Option<Country>> {
    any(Country::parse(code))
}

/// Countries by their codes.
pub(super) fn countries(codes: &[&str]) -> ActiveValue<Option<Many<Country>>> {
    parsed(codes)
}

/// Languages by their codes.
pub(super) fn languages(codes: &[&str]) -> ActiveValue<Option<Many<Language>>> {
    parsed(codes)
}

/// A flag that is up; one that is down is not given.
pub(super) fn flag(up: bool) -> ActiveValue<Option<bool>> {
    any(Some(true).filter(|_| up))
}

fn parsed<T: Token>(texts: &[&str]) -> ActiveValue<Option<Many<T>>> {
    codes(&texts.iter().filter_map(|text| T::parse(text)).collect::<Vec<_>>())
}
