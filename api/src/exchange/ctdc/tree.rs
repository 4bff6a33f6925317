//! Asking for records, and reading their values, by the columns of the entities.

use entity::value::Token;
use entity::{Field, table};
use sea_orm::sea_query::Value;
use sea_orm::{ColumnTrait, EntityName, EntityTrait};

use crate::access::record::{Record, Related};
use crate::access::{Child, Link, Page, Select};

/// The most records of a kind that are read beside one.
const BESIDE: usize = 1_000;

/// The field of a column.
pub(super) fn field<C: ColumnTrait>(column: C) -> &'static Field {
    let table = table(C::EntityName::default().table_name());
    table.column(column.as_str()).expect("a table has a field for each column of its entity")
}

/// What is asked of the records of a table.
pub(super) fn select<E: EntityTrait>(columns: &[E::Column], children: Vec<Child>) -> Select {
    let fields = columns.iter().map(|column| field(*column)).collect();
    Select { children, ..Select::of(table(E::default().table_name()), fields) }
}

/// The one record, under a name, whose column refers to each.
pub(super) fn one<C: ColumnTrait>(name: &str, column: C, select: Select) -> Child {
    child(name, Link::One(field(column)), Page::all(1), select)
}

/// The records, under a name, whose column refers to each.
pub(super) fn many<C: ColumnTrait>(name: &str, column: C, select: Select) -> Child {
    child(name, Link::Many(field(column)), Page::all(BESIDE), select)
}

fn child(name: &str, link: Link, page: Page, select: Select) -> Child {
    Child { key: name.to_owned(), name: name.to_owned(), link, page, select }
}

/// The records under a name beside these.
pub(super) fn beside<'a>(records: &[&'a Record], name: &str) -> Vec<&'a Record> {
    records.iter().filter_map(|record| record.related(name)).flat_map(related).collect()
}

fn related(related: &Related) -> impl Iterator<Item = &Record> {
    let (one, many) = match related {
        Related::One(one) => (one.as_deref(), None),
        Related::Many(many) => (None, many.as_ref()),
    };
    one.into_iter().chain(many.into_iter().flat_map(|connection| &connection.records))
}

/// The value of a column, if there is one.
pub(super) fn value(record: &Record, column: impl ColumnTrait) -> Option<&Value> {
    record.seen(field(column)).value()
}

/// The codes of a column of these records, whether it holds one or a list: each once, in the order they are met.
pub(super) fn codes<T: Token>(records: &[&Record], column: impl ColumnTrait) -> Vec<T> {
    let mut codes = Vec::new();
    for value in records.iter().filter_map(|record| value(record, column)) {
        for code in texts(value).filter_map(T::parse) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let (one, many) = match value {
        Value::String(text) => (text.as_deref(), None),
        Value::Json(list) => (None, list.as_ref().and_then(|list| list.as_array())),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten().filter_map(|text| text.as_str()))
}
