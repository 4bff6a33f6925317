//! Whether the log still is what was signed. Somebody with every right on the database can change a row, but not make the
//! leaf, the tree, the signature and what others hold of earlier heads agree with it.

use std::hash::RandomState;
use std::sync::Arc;

use entity::ledger::{checkpoint, subtree};
use entity::{audit_event, history};
use futures_util::TryStreamExt;
use sea_orm::sea_query::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryOrder, StreamTrait};
use uuid::Uuid;

use super::super::Store;
use super::finding::{Finding, Verification};
use super::nodes::count;
use super::people::{People, telling};
use super::rebuilt::Rebuilt;
use super::record::change_hash;
use super::said::{Leaf, Look, Said, Sum};
use super::sheet::{Record, Sheets};
use crate::error::Result;
use crate::evidence::{Checkpoint, Hash};

impl Store {
    /// Compares the whole log with what was signed, and with heads that were kept elsewhere: signed notes of this log.
    /// `seen` is told how many leaves were looked at.
    pub async fn verify_log(&self, elsewhere: &[Checkpoint], seen: impl Fn(u64)) -> Result<Verification> {
        let snapshot = self.snapshot().await?;
        if !self.is_sqlite() {
            snapshot.execute_unprepared(AS_IT_COMES).await?;
        }
        let mut tree = Rebuilt::new(elsewhere);
        self.read_heads(&snapshot, &mut tree).await?;
        read_subtrees(&snapshot, &mut tree).await?;
        read_changes(&snapshot, &mut tree).await?;
        let people = everybody(&snapshot).await?;
        let look = Arc::new(Look { store: self.clone(), people, hashes: RandomState::new() });
        tree.compare_heads();

        let with = Arc::clone(&look);
        let add = |leaf: Leaf| {
            tree.add(&leaf);
            seen(tree.size());
        };
        Sheets::of_leaves().each(&snapshot, move |record| Leaf::of(record, &with), add).await?;
        if audit_event::Entity::find().count(&snapshot).await? > tree.events {
            let (with, waiting) = (Arc::clone(&look), Sheets::of(entity::audit_events()).which(WAITING));
            waiting.each(&snapshot, move |record| Said::alone(record, &with), |said| tree.wait(&said)).await?;
        }
        let mut told = Sum::default();
        Sheets::of(telling()).each(&snapshot, move |record| Sum::told(record, &look), |row| told.add(row)).await?;
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

/// Reads the history. Every change has an event that tells of it.
async fn read_changes(snapshot: &DatabaseTransaction, tree: &mut Rebuilt) -> Result<()> {
    let take = |(id, told): (Uuid, Option<(Uuid, Hash)>)| {
        tree.verification.changes += 1;
        match told {
            Some((event, hash)) => tree.changes.entry(event).or_default().push((id, hash)),
            None => tree.verification.found(Finding::HistoryForeign(id)),
        }
    };
    Sheets::of(entity::changes()).each(snapshot, change, take).await
}

/// The id of a change, and the event that tells of it with its hash.
fn change(record: &Record) -> (Uuid, Option<(Uuid, Hash)>) {
    let told = record.values().and_then(|row| match row[history::Column::EventId as usize] {
        Value::Uuid(Some(event)) => Some((event, change_hash(&row))),
        _ => None,
    });
    (record.id(), told)
}

/// However PostgreSQL believes the log to be: its leaves come in their order at once, each with its event, and nothing is read by
/// several processes, for the hub is the slower.
const AS_IT_COMES: &str =
    "SET LOCAL statement_timeout = 0; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off; SET LOCAL max_parallel_workers_per_gather = 0";

/// What is true of the events that have no leaf.
const WAITING: &str = "NOT EXISTS (SELECT 1 FROM audit_leaf WHERE audit_leaf.event_id = audit_event.id)";

async fn everybody(snapshot: &DatabaseTransaction) -> Result<People> {
    let statement = People::everybody();
    let mut rows = snapshot.stream(&statement).await?;
    let mut people = People::default();
    while let Some(row) = rows.try_next().await? {
        people.add(&row)?;
    }
    Ok(people)
}
