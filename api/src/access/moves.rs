//! Moving a record from state to state: whether the way is open to the viewer, and what it asks for.

use entity::lifecycle::{Act, Guard, Kept, Move};
use entity::rights::Standing;
use entity::{Field, Table, subject_of};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{ExprTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::columns::Subject;
use super::disputes::Turn;
use super::guards::holds;
use super::rows::{fact, restricted};
use super::scope::of_row;
use super::work::Work;
use crate::error::{Error, ErrorCode, Result};

/// An act that a viewer may do to a record now, but for what it still asks for.
#[derive(Clone, Debug)]
pub struct NextAct {
    /// The act.
    pub act: Act,
    /// The state it leads to, by its code.
    pub to: &'static str,
    /// What does not hold yet.
    pub unmet: Vec<Guard>,
}

/// What decides which acts are open to a viewer on one record.
#[derive(Debug, Default)]
pub(super) struct Situation {
    /// What the viewer is to it, its role included.
    pub(super) standing: Standing,
    /// The states the viewer reads.
    pub(super) states: Vec<(&'static Field, String)>,
    /// The guards that hold.
    pub(super) held: Vec<Guard>,
}

impl Situation {
    /// The acts that are open, in the order of the lifecycles.
    pub(super) fn open(&self, turn: &Turn) -> Vec<NextAct> {
        let of_state = |(field, state): &(&'static Field, String)| {
            let open = field.moves().into_iter().filter(|way| way.from == state && way.by.intersects(self.standing));
            open.map(|way| self.next(way)).collect::<Vec<_>>()
        };
        let of_tracks = self.states.iter().flat_map(of_state);
        of_tracks.chain(turn.moves().into_iter().map(|way| self.next(way))).collect()
    }

    fn next(&self, way: Move) -> NextAct {
        let unmet = way.guards.iter().filter(|guard| !self.held.contains(guard)).copied().collect();
        NextAct { act: way.act, to: way.to, unmet }
    }
}

impl Work {
    /// The way by which an act takes the record on; `None` where the act is not the viewer's, which is then among
    /// what the work was refused.
    pub(super) async fn way(&mut self, act: Act, id: Uuid, subject: Subject) -> Result<Option<Move>> {
        let (table, field) = subject_of(act);
        let moves = field.moves();
        let parties = moves.iter().filter(|way| way.act == act).fold(Standing::empty(), |all, way| all.union(way.by));
        if !parties.intersects(subject.standing) {
            self.refuse_act(act.name(), parties);
            return Ok(None);
        }
        let statement =
            restricted(table, self.sight()).expr(of_row(field.column)).and_where(of_row("id").eq(id)).take();
        let row = self.transaction.query_one(&statement).await?.ok_or_else(|| Error::not_found(table.type_name))?;
        let state: Option<String> = row.try_get_by_index(0)?;
        let state = state.unwrap_or_default();
        let open = |way: &&Move| way.from == state && way.by.intersects(subject.standing);
        match moves.iter().filter(open).find(|way| way.act == act) {
            Some(way) => Ok(Some(*way)),
            None => Err(not_from_here(act, table, field, &state, moves.iter().filter(open))),
        }
    }

    /// What the hub writes down with a move.
    pub(super) fn kept(&self, table: &'static Table, way: Move) -> Vec<(&'static str, Value)> {
        let field = subject_of(way.act).1;
        let mut kept: Vec<(&'static str, Value)> = vec![(field.column, way.to.into())];
        let since = format!("{}_since", field.column);
        kept.extend(table.column(&since).map(|since| (since.column, self.now().into())));
        let why = format!("{}_reason", field.column);
        kept.extend(table.column(&why).map(|why| (why.column, self.reason.clone().into())));
        kept.extend(way.keeps.iter().map(|(column, what)| (*column, self.value_of(*what))));
        kept
    }

    fn value_of(&self, kept: Kept) -> Value {
        match kept {
            Kept::Organisation => self.viewer().organisation().into(),
            Kept::No => false.into(),
            Kept::Yes => true.into(),
        }
    }

    /// Refuses the move where something it asks for does not hold, what was sent with it included.
    pub(super) async fn require_guards(&mut self, way: Move, id: Uuid) -> Result<()> {
        let (table, field) = subject_of(way.act);
        let unmet = self.unmet(table, id, way.guards).await?;
        if unmet.is_empty() { Ok(()) } else { Err(not_yet(way, table, field, &unmet)) }
    }

    /// Refuses a new record of which something does not hold that must.
    pub async fn require_of_new(&mut self, table: &'static Table, id: Uuid) -> Result<()> {
        let unmet = self.unmet(table, id, table.asking).await?;
        if unmet.is_empty() {
            return Ok(());
        }
        let message =
            format!("Nothing was changed. Before a {} is added, this must hold: {}", table.type_name, said(&unmet));
        let mut error = Error::new(ErrorCode::Invalid, message);
        error.fields.push(json!({ "field": table.type_name, "unmet": codes(&unmet) }));
        Err(error)
    }

    async fn unmet(&mut self, table: &'static Table, id: Uuid, guards: &'static [Guard]) -> Result<Vec<Guard>> {
        if guards.is_empty() {
            return Ok(Vec::new());
        }
        self.flush().await?;
        let reasoned = self.is_reasoned();
        let mut statement = restricted(table, self.sight()).and_where(of_row("id").eq(id)).take();
        for guard in guards {
            statement.expr(fact(Some(holds(*guard, table, self.sight()))));
        }
        let row = self.transaction.query_one(&statement).await?.ok_or_else(|| Error::not_found(table.type_name))?;
        let mut unmet = Vec::new();
        for (index, guard) in guards.iter().enumerate() {
            let holds = *guard == Guard::ReasonGiven && reasoned || row.try_get_by_index::<i32>(index)? == 1;
            unmet.extend((!holds).then_some(*guard));
        }
        Ok(unmet)
    }
}

fn not_from_here<'a>(
    act: Act,
    table: &Table,
    field: &Field,
    state: &str,
    open: impl Iterator<Item = &'a Move>,
) -> Error {
    let open: Vec<String> = open.map(|way| way.act.name()).collect();
    let instead = if open.is_empty() { "nothing".to_owned() } else { open.join(", ") };
    let name = format!("{}.{}", table.type_name, field.name);
    let mut error = Error::new(
        ErrorCode::Invalid,
        format!(
            "{}: nothing was changed. {name} is {state}, and this act does not leave it. Open to you now: {instead}.",
            act.name()
        ),
    );
    error.fields.push(json!({ "field": name, "act": act.name(), "state": state, "open": open, "unmet": [] }));
    error
}

fn said(unmet: &[Guard]) -> String {
    unmet.iter().map(|guard| guard.description()).collect::<Vec<_>>().join(" ")
}

fn codes(unmet: &[Guard]) -> Vec<&'static str> {
    unmet.iter().map(|guard| guard.code()).collect()
}

fn not_yet(way: Move, table: &Table, field: &Field, unmet: &[Guard]) -> Error {
    let name = format!("{}.{}", table.type_name, field.name);
    let mut error = Error::new(
        ErrorCode::Invalid,
        format!("{}: nothing was changed. Before it, this must hold: {}", way.act.name(), said(unmet)),
    );
    error
        .fields
        .push(json!({ "field": name, "act": way.act.name(), "state": way.from, "to": way.to, "unmet": codes(unmet) }));
    error
}
