//! What a viewer may do to a record next, so that a client draws its buttons from the API.

use async_graphql::dynamic::{Field, FieldFuture, FieldValue, Object, SchemaBuilder, TypeRef};
use async_graphql::{Name, Value as GraphValue};
use entity::lifecycle::{Act, Guard};
use entity::subject_of;

use crate::access::moves::NextAct;
use crate::access::record::Record;

/// The name of the field that asks for them.
pub(super) const FIELD: &str = "nextActs";

/// Registers the type of what can be done next.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    schema.register(
        Object::new("NextAct")
            .description("An act that you may do to a record in the state it is in.")
            .field(shown("act", TypeRef::named_nn(Act::LIST.name), "The act.", |next| code(next.act.code())))
            .field(shown(
                "mutation",
                TypeRef::named_nn(TypeRef::STRING),
                "The field of `Mutation` that does it.",
                |next| next.act.name().into(),
            ))
            .field(shown("description", TypeRef::named_nn(TypeRef::STRING), "What the act does.", |next| {
                next.act.description().into()
            }))
            .field(shown("field", TypeRef::named_nn(TypeRef::STRING), "The field whose state it changes.", |next| {
                subject_of(next.act).1.name.as_str().into()
            }))
            .field(shown("to", TypeRef::named_nn(TypeRef::STRING), "The state it leads to.", |next| next.to.into()))
            .field(shown(
                "unmet",
                TypeRef::named_nn_list_nn(Guard::LIST.name),
                "What does not hold yet. Some of it you can send with the act: a reason, or fields in its patch.",
                |next| GraphValue::List(next.unmet.iter().map(|guard| code(guard.code())).collect()),
            )),
    )
}

/// The field that asks for them.
pub(super) fn field() -> Field {
    Field::new(FIELD, TypeRef::named_nn_list_nn("NextAct"), |ctx| {
        let record = ctx.parent_value.downcast_ref::<Record>();
        FieldFuture::Value(
            record.map(|record| FieldValue::list(record.next_acts.iter().map(|next| FieldValue::borrowed_any(next)))),
        )
    })
    .description("What you may do next: the acts that leave the states the record is in, as far as they are yours.")
}

fn shown(name: &str, type_ref: TypeRef, description: &str, value: fn(&NextAct) -> GraphValue) -> Field {
    Field::new(name, type_ref, move |ctx| {
        FieldFuture::from_value(ctx.parent_value.downcast_ref::<NextAct>().map(value))
    })
    .description(description)
}

fn code(code: &str) -> GraphValue {
    GraphValue::Enum(Name::new(code))
}

/// What an act does, from where to where, whose it is and what must hold before.
pub(super) fn described(act: Act) -> String {
    let moves: Vec<_> = subject_of(act).1.moves().into_iter().filter(|way| way.act == act).collect();
    let mut text = act.description().to_owned();
    for way in &moves {
        let by: Vec<&str> = way.by.names().collect();
        text.push_str(&format!("\n\nFrom {} to {}, by {}.", way.from, way.to, by.join(", ")));
        text = asked(text, way.guards);
    }
    text
}

/// A description with what must hold before.
pub(super) fn asked(description: String, guards: &[Guard]) -> String {
    guards.iter().fold(description, |text, guard| format!("{text} Before: {}", guard.description()))
}
