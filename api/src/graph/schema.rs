//! The schema put together, and a request taken through it.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::dynamic::{Schema, SchemaError};
use async_graphql::{Request, Response, ValidationMode, Value as GraphValue, value};
use tracing::{Span, debug_span};

use super::plan::is_mutation;
use super::reply::{denial, names, of_no_field, refused_mutation, with_code};
use super::sdl::sdl;
use super::session::Session;
use super::{
    code_lists, country_pack, explain, inputs, kinds, mutations, next_acts, objects, pace, queries, questions,
    sections, selector, stages, tasks, viewer,
};
use crate::error::Error;
use crate::guard::{Document, Guard, Hash, Limits, Refusal};
use crate::telemetry::figures;

/// The GraphQL API.
#[derive(Clone, Debug)]
pub struct Hub {
    schema: Schema,
    /// Every name in it.
    names: Arc<HashSet<String>>,
    guard: Guard,
    /// To what full step an answer that found nothing waits.
    step: Duration,
}

/// Draws the API from the tables; a request may ask for as much as `limits` say.
pub fn hub(limits: Limits) -> Result<Hub, SchemaError> {
    // The guard has bounded every document before; the library's own bound must not be the lower one.
    let schema = Schema::build(queries::ROOT, Some(mutations::ROOT), None)
        .limit_recursive_depth(limits.nesting)
        // The guard has validated it, too, and the library's own rules miss variables on `__typename`.
        .validation_mode(ValidationMode::Fast)
        .disable_suggestions();
    let registers = [
        kinds::register,
        country_pack::register,
        questions::register,
        objects::register,
        next_acts::register,
        stages::register,
        tasks::register,
        explain::register,
        inputs::register,
        sections::register,
        selector::register,
        viewer::register,
        code_lists::register,
        queries::register,
        mutations::register,
    ];
    let schema = registers.into_iter().fold(schema, |schema, register| register(schema)).finish()?;
    let sdl = sdl(&schema);
    Ok(Hub { names: Arc::new(names(&sdl)), guard: Guard::new(limits, &sdl)?, schema, step: pace::STEP })
}

impl Hub {
    /// What reads documents before they are answered.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// The same, with steps of another length for answers that found nothing; of none, where they do not wait.
    pub fn in_steps_of(self, step: Duration) -> Self {
        Self { step, ..self }
    }

    /// Answers one request of a session. What was withheld stands in `extensions.withheld`, not among the errors.
    pub async fn execute(&self, request: Request, session: Session) -> Response {
        match debug_span!("guard").in_scope(|| self.guard.document(&request.query)) {
            Ok(document) => self.answer(document.into(), request, session).await,
            Err(refusals) => refused(refusals),
        }
    }

    /// The same for a document that was registered: it is read once, and not with every request.
    pub async fn execute_known(&self, hash: &Hash, request: Request, session: Session) -> Response {
        match debug_span!("guard").in_scope(|| self.guard.known(hash, &request.query)) {
            Ok(document) => self.answer(document, request, session).await,
            Err(refusals) => refused(refusals),
        }
    }

    /// Answers a request that was denied before it was read, and keeps that it was.
    pub async fn deny(&self, error: &Error, document: Option<Hash>, session: Session) -> Response {
        let session = session.asking(None, document);
        let kept = session.keep_traces(std::iter::once(error.code).filter(|code| code.is_denial())).await;
        Response::from_errors(vec![of_no_field(kept.as_ref().err().unwrap_or(error))])
    }

    async fn answer(&self, document: Arc<Document>, mut request: Request, session: Session) -> Response {
        let begun = Instant::now();
        let cost = match self.guard.request(&document, request.operation_name.as_deref(), &mut request.variables) {
            Ok(cost) => cost,
            Err(refusals) => return refused(refusals),
        };
        let operation = request.operation_name.as_deref().or(document.name()).map(str::to_owned);
        request.set_parsed_query(Arc::unwrap_or_clone(document).into_executable());
        let told = value!({ "requested": cost, "available": self.guard.limits().cost });
        if let Err(refusal) = self.guard.afford(cost) {
            return refused(vec![refusal]).extension("cost", told);
        }
        let mutates = is_mutation(&mut request);
        Span::current().record("operation", if mutates { "mutation" } else { "query" });
        if session.reads_only && mutates {
            return Response::from_errors(vec![refused_mutation()]);
        }
        let session = Arc::new(session.asking(operation, Some(Hash::of(&request.query))));
        let mut response = self.schema.execute(request.data(Arc::clone(&session))).await;
        // What was denied to an act is kept with it.
        let denied = response.errors.iter().filter(|error| !mutates || error.path.len() > 1);
        let denials = denied.filter_map(denial);
        if let Err(error) = session.keep_traces(denials).await {
            return Response::from_errors(vec![of_no_field(&if mutates { error.perhaps_done() } else { error })]);
        }
        session.without_absent(&mut response.data);
        let withheld = session.withheld();
        if !withheld.is_empty() {
            let withheld = GraphValue::from_json(withheld.into()).unwrap_or_default();
            response.extensions.insert("withheld".to_owned(), withheld);
        }
        response.errors.iter_mut().for_each(|error| with_code(error, &self.names));
        // Fields are resolved side by side; the order in which they fail must tell nothing.
        response.errors.sort_by_key(|error| error.locations.first().map(|at| (at.line, at.column)));
        response.errors.truncate(self.guard.limits().errors);
        response.extensions.insert("cost".to_owned(), told);
        pace::keep(self.step, begun, &response).await;
        response
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }
}

/// The answer to a request that is not taken.
fn refused(refusals: Vec<Refusal>) -> Response {
    refusals.iter().for_each(|refusal| figures::guarded(refusal.code));
    Response::from_errors(refusals.into_iter().map(Refusal::into_error).collect())
}
