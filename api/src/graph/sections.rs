//! The sections of a case: its victims, suspects, movements and so on, and several changes to them at once.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{InputObject, InputValue, SchemaBuilder, TypeRef};
use entity::{Field, Table, denied_token, field_dispute, participation, tables};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::{id, inputs};
use crate::access::work::is_place;
use crate::access::{Draft, Work};
use crate::acts;
use crate::error::{Error, ErrorCode, Result};

/// The most records one request adds or changes.
const RECORD_LIMIT: usize = 100;

/// Whether organisations add records of the table to a case by their section.
pub(super) fn is_section(table: &Table) -> bool {
    table.column("case_id").is_some() && !table.id().responsibility.rule.fillers.is_empty() && !has_own_acts(table)
}

/// Whether records of the table come and go by acts of their own only: participations, disputes, denied tokens.
pub(super) fn has_own_acts(table: &Table) -> bool {
    let own = [participation::Entity.as_str(), field_dispute::Entity.as_str(), denied_token::Entity.as_str()];
    own.contains(&table.name.as_str())
}

/// Whether records of the table are changed by patches.
pub(super) fn is_changed(table: &'static Table) -> bool {
    table.column("version").is_some() && !has_own_acts(table) && inputs::patched(table).next().is_some()
}

/// Registers the inputs that hold changes to several sections.
pub(super) fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    let mut sections = InputObject::new("CaseSections").description(
        "Changes to the sections of a case. All of them land, or none does. To let new records refer to each other, make their ids yourself.",
    );
    let in_a_case = |table: &&'static Table| table.column("case_id").is_some();
    for table in tables().iter().filter(in_a_case).filter(|table| is_section(table) || is_changed(table)) {
        let section = format!("{}Section", table.type_name);
        let change = format!("{}Change", table.type_name);
        sections = sections.field(
            InputValue::new(table.plural, TypeRef::named(&section))
                .description(format!("Changes to records of {}.", table.type_name)),
        );
        let mut input = InputObject::new(&section).description(format!("Changes to records of {}.", table.type_name));
        if is_section(table) {
            input = input.field(
                InputValue::new("add", TypeRef::named_nn_list(format!("{}Input", table.type_name)))
                    .description("New records."),
            );
        }
        if !is_changed(table) {
            schema = schema.register(input);
            continue;
        }
        input = input.field(
            InputValue::new("update", TypeRef::named_nn_list(&change)).description("Changes to records there are."),
        );
        schema = schema.register(input).register(
            InputObject::new(&change)
                .description(format!("A change to a {}.", table.type_name))
                .field(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description("The record."))
                .field(InputValue::new("version", TypeRef::named_nn(TypeRef::INT)).description("The version you read."))
                .field(
                    InputValue::new("patch", TypeRef::named_nn(format!("{}Patch", table.type_name)))
                        .description("What changes."),
                ),
        );
    }
    schema.register(sections)
}

/// One step of a request.
enum Step {
    Add(&'static Table, Draft, Draft),
    Change(&'static Table, Uuid, i64, Vec<(&'static Field, Value)>),
}

/// Changes to the sections of a case, read before anything is done.
#[derive(Default)]
pub(super) struct Sections(Vec<Step>);

impl Sections {
    /// The sections as they were sent.
    pub(super) fn read(value: Option<&GraphValue>) -> Result<Self> {
        let mut steps = Vec::new();
        let Some(value) = value.filter(|value| !matches!(value, GraphValue::Null)) else { return Ok(Self(steps)) };
        let sent = inputs::fields("sections", value)?;
        for table in tables() {
            let Some(GraphValue::Object(section)) = sent.get(table.plural) else { continue };
            for (index, value) in list(section.get("add")).iter().enumerate() {
                let path = format!("sections.{}.add[{index}]", table.plural);
                let (draft, person) = inputs::draft(table, &path, value)?;
                steps.push(Step::Add(table, draft, person));
            }
            for (index, value) in list(section.get("update")).iter().enumerate() {
                let path = format!("sections.{}.update[{index}]", table.plural);
                steps.push(change(table, &path, value)?);
            }
        }
        if steps.len() > RECORD_LIMIT {
            return Err(Error::new(
                ErrorCode::Limit,
                format!("sections: at most {RECORD_LIMIT} records in one request. Send the rest in another."),
            ));
        }
        Ok(Self(steps))
    }

    /// Does it all, in one unit of change.
    pub(super) async fn apply(self, work: &mut Work, case: Uuid) -> Result<()> {
        for step in self.0 {
            match step {
                Step::Add(table, draft, person) => {
                    acts::add(work, table, in_case(table, draft, case), person).await?;
                }
                Step::Change(table, id, version, patch) => work.change(table, id, version, patch).await?,
            }
        }
        Ok(())
    }
}

/// A draft that belongs to a case.
pub(super) fn in_case(table: &'static Table, mut draft: Draft, case: Uuid) -> Draft {
    let place = table.fields.iter().find(|field| field.column == "case_id" && is_place(table, field));
    draft.given.extend(place.map(|field| (field, case.into())));
    draft
}

fn change(table: &'static Table, path: &str, value: &GraphValue) -> Result<Step> {
    let fields = inputs::fields(path, value)?;
    let id = match fields.get("id") {
        Some(GraphValue::String(text)) => record(table, text)?,
        _ => return Err(Error::not_found(table.type_name)),
    };
    let version = match fields.get("version") {
        Some(GraphValue::Number(number)) => number.as_i64().unwrap_or_default(),
        _ => return Err(Error::invalid(format!("{path}.version"), "is required. Send the version you read")),
    };
    let patch = fields.get("patch").unwrap_or(&GraphValue::Null);
    Ok(Step::Change(table, id, version, inputs::changes(table, &format!("{path}.patch"), patch)?))
}

/// The record of `table` that an id names. An id of something else names none.
pub(super) fn record(table: &Table, text: &str) -> Result<Uuid> {
    id::of(table, text).ok_or_else(|| Error::not_found(table.type_name))
}

fn list(value: Option<&GraphValue>) -> &[GraphValue] {
    match value {
        None | Some(GraphValue::Null) => &[],
        Some(GraphValue::List(items)) => items,
        Some(single) => std::slice::from_ref(single),
    }
}
