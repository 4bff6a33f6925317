//! The schema put together, and a request taken through it.

use async_graphql::dynamic::{Schema, SchemaError};
use async_graphql::{Request, Response, Value as GraphValue};

use super::reply::with_code;
use super::session::Session;
use super::{inputs, kinds, mutations, objects, queries, questions, sections, viewer};

/// The GraphQL API.
#[derive(Clone, Debug)]
pub struct Hub(Schema);

/// How deep a document's selections may be nested.
const DEPTH_LIMIT: usize = 16;

/// Draws the API from the tables.
pub fn hub() -> Result<Hub, SchemaError> {
    let schema = Schema::build(queries::ROOT, Some(mutations::ROOT), None).limit_depth(DEPTH_LIMIT);
    let registers = [
        kinds::register,
        questions::register,
        objects::register,
        inputs::register,
        sections::register,
        viewer::register,
        queries::register,
        mutations::register,
    ];
    registers.into_iter().fold(schema, |schema, register| register(schema)).finish().map(Hub)
}

impl Hub {
    /// Answers one request of a session. What was withheld stands in `extensions.withheld`, not among the errors.
    pub async fn execute(&self, request: Request, session: Session) -> Response {
        let session = std::sync::Arc::new(session);
        let mut response = self.0.execute(request.data(std::sync::Arc::clone(&session))).await;
        session.without_absent(&mut response.data);
        let withheld = session.withheld();
        if !withheld.is_empty() {
            let withheld = GraphValue::from_json(withheld.into()).unwrap_or_default();
            response.extensions.insert("withheld".to_owned(), withheld);
        }
        response.errors.iter_mut().for_each(with_code);
        // Fields are resolved side by side; the order in which they fail must tell nothing.
        response.errors.sort_by_key(|error| error.locations.first().map(|at| (at.line, at.column)));
        response
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.0
    }
}
