//! Whether the log still is what was signed. Somebody with every right on the database can change a row, but not make the
//! leaf, the tree, the signature and what others hold of earlier heads agree with it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use entity::ledger::{checkpoint, leaf, subtree};
use entity::{audit_event as e, history};
use futures_util::TryStreamExt;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement, Value};
use sea_orm::{DatabaseTransaction, EntityTrait, IdenStatic, Order, QueryOrder, StreamTrait};
use uuid::Uuid;

use super::super::Store;
use super::nodes::count;
use super::people::{People, telling};
use super::prove::{event_row, events, row_of, salt_of, text_of};
use super::record::{change_hash, changes_of, hash_of};
use crate::error::Result;
use crate::evidence::{Checkpoint, Frontier, Hash, Part, from_hex, hex};

/// Something in the database is not what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// An event is not what its leaf commits to.
    EventChanged(Uuid),
    /// An event is in the tree, and not in the database.
    EventMissing(Uuid),
    /// An event is in the database, and was not written by the hub.
    EventForeign(Uuid),
    /// The history of an act is not what its event commits to.
    HistoryChanged(Uuid),
    /// The history of a case has changes that no event tells of.
    HistoryForeign(Uuid),
    /// A leaf of the tree is missing, or stands twice.
    LeafMissing(u64),
    /// A subtree is not what its leaves make.
    SubtreeChanged(u32, u64),
    /// A head is not signed by the log's key, or was signed of another tree.
    CheckpointChanged(u64),
    /// Leaves stand in the tree beyond the last head.
    Unsigned(u64),
    /// A head that somebody else holds is of another tree, or of a longer one: the database is not the one it was, or an
    /// older one was restored.
    HeadElsewhere(u64),
    /// Who looked at whom is not told as the events say.
    AccessChanged,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventChanged(id) => write!(out, "event {id} is not what its leaf commits to"),
            Self::EventMissing(id) => write!(out, "event {id} is in the log and not in the database"),
            Self::EventForeign(id) => write!(out, "event {id} was not written by the hub"),
            Self::HistoryChanged(id) => write!(out, "the history of the act of event {id} is not what it was"),
            Self::HistoryForeign(id) => write!(out, "the history holds what no event tells of: {id}"),
            Self::LeafMissing(position) => write!(out, "leaf {position} is missing"),
            Self::SubtreeChanged(level, place) => write!(out, "subtree {place} of level {level} is not what it was"),
            Self::CheckpointChanged(size) => write!(out, "the head at {size} was not signed so"),
            Self::Unsigned(size) => write!(out, "the leaves from {size} on have no signed head"),
            Self::HeadElsewhere(size) => write!(out, "the head at {size} that was kept elsewhere is of another log"),
            Self::AccessChanged => write!(out, "who looked at whom is not told as the events say"),
        }
    }
}

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub struct Verification {
    /// How many leaves the tree has.
    pub leaves: u64,
    /// How many heads were signed.
    pub checkpoints: u64,
    /// How many changes in the history of records were compared.
    pub changes: u64,
    /// How many events wait to be put in order.
    pub waiting: u64,
    /// How many findings there are.
    pub findings: u64,
    /// The first of them.
    pub first: Vec<Finding>,
}

/// How many findings are named.
const NAMED: usize = 100;

impl Verification {
    fn found(&mut self, finding: Finding) {
        self.findings += 1;
        if self.first.len() < NAMED {
            self.first.push(finding);
        }
    }
}

impl Store {
    /// Compares the whole log with what was signed, and with heads that were kept elsewhere: signed notes of this log.
    /// `seen` is told how many leaves were looked at.
    pub async fn verify_log(&self, elsewhere: &[Checkpoint], seen: impl Fn(u64)) -> Result<Verification> {
        let snapshot = self.snapshot().await?;
        let mut verification = Verification::default();
        let heads = self.heads(&snapshot, &mut verification).await?;
        let mut tree = Tree {
            heads,
            elsewhere: elsewhere.iter().map(|head| (head.size, head.root)).collect(),
            subtrees: subtrees(&snapshot).await?,
            changes: changes(&snapshot, &mut verification).await?,
            people: people(&snapshot).await?,
            told: Sum::default(),
            edge: Frontier::default(),
            signed: 0,
            verification,
        };
        tree.compare_heads();
        let statement = ordered();
        let mut rows = snapshot.stream(&statement).await?;
        while let Some(row) = rows.try_next().await? {
            let (position, event) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let leaf = from_hex(&row.try_get_by_index::<String>(2)?);
            let row = row.try_get_by_index::<Option<Uuid>>(3)?.map(|_| event_row(&row, 3)).transpose()?;
            tree.add(self, count(position), event, (leaf, row.as_deref()));
            seen(tree.edge.size());
        }
        drop(rows);
        let statement = waiting();
        let mut rows = snapshot.stream(&statement).await?;
        while let Some(row) = rows.try_next().await? {
            tree.wait(self, row.try_get_by_index(0)?, &event_row(&row, 0)?);
        }
        drop(rows);
        Ok(tree.end(told(&snapshot).await?))
    }

