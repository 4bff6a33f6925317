//! The questions a connection takes: how many, after what, which, in what order.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Enum, EnumItem, Field, InputObject, InputValue, SchemaBuilder, TypeRef};
use async_graphql::indexmap::IndexMap;
use entity::{Field as Column, Kind, Table, shown_tables};

use super::links::is_shown;
use super::queries::is_paged;
use super::{id, kinds};
use crate::access::{Filter, Order, Page, Test};
use crate::error::{Error, ErrorCode, Result};
use crate::guard::PAGE_DEFAULT;

/// The greatest size of a page.
pub(super) const PAGE_LIMIT: u64 = 100;
/// The most tests a filter holds.
const TEST_LIMIT: usize = 50;
/// The most values an `in` names.
const IN_LIMIT: usize = 100;
/// The most characters of a part that a text is to contain.
const PART_LIMIT: usize = 1_000;
/// The most terms an order has.
const ORDER_LIMIT: usize = 4;

/// Whether records can be picked by a field.
fn is_picked(field: &Column) -> bool {
    is_shown(field) && !matches!(field.kind, Kind::Id | Kind::Record | Kind::Any)
}

/// Whether records can be put in order by a field.
fn is_ordered(field: &Column) -> bool {
    is_picked(field) && !matches!(field.kind, Kind::Reference(_) | Kind::Many(_))
}

/// The arguments of every connection to the records of `table`.
pub(super) fn with_arguments(field: Field, table: &Table) -> Field {
    let count = |name: &str, end: &str| {
        InputValue::new(name, TypeRef::named(TypeRef::INT)).description(format!(
            "How many records from the {end}; {PAGE_DEFAULT} from the beginning where neither is given, at most {PAGE_LIMIT}."
        ))
    };
    let cursor = |name: &str, side: &str| {
        InputValue::new(name, TypeRef::named(TypeRef::STRING))
            .description(format!("Only records {side} the one this cursor names."))
    };
    field
        .argument(count("first", "beginning"))
        .argument(cursor("after", "after"))
        .argument(count("last", "end"))
        .argument(cursor("before", "before"))
        .argument(
            InputValue::new("filter", TypeRef::named(format!("{}Filter", table.type_name)))
                .description("Only records that pass."),
        )
        .argument(InputValue::new("orderBy", TypeRef::named_nn_list(format!("{}Order", table.type_name))).description(
            format!("The order, at most {ORDER_LIMIT} terms, then by age; records without a value come last."),
        ))
}

/// Registers the filters and orders of every table.
pub(super) fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    schema = schema.register(
        Enum::new("OrderDirection")
            .description("Which way an order runs.")
            .item(EnumItem::new("ASC").description("Least first."))
            .item(EnumItem::new("DESC").description("Greatest first.")),
    );
    for kind in tested_kinds() {
        schema = schema.register(test_input(&kind));
    }
    for table in shown_tables().filter(|table| is_paged(table)) {
        let order_fields = format!("{}OrderField", table.type_name);
        let items = table.fields.iter().filter(|field| is_ordered(field));
        schema = schema
            .register(filter_input(table))
            .register(
                Enum::new(&order_fields)
                    .description(format!("What records of {} can be put in order by.", table.type_name))
                    .items(items.map(|field| {
                        EnumItem::new(field.column.to_uppercase()).description(kinds::trimmed(field.description))
                    })),
            )
            .register(
                InputObject::new(format!("{}Order", table.type_name))
                    .description(format!("One term of an order of {}.", table.type_name))
                    .field(InputValue::new("field", TypeRef::named_nn(order_fields)).description("What to order by."))
                    .field(
                        InputValue::new("direction", TypeRef::named_nn("OrderDirection"))
                            .default_value(GraphValue::Enum(async_graphql::Name::new("ASC")))
                            .description("Which way."),
                    ),
            );
    }
    schema
}

fn filter_input(table: &Table) -> InputObject {
    let name = format!("{}Filter", table.type_name);
    let several = || TypeRef::named_nn_list(name.clone());
    let mut input = InputObject::new(&name)
        .description(format!("A test of a {}. All that is given must hold.", table.type_name))
        .field(InputValue::new("and", several()).description("All of these hold."))
        .field(InputValue::new("or", several()).description("One of these holds."))
        .field(InputValue::new("not", TypeRef::named(&name)).description("This does not hold."));
    for field in table.fields.iter().filter(|field| is_picked(field)) {
        input = input.field(
            InputValue::new(&field.name, TypeRef::named(test_name(&field.kind)))
                .description(kinds::trimmed(field.description)),
        );
    }
    input
}

