//! Whether the log still is what was signed. Somebody with every right on the database can change a row, but not make the
//! leaf, the tree, the signature and what others hold of earlier heads agree with it.

use std::hash::RandomState;
use std::sync::Arc;

use entity::ledger::{checkpoint, subtree};
use entity::{audit_event, history, person_access};
use sea_orm::{IdenStatic, Iterable};
use tokio::try_join;
use uuid::Uuid;

use super::super::Store;
use super::finding::{Finding, Verification};
use super::nodes::count;
use super::people::People;
use super::rebuilt::Rebuilt;
use super::record::hash_of_change;
use super::said::{Leaf, Look, Said, Sum};
use super::whole::{Row, Rows, Whole};
use crate::error::Result;
use crate::evidence::{Checkpoint, Hash, Member};

impl Store {
    /// Compares the whole log with what was signed, and with heads that were kept elsewhere: signed notes of this log.
    /// `seen` is told how many leaves were looked at.
    pub async fn verify_log(&self, elsewhere: &[Checkpoint], seen: impl Fn(u64)) -> Result<Verification> {
        let whole = self.whole().await?;
        let mut tree = Rebuilt::new(elsewhere);
        self.read_heads(&whole, &mut tree).await?;
        read_subtrees(&whole, &mut tree).await?;
        read_changes(&whole, &mut tree).await?;
        let people = everybody(&whole).await?;
        let look = Arc::new(Look { store: self.clone(), people, hashes: RandomState::new() });
        tree.compare_heads();

        let (with, and) = (Arc::clone(&look), Arc::clone(&look));
        let (mut told, telling) = (Sum::default(), Rows::of(person_access::Column::iter()));
        let add = |leaf: Leaf| {
            tree.add(&leaf);
            seen(tree.size());
        };
        let leaves = whole.each(Rows::leaves(), move |row| Leaf::of(row, &with), add);
        let people = whole.each(telling, move |row| Sum::told(row, &and), |row| told.add(row));
        try_join!(leaves, people)?;
        if whole.count(audit_event::Entity.as_str()).await? > tree.events {
            let waiting = Rows::of(audit_event::Column::iter()).which(WAITING);
            let said = move |row: &Row| Said::of(row, 0, &look).unwrap_or_default();
            whole.each(waiting, said, |said| tree.wait(&said)).await?;
        }
        Ok(tree.end(told))
    }

    async fn read_heads(&self, whole: &Whole, tree: &mut Rebuilt) -> Result<()> {
        let mut before = 0;
        let take = |head: Option<checkpoint::Model>| {
            tree.verification.checkpoints += 1;
            let Some(kept) = head else { return tree.verification.found(Finding::CheckpointChanged(count(before))) };
            let size = count(kept.size);
            let own = self.sealed_head(before, kept.clone()) == kept;
            before = kept.size;
            match self.read_note(&kept.note).filter(|signed| own && signed.size == size) {
                Some(signed) => tree.heads.entry(size).or_default().push(signed.root),
                None => tree.verification.found(Finding::CheckpointChanged(size)),
            }
        };
        let heads = Rows::of(checkpoint::Column::iter()).by(checkpoint::Column::Size);
        whole.each(heads, head, take).await
    }
}

/// A head, if it can be read.
fn head(row: &Row) -> Option<checkpoint::Model> {
    use checkpoint::Column::{CreatedAt, Horizon, Note, Seal, Size};
    Some(checkpoint::Model {
        size: row.number(Size as usize)?,
        note: row.text(Note as usize)?.to_owned(),
        horizon: row.number(Horizon as usize)?,
        created_at: row.instant(CreatedAt as usize)?,
        seal: row.text(Seal as usize)?.to_owned(),
    })
}

async fn read_subtrees(whole: &Whole, tree: &mut Rebuilt) -> Result<()> {
    use subtree::Column::{Hash, Level, Place};
    let subtree = |row: &Row| {
        let level = row.number(Level as usize).and_then(|level| u32::try_from(level).ok()).unwrap_or_default();
        let place = row.number(Place as usize).map(count).unwrap_or_default();
        ((level, place), row.text(Hash as usize).unwrap_or_default().to_owned())
    };
    whole.each(Rows::of(subtree::Column::iter()), subtree, |(part, hash)| drop(tree.subtrees.insert(part, hash))).await
}

/// Reads the history. Every change has an event that tells of it.
async fn read_changes(whole: &Whole, tree: &mut Rebuilt) -> Result<()> {
    let take = |(id, told): (Uuid, Option<(Uuid, Hash)>)| {
        tree.verification.changes += 1;
        match told {
            Some((event, hash)) => tree.changes.entry(event).or_default().push((id, hash)),
            None => tree.verification.found(Finding::HistoryForeign(id)),
        }
    };
    whole.each(Rows::of(history::Column::iter()), change, take).await
}

/// The id of a change, and the event that tells of it with its hash.
fn change(row: &Row) -> (Uuid, Option<(Uuid, Hash)>) {
    let told = row.members(0).and_then(|change| match change[history::Column::EventId as usize] {
        Some(Member::Id(event)) => Some((event, hash_of_change(&change))),
        _ => None,
    });
    (row.id(history::Column::Id as usize).unwrap_or_default(), told)
}

/// What is true of the events that have no leaf.
const WAITING: &str = "NOT EXISTS (SELECT 1 FROM audit_leaf WHERE audit_leaf.event_id = audit_event.id)";

async fn everybody(whole: &Whole) -> Result<People> {
    let named = People::COLUMNS;
    let mut people = People::default();
    let person = |row: &Row| Some((row.id(0)?, row.id(1), row.id(2)?));
    whole.each(Rows::of(named), person, |person| person.into_iter().for_each(|known| people.add(known))).await?;
    Ok(people)
}