    /// The roots that were signed, by the size of the tree.
    async fn heads(
        &self,
        snapshot: &DatabaseTransaction,
        verification: &mut Verification,
    ) -> Result<BTreeMap<u64, Vec<Hash>>> {
        let (mut heads, mut before): (BTreeMap<u64, Vec<Hash>>, i64) = (BTreeMap::new(), 0);
        let mut kept = checkpoint::Entity::find().order_by_asc(checkpoint::Column::Size).stream(snapshot).await?;
        while let Some(kept) = kept.try_next().await? {
            let size = count(kept.size);
            verification.checkpoints += 1;
            let own = self.sealed_head(before, kept.clone()) == kept;
            before = kept.size;
            match self.read_note(&kept.note).filter(|signed| own && signed.size == size) {
                Some(signed) => heads.entry(size).or_default().push(signed.root),
                None => verification.found(Finding::CheckpointChanged(size)),
            }
        }
        Ok(heads)
    }
}

/// The tree, as it is built anew from the events.
struct Tree {
    heads: BTreeMap<u64, Vec<Hash>>,
    elsewhere: Vec<(u64, Hash)>,
    subtrees: HashMap<Part, String>,
    /// The changes in the history that are told of by each event.
    changes: HashMap<Uuid, Vec<(Uuid, Hash)>>,
    people: People,
    told: Sum,
    edge: Frontier,
    /// Up to where the tree has a signed head.
    signed: u64,
    verification: Verification,
}

impl Tree {
    /// Takes a leaf with its event.
    fn add(&mut self, store: &Store, position: u64, event: Uuid, (leaf, row): (Option<Hash>, Option<&[Value]>)) {
        if position != self.edge.size() {
            self.verification.found(Finding::LeafMissing(self.edge.size()));
        }
        let leaf = leaf.unwrap_or_default();
        match row {
            Some(row) => {
                let own = self.compare(store, event, row);
                if own != Some(leaf) {
                    self.verification.found(Finding::EventChanged(event));
                }
            }
            None => self.verification.found(Finding::EventMissing(event)),
        }
        for (part, hash) in self.edge.push(leaf) {
            if self.subtrees.remove(&part).is_none_or(|kept| kept != hex(&hash)) {
                self.verification.found(Finding::SubtreeChanged(part.0, part.1));
            }
        }
        self.compare_heads();
    }

    /// The leaf of an event that is as the hub wrote it; compares the history with it.
    fn compare(&mut self, store: &Store, event: Uuid, row: &[Value]) -> Option<Hash> {
        self.people.told(row).iter().for_each(|told| self.told.add(told));
        let changes = self.changes.remove(&event).unwrap_or_default();
        if salt_of(row).and_then(|salt| changes_of(&salt, changes)).as_deref() != text_of(row, e::Column::Changes) {
            self.verification.found(Finding::HistoryChanged(event));
        }
        store.own_leaf(row)
    }

    /// Compares the tree as it is now with every head of its size.
    fn compare_heads(&mut self) {
        let size = self.edge.size();
        let kept = self.heads.remove(&size).unwrap_or_default();
        if kept.is_empty() && !self.elsewhere.iter().any(|(at, _)| *at == size) {
            return;
        }
        if !kept.is_empty() {
            self.signed = size;
        }
        let root = self.edge.root();
        if kept.iter().any(|kept| *kept != root) {
            self.verification.found(Finding::CheckpointChanged(size));
        }
        let (here, later): (Vec<_>, Vec<_>) = self.elsewhere.drain(..).partition(|(at, _)| *at == size);
        self.elsewhere = later;
        if here.iter().any(|(_, elsewhere)| *elsewhere != root) {
            self.verification.found(Finding::HeadElsewhere(size));
        }
    }

    /// Takes an event that has no leaf yet.
    fn wait(&mut self, store: &Store, event: Uuid, row: &[Value]) {
        // Nobody is told of it before it is in the tree.
        let told = std::mem::take(&mut self.told);
        match self.compare(store, event, row) {
            Some(_) => self.verification.waiting += 1,
            None => self.verification.found(Finding::EventForeign(event)),
        }
        self.told = told;
    }

