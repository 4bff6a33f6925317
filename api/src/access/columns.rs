//! Which fields? The one test of what a viewer may read, in the form SQL needs it.
//!
//! A column has an expression for a viewer, or it has none. Selecting, filtering, ordering and counting all
//! ask here, so what cannot be read cannot be reached by any of them.

use entity::rights::{Class, Rule, Standing};
use entity::{Field, Table};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};

use super::Viewer;
use super::grounds::{grounds, nowhere};
use super::scope::of_row;
use super::scope::victim_column;
use super::sight::{Sight, of_a_row};
use crate::error::{Error, ErrorCode, Result};

/// On which rows of a table a viewer reads a column, or edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    victims: Demands,
    /// Where rows about suspects have a rule of their own.
    suspects: Option<Demands>,
}

/// What a viewer must be to a row to read or edit a column of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Demands {
    /// One of each of these. Where nothing is demanded, every row in scope is read.
    Stands(Vec<Standing>),
    /// Nothing helps.
    Never,
}

/// On which rows the viewer reads the field.
pub fn reach(table: &Table, field: &Field, viewer: &Viewer) -> Reach {
    let readers = |rule: Rule| rule.readers_for(viewer.standing());
    let victims = demands(readers(field.responsibility.rule), viewer).and(of_victims(table, field, viewer));
    let suspects = field.responsibility.of_suspects.map(|rule| demands(readers(rule), viewer));
    Reach { suspects: suspects.filter(|suspects| *suspects != victims), victims }
}

/// On which rows the viewer edits the field.
pub(super) fn editing(_: &Table, field: &Field, viewer: &Viewer) -> Reach {
    let victims = demands(field.responsibility.rule.editor, viewer);
    let suspects = field.responsibility.of_suspects.map(|rule| demands(rule.editor, viewer));
    Reach { suspects: suspects.filter(|suspects| *suspects != victims), victims }
}

fn demands(parties: Standing, viewer: &Viewer) -> Demands {
    if parties.intersects(viewer.standing()) {
        return Demands::Stands(Vec::new());
    }
    let mut of_a_row = of_a_row().fold(Standing::empty(), Standing::union);
    of_a_row.set(Standing::ACCOUNT_KEEPER, viewer.rank().keeps_accounts());
    match parties & of_a_row {
        none if none.is_empty() => Demands::Never,
        demanded => Demands::Stands(vec![demanded]),
    }
}

/// What a field about a victim demands beyond its rule: that the victim wants the viewer's organisation to know who
/// they are, and that the part it has in the case opens the field's group. What it wrote itself it knows.
fn of_victims(table: &Table, field: &Field, viewer: &Viewer) -> Vec<Standing> {
    let identifies = field.responsibility.class == Class::Identity && victim_column(table).is_some();
    let consented = identifies && viewer.role().identity_consent().is_some();
    let consented = consented.then_some(Standing::AUTHOR.union(Standing::INFORMED).union(Standing::GLASS));
    let shared = viewer.is_limited().then(|| table.group_of(field)).flatten();
    let shared = shared.map(|group| Standing::AUTHOR.union(Standing::granted(group)));
    consented.into_iter().chain(shared).filter(|demanded| !demanded.intersects(viewer.standing())).collect()
}

/// The facts of one record that a rule turns on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    /// What the viewer is to it, its role included.
    pub(super) standing: Standing,
    /// It is about a suspect.
    pub(super) suspect: bool,
}

impl Reach {
    /// Whether it takes in no row.
    pub fn is_never(&self) -> bool {
        self.victims == Demands::Never && self.suspects.as_ref().is_none_or(|suspects| *suspects == Demands::Never)
    }

    /// Whether it takes in a record of these facts.
    pub(super) fn on(&self, subject: Subject) -> bool {
        let demands = self.suspects.as_ref().filter(|_| subject.suspect).unwrap_or(&self.victims);
        match demands {
            Demands::Stands(each) => each.iter().all(|one_of| one_of.intersects(subject.standing)),
            Demands::Never => false,
        }
    }

    /// What a record of these facts would have to be to the viewer beside what it is; nothing where nothing helps.
    pub(super) fn missing(&self, subject: Subject) -> Vec<Standing> {
        let demands = self.suspects.as_ref().filter(|_| subject.suspect).unwrap_or(&self.victims);
        match demands {
            Demands::Stands(each) => {
                each.iter().copied().filter(|one_of| !one_of.intersects(subject.standing)).collect()
            }
            Demands::Never => Vec::new(),
        }
    }

    /// The condition under which it takes in a row; `None` where it takes in all.
    pub(super) fn condition(&self, table: &Table, sight: Sight<'_>) -> Option<Expr> {
        let Some(suspects) = &self.suspects else { return self.victims.condition(table, sight) };
        let about_victims = of_row("suspect_id").is_null();
        let about_suspects = of_row("suspect_id").is_not_null();
        let on = |subject: Expr, demands: &Demands| match demands.condition(table, sight) {
            Some(condition) => subject.and(condition),
            None => subject,
        };
        Some(on(about_victims, &self.victims).or(on(about_suspects, suspects)))
    }

