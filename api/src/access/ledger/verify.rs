//! Whether the log still is what was signed. Somebody with every right on the database can change a row, but not make the
//! leaf, the tree, the signature and what others hold of earlier heads agree with it.

use std::hash::RandomState;
use std::sync::Arc;

use entity::ledger::{checkpoint, leaf, subtree};
use entity::{Table, audit_event as e, history};
use futures_util::{StreamExt, TryStreamExt};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement, Value};
use sea_orm::{DatabaseTransaction, EntityTrait, Order, QueryOrder, QueryResult, StreamTrait};
use uuid::Uuid;

use super::super::Store;
use super::finding::{Finding, Verification};
use super::nodes::count;
use super::people::{People, telling};
use super::prove::{events, row_of};
use super::rebuilt::Rebuilt;
use super::record::change_hash;
use super::said::{Leaf, Look, Said, Sum};
use crate::error::{Error, Result};
use crate::evidence::{Checkpoint, Hash};

impl Store {
    /// Compares the whole log with what was signed, and with heads that were kept elsewhere: signed notes of this log.
    /// `seen` is told how many leaves were looked at.
    pub async fn verify_log(&self, elsewhere: &[Checkpoint], seen: impl Fn(u64)) -> Result<Verification> {
        let snapshot = self.snapshot().await?;
        let mut tree = Rebuilt::new(elsewhere);
        self.read_heads(&snapshot, &mut tree).await?;
        read_subtrees(&snapshot, &mut tree).await?;
        read_changes(&snapshot, &mut tree).await?;
        let people = everybody(&snapshot).await?;
        let look = Arc::new(Look { store: self.clone(), people, hashes: RandomState::new() });
        tree.compare_heads();

        let with = Arc::clone(&look);
        let leaf = move |row: &QueryResult| Leaf::of(row, &with);
        each(&snapshot, &ordered(), leaf, |leaf| {
            tree.add(&leaf);
            seen(tree.size());
        })
        .await?;
        let with = Arc::clone(&look);
        let event = move |row: &QueryResult| Said::of(row, 0, &with);
        each(&snapshot, &waiting(), event, |said| tree.wait(&said)).await?;
        let mut told = Sum::default();
        let row = move |row: &QueryResult| Ok(Sum::told(row, &look));
        each(&snapshot, &all_of(telling()), row, |row| told.add(row)).await?;
        Ok(tree.end(told))
    }

    async fn read_heads(&self, snapshot: &DatabaseTransaction, tree: &mut Rebuilt) -> Result<()> {
        let mut before = 0;
        let mut kept = checkpoint::Entity::find().order_by_asc(checkpoint::Column::Size).stream(snapshot).await?;
        while let Some(kept) = kept.try_next().await? {
            let size = count(kept.size);
            tree.verification.checkpoints += 1;
            let own = self.sealed_head(before, kept.clone()) == kept;
            before = kept.size;
            match self.read_note(&kept.note).filter(|signed| own && signed.size == size) {
                Some(signed) => tree.heads.entry(size).or_default().push(signed.root),
                None => tree.verification.found(Finding::CheckpointChanged(size)),
            }
        }
        Ok(())
    }
}

async fn read_subtrees(snapshot: &DatabaseTransaction, tree: &mut Rebuilt) -> Result<()> {
    let mut kept = subtree::Entity::find().stream(snapshot).await?;
    while let Some(kept) = kept.try_next().await? {
        tree.subtrees.insert((u32::try_from(kept.level).unwrap_or_default(), count(kept.place)), kept.hash);
    }
    Ok(())
}

/// Reads the history. Every change of a case has an event that tells of it.
async fn read_changes(snapshot: &DatabaseTransaction, tree: &mut Rebuilt) -> Result<()> {
    let of_cases =
        Expr::col(history::Column::EventId).is_not_null().or(Expr::col(history::Column::CaseId).is_not_null());
    let statement = all_of(entity::changes()).and_where(of_cases).take();
    each(snapshot, &statement, change, |(id, event, hash)| {
        tree.verification.changes += 1;
        match event {
            Some(event) => tree.changes.entry(event).or_default().push((id, hash)),
            None => tree.verification.found(Finding::HistoryForeign(id)),
        }
    })
    .await
}

/// The id of a change, the event that tells of it, and its hash.
fn change(row: &QueryResult) -> Result<(Uuid, Option<Uuid>, Hash)> {
    let table = entity::changes();
    let values = row_of(table, row, 0)?;
    let event = if let Value::Uuid(event) = values[history::Column::EventId as usize] { event } else { None };
    Ok((row.try_get_by_index(table.id().index)?, event, change_hash(&values)))
}

async fn everybody(snapshot: &DatabaseTransaction) -> Result<People> {
    let statement = People::everybody();
    let mut rows = snapshot.stream(&statement).await?;
    let mut people = People::default();
    while let Some(row) = rows.try_next().await? {
        people.add(&row)?;
    }
    Ok(people)
}

/// How many rows are taken at once.
const ROWS: usize = 500;

/// How many times as many are on their way.
const ON_THEIR_WAY: usize = 4;

/// Takes what is made of each row, in the order of the rows. It is made on other threads while the next rows are read: that
/// is most of the work.
async fn each<T: Send + 'static>(
    snapshot: &DatabaseTransaction,
    statement: &SelectStatement,
    make: impl Fn(&QueryResult) -> Result<T> + Send + Sync + 'static,
    mut take: impl FnMut(T),
) -> Result<()> {
    let make = Arc::new(make);
    let rows = snapshot.stream(statement).await?;
    let made = rows.try_chunks(ROWS).map(|rows| {
        let make = Arc::clone(&make);
        async move {
            let rows = rows.map_err(|failed| failed.1)?;
            let made =
                tokio::task::spawn_blocking(move || rows.iter().map(|row| make(row)).collect::<Result<Vec<T>>>());
            made.await.map_err(Error::internal)?
        }
    });
    let mut made = made.buffered(ON_THEIR_WAY);
    while let Some(made) = made.try_next().await? {
        made.into_iter().for_each(&mut take);
    }
    Ok(())
}

/// A table with all its columns.
fn all_of(table: &Table) -> SelectStatement {
    let columns = table.fields.iter().map(|field| Alias::new(field.column));
    Query::select().columns(columns).from(Alias::new(table.name.as_str())).take()
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
