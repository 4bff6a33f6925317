//! How records hang together, as fields: what a record refers to, and what refers to it.

use std::collections::HashMap;
use std::sync::LazyLock;

use entity::{Field, Kind, Table, shown_tables, table, tables};

use crate::access::Link;

/// A field of a record that leads to other records.
#[derive(Clone)]
pub(super) struct Leads {
    /// The name of the field.
    pub(super) name: String,
    /// The records it leads to.
    pub(super) to: &'static Table,
    /// How they hang on this one.
    pub(super) link: Link,
}

static LINKS: LazyLock<HashMap<&'static str, Vec<Leads>>> =
    LazyLock::new(|| shown_tables().map(|table| (table.type_name, links_of(table))).collect());

/// The fields of a table's records that lead to other records.
pub(super) fn links(of: &Table) -> &'static [Leads] {
    LINKS.get(of.type_name).map(Vec::as_slice).unwrap_or_default()
}

fn links_of(of: &'static Table) -> Vec<Leads> {
    referring(of).chain(referred(of)).collect()
}

fn referring(of: &'static Table) -> impl Iterator<Item = Leads> {
    of.fields.iter().filter(|field| is_shown(field)).filter_map(|field| match &field.kind {
        Kind::Reference(target) => Some(Leads { name: field.name.clone(), to: table(target), link: Link::To(field) }),
        _ => None,
    })
}

/// Case records that refer to this one. Directories (organisations, accounts) lead to no case.
fn referred(of: &'static Table) -> impl Iterator<Item = Leads> {
    let of_a_case = |table: &Table| table.column("case_id").is_some();
    let holds_records = of_a_case(of) || tables().iter().any(|t| refers(t, "case_id", of));
    shown_tables().filter(move |table| holds_records && of_a_case(table)).flat_map(move |from| {
        from.fields.iter().filter(|field| is_shown(field)).filter_map(move |field| match &field.kind {
            Kind::Reference(target) if *target == of.name => Some(Leads {
                name: if field.unique { singular(from) } else { from.plural.to_owned() },
                to: from,
                link: if field.unique { Link::One(field) } else { Link::Many(field) },
            }),
            _ => None,
        })
    })
}

fn refers(from: &Table, column: &str, to: &Table) -> bool {
    from.column(column).is_some_and(|field| matches!(&field.kind, Kind::Reference(target) if *target == to.name))
}

/// Whether anybody reads the field at all; what nobody reads is not in the API.
pub(super) fn is_shown(field: &Field) -> bool {
    field.responsibility.rules().any(|rule| !rule.readers.is_empty())
}

/// The name of a field that holds one record of a table.
pub(super) fn singular(table: &Table) -> String {
    let mut letters = table.type_name.chars();
    letters.next().map(|first| first.to_ascii_lowercase().to_string() + letters.as_str()).unwrap_or_default()
}