/// One kind for each type of test.
fn tested_kinds() -> impl Iterator<Item = Kind> {
    let kinds = shown_tables().flat_map(|table| &table.fields).filter(|field| is_picked(field));
    kinds.map(|field| (test_name(&field.kind), field.kind.clone())).collect::<IndexMap<_, _>>().into_values()
}

fn test_name(kind: &Kind) -> String {
    match kind {
        Kind::Many(element) => format!("{}ListTest", kinds::type_name(element)),
        kind => format!("{}Test", kinds::type_name(kind)),
    }
}

/// The tests a value of this kind takes, each with the type of what it is given and what it says.
fn tests(kind: &Kind) -> Vec<(&'static str, TypeRef, &'static str)> {
    let name = kinds::type_name(kind);
    let equals = ("eq", TypeRef::named(name), "It is this.");
    let within = ("in", TypeRef::named_nn_list(name), "It is one of these, at most 100.");
    let known = ("isKnown", TypeRef::named(TypeRef::BOOLEAN), "There is a value, or there is none.");
    let from = ("from", TypeRef::named(name), "It is this or greater.");
    let to = ("to", TypeRef::named(name), "It is this or less.");
    match kind {
        Kind::Flag => vec![equals, known],
        Kind::Integer | Kind::Date | Kind::Instant => vec![equals, within, from, to, known],
        Kind::Text(_) => {
            let contains = (
                "contains",
                TypeRef::named(name),
                "It contains this, whatever the case of its letters; at most 1,000 characters.",
            );
            vec![equals, within, contains, known]
        }
        Kind::Many(_) => vec![("contains", TypeRef::named(name), "This is one of its elements."), known],
        Kind::Id | Kind::Reference(_) | Kind::Record | Kind::Code(_) | Kind::Scalar(_) | Kind::Any => {
            vec![equals, within, known]
        }
    }
}

fn test_input(kind: &Kind) -> InputObject {
    let described = InputObject::new(test_name(kind))
        .description(format!("A test of a value of type {}. All that is given must hold.", kinds::type_name(kind)));
    tests(kind).into_iter().fold(described, |input, (name, type_ref, description)| {
        input.field(InputValue::new(name, type_ref).description(description))
    })
}

/// The page that a connection's arguments ask for.
pub(super) fn page<'a>(table: &'static Table, arguments: impl Iterator<Item = (&'a str, GraphValue)>) -> Result<Page> {
    let mut page = Page { size: PAGE_DEFAULT, ..Page::default() };
    let (mut first, mut last, mut after, mut before) = (None, None, None, None);
    for (name, value) in arguments.filter(|(_, value)| !matches!(value, GraphValue::Null)) {
        match name {
            "first" => first = Some(size(name, &value)?),
            "last" => last = Some(size(name, &value)?),
            "after" => after = Some(cursor(name, &value)?),
            "before" => before = Some(cursor(name, &value)?),
            "filter" => page.filter = Some(filter(table, "filter", &value, &mut 0)?),
            "orderBy" => page.order = order(table, &value)?,
            _ => {}
        }
    }
    if first.is_some() && last.is_some() {
        return Err(Error::invalid("first, last", "a page counts from one end. Send one of the two"));
    }
    page.backward = last.is_some() || (first.is_none() && after.is_none() && before.is_some());
    page.size = first.or(last).unwrap_or(PAGE_DEFAULT);
    (page.after, page.before) = (after, before);
    Ok(page)
}

pub(super) fn size(path: &str, value: &GraphValue) -> Result<u64> {
    let number = if let GraphValue::Number(number) = value { number.as_u64() } else { None };
    match number {
        Some(size) if size <= PAGE_LIMIT => Ok(size),
        Some(_) => Err(Error::new(
            ErrorCode::Limit,
            format!("{path}: a page has at most {PAGE_LIMIT} records. Ask for fewer and follow the cursors."),
        )),
        None => Err(Error::invalid(path, "is not a count of records, 0 or more")),
    }
}

fn cursor(path: &str, value: &GraphValue) -> Result<uuid::Uuid> {
    match value {
        GraphValue::String(text) => id::of_cursor(path, text),
        _ => Err(Error::invalid(path, "is no cursor. Send one that the connection gave, unchanged")),
    }
}

