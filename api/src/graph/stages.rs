//! How long a record was in each of its states.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, FieldFuture, FieldValue, Object, SchemaBuilder, TypeRef};

use super::kinds;
use crate::access::record::Record;
use crate::access::stages::Stage;

/// The name of the field that asks for them.
pub(super) const FIELD: &str = "stages";

/// Registers the type of a stage.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let text = || TypeRef::named_nn(TypeRef::STRING);
    schema.register(
        Object::new("Stage")
            .description("A time that a record spent in a state.")
            .field(shown("field", text(), "The field that holds the state, by its name in this API.", |stage| {
                Some(stage.field.name.as_str().into())
            }))
            .field(shown("state", text(), "The state, by its code.", |stage| Some(stage.state.as_str().into())))
            .field(shown("since", TypeRef::named_nn("DateTime"), "When it began.", |stage| {
                Some(kinds::instant(&stage.since))
            }))
            .field(shown("until", TypeRef::named("DateTime"), "When it ended. Null where it lasts.", |stage| {
                stage.until.as_ref().map(kinds::instant)
            }))
            .field(shown(
                "days",
                TypeRef::named_nn(TypeRef::INT),
                "How many whole days it lasted, or has lasted until now.",
                |stage| Some(stage.days.into()),
            )),
    )
}

/// The field that asks for them.
pub(super) fn field() -> Field {
    Field::new(FIELD, TypeRef::named_nn_list_nn("Stage"), |ctx| {
        let record = ctx.parent_value.downcast_ref::<Record>();
        FieldFuture::Value(
            record.map(|record| FieldValue::list(record.stages.iter().map(|stage| FieldValue::borrowed_any(stage)))),
        )
    })
    .description("The states the record has been in, oldest first. Of a state that you do not read there is none.")
}

fn shown(name: &str, type_ref: TypeRef, description: &str, value: fn(&Stage) -> Option<GraphValue>) -> Field {
    Field::new(name, type_ref, move |ctx| {
        FieldFuture::from_value(ctx.parent_value.downcast_ref::<Stage>().and_then(value))
    })
    .description(description)
}
