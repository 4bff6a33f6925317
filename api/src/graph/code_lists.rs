//! The code lists as data, so that a client shows labels in its user's language and reports in another scheme's codes.

use std::sync::Arc;

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, FieldFuture, FieldValue, InputValue, SchemaBuilder, TypeRef};
use entity::codes::{CodeScheme, lists};
use entity::value::CodeList;

use super::facts::{code, described, facts, parent};
use super::kinds;
use super::reply::answer;
use crate::codes::{CodeInForce, CodeLabel, CodeMapping, ListInForce};
use crate::error::{Error, Result};

/// Registers the types of the code lists.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let text = || TypeRef::named_nn(TypeRef::STRING);
    let list = facts::<ListInForce>("CodeList")
        .value("name", text(), |it| Some(it.name.into()))
        .value("description", text(), |it| Some(kinds::trimmed(it.description).into()))
        .value("version", TypeRef::named_nn(TypeRef::INT), |it| Some(it.version.into()))
        .list("codes", "CodeEntry", |it| &it.codes);
    let entry = facts::<CodeInForce>("CodeEntry")
        .value("code", text(), |it| Some(it.code.into()))
        .value("description", text(), |it| Some(it.description.into()))
        .field(labels())
        .list("mappings", "CodeMapping", |it| &it.mappings);
    let label = facts::<CodeLabel>("CodeLabel")
        .value("language", TypeRef::named_nn("Language"), |it| Some(it.language.as_str().into()))
        .value("text", text(), |it| Some(it.text.as_str().into()));
    let mapping = facts::<CodeMapping>("CodeMapping")
        .value("scheme", TypeRef::named_nn(CodeScheme::LIST.name), |it| Some(code(it.scheme.code())))
        .value("value", text(), |it| Some(it.value.as_str().into()));
    schema.register(list.object()).register(entry.object()).register(label.object()).register(mapping.object())
}

/// The question `codeLists`.
pub(super) fn field() -> Field {
    Field::new("codeLists", TypeRef::named_nn_list("CodeList"), |ctx| {
        answer(ctx, |ctx, session| async move {
            let wanted = wanted(ctx.args.as_index_map().get("names"))?;
            let found = session.store.code_lists(&wanted).await?;
            Ok(Some(FieldValue::list(found.into_iter().map(|list| FieldValue::owned_any(Arc::new(list))))))
        })
    })
    .description("The code lists, with labels and with the values of other schemes. Everybody reads them.")
    .argument(
        InputValue::new("names", TypeRef::named_nn_list(TypeRef::STRING))
            .description("The names of the lists, such as `ExploitationType`. All lists where it is left out."),
    )
}

fn wanted(names: Option<&GraphValue>) -> Result<Vec<&'static CodeList>> {
    let names = match names {
        None | Some(GraphValue::Null) => return Ok(lists().collect()),
        Some(GraphValue::List(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
    };
    let mut wanted: Vec<&'static CodeList> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let found = kinds::text(name).and_then(|name| lists().find(|list| list.name == name));
        let unknown = || Error::invalid(format!("names[{place}]"), "is no code list; leave names out to see all");
        let list = found.ok_or_else(unknown)?;
        if !wanted.iter().any(|known| known.name == list.name) {
            wanted.push(list);
        }
    }
    Ok(wanted)
}

fn labels() -> Field {
    Field::new("labels", TypeRef::named_nn_list_nn("CodeLabel"), |ctx| {
        let language = ctx.args.as_index_map().get("language").and_then(kinds::text);
        let entry = parent::<CodeInForce>(&ctx);
        let shown = entry.map(|entry| {
            let labels = entry.labels.iter();
            let labels = labels.filter(move |label| language.as_ref().is_none_or(|wanted| label.language == *wanted));
            FieldValue::list(labels.map(|label| FieldValue::borrowed_any(label)))
        });
        FieldFuture::Value(shown)
    })
    .description(described::<CodeInForce>("labels"))
    .argument(
        InputValue::new("language", TypeRef::named("Language")).description("Only the label in this language, if any."),
    )
}
