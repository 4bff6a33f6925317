//! Acts that may be sent again: under one key of its sender's an act is done once, and every further sending is answered
//! with the record of then. What is kept of it lands with what the act changed, or not at all.

use chrono::TimeDelta;
use entity::keyed_act;
use futures_util::future::BoxFuture;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{Refused, Work};
use crate::error::{Error, ErrorCode, Result};

/// For how long a key is kept.
const KEPT: TimeDelta = TimeDelta::days(30);

/// How long a key is at most.
const LONGEST: usize = 64;

/// How many keys whose time is over an act removes at most: more than the one it adds.
const FORGOTTEN: u64 = 100;

/// The key that an act is sent under, and the hash of what is sent.
pub struct Key {
    text: String,
    input: String,
}

impl Key {
    /// The key `text` of an act whose name and input have this hash.
    pub fn new(text: String, input: String) -> Result<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_plain) {
            return Ok(Self { text, input });
        }
        Err(Error::invalid(
            "idempotencyKey",
            format!("is not 1 to {LONGEST} characters of A-Z, a-z, 0-9, - and _. Send a UUID, or leave it out"),
        ))
    }
}

impl Work {
    /// Does an act and commits it; answers its record. What was done before under the same key is not done again.
    pub async fn once(
        mut self,
        key: Option<Key>,
        act: impl for<'w> FnOnce(&'w mut Self) -> BoxFuture<'w, Result<Uuid>>,
    ) -> Result<Uuid, Refused> {
        match self.attempt(key.as_ref(), act).await {
            Ok((record, true)) => {
                self.conclude().await?;
                Ok(record)
            }
            Ok((record, false)) => {
                self.transaction.rollback().await.map_err(Error::from)?;
                Ok(record)
            }
            Err(error) => {
                let Self { transaction, reason, traces, .. } = self;
                // A connection that is lost has given it up by itself.
                let _ = transaction.rollback().await;
                Err(Refused { error, reason, traces })
            }
        }
    }

    /// Answers the record, and whether the act was done now.
    async fn attempt(
        &mut self,
        key: Option<&Key>,
        act: impl for<'w> FnOnce(&'w mut Self) -> BoxFuture<'w, Result<Uuid>>,
    ) -> Result<(Uuid, bool)> {
        if let Some(key) = key
            && let Some(record) = self.done_under(key).await?
        {
            return Ok((record, false));
        }
        let record = act(self).await?;
        if let Some(key) = key {
            self.answered(key, record).await?;
        }
        self.complete().await?;
        Ok((record, true))
    }

    /// Takes the key, or answers the record of the act that was done under it. While another act holds the key and is not
    /// yet done, this waits.
    async fn done_under(&self, key: &Key) -> Result<Option<Uuid>> {
        use keyed_act::Column as C;
        let line = keyed_act::ActiveModel {
            id: ActiveValue::Set(self.store.clock().id()),
            account_id: ActiveValue::Set(self.viewer.account()),
            key: ActiveValue::Set(key.text.clone()),
            input: ActiveValue::Set(key.input.clone()),
            record_id: ActiveValue::Set(None),
            created_at: ActiveValue::Set(self.now),
        };
        let anew = OnConflict::columns([C::AccountId, C::Key])
            .update_columns([C::Id, C::Input, C::RecordId, C::CreatedAt])
            .action_and_where(Expr::col((keyed_act::Entity, C::CreatedAt)).lte(self.now - KEPT))
            .to_owned();
        let taken = keyed_act::Entity::insert(line).on_conflict(anew).exec_without_returning(&self.transaction).await?;
        if taken > 0 {
            return Ok(None);
        }
        let done = keyed_act::Entity::find().filter(self.is_of(key)).one(&self.transaction).await?;
        let undone = || Error::internal("a key is held by an act that is not done");
        let done = done.ok_or_else(undone)?;
        if done.input != key.input {
            return Err(reused());
        }
        done.record_id.map(Some).ok_or_else(undone)
    }

    /// Keeps which record the act answered, and removes some of the keys whose time is over.
    async fn answered(&self, key: &Key, record: Uuid) -> Result<()> {
        use keyed_act::Column as C;
        keyed_act::Entity::update_many()
            .col_expr(C::RecordId, Expr::value(record))
            .filter(self.is_of(key))
            .exec(&self.transaction)
            .await?;
        // Those that another act is removing are left to it.
        let over = keyed_act::Entity::find()
            .select_only()
            .column(C::Id)
            .filter(C::CreatedAt.lte(self.now - KEPT))
            .order_by_asc(C::CreatedAt)
            .limit(FORGOTTEN)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .into_query();
        keyed_act::Entity::delete_many().filter(C::Id.in_subquery(over)).exec(&self.transaction).await?;
        Ok(())
    }

    /// The condition on a line that it is of this key of the viewer's.
    fn is_of(&self, key: &Key) -> Expr {
        keyed_act::Column::AccountId.eq(self.viewer.account()).and(keyed_act::Column::Key.eq(key.text.as_str()))
    }
}

fn reused() -> Error {
    Error::new(
        ErrorCode::IdempotencyKeyReused,
        "Nothing was changed: you sent this idempotencyKey before with another act or other input. Send a new key for a new \
         act, and the same input for the same one.",
    )
}
