//! By what an imported case is known again: its reference, which holds the number of its line.

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

/// The imported cases that the viewer knows by their references, in the order of their lines; only those that
/// `organisation` opened, where one is named.
pub(super) async fn all(store: &Store, viewer: &Viewer, organisation: Option<Uuid>) -> Result<Vec<Reference>> {
    let select = select::<case::Entity>(&[case::Column::SourceRef], Vec::new());
    let of_file = Filter::Field(field(case::Column::SourceRef), Test::Contains(PREFIX.to_owned()));
    let of_organisation = organisation
        .map(|organisation| Filter::Field(field(case::Column::OrganisationId), Test::Equals(organisation.into())));
    let filter = Filter::And(std::iter::once(of_file).chain(of_organisation).collect());
    let mut page = Page { filter: Some(filter), ..Page::all(PAGE) };
    let reader = store.reader(viewer);
    let mut found = Vec::new();
    loop {
        let cases = reader.page("cases", &select, &page).await?.unwrap_or_default();
        found.extend(cases.records.iter().filter_map(of_case));
        if !cases.has_next {
            break;
        }
        page.cursor = cases.records.last().map(|last| last.id);
    }
    found.sort_unstable();
    Ok(found)
}

fn of_case(case: &Record) -> Option<Reference> {
    let Value::String(Some(reference)) = value(case, case::Column::SourceRef)? else { return None };
    let number = reference.strip_prefix(PREFIX)?.parse().ok()?;
    Some(Reference { number, case: case.id })
}
