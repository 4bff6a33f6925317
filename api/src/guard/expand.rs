//! How large a document is with its fragments opened, counted once for each fragment: whatever walks the document
//! behind this may open fragments where they are spread.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{FragmentDefinition, Selection, SelectionSet};

use super::document::{Document, Fragments};
use super::limits::Limits;
use super::refusal::{Refusal, Result};

/// What a selection set is, its fragments opened.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    /// Fields and fragments selected.
    pub(super) selections: u64,
    /// Fields of the set itself.
    pub(super) roots: u64,
    /// Selection sets below each other.
    pub(super) nesting: usize,
    /// Fields below each other, introspection apart.
    pub(super) depth: usize,
    /// Fields below each other from `__schema` or `__type` on.
    pub(super) introspection: usize,
    /// Introspection lists that lead from type to type, below each other.
    pub(super) type_lists: usize,
}

/// How deep the standard introspection query is: `ofType` nine times below the type of an argument of a field.
const INTROSPECTION_DEPTH: usize = 15;
/// The most lists from type to type below each other: each multiplies the answer by the size of the schema.
const TYPE_LISTS: usize = 2;

/// What one definition adds of its own, and the fragments it spreads.
struct Outline<'a> {
    own: Size,
    spreads: Vec<Spread<'a>>,
}

/// A spread and what stands above it.
struct Spread<'a> {
    fragment: &'a str,
    above: Above,
    at_root: bool,
}

/// What stands above a selection within its definition.
#[derive(Clone, Copy, Default)]
struct Above {
    nesting: usize,
    depth: usize,
    introspection: usize,
    type_lists: usize,
    /// Whether this is about the schema itself: below `__schema`, or in a fragment on `__Type`.
    of_schema: bool,
}

/// Refuses a document that is too large with its fragments opened. A fragment that spreads itself is endless.
pub(super) fn check(document: &Document, limits: &Limits) -> Result {
    let fragments = document.fragments();
    let sizes = sizes(&fragments)?;
    for (_, operation) in &document.operations {
        let size = total(&outline(&operation.node.selection_set.node, ""), &sizes);
        let at = operation.pos;
        let refuse = |what: &str, found: u64, most: u64, instead: &str| {
            let found = if found > most.saturating_mul(1_000) { "far too many".to_owned() } else { found.to_string() };
            Err(Refusal::limit(
                at,
                format!(
                    "The operation has {found} {what}, its fragments opened; at most {most} are answered. {instead}"
                ),
            ))
        };
        if size.selections > limits.selections {
            return refuse("fields and fragments", size.selections, limits.selections, "Ask for less at once.");
        }
        if size.nesting > limits.nesting {
            let found = size.nesting as u64;
            return refuse("selections within each other", found, limits.nesting as u64, "Nest fragments less.");
        }
        if size.roots > limits.root_fields {
            return refuse("fields at its root", size.roots, limits.root_fields, "Send the rest in another request.");
        }
        if size.depth > limits.depth {
            let found = size.depth as u64;
            return refuse("fields below each other", found, limits.depth as u64, "Start further down, by id.");
        }
        if size.introspection > 0 && !limits.introspection {
            let message = "This hub does not answer `__schema` and `__type`. Read its contract at /schema.graphql.";
            return Err(Refusal::invalid(at, message));
        }
        if size.introspection > INTROSPECTION_DEPTH || size.type_lists > TYPE_LISTS {
            return Err(Refusal::limit(
                at,
                format!(
                    "The operation asks for the schema {} fields deep and through {} lists of types; at most {INTROSPECTION_DEPTH} \
                     and {TYPE_LISTS} are answered. Send the standard introspection query.",
                    size.introspection, size.type_lists
                ),
            ));
        }
    }
    Ok(())
}

