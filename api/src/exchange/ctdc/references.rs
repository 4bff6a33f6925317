//! By what an imported case is known again: its reference, which holds the number of its line.

use std::collections::HashSet;

use entity::case;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::tree::{field, select, value};
use crate::access::record::Record;
use crate::access::{Filter, Page, Store, Test, Viewer};
use crate::error::Result;

const PREFIX: &str = "CTDC-VP/";

/// How many cases are looked through at a time.
const PAGE: usize = 5_000;

/// The case of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    /// The number of the line.
    pub(super) number: u64,
    pub(super) case: Uuid,
}

/// The reference of the case of a line.
pub(super) fn reference(number: u64) -> String {
    format!("{PREFIX}{number}")
}

/// The numbers of the lines of which the viewer's organisation has opened cases, sealed ones included.
pub(super) async fn opened(store: &Store, viewer: &Viewer) -> Result<HashSet<u64>> {
    let references = store.opened_references(viewer, PREFIX).await?;
    Ok(references.iter().filter_map(|reference| number(reference)).collect())
}

/// The imported cases that the viewer knows by their references, in the order of their lines.
pub(super) async fn all(store: &Store, viewer: &Viewer) -> Result<Vec<Reference>> {
    let select = select::<case::Entity>(&[case::Column::SourceRef], Vec::new());
    let of_file = Filter::Field(field(case::Column::SourceRef), Test::Contains(PREFIX.to_owned()));
    let mut page = Page { filter: Some(of_file), ..Page::all(PAGE) };
    let reader = store.reader(viewer);
    let mut found = Vec::new();
    loop {
        let cases = reader.page("cases", &select, &page).await?.unwrap_or_default();
        found.extend(cases.records.iter().filter_map(of_case));
        if !cases.has_next {
            break;
        }
        page.after = cases.records.last().map(|last| last.id);
    }
    found.sort_unstable();
    Ok(found)
}

fn of_case(case: &Record) -> Option<Reference> {
    let Value::String(Some(reference)) = value(case, case::Column::SourceRef)? else { return None };
    Some(Reference { number: number(reference)?, case: case.id })
}

fn number(reference: &str) -> Option<u64> {
    reference.strip_prefix(PREFIX)?.parse().ok()
}
