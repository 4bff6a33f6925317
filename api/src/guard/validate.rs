//! The rules of the specification on documents (September 2025, section 5), each definition read once.
//!
//! The library has such rules too, and they run after these; but they leave gaps (values that are null, variables in
//! places that have no null, arguments and selections on `__typename`). Messages name nothing that was sent.

use std::collections::{HashMap, HashSet};

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    Directive, Field, OperationDefinition, OperationType, Selection, SelectionSet, TypeCondition, VariableDefinition,
};
use async_graphql::{Name, Pos, Positioned};
use async_graphql_value::Value;

use super::document::{Document, Fragments};
use super::refusal::Refusal;
use super::types::{InputType, Types, named};
use super::values::{Usage, Values, Written, is_input, may_stand};

/// What a definition uses.
#[derive(Default)]
struct Uses<'a> {
    variables: Vec<Usage<'a>>,
    spreads: Vec<&'a str>,
}

/// What is wrong with a document, in the order of its text.
pub(super) fn validate(document: &Document, types: &Types) -> Vec<Refusal> {
    let fragments = document.fragments();
    let mut reading =
        Reading { types, fragments: &fragments, values: Values::new(types, Written::InDocument), spreads: Vec::new() };
    let mut operations = Vec::new();
    for (_, operation) in &document.operations {
        reading.operation(operation);
        operations.push(reading.uses());
    }
    let mut of_fragments = HashMap::new();
    for (name, fragment) in &document.fragments {
        reading.directives(&fragment.node.directives, "FRAGMENT_DEFINITION");
        if let Some(on) = reading.condition(&fragment.node.type_condition) {
            reading.set(on, &fragment.node.selection_set.node);
        }
        of_fragments.insert(name.node.as_str(), reading.uses());
    }
    let mut wrong = reading.values.wrong;
    if wrong.is_empty() {
        let mut used = HashSet::new();
        for ((_, operation), uses) in document.operations.iter().zip(&operations) {
            let reached = reached(uses, &of_fragments);
            wrong.extend(variables(&operation.node, uses, &reached, &of_fragments));
            used.extend(reached);
        }
        let unused = document.fragments.iter().filter(|(name, _)| !used.contains(name.node.as_str()));
        wrong.extend(
            unused.map(|(name, _)| Refusal::invalid(name.pos, "No operation uses this fragment. Take it out.")),
        );
    }
    wrong.sort_by_key(|refusal| refusal.at);
    wrong
}

/// The variables of an operation that stand where no null is: whoever gives them null is refused.
pub(super) fn never_null<'a>(
    document: &'a Document,
    types: &'a Types,
    operation: &'a Positioned<OperationDefinition>,
) -> HashSet<&'a Name> {
    let fragments = document.fragments();
    let mut reading =
        Reading { types, fragments: &fragments, values: Values::new(types, Written::InDocument), spreads: Vec::new() };
    reading.operation(operation);
    let mut seen = HashSet::new();
    while let Some(name) = reading.spreads.pop() {
        if seen.insert(name)
            && let Some(fragment) = fragments.get(name)
        {
            reading.directives(&fragment.node.directives, "FRAGMENT_DEFINITION");
            reading.set(&fragment.node.type_condition.node.on.node, &fragment.node.selection_set.node);
        }
    }
    let strict = reading.values.usages.into_iter().filter(|usage| usage.of.is_some_and(|of| !of.nullable));
    strict.map(|usage| usage.name).collect()
}

/// The fragments an operation spreads, those that they spread among them.
fn reached<'a>(uses: &Uses<'a>, of_fragments: &HashMap<&'a str, Uses<'a>>) -> HashSet<&'a str> {
    let mut reached = HashSet::new();
    let mut pending = uses.spreads.clone();
    while let Some(name) = pending.pop() {
        if reached.insert(name)
            && let Some(uses) = of_fragments.get(name)
        {
            pending.extend(&uses.spreads);
        }
    }
    reached
}

