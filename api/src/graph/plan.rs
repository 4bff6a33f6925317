//! Reads a selection before anything is loaded, so that the reader can go level by level.
//!
//! This is the one place that walks the document's own tree.

use async_graphql::parser::types::{Field as Asked, OperationType, Selection, SelectionSet};
use async_graphql::{Context, Name, Request, Value as GraphValue};
use async_graphql_value::Value as AskedValue;
use entity::{Field as Column, Kind, Table, participation};
use sea_orm::IdenStatic;

use super::links::{Leads, links};
use super::{derived, next_acts, questions, stages};
use crate::access::{Child, Derived, Link, Page, Select};
use crate::error::Result;

/// A document in the course of execution.
#[derive(Clone, Copy)]
pub(super) struct Planner<'a>(&'a Context<'a>);

/// Fields that answer under one key, with what is asked below each.
pub(super) struct Keyed<'a> {
    /// The key of the answer.
    pub(super) key: &'a str,
    /// The name of the field.
    pub(super) name: &'a str,
    asked: Vec<&'a Asked>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self(context)
    }

    /// What is asked below the field being resolved, of a value of type `type_name`.
    pub(super) fn below(&self, type_name: &str) -> Vec<Keyed<'a>> {
        self.collect(type_name, [&self.0.item.node.selection_set.node])
    }

    /// What is asked of the records of `table`, directly below the field being resolved.
    pub(super) fn record(&self, table: &'static Table) -> Result<Select> {
        self.select(table, &self.below(table.type_name))
    }

    /// What is asked of a connection to the records of `table` by the field being resolved.
    pub(super) fn connection(&self, table: &'static Table) -> Result<(Select, Page)> {
        let field: &Asked = &self.0.item.node;
        self.page(table, &[field])
    }

    /// What is asked of the records of `table` under one key.
    pub(super) fn under(&self, table: &'static Table, keyed: &Keyed<'a>) -> Result<Select> {
        self.select(table, &self.within(table.type_name, keyed))
    }

    fn within(&self, type_name: &str, keyed: &Keyed<'a>) -> Vec<Keyed<'a>> {
        self.collect(type_name, keyed.asked.iter().map(|asked| &asked.selection_set.node))
    }

    fn select(&self, table: &'static Table, below: &[Keyed<'a>]) -> Result<Select> {
        let mut select = Select::of(table, Vec::new());
        for keyed in below {
            match (keyed.name, table.field(keyed.name)) {
                ("id" | "__typename", _) => {}
                ("version", _) => select.version = true,
                ("updatedAt", _) => select.updated_at = true,
                (next_acts::FIELD, _) => select.next_acts = true,
                (stages::FIELD, _) => {
                    select.stages = true;
                    let states = table.fields.iter().filter(|field| field.is_state());
                    select.derived.push(Derived { name: stages::FIELD, from: states.collect() });
                }
                (derived::LAST_USE, None) if table.name == participation::Entity.as_str() => {
                    select.last_use = true;
                    select.derived.extend(derived::of(table, derived::LAST_USE));
                }
                (_, Some(field)) => {
                    add_field(&mut select, field);
                    if let (Kind::Record, Some(of)) = (&field.kind, table.column("record_type")) {
                        add_field(&mut select, of);
                    }
                }
                (name, None) => select.derived.extend(derived::of(table, name)),
            }
            if let Some(leads) = links(table).iter().find(|leads| leads.name == keyed.name) {
                select.children.push(self.child(leads, keyed)?);
            }
        }
        Ok(select)
    }

    fn child(&self, leads: &Leads, keyed: &Keyed<'a>) -> Result<Child> {
        let (select, page) = match leads.link {
            Link::Many(_) => self.page(leads.to, &keyed.asked)?,
            Link::To(_) | Link::One(_) => (self.under(leads.to, keyed)?, Page::all(1)),
        };
        Ok(Child { key: keyed.key.to_owned(), name: keyed.name.to_owned(), link: leads.link, page, select })
    }

    /// A page of a connection; fields that answer under one key have the same arguments, so the first speaks.
    fn page(&self, table: &'static Table, asked: &[&'a Asked]) -> Result<(Select, Page)> {
        let mut page = Page::default();
        if let Some(first) = asked.first() {
            let arguments =
                first.arguments.iter().filter_map(|(name, value)| Some((name.node.as_str(), self.value(&value.node)?)));
            page = questions::page(table, arguments)?;
        }
        let connection = format!("{}Connection", table.type_name);
        let mut records = Vec::new();
        for keyed in self.collect(&connection, asked.iter().map(|asked| &asked.selection_set.node)) {
            match keyed.name {
                "totalCount" => page.count = true,
                "nodes" => records.extend(keyed.asked),
                "edges" => {
                    let edges = self.within(&format!("{}Edge", table.type_name), &keyed);
                    records.extend(edges.into_iter().filter(|edge| edge.name == "node").flat_map(|edge| edge.asked));
                    page.rows = true;
                }
                "pageInfo" => page.rows = true,
                _ => {}
            }
        }
        page.rows |= !records.is_empty();
        let below = self.collect(table.type_name, records.iter().map(|asked| &asked.selection_set.node));
        Ok((self.select(table, &below)?, page))
    }

    /// The fields of selection sets on a value of type `type_name`, those under one key together.
    fn collect(&self, type_name: &str, sets: impl IntoIterator<Item = &'a SelectionSet>) -> Vec<Keyed<'a>> {
        let mut found: Vec<Keyed<'a>> = Vec::new();
        let mut pending: Vec<&'a SelectionSet> = sets.into_iter().collect();
        pending.reverse();
        while let Some(set) = pending.pop() {
            for selection in &set.items {
                let spread = match &selection.node {
                    Selection::Field(field) => {
                        add(&mut found, &field.node);
                        continue;
                    }
                    Selection::InlineFragment(fragment) => Some((
                        fragment.node.type_condition.as_ref().map(|on| on.node.on.node.as_str()),
                        &fragment.node.selection_set.node,
                    )),
                    Selection::FragmentSpread(spread) => {
                        let name = &spread.node.fragment_name.node;
                        self.0.query_env.fragments.get(name).map(|fragment| {
                            (
                                Some(fragment.node.type_condition.node.on.node.as_str()),
                                &fragment.node.selection_set.node,
                            )
                        })
                    }
                };
                if let Some((on, below)) = spread
                    && on.is_none_or(|on| on == type_name || on == "Node")
                {
                    pending.push(below);
                }
            }
        }
        found
    }

    /// The value of an argument, variables filled in; `None` where it is a variable nobody gave. An input field
    /// of such a variable is left out; an element of a list is null.
    fn value(&self, value: &AskedValue) -> Option<GraphValue> {
        Some(match value {
            AskedValue::Variable(name) => return self.variable(name),
            AskedValue::Null => GraphValue::Null,
            AskedValue::Number(number) => GraphValue::Number(number.clone()),
            AskedValue::String(text) => GraphValue::String(text.clone()),
            AskedValue::Boolean(flag) => GraphValue::Boolean(*flag),
            AskedValue::Binary(bytes) => GraphValue::Binary(bytes.clone()),
            AskedValue::Enum(code) => GraphValue::Enum(code.clone()),
            AskedValue::List(items) => {
                GraphValue::List(items.iter().map(|item| self.value(item).unwrap_or_default()).collect())
            }
            AskedValue::Object(fields) => GraphValue::Object(
                fields.iter().filter_map(|(name, value)| Some((name.clone(), self.value(value)?))).collect(),
            ),
        })
    }

    fn variable(&self, name: &Name) -> Option<GraphValue> {
        self.0.query_env.variables.get(name).cloned()
    }
}

/// Whether the operation that a request selects is a mutation.
pub(super) fn is_mutation(request: &mut Request) -> bool {
    let wanted = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return false };
    let mut selected =
        document.operations.iter().filter(|(name, _)| wanted.is_none() || name.map(Name::as_str) == wanted.as_deref());
    let (Some((_, operation)), None) = (selected.next(), selected.next()) else { return false };
    operation.node.ty == OperationType::Mutation
}

fn add_field(select: &mut Select, field: &'static Column) {
    if !select.fields.iter().any(|known| known.index == field.index) {
        select.fields.push(field);
    }
}

fn add<'a>(found: &mut Vec<Keyed<'a>>, field: &'a Asked) {
    let key = field.alias.as_ref().map_or(field.name.node.as_str(), |alias| alias.node.as_str());
    match found.iter_mut().find(|keyed| keyed.key == key) {
        Some(keyed) => keyed.asked.push(field),
        None => found.push(Keyed { key, name: field.name.node.as_str(), asked: vec![field] }),
    }
}
