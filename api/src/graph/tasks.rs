//! What waits for the viewer.

use async_graphql::dynamic::{Field, FieldFuture, FieldValue, InputValue, Object, SchemaBuilder, TypeRef};
use async_graphql::{Name, Value as GraphValue};
use entity::lifecycle::TaskKind;
use entity::value::Token;

use super::questions::{items, size};
use super::reply::answer;
use super::{id, kinds};
use crate::access::tasks::Task;
use crate::guard::PAGE_DEFAULT;

/// Registers the type of a task.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    schema.register(
        Object::new("Task")
            .description(
                "Something that waits for you. It is derived from the records, and gone when they no longer say so.",
            )
            .field(shown("kind", TypeRef::named_nn(TaskKind::LIST.name), "What it is.", |task| {
                GraphValue::Enum(Name::new(task.kind.code()))
            }))
            .field(shown("description", TypeRef::named_nn(TypeRef::STRING), "The same in words.", |task| {
                TaskKind::LIST.meaning(task.kind.code()).into()
            }))
            .field(shown(
                "record",
                TypeRef::named_nn(TypeRef::ID),
                "The global id of the record it is about.",
                |task| id::encode(task.table, task.record).into(),
            ))
            .field(shown("recordType", TypeRef::named_nn("RecordType"), "The type of that record.", |task| {
                GraphValue::Enum(Name::new(kinds::record_type(task.table)))
            }))
            .field(shown("due", TypeRef::named_nn("Date"), "The day it is due, or was.", |task| {
                task.due.to_string().into()
            })),
    )
}

/// The question `tasks`.
pub(super) fn field() -> Field {
    Field::new("tasks", TypeRef::named_nn_list("Task"), |ctx| {
        answer(ctx, |ctx, session| async move {
            let arguments = ctx.args.as_index_map();
            let most = arguments.get("first").map(|first| size("first", first)).transpose()?.unwrap_or(PAGE_DEFAULT);
            let asked: Vec<TaskKind> = match arguments.get("kinds") {
                Some(kinds) if !matches!(kinds, GraphValue::Null) => {
                    items(kinds).iter().filter_map(kinds::text).filter_map(|kind| TaskKind::parse(&kind)).collect()
                }
                _ => TaskKind::ALL.to_vec(),
            };
            let thresholds = session.viewer.country_pack().thresholds;
            let reader = session.reader();
            let found = reader.tasks(&asked, thresholds, most).await?;
            Ok(Some(FieldValue::list(found.into_iter().map(FieldValue::owned_any))))
        })
    })
    .argument(
        InputValue::new("first", TypeRef::named(TypeRef::INT)).description("How many, 25 if not said, at most 100."),
    )
    .argument(
        InputValue::new("kinds", TypeRef::named_nn_list(TaskKind::LIST.name)).description("Only tasks of these kinds."),
    )
    .description("What waits for you, the earliest due first. When a task arises, your country's thresholds say.")
}

fn shown(name: &str, type_ref: TypeRef, description: &str, value: fn(&Task) -> GraphValue) -> Field {
    Field::new(name, type_ref, move |ctx| FieldFuture::from_value(ctx.parent_value.downcast_ref::<Task>().map(value)))
        .description(description)
}
