//! The schema put together, and a request taken through it.

use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::dynamic::{Schema, SchemaError};
use async_graphql::{Request, Response, Value as GraphValue, value};

use super::plan::is_mutation;
use super::reply::{denial, names, refused_mutation, unkept, with_code};
use super::sdl::sdl;
use super::session::Session;
use super::{
    code_lists, country_pack, explain, inputs, kinds, mutations, next_acts, objects, queries, questions, sections,
    stages, tasks, viewer,
};
use crate::guard::{Guard, Limits, Refusal};

/// The GraphQL API.
#[derive(Clone, Debug)]
pub struct Hub {
    schema: Schema,
    /// Every name in it.
    names: Arc<HashSet<String>>,
    guard: Guard,
}

/// Draws the API from the tables; a request may ask for as much as `limits` say.
pub fn hub(limits: Limits) -> Result<Hub, SchemaError> {
    // The guard has bounded every document before; the library's own bound must not be the lower one.
    let schema = Schema::build(queries::ROOT, Some(mutations::ROOT), None)
        .limit_recursive_depth(limits.nesting)
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
        viewer::register,
        code_lists::register,
        queries::register,
        mutations::register,
    ];
    let schema = registers.into_iter().fold(schema, |schema, register| register(schema)).finish()?;
    let sdl = sdl(&schema);
    Ok(Hub { names: Arc::new(names(&sdl)), guard: Guard::new(limits, &sdl)?, schema })
}

impl Hub {
    /// Answers one request of a session. What was withheld stands in `extensions.withheld`, not among the errors.
    pub async fn execute(&self, mut request: Request, session: Session) -> Response {
        let (cost, operation) = match self.admit(&mut request) {
            Ok(admitted) => admitted,
            Err(refusals) => return refused(refusals),
        };
        let told = value!({ "requested": cost, "available": self.guard.limits().cost });
        if let Err(refusal) = self.guard.afford(cost) {
            return refused(vec![refusal]).extension("cost", told);
        }
        if session.reads_only && is_mutation(&mut request) {
            return Response::from_errors(vec![refused_mutation()]);
        }
        let session = Arc::new(session.asking(operation, sha_256(&request.query)));
        let mut response = self.schema.execute(request.data(Arc::clone(&session))).await;
        let denials = response.errors.iter().filter_map(denial);
        if let Err(error) = session.keep_traces(denials).await {
            return Response::from_errors(vec![unkept(&error)]);
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
        response
    }

    /// Lets the guard read a request before the library does, and hands the library what was read.
    fn admit(&self, request: &mut Request) -> Result<(u64, Option<String>), Vec<Refusal>> {
        let document = self.guard.document(&request.query)?;
        let asked = request.operation_name.as_deref();
        let cost = self.guard.request(&document, asked, &mut request.variables)?;
        let operation = document.name(asked).map(str::to_owned);
        request.set_parsed_query(document.into_executable());
        Ok((cost, operation))
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }
}

/// The SHA-256 of a text, in hexadecimal.
fn sha_256(text: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The answer to a request that is not taken.
fn refused(refusals: Vec<Refusal>) -> Response {
    Response::from_errors(refusals.into_iter().map(Refusal::into_error).collect())
}