/// A single value where a list is asked for is a list of one (GraphQL, list input coercion).
pub(super) fn items(value: &GraphValue) -> &[GraphValue] {
    match value {
        GraphValue::List(items) => items,
        single => std::slice::from_ref(single),
    }
}

fn order(table: &'static Table, value: &GraphValue) -> Result<Vec<Order>> {
    let terms = items(value);
    if terms.len() > ORDER_LIMIT {
        return Err(Error::new(ErrorCode::Limit, format!("orderBy: at most {ORDER_LIMIT} terms. Leave some out.")));
    }
    terms.iter().map(|term| order_term(table, term)).collect()
}

fn order_term(table: &'static Table, term: &GraphValue) -> Result<Order> {
    let text = |key: &str| match term {
        GraphValue::Object(fields) => match fields.get(key) {
            Some(GraphValue::Enum(name)) => Some(name.to_string()),
            Some(GraphValue::String(name)) => Some(name.clone()),
            _ => None,
        },
        _ => None,
    };
    let named = text("field").unwrap_or_default();
    let field =
        table.fields.iter().filter(|field| is_ordered(field)).find(|field| field.column.to_uppercase() == named);
    let field = field.ok_or_else(|| Error::invalid("orderBy.field", "is no field to order by"))?;
    Ok(Order { field, descending: text("direction").as_deref() == Some("DESC") })
}

fn filter(table: &'static Table, path: &str, value: &GraphValue, count: &mut usize) -> Result<Filter> {
    let GraphValue::Object(fields) = value else { return Err(Error::invalid(path, "is not a filter")) };
    let mut all = Vec::new();
    for (name, value) in fields.iter().filter(|(_, value)| !matches!(value, GraphValue::Null)) {
        let path = format!("{path}.{name}");
        *count += 1;
        if *count > TEST_LIMIT {
            return Err(Error::new(ErrorCode::Limit, format!("filter: at most {TEST_LIMIT} tests. Leave some out.")));
        }
        let mut each =
            || items(value).iter().map(|value| filter(table, &path, value, count)).collect::<Result<Vec<_>>>();
        match name.as_str() {
            "and" => all.push(Filter::And(each()?)),
            "or" => all.push(Filter::Or(each()?)),
            "not" => all.push(Filter::Not(Box::new(filter(table, &path, value, count)?))),
            name => match table.field(name).filter(|field| is_picked(field)) {
                Some(field) => field_tests(field, &path, value, &mut all)?,
                None => return Err(Error::invalid(path, "is no field to filter by")),
            },
        }
    }
    Ok(Filter::And(all))
}

fn field_tests(field: &'static Column, path: &str, value: &GraphValue, all: &mut Vec<Filter>) -> Result<()> {
    let GraphValue::Object(tests) = value else { return Err(Error::invalid(path, "is not a test")) };
    for (name, value) in tests {
        let path = format!("{path}.{name}");
        if matches!(value, GraphValue::Null) {
            return Err(Error::invalid(path, "is null. To find records without a value, send isKnown: false"));
        }
        let one =
            |value: &GraphValue| kinds::inward(&field.kind, value).map_err(|problem| Error::invalid(&path, problem));
        let test = match (name.as_str(), value) {
            ("eq", value) => Test::Equals(one(value)?),
            ("from", value) => Test::From(one(value)?),
            ("to", value) => Test::To(one(value)?),
            ("in", value) => {
                if items(value).len() > IN_LIMIT {
                    let message = format!("{path}: at most {IN_LIMIT} values. Send fewer.");
                    return Err(Error::new(ErrorCode::Limit, message));
                }
                Test::In(items(value).iter().map(one).collect::<Result<_>>()?)
            }
            ("isKnown", GraphValue::Boolean(known)) => Test::Known(*known),
            ("contains", value) => match kinds::text(value) {
                Some(part) if part.chars().count() > PART_LIMIT => {
                    let message = format!("{path}: at most {PART_LIMIT} characters. Send a shorter part.");
                    return Err(Error::new(ErrorCode::Limit, message));
                }
                Some(part) => Test::Contains(part),
                None => return Err(Error::invalid(path, "is no text")),
            },
            _ => return Err(Error::invalid(path, "is no test of this field")),
        };
        all.push(Filter::Field(field, test));
    }
    Ok(())
}