    fn end(mut self, told: Sum) -> Verification {
        self.verification.leaves = self.edge.size();
        if self.signed != self.edge.size() {
            self.verification.found(Finding::Unsigned(self.signed));
        }
        let beyond: Vec<u64> = self.heads.keys().copied().collect();
        beyond.into_iter().for_each(|size| self.verification.found(Finding::CheckpointChanged(size)));
        let elsewhere: Vec<u64> = self.elsewhere.iter().map(|(size, _)| *size).collect();
        elsewhere.into_iter().for_each(|size| self.verification.found(Finding::HeadElsewhere(size)));
        let parts: Vec<Part> = self.subtrees.keys().copied().collect();
        parts.into_iter().for_each(|(level, place)| self.verification.found(Finding::SubtreeChanged(level, place)));
        let untold: Vec<Uuid> = self.changes.keys().copied().collect();
        untold.into_iter().for_each(|event| self.verification.found(Finding::HistoryForeign(event)));
        if self.told != told {
            self.verification.found(Finding::AccessChanged);
        }
        self.verification
    }
}

/// What a set of rows comes to: how many, and the sum of their hashes, in whatever order they come.
#[derive(Debug, Default, PartialEq)]
struct Sum(u64, u128);

impl Sum {
    fn add(&mut self, row: &[Value]) {
        let mut half = [0; 16];
        half.copy_from_slice(&hash_of(telling(), row)[..16]);
        self.0 += 1;
        self.1 = self.1.wrapping_add(u128::from_be_bytes(half));
    }
}

/// The subtrees that are kept.
async fn subtrees(snapshot: &DatabaseTransaction) -> Result<HashMap<Part, String>> {
    let mut kept = subtree::Entity::find().stream(snapshot).await?;
    let mut subtrees = HashMap::new();
    while let Some(kept) = kept.try_next().await? {
        subtrees.insert((u32::try_from(kept.level).unwrap_or_default(), count(kept.place)), kept.hash);
    }
    Ok(subtrees)
}

/// The changes in the history, by the events that tell of them. Every change of a case has one.
async fn changes(
    snapshot: &DatabaseTransaction,
    verification: &mut Verification,
) -> Result<HashMap<Uuid, Vec<(Uuid, Hash)>>> {
    let table = entity::changes();
    let columns = table.fields.iter().map(|field| Alias::new(field.column));
    let of_cases =
        Expr::col(history::Column::EventId).is_not_null().or(Expr::col(history::Column::CaseId).is_not_null());
    let statement = Query::select().columns(columns).from(history::Entity).and_where(of_cases).take();
    let event = table.column(history::Column::EventId.as_str()).map_or(0, |field| field.index);
    let mut changes: HashMap<Uuid, Vec<(Uuid, Hash)>> = HashMap::new();
    let mut rows = snapshot.stream(&statement).await?;
    while let Some(row) = rows.try_next().await? {
        let row = row_of(table, &row, 0)?;
        verification.changes += 1;
        match (&row[table.id().index], &row[event]) {
            (Value::Uuid(Some(id)), Value::Uuid(Some(event))) => {
                changes.entry(*event).or_default().push((*id, change_hash(&row)));
            }
            (Value::Uuid(Some(id)), _) => verification.found(Finding::HistoryForeign(*id)),
            _ => {}
        }
    }
    Ok(changes)
}

async fn people(snapshot: &DatabaseTransaction) -> Result<People> {
    let statement = People::everybody();
    let mut rows = snapshot.stream(&statement).await?;
    let mut people = People::default();
    while let Some(row) = rows.try_next().await? {
        people.add(&row)?;
    }
    Ok(people)
}

/// What is told of who looked at whom.
async fn told(snapshot: &DatabaseTransaction) -> Result<Sum> {
    let columns = telling().fields.iter().map(|field| Alias::new(field.column));
    let statement = Query::select().columns(columns).from(Alias::new(telling().name.as_str())).take();
    let mut rows = snapshot.stream(&statement).await?;
    let mut sum = Sum::default();
    while let Some(row) = rows.try_next().await? {
        sum.add(&row_of(telling(), &row, 0)?);
    }
    Ok(sum)
}

/// The leaves in their order, each with its event.
fn ordered() -> SelectStatement {
    let of = |column: leaf::Column| Expr::col((leaf::Entity, column));
    let events = entity::audit_events();
    let columns = events.fields.iter().map(|field| Expr::col((Alias::new("e"), Alias::new(field.column))));
    Query::select()
        .exprs([leaf::Column::Position, leaf::Column::EventId, leaf::Column::Leaf].map(of))
        .exprs(columns)
        .from(leaf::Entity)
        .join_as(
            JoinType::LeftJoin,
            Alias::new(events.name.as_str()),
            Alias::new("e"),
            of(leaf::Column::EventId).equals((Alias::new("e"), Alias::new("id"))),
        )
        .order_by((leaf::Entity, leaf::Column::Position), Order::Asc)
        .take()
}

/// The events that have no leaf.
fn waiting() -> SelectStatement {
    let ordered = Query::select().column(leaf::Column::EventId).from(leaf::Entity).take();
    events().and_where(Expr::col(e::Column::Id).in_subquery(ordered).not()).take()
}
