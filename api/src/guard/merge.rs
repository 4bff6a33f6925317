//! Whether the fields that answer under one key can be one field (GraphQL, September 2025, 5.3.2).
//!
//! The fields under a key are compared with the first of them, not each with each, and the selections below them are
//! read as one: so the work grows with the document. Where a field stands both on an interface and on its objects the
//! work can still double from level to level, so it is bounded.

use std::collections::HashSet;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{BaseType, Field, OperationDefinition, Selection, SelectionSet, Type};
use async_graphql::{Name, Pos, Positioned};
use async_graphql_value::Value;

use super::document::Fragments;
use super::limits::Limits;
use super::refusal::{Refusal, Result};
use super::types::{Types, named};

/// A field where it stands.
#[derive(Clone, Copy)]
struct Asked<'a> {
    on: &'a str,
    field: &'a Field,
    at: Pos,
}

/// Selection sets that are read as one, each with the type it is on.
type Sets<'a> = Vec<(&'a str, &'a SelectionSet)>;

/// Refuses an operation with two fields that answer under one key and are not the same.
pub(super) fn check(
    operation: &Positioned<OperationDefinition>,
    fragments: &Fragments<'_>,
    types: &Types,
    limits: &Limits,
) -> Result {
    let Some(root) = types.root(operation.node.ty) else { return Ok(()) };
    let set = &operation.node.selection_set.node;
    let left = limits.selections.saturating_mul(4);
    let mut merge = Merge { types, fragments, at: operation.pos, left };
    merge.shapes(&vec![(root, set)])?;
    merge.fields(&vec![(root, set)])
}

struct Merge<'a, 'b> {
    types: &'a Types,
    fragments: &'b Fragments<'a>,
    at: Pos,
    /// How many more fields are compared.
    left: u64,
}

impl<'a> Merge<'a, '_> {
    fn collect(&mut self, sets: &Sets<'a>) -> Result<IndexMap<&'a str, Vec<Asked<'a>>>> {
        let mut found: IndexMap<&str, Vec<Asked<'a>>> = IndexMap::new();
        let mut seen = HashSet::new();
        let mut pending: Sets<'a> = sets.iter().rev().copied().collect();
        while let Some((on, set)) = pending.pop() {
            let Some(left) = self.left.checked_sub(set.items.len() as u64) else {
                return Err(Refusal::limit(
                    self.at,
                    "Too many fields of the operation answer under the same keys. Give them aliases, or ask for less.",
                ));
            };
            self.left = left;
            for selection in &set.items {
                match &selection.node {
                    Selection::Field(field) => {
                        let key = field.node.response_key().node.as_str();
                        found.entry(key).or_default().push(Asked { on, field: &field.node, at: field.pos });
                    }
                    Selection::InlineFragment(fragment) => {
                        let condition = fragment.node.type_condition.as_ref();
                        let on = condition.map_or(on, |condition| condition.node.on.node.as_str());
                        pending.push((on, &fragment.node.selection_set.node));
                    }
                    Selection::FragmentSpread(spread) => {
                        let name = spread.node.fragment_name.node.as_str();
                        if let Some(fragment) = self.fragments.get(name).filter(|_| seen.insert(name)) {
                            let on = fragment.node.type_condition.node.on.node.as_str();
                            pending.push((on, &fragment.node.selection_set.node));
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// What answers under one key has one shape, whatever object is there.
    fn shapes(&mut self, sets: &Sets<'a>) -> Result {
        for group in self.collect(sets)?.into_values() {
            let Some((first, others)) = group.split_first() else { continue };
            let of = self.of(first);
            if let Some(other) = others.iter().find(|other| !self.same_shape(of, self.of(other))) {
                return Err(Refusal::invalid(
                    other.at,
                    "Another field answers under the same key with values of another type. Give one an alias.",
                ));
            }
            let below = self.below(&group);
            if !below.is_empty() {
                self.shapes(&below)?;
            }
        }
        Ok(())
    }

    /// What answers under one key for the same object is the same field with the same arguments.
    fn fields(&mut self, sets: &Sets<'a>) -> Result {
        for group in self.collect(sets)?.into_values() {
            for group in self.by_object(group) {
                let Some((first, others)) = group.split_first() else { continue };
                if let Some(other) = others.iter().find(|other| !same(first.field, other.field)) {
                    return Err(Refusal::invalid(
                        other.at,
                        "Another field, or the same with other arguments, answers under the same key. Give one an alias.",
                    ));
                }
                let below = self.below(&group);
                if !below.is_empty() {
                    self.fields(&below)?;
                }
            }
        }
        Ok(())
    }

    /// The fields that may be asked of the same object: those on it and those on interfaces.
    fn by_object(&self, group: Vec<Asked<'a>>) -> Vec<Vec<Asked<'a>>> {
        if group.iter().all(|asked| group.first().is_some_and(|first| first.on == asked.on)) {
            return vec![group];
        }
        let is_object = |on: &str| self.types.objects(on).is_some_and(|objects| objects == [on]);
        let (of_objects, of_any): (Vec<_>, Vec<_>) = group.into_iter().partition(|asked| is_object(asked.on));
        if of_objects.is_empty() {
            return vec![of_any];
        }
        let mut groups: IndexMap<&str, Vec<Asked<'a>>> = IndexMap::new();
        for asked in of_objects {
            groups.entry(asked.on).or_default().push(asked);
        }
        groups.into_values().map(|group| group.into_iter().chain(of_any.iter().copied()).collect()).collect()
    }

    fn of(&self, asked: &Asked<'a>) -> Option<&'a Type> {
        self.types.field(asked.on, &asked.field.name.node).map(|field| &field.of)
    }

    fn below(&self, group: &[Asked<'a>]) -> Sets<'a> {
        let asked = group.iter().filter(|asked| !asked.field.selection_set.node.items.is_empty());
        asked.filter_map(|asked| Some((named(self.of(asked)?), &asked.field.selection_set.node))).collect()
    }

    /// `None` is the type of `__typename`.
    fn same_shape(&self, one: Option<&Type>, other: Option<&Type>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => {
                one.nullable == other.nullable
                    && match (&one.base, &other.base) {
                        (BaseType::List(one), BaseType::List(other)) => self.same_shape(Some(one), Some(other)),
                        (BaseType::Named(one), BaseType::Named(other)) => {
                            one == other || (self.types.objects(one).is_some() && self.types.objects(other).is_some())
                        }
                        (BaseType::List(_), BaseType::Named(_)) | (BaseType::Named(_), BaseType::List(_)) => false,
                    }
            }
            (None, None) => true,
            (Some(of), None) | (None, Some(of)) => of.to_string() == "String!",
        }
    }
}

fn same(one: &Field, other: &Field) -> bool {
    let value = |(name, value): &(Positioned<Name>, Positioned<Value>)| {
        other.get_argument(&name.node).is_some_and(|other| other.node == value.node)
    };
    one.name.node == other.name.node && one.arguments.len() == other.arguments.len() && one.arguments.iter().all(value)
}