fn variables<'a>(
    operation: &'a OperationDefinition,
    uses: &Uses<'a>,
    reached: &HashSet<&'a str>,
    of_fragments: &HashMap<&'a str, Uses<'a>>,
) -> Vec<Refusal> {
    let defined: HashMap<&Name, &VariableDefinition> =
        operation.variable_definitions.iter().map(|it| (&it.node.name.node, &it.node)).collect();
    let mut wrong = Vec::new();
    let mut used = HashSet::new();
    let below = reached.iter().filter_map(|name| of_fragments.get(name)).flat_map(|uses| &uses.variables);
    for usage in uses.variables.iter().chain(below) {
        used.insert(usage.name);
        let message = match (defined.get(usage.name), usage.of) {
            (None, _) => "A variable that stands here is not defined by every operation that comes here.".to_owned(),
            (Some(variable), Some(of)) => {
                let default = variable.default_value.as_ref().map(|default| &default.node);
                if may_stand(&variable.var_type.node, default, usage) {
                    continue;
                }
                match usage.only {
                    // It fits a field that may be left out, and not the one that is given.
                    true if of.nullable => format!(
                        "A variable stands here as the one field of its object, which is never null. Define it as `{of}!`."
                    ),
                    _ => format!("A variable stands here whose type does not fit `{of}`. Define it as that."),
                }
            }
            (Some(_), None) => continue,
        };
        wrong.push(Refusal::invalid(usage.at, message));
    }
    let unused = operation.variable_definitions.iter().filter(|it| !used.contains(&it.node.name.node));
    wrong.extend(unused.map(|it| Refusal::invalid(it.pos, "The operation does not use this variable. Take it out.")));
    wrong
}

struct Reading<'a, 'b> {
    types: &'a Types,
    fragments: &'b Fragments<'a>,
    values: Values<'a>,
    spreads: Vec<&'a str>,
}