/// The size of every fragment. No recursion: a chain of fragments is as long as the document lets it.
fn sizes<'a>(fragments: &Fragments<'a>) -> Result<HashMap<&'a str, Size>> {
    let outlined = |fragment: &'a FragmentDefinition| {
        outline(&fragment.selection_set.node, fragment.type_condition.node.on.node.as_str())
    };
    let outlines: HashMap<&str, Outline<'a>> =
        fragments.iter().map(|(name, fragment)| (*name, outlined(&fragment.node))).collect();
    let mut sizes: HashMap<&str, Size> = HashMap::new();
    let mut open: HashSet<&str> = HashSet::new();
    for start in fragments.keys() {
        let mut stack = vec![*start];
        while let Some(name) = stack.last().copied() {
            let Some(outline) = outlines.get(name).filter(|_| !sizes.contains_key(name)) else {
                stack.pop();
                continue;
            };
            let missing = outline.spreads.iter().map(|spread| spread.fragment);
            let missing: Vec<&str> =
                missing.filter(|name| outlines.contains_key(name) && !sizes.contains_key(name)).collect();
            if missing.is_empty() {
                sizes.insert(name, total(outline, &sizes));
                open.remove(name);
                stack.pop();
                continue;
            }
            open.insert(name);
            if missing.iter().any(|missing| open.contains(missing)) {
                let at = fragments.get(name).map(|fragment| fragment.pos);
                return Err(Refusal::invalid(
                    at,
                    "This fragment spreads itself, perhaps through others. Take one spread out.",
                ));
            }
            stack.extend(missing);
        }
    }
    Ok(sizes)
}

fn total(outline: &Outline<'_>, sizes: &HashMap<&str, Size>) -> Size {
    let mut total = outline.own;
    for Spread { fragment, above, at_root } in &outline.spreads {
        let Some(size) = sizes.get(fragment) else { continue };
        total.selections = total.selections.saturating_add(size.selections);
        if *at_root {
            total.roots = total.roots.saturating_add(size.roots);
        }
        total.nesting = total.nesting.max(above.nesting + size.nesting);
        if above.introspection > 0 {
            // Below `__schema` the fragment's fields are introspection too.
            total.introspection = total.introspection.max(above.introspection + size.depth);
        } else {
            total.depth = total.depth.max(above.depth + size.depth);
        }
        total.introspection = total.introspection.max(size.introspection);
        total.type_lists = total.type_lists.max(above.type_lists + size.type_lists);
    }
    total
}

/// What a selection set on a value of type `on` adds; `on` matters where it is a type of introspection.
fn outline<'a>(set: &'a SelectionSet, on: &str) -> Outline<'a> {
    let mut outline = Outline { own: Size::default(), spreads: Vec::new() };
    let above = Above { nesting: 1, of_schema: on.starts_with("__"), ..Above::default() };
    add(&mut outline, set, above, true);
    outline
}

fn add<'a>(outline: &mut Outline<'a>, set: &'a SelectionSet, above: Above, at_root: bool) {
    let own = &mut outline.own;
    if !set.items.is_empty() {
        own.nesting = own.nesting.max(above.nesting);
    }
    own.selections += set.items.len() as u64;
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let below = beneath(above, field.node.name.node.as_str());
                let own = &mut outline.own;
                own.depth = own.depth.max(below.depth);
                own.introspection = own.introspection.max(below.introspection);
                own.type_lists = own.type_lists.max(below.type_lists);
                own.roots += u64::from(at_root);
                add(outline, &field.node.selection_set.node, below, false);
            }
            Selection::InlineFragment(fragment) => {
                let on = fragment.node.type_condition.as_ref();
                let of_schema = above.of_schema || on.is_some_and(|on| on.node.on.node.starts_with("__"));
                let below = Above { nesting: above.nesting + 1, of_schema, ..above };
                add(outline, &fragment.node.selection_set.node, below, at_root);
            }
            Selection::FragmentSpread(spread) => {
                let fragment = spread.node.fragment_name.node.as_str();
                outline.spreads.push(Spread { fragment, above, at_root });
            }
        }
    }
}

/// What stands above the selections of a field.
fn beneath(mut above: Above, field: &str) -> Above {
    above.nesting += 1;
    if above.introspection > 0 || matches!(field, "__schema" | "__type") {
        above.introspection += 1;
        above.of_schema = true;
    } else {
        above.depth += 1;
    }
    let of_types = matches!(field, "types" | "fields" | "inputFields" | "interfaces" | "possibleTypes");
    above.type_lists += usize::from(above.of_schema && of_types);
    above
}
