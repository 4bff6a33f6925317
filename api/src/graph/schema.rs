//! The schema put together, and a request taken through it.

use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::dynamic::{Schema, SchemaError};
use async_graphql::{Request, Response, Value as GraphValue};

use super::plan::fill_in_defaults;
use super::reply::{names, with_code};
use super::session::Session;
use super::{
    code_lists, country_pack, explain, inputs, kinds, mutations, next_acts, objects, queries, questions, sections,
    stages, tasks, viewer,
};

/// The GraphQL API.
#[derive(Clone, Debug)]
pub struct Hub {
    schema: Schema,
    /// Every name in it.
    names: Arc<HashSet<String>>,
}

/// How deep a document's selections may be nested.
const DEPTH_LIMIT: usize = 16;

/// Draws the API from the tables.
pub fn hub() -> Result<Hub, SchemaError> {
    let schema = Schema::build(queries::ROOT, Some(mutations::ROOT), None).limit_depth(DEPTH_LIMIT);
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
    let mut hub = Hub { schema, names: Arc::default() };
    hub.names = Arc::new(names(&hub.sdl()));
    Ok(hub)
}

impl Hub {
    /// Answers one request of a session. What was withheld stands in `extensions.withheld`, not among the errors.
    pub async fn execute(&self, mut request: Request, session: Session) -> Response {
        fill_in_defaults(&mut request);
        let session = Arc::new(session);
        let mut response = self.schema.execute(request.data(Arc::clone(&session))).await;
        session.without_absent(&mut response.data);
        let withheld = session.withheld();
        if !withheld.is_empty() {
            let withheld = GraphValue::from_json(withheld.into()).unwrap_or_default();
            response.extensions.insert("withheld".to_owned(), withheld);
        }
        response.errors.iter_mut().for_each(|error| with_code(error, &self.names));
        // Fields are resolved side by side; the order in which they fail must tell nothing.
        response.errors.sort_by_key(|error| error.locations.first().map(|at| (at.line, at.column)));
        response
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }
}
