//! Which fields? The one test of what a viewer may read, in the form SQL needs it.
//!
//! A column has an expression for a viewer, or it has none. Selecting, filtering, ordering and counting all
//! ask here, so what cannot be read cannot be reached by any of them.

use entity::rights::{Rule, Standing};
use entity::{Field, Table};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};

use super::Viewer;
use super::scope::of_row;
use crate::error::{Error, ErrorCode, Result};

/// On which rows of a table a viewer reads a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On all in scope.
    Always,
    /// On those the viewer's organisation wrote.
    Own,
    /// On none.
    Never,
    /// On some about victims and some about suspects.
    BySubject(&'static Reach, &'static Reach),
}

/// On which rows the viewer reads the field.
pub fn reach(field: &Field, viewer: &Viewer) -> Reach {
    let of = |rule: Rule| of_rule(rule, viewer.standing());
    let responsibility = &field.responsibility;
    match responsibility.of_suspects.map(of) {
        Some(suspects) if suspects != of(responsibility.rule) => {
            Reach::BySubject(simple(of(responsibility.rule)), simple(suspects))
        }
        _ => of(responsibility.rule),
    }
}

fn of_rule(rule: Rule, standing: Standing) -> Reach {
    if rule.readers.intersects(standing) {
        Reach::Always
    } else if rule.readers.contains(Standing::AUTHOR) {
        Reach::Own
    } else {
        Reach::Never
    }
}

fn simple(reach: Reach) -> &'static Reach {
    match reach {
        Reach::Always => &Reach::Always,
        Reach::Own => &Reach::Own,
        Reach::Never | Reach::BySubject(..) => &Reach::Never,
    }
}

/// The facts of one record that a rule turns on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    /// The viewer's organisation wrote it.
    pub(super) author: bool,
    /// It is about a suspect.
    pub(super) suspect: bool,
}

impl Reach {
    /// Whether it takes in a record of these facts.
    pub(super) fn on(self, subject: Subject) -> bool {
        match self {
            Self::Always => true,
            Self::Own => subject.author,
            Self::Never => false,
            Self::BySubject(victims, suspects) => if subject.suspect { *suspects } else { *victims }.on(subject),
        }
    }

    /// The condition under which a row's value is read; `None` where it always is.
    pub(super) fn condition(self, viewer: &Viewer) -> Option<Expr> {
        match self {
            Self::Always => None,
            Self::Own => Some(of_row("organisation_id").eq(viewer.organisation())),
            Self::Never => Some(Expr::cust("1 = 0")),
            Self::BySubject(victims, suspects) => {
                let on = |subject: Expr, reach: &Reach| match reach.condition(viewer) {
                    Some(condition) => subject.and(condition),
                    None => subject,
                };
                Some(on(of_row("suspect_id").is_null(), victims).or(on(of_row("suspect_id").is_not_null(), suspects)))
            }
        }
    }
}

/// The value of a field as the viewer reads it, null on rows where they may not; `None` where they never may.
pub(super) fn readable(field: &Field, viewer: &Viewer) -> Option<Expr> {
    let reach = reach(field, viewer);
    if reach == Reach::Never {
        return None;
    }
    let column = of_row(field.column);
    Some(match reach.condition(viewer) {
        None => column,
        Some(condition) => CaseStatement::new().case(condition, column).into(),
    })
}

/// The same, or the refusal to filter or order by it.
pub(super) fn required(table: &Table, field: &Field, viewer: &Viewer) -> Result<Expr> {
    readable(field, viewer).ok_or_else(|| {
        let name = format!("{}.{}", table.type_name, field.name);
        let mut error = Error::new(
            ErrorCode::NotResponsible,
            format!("Your organisation does not read {name}, so it cannot filter or order by it. Leave it out."),
        );
        error.fields.push(refusal(&name, field.responsibility.rules()));
        error
    })
}

/// A refused field with the parties responsible for it, for a program.
pub(super) fn refusal(name: &str, rules: impl Iterator<Item = Rule>) -> serde_json::Value {
    serde_json::json!({ "field": name, "responsible": responsible(rules) })
}

/// Who answers for a value under these rules: the editors, or the fillers where nobody edits it, or the hub.
pub fn responsible(rules: impl IntoIterator<Item = Rule>) -> Vec<&'static str> {
    let party = |rule: Rule| if rule.editor.is_empty() { rule.fillers } else { rule.editor };
    let parties = rules.into_iter().map(party).fold(Standing::empty(), Standing::union);
    if parties.is_empty() { vec!["HUB"] } else { parties.names().collect() }
}

/// Who answers for a field where it is withheld from the viewer.
pub(super) fn withheld_by(field: &Field, viewer: &Viewer) -> Vec<&'static str> {
    responsible(field.responsibility.rules().filter(|rule| !rule.readers.intersects(viewer.standing())))
}
