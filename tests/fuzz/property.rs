//! What holds of every text, for the fuzzer and for the test that mutates documents alike.

use std::collections::HashMap;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Variables};
use tip_hub::guard::Guard;

/// What the guard takes the library's parser takes as well, and it is nested no deeper than the limit, with its fragments
/// opened. What the guard refuses it refuses with a reason. Says whether the text was taken.
pub fn holds(guard: &Guard, text: &str) -> bool {
    let document = match guard.document(text) {
        Ok(document) => document,
        Err(refusals) => {
            assert!(!refusals.is_empty(), "refused without a reason: {text:?}");
            return false;
        }
    };
    // Its answer may be too large; its reading may not fail in any other way than by saying so.
    let _ = guard.request(&document, None, &mut Variables::default());
    within(&document.into_executable(), guard.limits().nesting, text);
    match parse_query(text) {
        Ok(document) => within(&document, guard.limits().nesting, text),
        Err(_) => assert!(is_newer(text), "the library's parser refuses {text:?}"),
    }
    true
}

/// Whether a text may be written as the library's parser does not know yet: with a description or `\u{…}`, which the
/// specification of September 2025 brought, or with blanks within a type.
fn is_newer(text: &str) -> bool {
    text.contains('"') || text.contains('$')
}

fn within(document: &ExecutableDocument, most: usize, text: &str) {
    let mut known = HashMap::new();
    for (_, operation) in document.operations.iter() {
        let found = nesting(&operation.node.selection_set.node, &document.fragments, &mut known);
        assert!(found <= most, "{found} selections within each other: {text:?}");
    }
}

/// How many selection sets are within each other, that of a fragment being within the one that spreads it. Each fragment is
/// looked at once.
fn nesting<'a>(
    set: &'a SelectionSet,
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    known: &mut HashMap<&'a str, usize>,
) -> usize {
    let mut deepest = 0;
    for selection in &set.items {
        deepest = deepest.max(match &selection.node {
            Selection::Field(field) => nesting(&field.node.selection_set.node, fragments, known),
            Selection::InlineFragment(fragment) => nesting(&fragment.node.selection_set.node, fragments, known),
            Selection::FragmentSpread(spread) => {
                let name = spread.node.fragment_name.node.as_str();
                match (known.get(name), fragments.get(name)) {
                    (Some(found), _) => *found,
                    (None, None) => 0,
                    (None, Some(fragment)) => {
                        let found = nesting(&fragment.node.selection_set.node, fragments, known);
                        known.insert(name, found);
                        found
                    }
                }
            }
        });
    }
    usize::from(!set.items.is_empty()) + deepest
}
