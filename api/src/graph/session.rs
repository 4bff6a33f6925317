//! One request by one viewer: who asks, and what was withheld from them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::FieldValue;
use sea_orm::IdenStatic;
use serde_json::Value as Json;

use crate::access::read::Reader;
use crate::access::{Store, Viewer};

/// One request by one viewer.
pub struct Session {
    pub(super) store: Store,
    pub(super) viewer: Viewer,
    /// Whether a mutation is refused.
    pub(super) reads_only: bool,
    withheld: Mutex<BTreeMap<String, Json>>,
    absent: Mutex<Vec<(String, usize)>>,
}

impl Session {
    /// A request by `viewer`.
    pub fn new(store: Store, viewer: Viewer) -> Self {
        Self { store, viewer, reads_only: false, withheld: Mutex::default(), absent: Mutex::default() }
    }

    /// The same, for a way on which nothing may be changed.
    pub fn reading_only(self) -> Self {
        Self { reads_only: true, ..self }
    }

    /// A reader for this request's viewer.
    pub(super) fn reader(&self) -> Reader<'_> {
        self.store.reader(&self.viewer)
    }

    /// Takes over what a reader withheld.
    pub(super) fn withheld_by(&self, reader: &Reader<'_>) {
        let mut withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        for line in reader.withheld() {
            if let Some(field) = line.get("field").and_then(Json::as_str) {
                withheld.insert(field.to_owned(), line.clone());
            }
        }
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
