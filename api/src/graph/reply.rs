//! How an answer goes back: a failed field is null beside its error, and every error has its code.

use std::future::Future;

use async_graphql::dynamic::{FieldFuture, FieldValue, ResolverContext};
use async_graphql::{ErrorExtensions, ServerError, Value as GraphValue};

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
                graph.add_error(graph.set_error_path(to_graph(&error).into_server_error(graph.item.pos)));
                Ok(None)
            }
        }
    })
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

/// Gives an error of the library's own the code it lacks: what it refuses is the document or its variables.
pub(super) fn with_code(error: &mut ServerError) {
    let code = ErrorCode::Invalid.as_str();
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code);
    }
}