impl<'a> Reading<'a, '_> {
    fn refuse(&mut self, at: Pos, message: impl Into<String>) {
        self.values.wrong.push(Refusal::invalid(at, message));
    }

    /// What was used since this was asked last.
    fn uses(&mut self) -> Uses<'a> {
        Uses { variables: std::mem::take(&mut self.values.usages), spreads: std::mem::take(&mut self.spreads) }
    }

    fn operation(&mut self, operation: &'a Positioned<OperationDefinition>) {
        let place = match operation.node.ty {
            OperationType::Query => "QUERY",
            OperationType::Mutation => "MUTATION",
            OperationType::Subscription => "SUBSCRIPTION",
        };
        let mut seen = HashSet::new();
        for variable in &operation.node.variable_definitions {
            let VariableDefinition { name, var_type, directives, default_value } = &variable.node;
            self.directives(directives, "VARIABLE_DEFINITION");
            if !seen.insert(&name.node) {
                self.refuse(name.pos, "Another variable of the operation has this name. Give each one of its own.");
            }
            if !is_input(self.types, &var_type.node) {
                self.refuse(var_type.pos, "A variable is of a type that the schema has and that can be sent.");
            } else if let Some(default) = default_value {
                let mut values = Values::new(self.types, Written::InDocument);
                let literal = default.node.clone().into_value();
                values.of_type(&var_type.node, &literal, default.pos);
                let wrong = std::mem::take(&mut values.wrong);
                self.values.wrong.extend(wrong);
            }
        }
        self.directives(&operation.node.directives, place);
        match self.types.root(operation.node.ty) {
            Some(root) => self.set(root, &operation.node.selection_set.node),
            None => {
                self.refuse(operation.pos, "The schema has no operations of this kind. Send a query or a mutation.")
            }
        }
    }

    fn set(&mut self, on: &'a str, set: &'a SelectionSet) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    self.directives(&field.node.directives, "FIELD");
                    self.field(on, &field.node);
                }
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.node.directives, "INLINE_FRAGMENT");
                    let within = match &fragment.node.type_condition {
                        Some(condition) => self.condition(condition).inspect(|of| self.overlap(on, of, fragment.pos)),
                        None => Some(on),
                    };
                    if let Some(within) = within {
                        self.set(within, &fragment.node.selection_set.node);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.node.directives, "FRAGMENT_SPREAD");
                    let name = &spread.node.fragment_name;
                    match self.fragments.get(name.node.as_str()) {
                        Some(fragment) => self.overlap(on, &fragment.node.type_condition.node.on.node, spread.pos),
                        None => self.refuse(name.pos, "The document has no fragment of this name. Define it."),
                    }
                    self.spreads.push(&name.node);
                }
            }
        }
    }

    /// The type a fragment is on, if it is one with fields.
    fn condition(&mut self, condition: &'a Positioned<TypeCondition>) -> Option<&'a str> {
        let on = &condition.node.on;
        let is = self.types.objects(&on.node).is_some();
        if !is {
            self.refuse(on.pos, "A fragment is on a type that the schema has and that has fields.");
        }
        is.then_some(on.node.as_str())
    }

    fn overlap(&mut self, on: &str, of: &str, at: Pos) {
        if self.types.objects(of).is_some() && !self.types.overlap(on, of) {
            self.refuse(at, format!("A fragment on `{of}` never applies to a `{on}`. Take it out."));
        }
    }

    fn field(&mut self, on: &'a str, field: &'a Field) {
        let at = field.name.pos;
        let has_selections = !field.selection_set.node.items.is_empty();
        if field.name.node == "__typename" {
            if has_selections || !field.arguments.is_empty() {
                self.refuse(at, "`__typename` has no arguments and no fields. Take them out.");
            }
            return;
        }
        let types: &'a Types = self.types;
        let Some(known) = types.field(on, &field.name.node) else {
            return self.refuse(at, format!("`{on}` has no field of this name. See the schema."));
        };
        self.arguments(&known.arguments, &field.arguments, at);
        let below = named(&known.of);
        match (types.objects(below).is_some(), has_selections) {
            (true, true) => self.set(below, &field.selection_set.node),
            (true, false) => {
                self.refuse(at, format!("This field is of type `{below}`. Say in braces which fields of it you want."));
            }
            (false, true) => {
                self.refuse(at, format!("This field is of type `{below}`, which has no fields. Take the braces out."))
            }
            (false, false) => {}
        }
    }

    fn arguments(
        &mut self,
        known: &'a IndexMap<String, InputType>,
        given: &'a [(Positioned<Name>, Positioned<Value>)],
        at: Pos,
    ) {
        let mut seen = HashSet::new();
        for (name, value) in given {
            if !seen.insert(name.node.as_str()) {
                self.refuse(name.pos, "This argument is given twice. Give it once.");
            }
            match known.get(name.node.as_str()) {
                Some(place) => self.values.place(place, &value.node, value.pos),
                None => self.refuse(name.pos, "There is no argument of this name here. See the schema."),
            }
        }
        for (name, place) in known {
            if !place.of.nullable && !place.has_default && !seen.contains(name.as_str()) {
                self.refuse(at, format!("The argument `{name}` is missing here. Give a value of type `{}`.", place.of));
            }
        }
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>], place: &str) {
        let types: &'a Types = self.types;
        let mut seen = HashSet::new();
        for directive in directives {
            let (name, at) = (directive.node.name.node.as_str(), directive.pos);
            let Some(known) = types.directive(name) else {
                self.refuse(at, "The schema has no directive of this name. Take it out.");
                continue;
            };
            if !known.locations.contains(place) {
                self.refuse(at, format!("`@{name}` does not stand here. Take it out."));
            }
            if !seen.insert(name) {
                self.refuse(at, format!("`@{name}` stands here once at most. Take the others out."));
            }
            self.arguments(&known.arguments, &directive.node.arguments, at);
        }
    }
}
