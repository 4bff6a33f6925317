//! What an operation costs: the values its answer may have, by the sizes of the pages that are asked.

use std::collections::HashMap;

use async_graphql::parser::types::{BaseType, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Positioned, Variables};
use async_graphql_value::Value;

use super::document::Fragments;
use super::types::{FieldType, Length, Types, named};

/// How many records a page has where the question does not say.
pub const PAGE_DEFAULT: u64 = 25;

/// How many objects a list counts that is no page: such lists are short, and their lengths are not asked.
const LIST: u64 = 10;

/// The most values an answer may have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Those of records. A field is one value; what stands below a page counts once for each record.
    pub(super) values: u64,
    /// Those about the schema itself, by how large the schema is.
    pub(super) of_schema: u64,
}

/// What an operation costs.
pub(super) fn cost(
    operation: &Positioned<OperationDefinition>,
    fragments: &Fragments<'_>,
    types: &Types,
    variables: &Variables,
) -> Cost {
    let mut measure = Measure { types, fragments, variables, known: HashMap::new(), below_types: false, of_schema: 0 };
    let root = types.root(operation.node.ty);
    let values = root.map_or(0, |root| measure.set(root, &operation.node.selection_set.node));
    Cost { values, of_schema: measure.of_schema }
}

struct Measure<'a, 'b> {
    types: &'a Types,
    fragments: &'b Fragments<'a>,
    variables: &'b Variables,
    /// The costs of fragments, apart for those below the list of all types.
    known: HashMap<(&'a str, bool), u64>,
    /// Whether this stands below the list of all types, where a list of a type's is as long as they are on average.
    below_types: bool,
    /// What was asked about the schema so far.
    of_schema: u64,
}

impl<'a> Measure<'a, '_> {
    fn set(&mut self, on: &str, set: &'a SelectionSet) -> u64 {
        set.items.iter().fold(0, |sum: u64, selection| sum.saturating_add(self.selection(on, &selection.node)))
    }

    fn selection(&mut self, on: &str, selection: &'a Selection) -> u64 {
        match selection {
            Selection::Field(field) => self.field(on, &field.node),
            Selection::InlineFragment(fragment) => {
                let condition = fragment.node.type_condition.as_ref();
                let on = condition.map_or(on, |condition| condition.node.on.node.as_str());
                self.set(on, &fragment.node.selection_set.node)
            }
            Selection::FragmentSpread(spread) => {
                let name = spread.node.fragment_name.node.as_str();
                if let Some(cost) = self.known.get(&(name, self.below_types)) {
                    return *cost;
                }
                let Some(fragment) = self.fragments.get(name).copied() else { return 0 };
                let on = fragment.node.type_condition.node.on.node.as_str();
                let cost = self.set(on, &fragment.node.selection_set.node);
                self.known.insert((name, self.below_types), cost);
                cost
            }
        }
    }

    fn field(&mut self, on: &str, field: &'a Field) -> u64 {
        let types: &'a Types = self.types;
        let Some(known) = types.field(on, &field.name.node) else { return 1 };
        let above = self.below_types;
        let size = self.size(on, known, field);
        self.below_types |= of_all_types(on, &field.name.node);
        let below = self.set(named(&known.of), &field.selection_set.node);
        self.below_types = above;
        let cost = size.times(below).saturating_add(1);
        if matches!(field.name.node.as_str(), "__schema" | "__type") {
            self.of_schema = self.of_schema.saturating_add(cost);
            return 1;
        }
        cost
    }

    /// How many objects a field answers with.
    fn size(&self, on: &str, known: &FieldType, field: &Field) -> Length {
        if known.arguments.contains_key("first") {
            let given = |name: &str| self.number(&field.get_argument(name)?.node);
            return Length::whole(given("first").or_else(|| given("last")).unwrap_or(PAGE_DEFAULT).max(1));
        }
        if let Some(ids) = field.get_argument("ids") {
            return Length::whole(self.length(&ids.node).max(1));
        }
        let is_list = matches!(known.of.base, BaseType::List(_));
        if is_list && on.starts_with("__") {
            return self.types.length(on, &field.name.node, self.below_types);
        }
        // The records of a page are counted at the page.
        let counted = !is_list || on.ends_with("Connection");
        Length::whole(if counted { 1 } else { LIST })
    }

    fn number(&self, value: &Value) -> Option<u64> {
        match value {
            Value::Number(number) => number.as_u64(),
            Value::Variable(name) => match self.variables.get(name)? {
                async_graphql::Value::Number(number) => number.as_u64(),
                _ => None,
            },
            _ => None,
        }
    }

    fn length(&self, value: &Value) -> u64 {
        let items = match value {
            Value::List(items) => items.len(),
            Value::Variable(name) => match self.variables.get(name) {
                Some(async_graphql::Value::List(items)) => items.len(),
                _ => 1,
            },
            _ => 1,
        };
        items as u64
    }
}

/// Whether a field is the list of all types.
fn of_all_types(on: &str, field: &str) -> bool {
    on == "__Schema" && field == "types"
}
