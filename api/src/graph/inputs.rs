//! What can be sent: an input for a new record of each section, and a patch for each record that can be changed.

use async_graphql::dynamic::{InputObject, InputValue, SchemaBuilder, TypeRef};
use async_graphql::indexmap::IndexMap;
use async_graphql::{Name, Value as GraphValue};
use entity::{Field, Kind, Table, tables};
use sea_orm::sea_query::Value;

use super::links::links;
use super::sections::{is_changed, is_section};
use super::{id, kinds};
use crate::access::work::is_place;
use crate::access::{Draft, Link};
use crate::error::{Error, Result};

/// Registers the inputs of every table.
pub(super) fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    for table in tables() {
        if is_added(table) {
            schema = schema.register(input(table));
        }
        if is_changed(table) {
            schema = schema.register(patch(table));
        }
    }
    schema
}

/// Whether records of the table are sent to be added, by themselves or with another.
fn is_added(table: &Table) -> bool {
    is_section(table) || is_opened(table) || tables().iter().any(|of| beside(of).is_some_and(|t| t.name == table.name))
}

/// The table of cases, which are opened.
pub(super) fn is_opened(table: &Table) -> bool {
    table.column("case_id").is_none() && !table.id().responsibility.rule.fillers.is_empty()
}

/// The table whose one record comes with each of `of`: who a victim or a suspect is.
pub(super) fn beside(of: &Table) -> Option<&'static Table> {
    links(of).iter().find(|leads| matches!(leads.link, Link::One(_))).map(|leads| leads.to)
}

/// Whether somebody other than the hub gives a field its value.
fn is_given(field: &Field) -> bool {
    field.responsibility.rules().any(|rule| !(rule.editor | rule.fillers).is_empty())
}

/// Whether a field is sent with a new record: it has a giver, or says where the record belongs. A record that
/// comes with another belongs where that one does, and every record belongs to the case it is sent to.
fn is_sent(table: &Table, field: &Field) -> bool {
    let placed = is_place(table, field) && field.column != "case_id" && is_section(table);
    !matches!(field.kind, Kind::Id) && (is_given(field) || placed)
}

fn input(table: &'static Table) -> InputObject {
    let name = format!("{}Input", table.type_name);
    let made = InputValue::new("id", TypeRef::named("UUID"))
        .description("The record's id, a UUIDv7 that the client made. Without it the hub makes one.");
    let mut input = InputObject::new(name).description(format!("A new {}.", table.type_name)).field(made);
    if let Some(person) = beside(table) {
        input = input.field(
            InputValue::new(super::links::singular(person), TypeRef::named(format!("{}Input", person.type_name)))
                .description("Who the person is, as far as you know and may say."),
        );
    }
    for field in table.fields.iter().filter(|field| is_sent(table, field)) {
        // What a new case must have beyond what is sent, the hub gives it.
        let required = field.required && field.default.is_none() && !is_opened(table);
        input = input.field(
            InputValue::new(&field.name, kinds::type_ref(&field.kind, required))
                .description(kinds::trimmed(field.description)),
        );
    }
    input
}

/// Whether a field is given once, with the record, and so never patched.
fn is_settled(field: &Field) -> bool {
    field.required && field.responsibility.rules().all(|rule| rule.editor.is_empty())
}

/// The fields that patches of a table's records change.
pub(super) fn patched(table: &'static Table) -> impl Iterator<Item = &'static Field> {
    table.fields.iter().filter(|field| is_given(field) && !is_settled(field) && !matches!(field.kind, Kind::Id))
}

fn patch(table: &'static Table) -> InputObject {
    let described = InputObject::new(format!("{}Patch", table.type_name)).description(format!(
        "Changes to a {}. A field left out stays as it is; null takes its value away.",
        table.type_name
    ));
    patched(table).fold(described, |input, field| {
        input.field(
            InputValue::new(&field.name, kinds::type_ref(&field.kind, false))
                .description(kinds::trimmed(field.description)),
        )
    })
}

/// A new record as it was sent, and who the person is where one comes with it.
pub(super) fn draft(table: &'static Table, path: &str, value: &GraphValue) -> Result<(Draft, Draft)> {
    let (mut draft, mut person) = (Draft::default(), Draft::default());
    for (name, value) in fields(path, value)? {
        let path = format!("{path}.{name}");
        match (name.as_str(), value) {
            (_, GraphValue::Null) => {}
            ("id", GraphValue::String(text)) => draft.id = Some(id::made_by_client(&path, text)?),
            (name, value) => match beside(table).filter(|person| super::links::singular(person) == name) {
                Some(beside) => person = self::draft(beside, &path, value)?.0,
                None => draft.given.push(given(table, &path, name, value)?),
            },
        }
    }
    Ok((draft, person))
}

/// A patch as it was sent: absent, null and value kept apart.
pub(super) fn changes(table: &'static Table, path: &str, value: &GraphValue) -> Result<Vec<(&'static Field, Value)>> {
    fields(path, value)?.iter().map(|(name, value)| given(table, &format!("{path}.{name}"), name, value)).collect()
}

fn given(table: &'static Table, path: &str, name: &str, value: &GraphValue) -> Result<(&'static Field, Value)> {
    let field = table.field(name).ok_or_else(|| Error::invalid(path, "is no field of this record"))?;
    let value = kinds::inward(&field.kind, value).map_err(|problem| Error::invalid(path, problem))?;
    if let Some(problem) = crate::access::value::problem(&field.kind, &value) {
        return Err(Error::invalid(path, problem));
    }
    Ok((field, value))
}

/// The fields of an input object.
pub(super) fn fields<'a>(path: &str, value: &'a GraphValue) -> Result<&'a IndexMap<Name, GraphValue>> {
    match value {
        GraphValue::Object(fields) => Ok(fields),
        _ => Err(Error::invalid(path, "is not an object")),
    }
}
