//! The columns of a statement: those asked for that the viewer may read, and how a row of them is decoded.

use chrono::{DateTime, Utc};
use entity::lifecycle::{DisputeParty, Guard};
use entity::rights::Standing;
use entity::{Field, Kind, Table};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

use super::columns::{self, Reach};
use super::disputes::{self, Turn};
use super::grounds::Grounds;
use super::guards::holds;
use super::known::{self, TELLING, tells_of_fields};
use super::moves::Situation;
use super::record::{Record, Told};
use super::rows::{fact, scalar};
use super::scope::{case_column, of_row};
use super::sight::Sight;
use super::value::{Seen, decode};
use super::{Link, Select, version};

/// The column that names the victim a record is about.
const VICTIM: &str = "victim_id";

/// What a statement selects, in order, and what each column of its answer is. An unreadable field has no
/// column here, and so no way into a record.
pub(super) struct Shape {
    table: &'static Table,
    columns: Vec<(Expr, Part)>,
    /// Where it stands on what grounds fields of this reach are read on a row: once for all of them.
    reaches: Vec<(Reach, usize)>,
    /// Where it stands on what grounds a row was sought.
    sought: Vec<usize>,
    unreadable: Vec<&'static Field>,
    /// The viewer's role, where acts are asked for.
    role: Standing,
}

