//! One request by one viewer: who asks, and what was withheld from them.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::FieldValue;
use sea_orm::IdenStatic;
use serde_json::Value as Json;

use crate::access::read::Reader;
use crate::access::{Asking, Store, Traces, Viewer};
use crate::error::{ErrorCode, Result};
use crate::guard::Hash;

/// One request by one viewer.
pub struct Session {
    pub(super) store: Store,
    pub(super) viewer: Viewer,
    /// Whether a mutation is refused.
    pub(super) reads_only: bool,
    request: Option<String>,
    withheld: Mutex<BTreeMap<String, Json>>,
    traces: Mutex<Traces>,
    absent: Mutex<Vec<(String, usize)>>,
}

impl Session {
    /// A request by `viewer`.
    pub fn new(store: Store, viewer: Viewer) -> Self {
        Self {
            store,
            viewer,
            reads_only: false,
            request: None,
            withheld: Mutex::default(),
            traces: Mutex::default(),
            absent: Mutex::default(),
        }
    }

    /// The same, of the request with this id.
    pub fn of_request(self, id: Option<String>) -> Self {
        Self { request: id, ..self }
    }

    /// Who asks.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The same, for a way on which nothing may be changed.
    pub fn reading_only(self) -> Self {
        Self { reads_only: true, ..self }
    }

    /// The same, asking an operation of a document.
    pub(super) fn asking(self, operation: Option<String>, document: Option<Hash>) -> Self {
        let document = document.map(|document| document.digits().to_owned());
        let asking = Asking { request: self.request.clone(), operation, document };
        Self { viewer: self.viewer.asking(asking), ..self }
    }

    /// A reading for this request's viewer.
    pub(super) fn reader(&self) -> Reading<'_> {
        self.reading(self.store.reader(&self.viewer))
    }

    /// A reading by this reader.
    pub(super) fn reading<'a>(&'a self, reader: Reader<'a>) -> Reading<'a> {
        Reading { session: self, reader }
    }

    /// Takes over what a reader withheld, and what it leaves behind.
    fn take_over(&self, reader: &Reader<'_>) {
        reader.leave(&mut self.traces.lock().unwrap_or_else(PoisonError::into_inner));
        let mut withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        for line in reader.withheld() {
            if let Some(field) = line.get("field").and_then(Json::as_str) {
                withheld.insert(field.to_owned(), line.clone());
            }
        }
    }

    /// Keeps who read what here, and what was denied to them. What cannot be kept is not answered.
    pub(super) async fn keep_traces(&self, denials: impl Iterator<Item = ErrorCode>) -> Result<()> {
        let mut traces = std::mem::take(&mut *self.traces.lock().unwrap_or_else(PoisonError::into_inner));
        let withheld = self.withheld();
        traces.withheld(withheld.iter().filter_map(|line| Some(line.get("field")?.as_str()?.to_owned())));
        denials.for_each(|code| traces.refused(code.as_str()));
        self.store.keep_traces(&self.viewer, &traces).await
    }

    /// What was withheld, each field once.
    pub(super) fn withheld(&self) -> Vec<Json> {
        let withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        withheld.values().cloned().collect()
    }

    /// Stands in for a record that does not exist for the viewer, in the list under `key`. The library resolves
    /// no null among the objects of a list, so the place is remembered and made null when the answer is whole.
    pub(super) fn absent<'a>(&self, key: &str, index: usize) -> FieldValue<'a> {
        let mut absent = self.absent.lock().unwrap_or_else(PoisonError::into_inner);
        absent.push((key.to_owned(), index));
        let table = entity::table(entity::organisation::Entity.as_str());
        FieldValue::owned_any(()).with_type(table.type_name)
    }

    /// Makes null what stands in for absent records.
    pub(super) fn without_absent(&self, data: &mut GraphValue) {
        let GraphValue::Object(fields) = data else { return };
        for (key, index) in self.absent.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if let Some(GraphValue::List(items)) = fields.get_mut(key.as_str())
                && let Some(item) = items.get_mut(*index)
            {
                *item = GraphValue::Null;
            }
        }
    }
}

/// What is read for a request. However it ends, the request takes over what it withheld and leaves behind.
pub(super) struct Reading<'a> {
    session: &'a Session,
    reader: Reader<'a>,
}

impl<'a> Deref for Reading<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.session.take_over(&self.reader);
    }
}
