//! How a record goes from state to state: by which act, whose act that is, and what must hold before.
//!
//! Each state enum has one exhaustive `match` that says which ways leave each state. The writer, `nextActs`, the
//! mutations of the API, the transitions in `responsibilities.md` and the tests are all read from there.

mod account;
pub(crate) mod acts;
pub(crate) mod calls;
mod case;
mod dispute;
pub(crate) mod guards;
mod investigation;
mod referral;
mod suspect;
pub(crate) mod tasks;
mod victim;
mod victim_return;

pub use acts::Act;
pub use calls::Occasion;
pub use dispute::{ADJUDICATORS, DisputeParty, DisputeWay};
pub use guards::Guard;
pub use tasks::TaskKind;

use crate::rights::Standing;

/// A way out of a state.
#[derive(Clone, Copy, Debug)]
pub struct Way<S> {
    /// The act that goes it.
    pub act: Act,
    /// Where it leads.
    pub next: S,
    /// Whose act it is.
    pub by: Standing,
    /// What must hold. What is sent with the act counts.
    pub guards: &'static [Guard],
    /// What the hub writes down with it, by column of the record.
    pub keeps: &'static [(&'static str, Kept)],
}

/// What the hub writes down with a move.
#[derive(Clone, Copy, Debug)]
pub enum Kept {
    /// The organisation that made the move.
    Organisation,
    /// No.
    No,
    /// Yes.
    Yes,
}

/// A way to `next` by an act of these parties.
const fn way<S>(act: Act, next: S, by: Standing) -> Way<S> {
    Way { act, next, by, guards: &[], keeps: &[] }
}

impl<S: Copy> Way<S> {
    /// The way is open only where these hold.
    const fn when(mut self, guards: &'static [Guard]) -> Self {
        self.guards = guards;
        self
    }

    /// The hub writes these down with it.
    const fn keeping(mut self, keeps: &'static [(&'static str, Kept)]) -> Self {
        self.keeps = keeps;
        self
    }
}

/// The states of a track, as the list that declares them knows them.
pub trait States: Copy + PartialEq + 'static {
    /// Every state.
    const STATES: &'static [Self];

    /// The code of a state.
    fn state_code(self) -> &'static str;
}

/// A state that acts move a record through.
pub trait Lifecycle: States {
    /// The ways that leave this state. A state without one is final.
    fn ways(self) -> Vec<Way<Self>>;

    /// Whether a case may be closed over it. Out of every other state the coordinator knows a way.
    fn is_settled(self) -> bool;

    /// The way by which somebody of this standing takes a record from this state to the next, if there is one.
    fn may_become(self, next: Self, by: Standing) -> Option<Way<Self>> {
        self.ways().into_iter().find(|way| way.next == next && way.by.intersects(by))
    }
}

/// A way with both its ends, as data.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The act that makes it.
    pub act: Act,
    /// The state it leaves, by its code.
    pub from: &'static str,
    /// The state it leads to, by its code.
    pub to: &'static str,
    /// Whose act it is.
    pub by: Standing,
    /// What must hold.
    pub guards: &'static [Guard],
    /// What the hub writes down with it, by column of the record.
    pub keeps: &'static [(&'static str, Kept)],
}

/// The states of a track that a case may not be closed over.
pub fn unsettled<S: Lifecycle>() -> impl Iterator<Item = S> {
    S::STATES.iter().copied().filter(|state| !state.is_settled())
}

/// A lifecycle as data.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    /// Every move.
    pub moves: fn() -> Vec<Move>,
    /// The states that a case may be closed over, by their codes.
    pub settled: fn() -> Vec<&'static str>,
}

/// The lifecycle of a state.
pub(crate) const fn track<S: Lifecycle>() -> Track {
    Track { moves: moves::<S>, settled: settled::<S> }
}

fn settled<S: Lifecycle>() -> Vec<&'static str> {
    S::STATES.iter().filter(|state| state.is_settled()).map(|state| state.state_code()).collect()
}

fn moves<S: Lifecycle>() -> Vec<Move> {
    let leaving = |state: &S| {
        let from = state.state_code();
        state.ways().into_iter().map(move |way| Move {
            act: way.act,
            from,
            to: way.next.state_code(),
            by: way.by,
            guards: way.guards,
            keeps: way.keeps,
        })
    };
    S::STATES.iter().flat_map(leaving).collect()
}
