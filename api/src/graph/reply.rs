//! How an answer goes back: a failed field is null beside its error, and every error has its code.

use std::collections::HashSet;
use std::future::Future;

use async_graphql::dynamic::{FieldFuture, FieldValue, ResolverContext};
use async_graphql::{ErrorExtensions, Pos, ServerError, Value as GraphValue};

use super::Session;
use crate::error::{Error, ErrorCode, Result};

/// Answers a nullable field. A failure is added to the errors and leaves its siblings alone.
pub(super) fn answer<'a, F>(
    ctx: ResolverContext<'a>,
    resolve: impl FnOnce(ResolverContext<'a>, &'a Session) -> F + Send + 'a,
) -> FieldFuture<'a>
where
    F: Future<Output = Result<Option<FieldValue<'a>>>> + Send + 'a,
{
    let graph = ctx.ctx;
    FieldFuture::new(async move {
        let session = graph.data::<std::sync::Arc<Session>>()?;
        match resolve(ctx, session).await {
            Ok(value) => Ok(value),
            Err(error) => {
                if error.code == ErrorCode::InsufficientUserAuthentication {
                    graph.insert_http_header("www-authenticate", challenge(&error));
                }
                graph.add_error(graph.set_error_path(to_graph(&error).into_server_error(graph.item.pos)));
                Ok(None)
            }
        }
    })
}

/// Answers a field that always has a value. A failure takes the answer around it along, as GraphQL demands.
pub(super) fn answer_always<'a, F>(
    ctx: ResolverContext<'a>,
    resolve: impl FnOnce(ResolverContext<'a>, &'a Session) -> F + Send + 'a,
) -> FieldFuture<'a>
where
    F: Future<Output = Result<FieldValue<'a>>> + Send + 'a,
{
    let graph = ctx.ctx;
    FieldFuture::new(async move {
        let session = graph.data::<std::sync::Arc<Session>>()?;
        resolve(ctx, session).await.map(Some).map_err(|error| to_graph(&error))
    })
}

/// What asks a client to have its user sign in again (RFC 9470).
fn challenge(error: &Error) -> String {
    let mut challenge = r#"Bearer realm="tip-hub", error="insufficient_user_authentication""#.to_owned();
    for asked in &error.fields {
        let acr: Vec<&str> =
            asked["acrValues"].as_array().into_iter().flatten().filter_map(|acr| acr.as_str()).collect();
        if !acr.is_empty() {
            challenge.push_str(&format!(r#", acr_values="{}""#, acr.join(" ")));
        }
        challenge.push_str(&format!(r#", max_age="{}""#, asked["maxAge"]));
    }
    challenge
}

fn to_graph(error: &Error) -> async_graphql::Error {
    async_graphql::Error::new(error.message.clone()).extend_with(|_, extensions| {
        extensions.set("code", error.code.as_str());
        if !error.fields.is_empty() {
            let fields = GraphValue::from_json(error.fields.clone().into()).unwrap_or_default();
            extensions.set("fields", fields);
        }
    })
}

/// The code of an error, once it has one.
pub fn code(error: &ServerError) -> Option<ErrorCode> {
    let Some(GraphValue::String(code)) = error.extensions.as_ref()?.get("code") else { return None };
    ErrorCode::ALL.into_iter().find(|known| known.as_str() == code)
}

/// The code of an error that denies somebody what they asked for.
pub(super) fn denial(error: &ServerError) -> Option<ErrorCode> {
    code(error).filter(|code| code.is_denial())
}

/// An error of no field, in place of the whole answer.
pub(super) fn of_no_field(error: &Error) -> ServerError {
    ServerError { locations: Vec::new(), ..to_graph(error).into_server_error(Pos::default()) }
}

/// Gives an error of the library's own the code it lacks: what it refuses is the document or its variables. Its
/// message then says nothing but names of the schema.
pub(super) fn with_code(error: &mut ServerError, names: &HashSet<String>) {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        let defect = error.message.starts_with("internal: ");
        extensions.set("code", if defect { ErrorCode::Internal } else { ErrorCode::Invalid }.as_str());
        error.message = without_echo(&error.message, names);
    }
}

/// Why a mutation is refused on a way on which nothing may be changed.
pub(super) fn refused_mutation() -> ServerError {
    let mut error = ServerError::new("A mutation is asked by POST.", None);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", ErrorCode::Invalid.as_str());
    extensions.set("method", "POST");
    error
}

/// Whether an error is that refusal.
pub fn is_refused_mutation(error: &ServerError) -> bool {
    error.path.is_empty() && error.extensions.as_ref().is_some_and(|extensions| extensions.get("method").is_some())
}

/// The names of a schema, from its text without the descriptions.
pub(super) fn names(sdl: &str) -> HashSet<String> {
    sdl.split("\"\"\"").step_by(2).flat_map(words).map(str::to_owned).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// Behind these the library repeats a text as it was sent, whatever is in it.
const REPEATS: [&str; 2] = ["does not contain the value ", "Unknown operation named "];

/// A message of the library without what was sent: it shows lines of the document, and quotes names and values.
fn without_echo(message: &str, names: &HashSet<String>) -> String {
    if message.contains("-->") {
        let expected = message.rsplit_once("= ").map_or("a document", |(_, expected)| expected);
        return format!("The document is not GraphQL at the place that `locations` names: {expected}.");
    }
    if message.ends_with("is defined twice") {
        return "An operation or a fragment of the document is defined twice.".to_owned();
    }
    let repeated = REPEATS.iter().filter_map(|before| Some(message.find(before)? + before.len())).min();
    let known = |word: &str| names.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit());
    let said = message[..repeated.unwrap_or(message.len())].split('"').enumerate().map(|(place, part)| {
        let quoted = place % 2 == 1;
        if quoted && !words(part).all(known) { "…" } else { part }
    });
    let said = said.collect::<Vec<_>>().join("\"");
    if repeated.is_some() { format!("{said}that was sent.") } else { said }
}
