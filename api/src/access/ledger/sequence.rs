//! The sequencer: it puts events in order once they are committed, and signs the head of the tree they make. One at a time
//! does so, on whatever server; nobody who writes an event waits for it.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use entity::audit_event as e;
use entity::ledger::{checkpoint, leaf, subtree};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, Value};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IdenStatic, IntoActiveModel, Order,
    QueryResult, Statement,
};
use uuid::Uuid;

use super::super::Store;
use super::super::batch::{Batch, lots};
use super::nodes::{count, frontier, head, number};
use super::people::{People, telling};
use super::prove::event_row;
use super::record::members;
use crate::error::{Error, Result};
use crate::evidence::{Frontier, Hash, hex};

/// How many events are put in order at once.
pub const ROUND: usize = 2_000;

/// Among how many events a transaction looks for such. A process that begins looks at all, and holds up nobody for long.
pub const LOOK: u64 = 20_000;

/// The lock that one sequencer holds among all servers of a PostgreSQL database.
const LOCK: i64 = 0x0074_6970_5f68_7562;

/// What a process knows of the tree since it looked last.
#[derive(Clone)]
pub(in super::super) struct Known {
    /// Its right edge.
    edge: Frontier,
    /// Before what no event is left out of it.
    horizon: i64,
}

/// What one transaction has come to.
enum Step {
    /// So many events were put in order.
    Grown(usize),
    /// There were none, so far.
    LookedOn,
    /// There are none.
    Ended,
}

/// An event on its way into the tree.
struct Arrival {
    id: Uuid,
    leaf: Hash,
    event: Vec<Value>,
}

impl Store {
    /// Puts the events that were committed since into the tree, and signs its head. Answers how many there were; fewer than
    /// all where there are many.
    pub async fn sequence(&self) -> Result<usize> {
        loop {
            match self.step().await? {
                Step::Grown(events) => return Ok(events),
                Step::LookedOn => {}
                Step::Ended => return Ok(0),
            }
        }
    }

    async fn step(&self) -> Result<Step> {
        let transaction = self.begin().await?;
        if !self.is_alone(&transaction).await? {
            return Ok(Step::Ended);
        }
        let head = head(&transaction).await?;
        let known = self.known(&transaction, head.as_ref()).await?;
        let Some(Known { mut edge, horizon }) = known.filter(|known| self.is_own(head.as_ref(), &known.edge)) else {
            self.distrust();
            return Err(Error::internal("the audit log grows no further. Run: tip-hub audit verify"));
        };

        let end = self.horizon(&transaction).await?;
        // A database that was put back counts anew.
        let from = if end < horizon { 0 } else { horizon };
        let stop = self.stop(&transaction, from, end).await?;
        let (arrivals, last) = self.arrivals(&transaction, from, stop).await?;
        // Where a round was full, others of its last transaction may be still to come.
        let horizon = last.unwrap_or(stop);
        if arrivals.is_empty() {
            self.know(Known { edge, horizon });
            return Ok(if stop < end { Step::LookedOn } else { Step::Ended });
        }
        let (before, sequenced) = (number(edge.size())?, arrivals.len());
        grow(&transaction, &mut edge, arrivals).await?;
        let note = self.log_key().sign(edge.size(), edge.root()).map_err(Error::internal)?;
        let signed = checkpoint::Model {
            size: number(edge.size())?,
            note,
            horizon,
            created_at: self.clock().now(),
            seal: String::new(),
        };
        let signed = self.sealed_head(before, signed);
        checkpoint::Entity::insert(signed.into_active_model()).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        self.know(Known { edge, horizon });
        Ok(Step::Grown(sequenced))
    }

