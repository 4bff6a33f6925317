//! Aliases and directives, counted as they are written.

use async_graphql::Pos;
use async_graphql::Positioned;
use async_graphql::parser::types::{Directive, Selection, SelectionSet};

use super::document::{Document, below};
use super::limits::Limits;
use super::refusal::{Refusal, Result};

/// Refuses a document with more aliases or directives than are read.
pub(super) fn check(document: &Document, limits: &Limits) -> Result {
    let mut count = Count { aliases: 0, directives: 0, limits };
    for (_, operation) in &document.operations {
        count.directives(&operation.node.directives)?;
        for variable in &operation.node.variable_definitions {
            count.directives(&variable.node.directives)?;
        }
    }
    for (_, fragment) in &document.fragments {
        count.directives(&fragment.node.directives)?;
    }
    document.selection_sets().try_for_each(|set| count.set(&set.node))
}

struct Count<'a> {
    aliases: usize,
    directives: usize,
    limits: &'a Limits,
}

impl Count<'_> {
    fn set(&mut self, set: &SelectionSet) -> Result {
        for selection in &set.items {
            if let Selection::Field(field) = &selection.node
                && let Some(alias) = &field.node.alias
            {
                self.alias(alias.pos)?;
            }
            self.directives(selection.node.directives())?;
            if let Some(below) = below(&selection.node) {
                self.set(&below.node)?;
            }
        }
        Ok(())
    }

    fn alias(&mut self, at: Pos) -> Result {
        self.aliases += 1;
        if self.aliases > self.limits.aliases {
            let most = self.limits.aliases;
            return Err(Refusal::limit(
                at,
                format!("The document has more than {most} aliases. Send the rest in another request."),
            ));
        }
        Ok(())
    }

    fn directives(&mut self, directives: &[Positioned<Directive>]) -> Result {
        self.directives += directives.len();
        let Some(first) = directives.first() else { return Ok(()) };
        if directives.len() > self.limits.directives_at_once {
            let (found, most) = (directives.len(), self.limits.directives_at_once);
            return Err(Refusal::limit(
                first.pos,
                format!("There are {found} directives here; at most {most} are read. Leave some out."),
            ));
        }
        if self.directives > self.limits.directives {
            let most = self.limits.directives;
            return Err(Refusal::limit(
                first.pos,
                format!("The document has more than {most} directives. Leave some out."),
            ));
        }
        Ok(())
    }
}
