//! The variables of a request: bounded like a document, and each what its definition says (GraphQL, September 2025,
//! 6.1.2).

use std::collections::HashSet;

use async_graphql::parser::types::{BaseType, OperationDefinition, Type};
use async_graphql::{Name, Number, Value, Variables};

use super::limits::Limits;
use super::refusal::{Refusal, Result};
use super::types::{Definition, Types};
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
                let value = settled(of, value, types);
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

/// A value in the one form in which the graph reads it: JSON writes a whole number in many ways, such as `1.0` and `-0`, and
/// an id as a number or a text (3.5.1, 3.5.5).
fn settled(of: &Type, value: Value, types: &Types) -> Value {
    match (value, &of.base) {
        (Value::List(items), BaseType::List(of)) => {
            Value::List(items.into_iter().map(|item| settled(of, item, types)).collect())
        }
        (single, BaseType::List(of)) => settled(of, single, types),
        (Value::Number(number), BaseType::Named(name)) => match name.as_str() {
            "Int" => Value::Number(whole(&number).map_or(number, Number::from)),
            "ID" if number.is_i64() || number.is_u64() => Value::String(number.to_string()),
            _ => Value::Number(number),
        },
        (Value::Object(fields), BaseType::Named(name)) => match types.get(name) {
            Some(Definition::Input { fields: known, .. }) => {
                let settle = |(name, value): (Name, Value)| {
                    let value = match known.get(name.as_str()) {
                        Some(place) => settled(&place.of, value, types),
                        None => value,
                    };
                    (name, value)
                };
                Value::Object(fields.into_iter().map(settle).collect())
            }
            _ => Value::Object(fields),
        },
        (value, BaseType::Named(_)) => value,
    }
}

/// The whole number that a number is, if it is one of 32 bits.
fn whole(number: &Number) -> Option<i32> {
    let number = number.as_f64().filter(|number| number.fract() == 0.0)?;
    let within = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and within the bounds")]
    within.then_some(number as i32)
}
