//! Whether a value fits its type (GraphQL, September 2025, 5.6), in a document and among the variables of a request.

use async_graphql::parser::types::{BaseType, Type};
use async_graphql::{Name, Pos};
use async_graphql_value::Value;

use super::refusal::Refusal;
use super::types::{Definition, InputType, Types, named};

/// Where a value was written. A code of a list is a name in a document and a text among variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    InDocument,
    AmongVariables,
}

/// A variable in the place of a value.
#[derive(Clone, Debug)]
pub(super) struct Usage<'a> {
    pub(super) name: &'a Name,
    pub(super) at: Pos,
    /// What the place takes; `None` within a value that has no type of its own.
    pub(super) of: Option<&'a Type>,
    /// Whether the place has a default of its own.
    pub(super) has_default: bool,
    /// Whether the place is the one field of its object.
    pub(super) only: bool,
}

/// The values of a document looked at, what is wrong with them, and the variables found in them.
pub(super) struct Values<'a> {
    pub(super) types: &'a Types,
    pub(super) written: Written,
    pub(super) wrong: Vec<Refusal>,
    pub(super) usages: Vec<Usage<'a>>,
}

impl<'a> Values<'a> {
    pub(super) fn new(types: &'a Types, written: Written) -> Self {
        Self { types, written, wrong: Vec::new(), usages: Vec::new() }
    }

    fn refuse(&mut self, at: Pos, message: String) {
        self.wrong.push(Refusal::invalid(at, message));
    }

    /// The value at a place: an argument, or a field of an input object.
    pub(super) fn place(&mut self, place: &'a InputType, value: &'a Value, at: Pos) {
        self.value(&place.of, value, at, place.has_default, false);
    }

    /// The value of a variable, or its default.
    pub(super) fn of_type(&mut self, of: &'a Type, value: &'a Value, at: Pos) {
        self.value(of, value, at, false, false);
    }

    fn value(&mut self, of: &'a Type, value: &'a Value, at: Pos, has_default: bool, only: bool) {
        match (value, &of.base) {
            (Value::Variable(name), _) => self.usages.push(Usage { name, at, of: Some(of), has_default, only }),
            (Value::Null, _) if !of.nullable => {
                self.refuse(at, format!("null stands for a value of type `{of}`, which has no null. Give a value."));
            }
            (Value::Null, _) => {}
            (Value::List(items), BaseType::List(of)) => {
                items.iter().for_each(|item| self.value(of, item, at, false, false));
            }
            // A single value stands for a list of one.
            (value, BaseType::List(of)) => self.value(of, value, at, false, false),
            (value, BaseType::Named(name)) => match self.types.get(name) {
                Some(Definition::Scalar) => self.scalar(name, value, at),
                Some(Definition::Enum(codes)) => {
                    let code = match value {
                        Value::Enum(code) => Some(code.as_str()),
                        Value::String(code) if self.written == Written::AmongVariables => Some(code.as_str()),
                        _ => None,
                    };
                    if !code.is_some_and(|code| codes.contains(code)) {
                        let like = if self.written == Written::InDocument { ", without quotes" } else { "" };
                        self.refuse(at, format!("A value here is none of `{name}`. Send one of its codes{like}."));
                    }
                }
                Some(Definition::Input { .. }) => self.object(name, value, at),
                Some(Definition::Object { .. } | Definition::Abstract { .. }) | None => {}
            },
        }
    }

    fn object(&mut self, name: &'a str, value: &'a Value, at: Pos) {
        let types: &'a Types = self.types;
        let Some(Definition::Input { fields, one_of }) = types.get(name) else { return };
        let Value::Object(given) = value else {
            return self.refuse(at, format!("A value here is no object. Send one of type `{name}`."));
        };
        for (field, value) in given {
            match fields.get(field.as_str()) {
                Some(place) => self.value(&place.of, value, at, place.has_default, *one_of),
                None => self.refuse(at, format!("`{name}` has no field of a name that is given here. See the schema.")),
            }
        }
        for (field, place) in fields {
            if !place.of.nullable && !place.has_default && !given.contains_key(field.as_str()) {
                self.refuse(at, format!("`{name}.{field}` is missing here. Give a value of type `{}`.", place.of));
            }
        }
        if *one_of && (given.len() != 1 || given.values().any(|value| *value == Value::Null)) {
            self.refuse(at, format!("An object of type `{name}` has exactly one field, which is not null."));
        }
    }

    fn scalar(&mut self, name: &str, value: &'a Value, at: Pos) {
        let integer = |number: &async_graphql::Number| number.is_i64() || number.is_u64();
        let fits = match (name, value) {
            ("Int", Value::Number(number)) => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            ("Float", Value::Number(number)) => number.as_f64().is_some_and(f64::is_finite),
            ("ID", Value::Number(number)) => integer(number),
            ("String" | "ID", Value::String(_)) | ("Boolean", Value::Boolean(_)) => true,
            ("Int" | "Float" | "String" | "ID" | "Boolean", _) => false,
            // What another scalar takes is known where its value is read.
            (_, value) => {
                self.within(value, at);
                true
            }
        };
        if !fits {
            self.refuse(at, format!("A value here is not of type `{name}`. See the schema."));
        }
    }

    /// The variables of a value that has no type of its own.
    fn within(&mut self, value: &'a Value, at: Pos) {
        match value {
            Value::Variable(name) => {
                self.usages.push(Usage { name, at, of: None, has_default: false, only: false });
            }
            Value::List(items) => items.iter().for_each(|item| self.within(item, at)),
            Value::Object(fields) => fields.values().for_each(|field| self.within(field, at)),
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => {}
        }
    }
}

/// Whether a variable of a type, with its default, may stand at a place (5.8.5).
pub(super) fn may_stand(variable: &Type, default: Option<&async_graphql::Value>, usage: &Usage<'_>) -> bool {
    let Some(place) = usage.of else { return true };
    if usage.only && variable.nullable {
        return false;
    }
    if !place.nullable && variable.nullable {
        let has_value = default.is_some_and(|default| *default != async_graphql::Value::Null);
        return (has_value || usage.has_default) && fits(&variable.base, &place.base);
    }
    fits(&variable.base, &place.base)
}

fn fits(variable: &BaseType, place: &BaseType) -> bool {
    match (variable, place) {
        (BaseType::Named(variable), BaseType::Named(place)) => variable == place,
        (BaseType::List(variable), BaseType::List(place)) => {
            (place.nullable || !variable.nullable) && fits(&variable.base, &place.base)
        }
        (BaseType::Named(_), BaseType::List(_)) | (BaseType::List(_), BaseType::Named(_)) => false,
    }
}

/// Whether a type is one of values that are sent.
pub(super) fn is_input(types: &Types, of: &Type) -> bool {
    matches!(types.get(named(of)), Some(Definition::Scalar | Definition::Enum(_) | Definition::Input { .. }))
}
