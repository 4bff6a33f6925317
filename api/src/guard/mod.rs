//! What do we take at all?
//!
//! Between the door and the graph: every document, however it came, is read here before the library walks it. The text
//! is scanned, then parsed by our own parser, then measured with its fragments opened, then held against the rules of
//! the specification; then the request's variables. Whoever is refused has cost a walk over their own text. This floor
//! knows the schema as text, and no table, no viewer and no database.

mod count;
mod document;
mod expand;
mod hash;
mod kept;
mod limits;
mod measure;
mod merge;
mod parse;
mod refusal;
mod scan;
mod text;
mod types;
mod validate;
mod values;
mod variables;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_graphql::Variables;

pub use document::Document;
pub use hash::Hash;
pub use limits::{LONGEST_NAME, Limits, MOST_NESTING};
pub use measure::PAGE_DEFAULT;
pub use refusal::Refusal;

use kept::Kept;
use types::Types;

/// Reads documents and requests before the graph does.
#[derive(Clone, Debug)]
pub struct Guard {
    limits: Arc<Limits>,
    types: Arc<Types>,
    /// The most values about the schema itself that are answered at once.
    of_schema: u64,
    kept: Arc<Mutex<Kept>>,
    readings: Arc<AtomicU64>,
}

/// All that tools ask of a schema.
const INTROSPECTION: &str = include_str!("introspection.graphql");

impl Guard {
    /// A guard of the schema with this text. The error says why the text cannot be read: a defect of the hub.
    pub fn new(limits: Limits, sdl: &str) -> Result<Self, String> {
        let (kept, readings) = Default::default();
        let types = Arc::new(Types::read(sdl)?);
        let all = read(INTROSPECTION, &Limits::default()).map_err(|refusal| refusal.message)?;
        let operation = all.operation(None).map_err(|refusal| refusal.message)?;
        let all = measure::cost(operation, &all.fragments(), &types, &Variables::default());
        // Clients may ask for `__typename` everywhere beside it.
        let of_schema = all.of_schema.saturating_mul(4) / 3;
        Ok(Self { limits: Arc::new(limits), types, of_schema, kept, readings })
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads a document: within every limit that does not depend on variables, and valid. What is read once can be
    /// asked many times.
    pub fn document(&self, text: &str) -> Result<Document, Vec<Refusal>> {
        self.readings.fetch_add(1, Ordering::Relaxed);
        let document = self.parse(text).map_err(|refusal| vec![refusal])?;
        let wrong = validate::validate(&document, &self.types);
        if !wrong.is_empty() {
            return Err(self.first(wrong));
        }
        let fragments = document.fragments();
        for (_, operation) in &document.operations {
            let merged = merge::check(operation, &fragments, &self.types, &self.limits);
            merged.map_err(|refusal| vec![refusal])?;
        }
        Ok(document)
    }

    /// A document that is known to come again, by the hash of its text: read the first time, and kept.
    pub fn known(&self, hash: &Hash, text: &str) -> Result<Arc<Document>, Vec<Refusal>> {
        kept::or_read(&self.kept, hash, text, |text| self.document(text))
    }

    /// How many documents were read so far.
    pub fn readings(&self) -> u64 {
        self.readings.load(Ordering::Relaxed)
    }

    /// Reads the rest of a request: which operation is asked, its variables, with defaults filled in, and what it
    /// costs.
    pub fn request(
        &self,
        document: &Document,
        operation_name: Option<&str>,
        variables: &mut Variables,
    ) -> Result<u64, Vec<Refusal>> {
        let one = |refusal| vec![refusal];
        let operation = document.operation(operation_name).map_err(one)?;
        variables::bound(variables, &self.limits).map_err(one)?;
        let never_null = validate::never_null(document, &self.types, operation);
        let wrong = variables::coerce(&operation.node, &self.types, &never_null, variables);
        if !wrong.is_empty() {
            return Err(self.first(wrong));
        }
        let cost = measure::cost(operation, &document.fragments(), &self.types, variables);
        if cost.of_schema > self.of_schema {
            let message = "The operation asks more about the schema than the standard introspection query does, by a third. \
                           Send that query, or ask about fewer types.";
            return Err(vec![Refusal::limit(operation.pos, message.to_owned())]);
        }
        Ok(cost.values)
    }

    /// Refuses what costs more than is answered.
    pub fn afford(&self, cost: u64) -> Result<(), Refusal> {
        let most = self.limits.cost;
        if cost <= most {
            return Ok(());
        }
        Err(Refusal::limit(
            None,
            format!(
                "The answer may have {cost} values by the sizes of its pages; at most {most} are answered. Ask by first or \
                 last for smaller pages, or for less on each record."
            ),
        ))
    }

    /// A document within the limits, of which nothing else is known.
    fn parse(&self, text: &str) -> refusal::Result<Document> {
        let document = read(text, &self.limits)?;
        document.check_names(&self.limits)?;
        expand::check(&document, &self.limits)?;
        count::check(&document, &self.limits)?;
        Ok(document)
    }

    fn first(&self, mut wrong: Vec<Refusal>) -> Vec<Refusal> {
        wrong.truncate(self.limits.errors.max(1));
        wrong
    }
}

/// A document as it is written.
fn read(text: &str, limits: &Limits) -> refusal::Result<Document> {
    parse::parse(&scan::scan(text, limits)?)
}
