//! Whether the log still is what was signed. Somebody with every right on the database can change a row, but not make the
//! leaf, the tree, the signature and what others hold of earlier heads agree with it.

use std::hash::RandomState;
use std::sync::Arc;

use entity::ledger::{checkpoint, leaf, subtree};
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
use super::whole::{Plain, Row, Rows, Whole};
use crate::error::Result;
use crate::evidence::{Checkpoint, Hash, Member, Part};

impl Store {
    /// Compares the whole log with what was signed, and with heads that were kept elsewhere: signed notes of this log.
    /// `seen` is told how many leaves were looked at.
    pub async fn verify_log(&self, elsewhere: &[Checkpoint], seen: impl Fn(u64)) -> Result<Verification> {
        let whole = self.whole().await?;
        let mut tree = Rebuilt::new(elsewhere);
        for table in tables() {
            if !whole.is_plain(&table).await? {
                tree.verification.found(Finding::TableChanged(table.name));
            }
        }
        if tree.verification.findings != 0 {
            return Ok(tree.verification);
        }
        self.read_heads(&whole, &mut tree).await?;
        read_subtrees(&whole, &mut tree).await?;
        read_changes(&whole, &mut tree).await?;
        let people = everybody(&whole, &mut tree).await?;
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
        let events = whole.count(audit_event::Entity.as_str()).await?;
        if events > tree.events {
            let waiting = Rows::of(audit_event::Column::iter()).which(WAITING);
            let said = move |row: &Row| Said::of(row, 0, &look).unwrap_or_default();
            whole.each(waiting, said, |said| tree.wait(&said)).await?;
        }
        Ok(tree.end(events, told))
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

/// The tables that the log is looked over by, as the hub made them.
fn tables() -> [Plain; 7] {
    [
        Plain::of(audit_event::Column::iter()),
        Plain::of(history::Column::iter()),
        Plain::of(leaf::Column::iter()),
        Plain::of(subtree::Column::iter()),
        Plain::of(checkpoint::Column::iter()),
        Plain::of(People::COLUMNS),
        Plain::of(person_access::Column::iter()),
    ]
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
    let take = |subtree: Option<(Part, String)>| {
        let part = subtree.as_ref().map(|(part, _)| *part).unwrap_or_default();
        if subtree.is_none_or(|(part, hash)| tree.subtrees.insert(part, hash).is_some()) {
            tree.verification.found(Finding::SubtreeChanged(part.0, part.1));
        }
    };
    whole.each(Rows::of(subtree::Column::iter()), part, take).await
}

/// A subtree with its hash, if it can be read.
fn part(row: &Row) -> Option<(Part, String)> {
    use subtree::Column::{Hash, Level, Place};
    let (level, place) = (row.number(Level as usize)?.try_into().ok()?, row.number(Place as usize)?.try_into().ok()?);
    Some(((level, place), row.text(Hash as usize)?.to_owned()))
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

async fn everybody(whole: &Whole, tree: &mut Rebuilt) -> Result<People> {
    let mut people = People::default();
    let take = |person| match person {
        Some(known) => people.add(known),
        // Of whom this is, nothing can be told.
        None => tree.verification.found(Finding::AccessChanged),
    };
    whole.each(Rows::of(People::COLUMNS), person, take).await?;
    Ok(people)
}

/// What is known of a person, if it can be read.
fn person(row: &Row) -> Option<(Uuid, Option<Uuid>, Uuid)> {
    let victim = match row.sent(1) {
        Some(_) => Some(row.id(1)?),
        None => None,
    };
    Some((row.id(0)?, victim, row.id(2)?))
}
