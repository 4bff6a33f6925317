//! The variables of a request: bounded like a document, and each what its definition says (GraphQL, September 2025,
//! 6.1.2).

use std::collections::HashSet;

use async_graphql::parser::types::OperationDefinition;
use async_graphql::{Name, Value, Variables};

use super::limits::Limits;
use super::refusal::{Refusal, Result};
use super::types::Types;
use super::values::{Values, Written};

/// Refuses variables that are larger than a document may be.
pub(super) fn bound(variables: &Variables, limits: &Limits) -> Result {
    let (mut bytes, mut count) = (0_usize, 0_usize);
    let mut pending: Vec<(&Value, usize)> = Vec::new();
    for (name, value) in variables.iter() {
        bytes += name.len();
        pending.push((value, 1));
    }
    while let Some((value, above)) = pending.pop() {
        count += 1;
        match value {
            Value::String(text) => bytes += text.len(),
            Value::Enum(code) => bytes += code.len(),
            Value::Binary(binary) => bytes += binary.len(),
            Value::List(items) => pending.extend(items.iter().map(|item| (item, above + 1))),
            Value::Object(fields) => {
                bytes += fields.keys().map(|name| name.len()).sum::<usize>();
                pending.extend(fields.values().map(|field| (field, above + 1)));
            }
            Value::Null | Value::Number(_) | Value::Boolean(_) => {}
        }
        let refuse = |what: String| Err(Refusal::limit(None, format!("The variables have {what}.")));
        if above > limits.nesting && matches!(value, Value::List(_) | Value::Object(_)) {
            return refuse(format!("more than {} lists and objects within each other. Nest them less", limits.nesting));
        }
        if count > limits.tokens {
            return refuse(format!("more than {} values. Send some in another request", limits.tokens));
        }
        if bytes > limits.bytes {
            return refuse(format!("more than {} bytes of names and texts. Send less at once", limits.bytes));
        }
    }
    Ok(())
}

/// What is wrong with the variables of an operation. Defaults are filled in: the library knows them too, but forgets
/// them where it reads `@skip` and `@include`. What the operation does not define is left out.
pub(super) fn coerce(
    operation: &OperationDefinition,
    types: &Types,
    never_null: &HashSet<&Name>,
    variables: &mut Variables,
) -> Vec<Refusal> {
    let mut wrong = Vec::new();
    let mut given = std::mem::take(variables);
    for definition in &operation.variable_definitions {
        let (at, definition) = (definition.pos, &definition.node);
        let (name, of) = (&definition.name.node, &definition.var_type.node);
        let value = given.remove(name).or_else(|| Some(definition.default_value.as_ref()?.node.clone()));
        let refuse = |message: String| Refusal::invalid(at, message);
        match value {
            None if !of.nullable => {
                wrong.push(refuse(format!("The variable that is defined here has no value. Send one of type `{of}`.")));
            }
            None => {}
            Some(Value::Null) if !of.nullable || never_null.contains(name) => {
                wrong.push(refuse(
                    "The variable that is defined here is null where no null is. Send a value.".to_owned(),
                ));
            }
            Some(value) => {
                let literal = value.clone().into_value();
                let mut values = Values::new(types, Written::AmongVariables);
                values.of_type(of, &literal, at);
                wrong.append(&mut values.wrong);
                variables.insert(name.clone(), value);
            }
        }
    }
    wrong
}