    /// On what grounds it takes in a row, null where it does not; `None` where it takes in all.
    pub(super) fn grounds(&self, table: &Table, sight: Sight<'_>) -> Option<Expr> {
        match &self.suspects {
            None if self.victims == Demands::Stands(Vec::new()) => None,
            None => Some(self.victims.grounds(table, sight)),
            Some(suspects) => {
                let about_victims = of_row("suspect_id").is_null();
                let case = CaseStatement::new().case(about_victims, self.victims.grounds(table, sight));
                Some(case.finally(suspects.grounds(table, sight)).into())
            }
        }
    }
}

impl Demands {
    /// These and others besides.
    fn and(self, others: Vec<Standing>) -> Self {
        match self {
            Self::Stands(each) => Self::Stands(each.into_iter().chain(others).collect()),
            Self::Never => Self::Never,
        }
    }

    fn condition(&self, table: &Table, sight: Sight<'_>) -> Option<Expr> {
        match self {
            Self::Stands(each) => {
                each.iter().map(|one_of| sight.stands_as_one_of(table, *one_of)).reduce(ExprTrait::and)
            }
            Self::Never => Some(Expr::cust("1 = 0")),
        }
    }

    fn grounds(&self, table: &Table, sight: Sight<'_>) -> Expr {
        match self {
            Self::Stands(each) => grounds(each, table, sight),
            Self::Never => nowhere(),
        }
    }
}

/// On what grounds the viewer reads these fields of a row, for those that it does not read on every one: once for all
/// of one reach.
pub(super) fn grounds_of(fields: impl Iterator<Item = &'static Field>, table: &Table, sight: Sight<'_>) -> Vec<Expr> {
    let mut reaches: Vec<Reach> = Vec::new();
    for reach in fields.map(|field| reach(table, field, sight.viewer)) {
        if !reaches.contains(&reach) {
            reaches.push(reach);
        }
    }
    reaches.iter().filter_map(|reach| reach.grounds(table, sight)).collect()
}

/// The value of a field as the viewer reads it, null on rows where they may not; `None` where they never may.
pub(super) fn readable(table: &Table, field: &Field, sight: Sight<'_>) -> Option<Expr> {
    let reach = reach(table, field, sight.viewer);
    if reach.is_never() {
        return None;
    }
    let column = of_row(field.column);
    Some(match reach.condition(table, sight) {
        None => column,
        Some(condition) => CaseStatement::new().case(condition, column).into(),
    })
}

/// The same, or the refusal to filter or order by it.
pub(super) fn required(table: &Table, field: &Field, sight: Sight<'_>) -> Result<Expr> {
    readable(table, field, sight).ok_or_else(|| {
        let name = format!("{}.{}", table.type_name, field.name);
        let mut error = Error::new(
            ErrorCode::NotResponsible,
            format!("Your organisation does not read {name}, so it cannot filter or order by it. Leave it out."),
        );
        error.fields.push(refusal(&name, answering(field)));
        error
    })
}

/// A refused field with the parties responsible for it, for a program.
pub(super) fn refusal(name: &str, parties: Standing) -> serde_json::Value {
    serde_json::json!({ "field": name, "responsible": responsible(parties) })
}

/// Who answers for the values of a field: who moves its state, or else the editors, or the fillers where nobody
/// edits it.
pub fn answering(field: &Field) -> Standing {
    let movers = field.moves().into_iter().map(|way| way.by);
    field.responsibility.rules().map(party).chain(movers).fold(Standing::empty(), Standing::union)
}

/// Who answers for a value under a rule: the editor, or the fillers where nobody edits it.
pub fn party(rule: Rule) -> Standing {
    if rule.editor.is_empty() { rule.fillers } else { rule.editor }
}

/// The names of the parties that answer; where there are none, the hub does.
pub fn responsible(parties: Standing) -> Vec<&'static str> {
    if parties.is_empty() { vec!["HUB"] } else { parties.names().collect() }
}

/// Why a field is withheld from a viewer.
pub(super) struct Withheld {
    /// Who answers for its values.
    pub(super) responsible: Vec<&'static str>,
    /// The field's own rule withholds it, and not the victim or the limits of a referral.
    pub(super) by_rule: bool,
}

/// Why a field is withheld from the viewer.
pub(super) fn withheld_by(field: &Field, viewer: &Viewer) -> Withheld {
    let by_rule = field.responsibility.rules().any(|rule| !rule.readers.intersects(viewer.standing()));
    if field.is_state() {
        return Withheld { responsible: responsible(answering(field)), by_rule };
    }
    let withholding = field.responsibility.rules().filter(|rule| !rule.readers.intersects(viewer.standing()));
    let parties = withholding.map(party).fold(Standing::empty(), Standing::union);
    let parties = if by_rule { parties } else { party(field.responsibility.rule) };
    Withheld { responsible: responsible(parties), by_rule }
}
