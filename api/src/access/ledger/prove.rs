//! The proof of one event.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use entity::audit_event as e;
use entity::ledger::leaf;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, Value};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IdenStatic, QueryFilter, QueryResult};
use uuid::Uuid;

use super::super::Store;
use super::super::value::stored;
use super::nodes::{count, folded, head};
use super::record::{members, salt_of, text_of_event};
use crate::error::{Error, Result};
use crate::evidence::{Bundle, Checkpoint, Hash, LogVerifier, consistency, inclusion, read_checkpoint};

impl Store {
    /// The proof of an event by a head of the log, `note`; none where that head does not cover it.
    pub async fn prove(&self, event: Uuid, note: String) -> Result<Option<Bundle>> {
        let Some(head) = self.read_note(&note) else { return Ok(None) };
        let snapshot = self.snapshot().await?;
        let leaf = leaf::Entity::find().filter(leaf::Column::EventId.eq(event)).one(&snapshot).await?;
        let Some(position) = leaf.map(|leaf| count(leaf.position)).filter(|position| *position < head.size) else {
            return Ok(None);
        };
        let statement = events().and_where(Expr::col(e::Column::Id).eq(event)).take();
        let Some(row) = snapshot.query_one(&statement).await? else { return Ok(None) };
        let row = event_row(&row, 0)?;
        let event = members(&row);
        let salt = salt_of(&event).ok_or_else(|| Error::internal("an audit event has no salt"))?;
        let Some(proof) = folded(&snapshot, &inclusion(head.size, position)).await? else { return Ok(None) };
        Ok(Some(Bundle {
            record: serde_json::from_slice(&text_of_event(&event)).map_err(Error::internal)?,
            salt: data_encoding::HEXLOWER.encode(salt.of_event()),
            position,
            proof: proof.iter().map(|hash| BASE64_STANDARD.encode(hash)).collect(),
            checkpoint: note,
        }))
    }

    /// The newest head that was signed, with what proves that it extends an earlier one of so many leaves; that proof is empty,
    /// and proves nothing, where the tree has a hole.
    pub async fn log_head(&self, earlier: u64) -> Result<Option<(String, Vec<Hash>)>> {
        let snapshot = self.snapshot().await?;
        let Some(head) = head(&snapshot).await? else { return Ok(None) };
        let size = count(head.size);
        let proof = if earlier < size { folded(&snapshot, &consistency(earlier, size)).await? } else { None };
        Ok(Some((head.note, proof.unwrap_or_default())))
    }

    /// The checkpoint that a note is, if this log's key has signed it.
    pub fn read_note(&self, note: &str) -> Option<Checkpoint> {
        read_checkpoint(note, LogVerifier::new(self.log_key().public()).ok()?)
    }
}

/// Events with all their columns, in the order of these.
pub(super) fn events() -> SelectStatement {
    let columns = entity::audit_events().fields.iter().map(|field| Alias::new(field.column));
    Query::select().columns(columns).from(Alias::new(e::Entity.as_str())).take()
}

/// The values of an event that a row has from this column on.
pub(super) fn event_row(row: &QueryResult, first: usize) -> Result<Vec<Value>, DbErr> {
    entity::audit_events().fields.iter().map(|field| stored(&field.kind, row, first + field.index)).collect()
}
