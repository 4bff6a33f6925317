//! The states a record has been in, read off the history of its states: one statement for all records of a level, and
//! as far as the viewer may read that history.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{Field, Table, history as h};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, Value};
use sea_orm::{ConnectionTrait, IdenStatic, QueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use super::bound::is_among;
use super::known::{reads, tells_of};
use super::read::{PARENT_LIMIT, Reader, too_many};
use super::record::Record;
use super::seek::ROW_LIMIT;
use super::value::Seen;
use crate::error::Result;

/// A time that a record spent in a state.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The field that holds the state.
    pub field: &'static Field,
    /// The state, by its code.
    pub state: String,
    /// When it began.
    pub since: DateTime<Utc>,
    /// When it ended; nothing where it lasts.
    pub until: Option<DateTime<Utc>>,
    /// How many whole days it lasted, or has lasted so far.
    pub days: i64,
}

/// A change of a state, or the making of a record, as the history has it.
struct Change {
    field: Option<String>,
    old: Option<String>,
    new: Option<String>,
    at: DateTime<Utc>,
}

impl Reader<'_> {
    /// Gives records of a table, whose states were read, the stages they went through.
    pub(super) async fn attach_stages(&self, table: &'static Table, records: &mut [&mut Record]) -> Result<()> {
        let changes = self.changes_of_states(table, records).await?;
        for record in records {
            let changes = changes.get(&record.id).map(Vec::as_slice).unwrap_or_default();
            let states = table.fields.iter().filter(|field| field.is_state());
            let stages = states.flat_map(|field| stages(field, record.seen(field), changes, self.sight().now));
            let mut stages: Vec<Stage> = stages.collect();
            stages.sort_by_key(|stage| stage.since);
            record.stages = stages;
        }
        Ok(())
    }

    async fn changes_of_states(
        &self,
        table: &'static Table,
        records: &[&mut Record],
    ) -> Result<HashMap<Uuid, Vec<Change>>> {
        if records.len() > PARENT_LIMIT {
            return Err(too_many());
        }
        let of_it = |column: &str| Expr::col((h::Entity, Alias::new(column)));
        let field = of_it(h::Column::Field.as_str());
        let states = table.fields.iter().filter(|field| field.is_state()).map(|field| field.name.as_str());
        let statement = Query::select()
            .columns([
                (h::Entity, h::Column::RecordId),
                (h::Entity, h::Column::Field),
                (h::Entity, h::Column::OldValue),
                (h::Entity, h::Column::NewValue),
                (h::Entity, h::Column::CreatedAt),
            ])
            .from(h::Entity)
            .and_where(of_it(h::Column::RecordType.as_str()).eq(table.name.as_str()))
            .and_where(is_among(
                of_it(h::Column::RecordId.as_str()),
                records.iter().map(|record| record.id),
                self.sight().backend,
            ))
            .and_where(field.clone().is_null().or(field.is_in(states)))
            .and_where(tells_of(table, &of_it, self.sight(), reads(&of_it("field"), table, self.sight())))
            .order_by((h::Entity, h::Column::Revision), Order::Asc)
            .order_by((h::Entity, h::Column::Id), Order::Asc)
            .limit(ROW_LIMIT + 1)
            .take();
        let rows = self.connection().query_all(&statement).await?;
        if rows.len() as u64 > ROW_LIMIT {
            return Err(too_many());
        }
        let mut changes: HashMap<Uuid, Vec<Change>> = HashMap::new();
        for row in &rows {
            changes.entry(row.try_get_by_index(0)?).or_default().push(change(row)?);
        }
        Ok(changes)
    }
}

fn change(row: &QueryResult) -> Result<Change> {
    let text = |index: usize| {
        let json: Option<Json> = row.try_get_by_index(index)?;
        Ok::<_, sea_orm::DbErr>(json.as_ref().and_then(Json::as_str).map(str::to_owned))
    };
    Ok(Change { field: row.try_get_by_index(1)?, old: text(2)?, new: text(3)?, at: row.try_get_by_index(4)? })
}

/// The stages of one state. Its first is what the first change left, or what it is where it never changed, and begins
/// when the record was made.
fn stages(field: &'static Field, now: &Seen<Value>, changes: &[Change], today: DateTime<Utc>) -> Vec<Stage> {
    let now = match now {
        Seen::Withheld => return Vec::new(),
        Seen::Value(Value::String(state)) => state.clone(),
        Seen::Value(_) | Seen::Nothing => None,
    };
    let of_field: Vec<&Change> = changes.iter().filter(|change| change.field.as_ref() == Some(&field.name)).collect();
    let made = changes.iter().find(|change| change.field.is_none()).map(|made| made.at);
    let first = of_field.first().map_or(now, |first| first.old.clone());
    let begun = made.map(|at| (at, first));
    let later = of_field.iter().map(|change| (change.at, change.new.clone()));
    let points: Vec<(DateTime<Utc>, Option<String>)> = begun.into_iter().chain(later).collect();
    let stage = |(place, (since, state)): (usize, &(DateTime<Utc>, Option<String>))| {
        let until = points.get(place + 1).map(|(at, _)| *at);
        let days = (until.unwrap_or(today) - since).num_days();
        state.clone().map(|state| Stage { field, state, since: *since, until, days })
    };
    points.iter().enumerate().filter_map(stage).collect()
}
