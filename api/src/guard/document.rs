//! A document as it was written: definitions in their order, names with their places.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned};

use super::limits::{LONGEST_NAME, Limits};
use super::refusal::{Refusal, Result};

/// A document as it was written.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) operations: Vec<(Option<Positioned<Name>>, Positioned<OperationDefinition>)>,
    pub(super) fragments: Vec<(Positioned<Name>, Positioned<FragmentDefinition>)>,
}

/// The fragments of a document by their names.
pub(super) type Fragments<'a> = HashMap<&'a str, &'a Positioned<FragmentDefinition>>;

impl Document {
    /// The name of its first operation, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.operations.first().and_then(|(name, _)| name.as_ref()).map(|name| name.node.as_str())
    }

    /// The operation a request asks for: the one of that name, or the only one.
    pub fn operation(&self, name: Option<&str>) -> Result<&Positioned<OperationDefinition>> {
        let mut asked = self
            .operations
            .iter()
            .filter(|(own, _)| name.is_none_or(|name| own.as_ref().is_some_and(|own| own.node.as_str() == name)));
        match (asked.next(), asked.next()) {
            (Some((_, operation)), None) => Ok(operation),
            (Some(_), Some(_)) => Err(Refusal::invalid(
                None,
                "The document has several operations. Say by operationName which one to run.",
            )),
            (None, _) => Err(Refusal::invalid(None, "The document has no operation of this operationName.")),
        }
    }

    pub(super) fn fragments(&self) -> Fragments<'_> {
        self.fragments.iter().map(|(name, fragment)| (name.node.as_str(), fragment)).collect()
    }

    /// The selection sets of every definition.
    pub(super) fn selection_sets(&self) -> impl Iterator<Item = &Positioned<SelectionSet>> {
        let operations = self.operations.iter().map(|(_, operation)| &operation.node.selection_set);
        operations.chain(self.fragments.iter().map(|(_, fragment)| &fragment.node.selection_set))
    }

    /// Operations and fragments have names of their own, and an operation without a name is alone.
    pub(super) fn check_names(&self, limits: &Limits) -> Result {
        if self.operations.len() > limits.operations {
            let (found, most) = (self.operations.len(), limits.operations);
            return Err(Refusal::limit(
                None,
                format!("The document has {found} operations; at most {most} are read. Send them one by one."),
            ));
        }
        let mut seen = HashSet::new();
        for (name, operation) in &self.operations {
            let Some(name) = name else {
                if self.operations.len() > 1 {
                    return Err(Refusal::invalid(
                        operation.pos,
                        "An operation without a name is alone in its document. Give each a name.",
                    ));
                }
                continue;
            };
            if name.node.len() > LONGEST_NAME {
                return Err(Refusal::limit(
                    name.pos,
                    format!("The name of an operation has at most {LONGEST_NAME} characters. Give it a shorter one."),
                ));
            }
            if !seen.insert(&name.node) {
                return Err(Refusal::invalid(name.pos, "Another operation has this name. Give each one of its own."));
            }
        }
        if self.operations.is_empty() {
            return Err(Refusal::invalid(None, "The document has no operation. Begin it with query, mutation or {."));
        }
        let mut seen = HashSet::new();
        match self.fragments.iter().find(|(name, _)| !seen.insert(&name.node)) {
            Some((name, _)) => {
                Err(Refusal::invalid(name.pos, "Another fragment has this name. Give each one of its own."))
            }
            None => Ok(()),
        }
    }

    /// The document as the library knows it.
    pub fn into_executable(self) -> ExecutableDocument {
        let named = self.operations.iter().all(|(name, _)| name.is_some());
        let mut operations = self.operations.into_iter();
        let operations = match (named, operations.len()) {
            (false, 1) => operations.next().map(|(_, operation)| DocumentOperations::Single(operation)),
            _ => None,
        }
        .unwrap_or_else(|| {
            DocumentOperations::Multiple(operations.filter_map(|(name, it)| Some((name?.node, it))).collect())
        });
        let fragments = self.fragments.into_iter().map(|(name, fragment)| (name.node, fragment)).collect();
        ExecutableDocument { operations, fragments }
    }
}

/// What a selection has below it: a spread has nothing here, its fragment has.
pub(super) fn below(selection: &Selection) -> Option<&Positioned<SelectionSet>> {
    match selection {
        Selection::Field(field) => Some(&field.node.selection_set),
        Selection::InlineFragment(fragment) => Some(&fragment.node.selection_set),
        Selection::FragmentSpread(_) => None,
    }
}