enum Part {
    Id,
    /// The record's case, for the log of who read it.
    Case,
    /// The victim it is about, for the same.
    Victim,
    /// The type of the record it tells of, for the same; its id and its field come next.
    Told,
    /// Is read with another.
    Beside,
    Parent,
    /// A value, and the column that says on what grounds it is read on this row, where not on every one.
    Value(&'static Field, Option<usize>),
    /// Null where none is read.
    Grounds,
    Version,
    UpdatedAt,
    /// What the viewer is to the row beside its role.
    Stands(Standing),
    /// The state in this field.
    State(&'static Field),
    /// Whether the guard holds.
    Holds(Guard),
    /// Whether the viewer is this party to the dispute.
    Party(DisputeParty),
    /// Where the dispute stands.
    Dispute,
}

impl Shape {
    /// The shape of what is asked, for rows that hang on a parent by `link`.
    pub(super) fn of(select: &Select, link: Option<&'static Field>, sight: Sight<'_>) -> Self {
        let mut shape = Self {
            table: select.table,
            columns: vec![(of_row("id"), Part::Id)],
            reaches: Vec::new(),
            sought: Vec::new(),
            unreadable: Vec::new(),
            role: Standing::empty(),
        };
        if let Some(link) = link {
            shape.columns.push((of_row(link.column), Part::Parent));
        }
        if let Some(case) = case_column(select.table) {
            shape.columns.push((of_row(case), Part::Case));
        }
        if let Some(victim) = select.table.column(VICTIM) {
            shape.columns.push((of_row(victim.column), Part::Victim));
        }
        if tells_of_fields(select.table) {
            let [of, record, field] = TELLING.map(of_row);
            shape.columns.extend([(of, Part::Told), (record, Part::Beside), (field, Part::Beside)]);
            shape.columns.push((victim_told_of(), Part::Victim));
            if select.fields.iter().any(|field| matches!(field.kind, Kind::Any)) {
                shape.columns.extend(known::grounds(select.table, sight).map(|grounds| (grounds, Part::Grounds)));
            }
        }
        let referring = select.children.iter().filter_map(|child| match child.link {
            Link::To(field) => Some(field),
            Link::One(_) | Link::Many(_) => None,
        });
        let derived_from = select.derived.iter().flat_map(|derived| derived.from.iter().copied());
        for field in select.fields.iter().copied().chain(derived_from).chain(referring) {
            shape.add(field, sight);
        }
        if select.version {
            shape.columns.push((version::version(select.table, sight), Part::Version));
        }
        if select.updated_at {
            shape.columns.push((version::updated_at(select.table, sight), Part::UpdatedAt));
        }
        if select.next_acts {
            shape.add_next_acts(sight);
        }
        shape
    }

    fn add(&mut self, field: &'static Field, sight: Sight<'_>) {
        let Some(value) = columns::readable(self.table, field, sight) else {
            self.unreadable.push(field);
            return;
        };
        let grounds = self.grounds(columns::reach(self.table, field, sight.viewer), sight);
        self.columns.push((value, Part::Value(field, grounds)));
    }

    /// Says also on what grounds a row was sought by this field.
    pub(super) fn seek_by(&mut self, field: &Field, sight: Sight<'_>) {
        let column = self.grounds(columns::reach(self.table, field, sight.viewer), sight);
        self.sought.extend(column);
    }

    /// The column that says on what grounds fields of this reach are read on a row; `None` where they are on every one.
    fn grounds(&mut self, reach: Reach, sight: Sight<'_>) -> Option<usize> {
        if let Some((_, column)) = self.reaches.iter().find(|(known, _)| *known == reach) {
            return Some(*column);
        }
        let grounds = reach.grounds(self.table, sight)?;
        let column = self.columns.len();
        self.columns.push((grounds, Part::Grounds));
        self.reaches.push((reach, column));
        Some(column)
    }

    /// What it takes to say which acts are open: what the viewer is to the row, the states it reads, and the guards.
    fn add_next_acts(&mut self, sight: Sight<'_>) {
        self.role = sight.viewer.standing();
        for standing in [Standing::AUTHOR, Standing::LEAD, Standing::RECEIVER, Standing::ACCOUNT_KEEPER] {
            if let Some(condition) = sight.stands(self.table, standing) {
                self.columns.push((fact(Some(condition)), Part::Stands(standing)));
            }
        }
        for (party, condition) in disputes::parties(self.table, sight) {
            self.columns.push((fact(Some(condition)), Part::Party(party)));
        }
        if let Some(status) = disputes::status(self.table) {
            self.columns.push((of_row(status.column), Part::Dispute));
            let guard = Guard::DisputeUnanswered;
            self.columns.push((fact(Some(holds(guard, self.table, sight))), Part::Holds(guard)));
        }
        let mut guards = Vec::new();
        for field in self.table.fields.iter().filter(|field| field.is_state()) {
            let Some(state) = columns::readable(self.table, field, sight) else { continue };
            self.columns.push((state, Part::State(field)));
            for guard in field.moves().iter().flat_map(|way| way.guards) {
                if !guards.contains(guard) {
                    guards.push(*guard);
                    self.columns.push((fact(Some(holds(*guard, self.table, sight))), Part::Holds(*guard)));
                }
            }
        }
    }

    /// Puts the columns into a statement.
    pub(super) fn select(&self, statement: &mut SelectStatement) {
        for (index, (column, _)) in self.columns.iter().enumerate() {
            statement.expr_as(column.clone(), column_alias(index));
        }
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// A row as a record, with the parent it hangs on.
    pub(super) fn decode(&self, row: &QueryResult) -> Result<(Option<Uuid>, Record), DbErr> {
        let mut record = Record::new(self.table, row.try_get_by_index(0)?);
        for field in &self.unreadable {
            record.values[field.index] = Some(Seen::Withheld);
        }
        let mut parent = None;
        let mut turn = Turn::default();
        let mut acts = Situation { standing: self.role, ..Situation::default() };
        for (index, (_, part)) in self.columns.iter().enumerate() {
            match part {
                Part::Id | Part::Beside => {}
                Part::Grounds => record.grounds.extend([Grounds::answered(row, [index])?]),
                Part::Case => record.case = row.try_get_by_index(index)?,
                Part::Victim => record.victim = row.try_get_by_index(index)?,
                Part::Told => {
                    let of: String = row.try_get_by_index(index)?;
                    let (told, field): (Uuid, Option<String>) =
                        (row.try_get_by_index(index + 1)?, row.try_get_by_index(index + 2)?);
                    record.told = entity::tables().iter().find(|table| table.name == of).map(|table| Told {
                        table,
                        record: told,
                        field: field.and_then(|field| table.field(&field)),
                    });
                }
                Part::Parent => parent = row.try_get_by_index(index)?,
                Part::Value(field, grounds) => {
                    let is_read =
                        |column: usize| Ok::<_, DbErr>(row.try_get_by_index::<Option<i32>>(column)?.is_some());
                    let seen = match grounds.map(is_read).transpose()? {
                        Some(false) => Seen::Withheld,
                        Some(true) | None => decode(&field.kind, row, index)?,
                    };
                    record.values[field.index] = Some(seen);
                }
                Part::Version => record.version = Some(row.try_get_by_index(index)?),
                Part::Stands(standing) => acts.standing.set(*standing, row.try_get_by_index::<i32>(index)? == 1),
                Part::State(field) => {
                    let state: Option<String> = row.try_get_by_index(index)?;
                    acts.states.extend(state.map(|state| (*field, state)));
                }
                Part::Holds(guard) if row.try_get_by_index::<i32>(index)? == 1 => acts.held.push(*guard),
                Part::Holds(_) => {}
                Part::Party(party) => turn.set(*party, row.try_get_by_index::<i32>(index)? == 1),
                Part::Dispute => turn.stands(row.try_get_by_index(index)?),
                Part::UpdatedAt => record.updated_at = row.try_get_by_index::<Option<DateTime<Utc>>>(index)?,
            }
        }
        record.sought = Grounds::answered(row, self.sought.iter().copied())?;
        record.next_acts = acts.open(&turn);
        Ok((parent, record))
    }
}

/// The victim whom a record is about that another tells of.
fn victim_told_of() -> Expr {
    let [of, record, _] = TELLING.map(of_row);
    let about = entity::tables().iter().filter_map(|table| Some((table, table.column(VICTIM)?)));
    let case = about.fold(CaseStatement::new(), |case, (table, victim)| {
        let named = Alias::new(table.name.as_str());
        let whom = Query::select()
            .column((named.clone(), Alias::new(victim.column)))
            .and_where(Expr::col((named.clone(), Alias::new("id"))).eq(record.clone()))
            .from(named)
            .take();
        case.case(of.clone().eq(table.name.as_str()), scalar(whom))
    });
    case.into()
}

/// The name of the column at this place, so that an outer statement can select it again.
pub(super) fn column_alias(index: usize) -> Alias {
    Alias::new(format!("c{index}"))
}