    /// Since when the event waits that has waited longest to be put in order; nothing where none does. Whatever holds a
    /// transaction of the cluster open holds them up.
    pub async fn waiting_since(&self) -> Result<Option<DateTime<Utc>>> {
        let horizon = head(self.connection()).await?.map_or(0, |head| head.horizon);
        let made = Expr::col((Alias::new("e"), Alias::new(e::Column::CreatedAt.as_str())));
        let waiting = Query::select()
            .expr(made.min())
            .from_as(e::Entity, Alias::new("e"))
            .and_where(self.written().gte(self.at(horizon)))
            .and_where(is_in_tree().not())
            .take();
        let row = self.connection().query_one(&waiting).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.flatten())
    }

    fn know(&self, known: Known) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }

    /// What is known of the tree that has this head; nothing where the database has no such tree.
    async fn known(
        &self,
        transaction: &DatabaseTransaction,
        head: Option<&checkpoint::Model>,
    ) -> Result<Option<Known>> {
        let size = head.map_or(0, |head| count(head.size));
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let horizon = match (known, head) {
            (Some(known), _) if known.edge.size() == size => return Ok(Some(known)),
            // Another server has gone on.
            (Some(_), Some(head)) => head.horizon,
            // A process that begins looks at all, for the count of a database that was put back may have caught up.
            (None, _) | (_, None) => 0,
        };
        Ok(frontier(transaction, size).await?.map(|edge| Known { edge, horizon }))
    }

    /// A head with what shows that the hub itself wrote its row, after the one of that size before.
    pub(super) fn sealed_head(&self, before: i64, head: checkpoint::Model) -> checkpoint::Model {
        let at = head.created_at.timestamp_micros();
        let text = format!("{before} {} {} {at} {}", head.size, head.horizon, head.note);
        checkpoint::Model { seal: self.log_key().seal(text.as_bytes()), ..head }
    }

    /// Whether no other server is at it.
    async fn is_alone(&self, transaction: &DatabaseTransaction) -> Result<bool> {
        if self.is_sqlite() {
            return Ok(true);
        }
        let asked = format!("SELECT pg_try_advisory_xact_lock({LOCK})");
        let row = transaction.query_one_raw(Statement::from_string(self.backend(), asked)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    }

    /// Whether this log has signed the head, and of this tree.
    fn is_own(&self, head: Option<&checkpoint::Model>, edge: &Frontier) -> bool {
        head.is_none_or(|head| {
            let signed = self.read_note(&head.note);
            signed.is_some_and(|signed| (signed.size, signed.root) == (edge.size(), edge.root()))
        })
    }

    /// Before what every event has been committed or never will be.
    async fn horizon(&self, transaction: &DatabaseTransaction) -> Result<i64> {
        let asked = if self.is_sqlite() {
            "SELECT COALESCE(MAX(rowid), 0) + 1 FROM audit_event"
        } else {
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        };
        let row = transaction.query_one_raw(Statement::from_string(self.backend(), asked)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    }

    /// How far one transaction looks.
    async fn stop(&self, transaction: &DatabaseTransaction, from: i64, end: i64) -> Result<i64> {
        let written = self.written();
        let beyond = Query::select()
            .expr(Expr::cust(self.place()))
            .from_as(e::Entity, Alias::new("e"))
            .and_where(written.clone().gte(self.at(from)).and(written.clone().lt(self.at(end))))
            .order_by_expr(written, Order::Asc)
            .offset(LOOK)
            .limit(1)
            .take();
        let beyond = transaction.query_one(&beyond).await?.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        Ok(beyond.map_or(end, |beyond| Ord::max(beyond, from + 1)))
    }

    /// When an event was written, as a number: by its transaction on PostgreSQL, by its row on SQLite, where one writes after
    /// another.
    fn place(&self) -> &'static str {
        if self.is_sqlite() { "e.rowid" } else { "e.xid::text::bigint" }
    }

    /// The same, as it is compared.
    fn written(&self) -> Expr {
        Expr::cust(if self.is_sqlite() { "e.rowid" } else { "e.xid" })
    }

    fn at(&self, number: i64) -> Expr {
        if self.is_sqlite() {
            Expr::val(number)
        } else {
            Expr::cust_with_values("CAST($1 AS text)::xid8", [number.to_string()])
        }
    }

    /// The events that are not yet in the tree, and where to go on if these are not all.
    async fn arrivals(
        &self,
        transaction: &DatabaseTransaction,
        from: i64,
        end: i64,
    ) -> Result<(Vec<Arrival>, Option<i64>)> {
        let mut from = (from, Uuid::nil());
        loop {
            let rows = transaction.query_all(&self.unordered(from, end)).await?;
            let last = rows.last().filter(|_| rows.len() == ROUND);
            let last =
                last.map(|row| Ok::<_, DbErr>((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).transpose()?;
            let arrivals: Vec<Arrival> = rows.iter().filter_map(|row| self.arrival(row)).collect();
            match last {
                Some(last) if arrivals.is_empty() => from = last,
                _ => return Ok((arrivals, last.map(|(written, _)| written))),
            }
        }
    }

    /// An event that this hub has written; nothing where somebody else has.
    fn arrival(&self, row: &QueryResult) -> Option<Arrival> {
        let id = row.try_get_by_index(1).ok();
        let own = event_row(row, 1).ok().and_then(|event| Some((self.own_leaf(&members(&event))?, event)));
        match (id, own) {
            (Some(id), Some((leaf, event))) => Some(Arrival { id, leaf, event }),
            _ => {
                tracing::error!(event = ?id, "an audit event is not as this hub wrote it, and is left out of the log");
                None
            }
        }
    }

    /// Events in the order in which the database wrote them. A transaction that is yet to come wrote its event into another
    /// cluster, of which a backup was put back here.
    fn unordered(&self, (from, after): (i64, Uuid), end: i64) -> SelectStatement {
        let written = self.written();
        let of = |column: e::Column| Expr::col((Alias::new("e"), Alias::new(column.as_str())));
        let mut is_written = written.clone().lt(self.at(end));
        if !self.is_sqlite() {
            is_written = is_written.or(Expr::cust("e.xid >= pg_snapshot_xmax(pg_current_snapshot())"));
        }
        let is_later = written.clone().gt(self.at(from)).or(of(e::Column::Id).gt(after));
        Query::select()
            .expr(Expr::cust(self.place()))
            .exprs(
                entity::audit_events()
                    .fields
                    .iter()
                    .map(|field| Expr::col((Alias::new("e"), Alias::new(field.column)))),
            )
            .from_as(e::Entity, Alias::new("e"))
            .and_where(written.clone().gte(self.at(from)).and(is_written).and(is_later))
            .and_where(is_in_tree().not())
            .order_by_expr(written, Order::Asc)
            .order_by_expr(of(e::Column::Id), Order::Asc)
            .limit(ROUND as u64)
            .take()
    }
}

/// The condition on the event of a statement that it has a leaf.
fn is_in_tree() -> Expr {
    let its_own = Expr::col((leaf::Entity, leaf::Column::EventId)).equals((Alias::new("e"), Alias::new("id")));
    Expr::exists(Query::select().expr(Expr::cust("1")).from(leaf::Entity).and_where(its_own).take())
}

/// Adds leaves to the tree, and tells of the people whom their events are about.
async fn grow(transaction: &DatabaseTransaction, edge: &mut Frontier, arrivals: Vec<Arrival>) -> Result<()> {
    let people = People::of(transaction, arrivals.iter().map(|arrival| arrival.event.as_slice())).await?;
    let (mut leaves, mut subtrees, mut told) = (Vec::new(), Vec::new(), Batch::default());
    for arrival in arrivals {
        let position = number(edge.size())?;
        leaves.push(leaf::ActiveModel {
            position: Set(position),
            event_id: Set(arrival.id),
            leaf: Set(hex(&arrival.leaf)),
        });
        for ((level, place), hash) in edge.push(arrival.leaf) {
            let level = i32::try_from(level).map_err(Error::internal)?;
            subtrees.push(subtree::ActiveModel {
                level: Set(level),
                place: Set(number(place)?),
                hash: Set(hex(&hash)),
            });
        }
        people.told(arrival.id, &arrival.event).into_iter().for_each(|row| told.push(telling(), row));
    }
    write(transaction, leaves).await?;
    write(transaction, subtrees).await?;
    told.write(transaction).await
}

async fn write<A>(transaction: &DatabaseTransaction, rows: Vec<A>) -> Result<()>
where
    A: sea_orm::ActiveModelTrait,
{
    for rows in lots(rows) {
        A::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    }
    Ok(())
}
