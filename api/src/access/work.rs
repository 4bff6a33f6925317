//! The one writer. Nothing changes the database but `Work`.
//!
//! A `Work` is one transaction: what it adds and changes is checked against responsibility, versioned, and
//! remembered in history, and all of it lands with `commit` or none of it. A dropped `Work` rolls back.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::rights::Standing;
use entity::{Field, Kind, Table, case, history, table};
use sea_orm::sea_query::{ExprTrait, Value};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, IdenStatic};
use uuid::Uuid;

use super::audit::Traces;
use super::batch::Batch;
use super::channels::require_safe;
use super::columns::{party, refusal, responsible};
use super::law::{complete, require_codes};
use super::rows::restricted;
use super::scope::{case_column, is_case, of_row};
use super::sight::Sight;
use super::value::{is_nothing, problem};
use super::{Draft, Store, Viewer};
use crate::error::{Error, ErrorCode, Result};
use crate::evidence::Hash;
use crate::telemetry::figures;

/// A unit of change by one viewer.
pub struct Work {
    pub(super) viewer: Viewer,
    pub(super) act: String,
    pub(super) reason: Option<String>,
    pub(super) transaction: DatabaseTransaction,
    pub(super) now: DateTime<Utc>,
    pub(super) backend: DbBackend,
    pub(super) store: Store,
    pub(super) batch: Batch,
    /// Records this work has made, or has found to exist for the viewer.
    known: HashSet<(&'static str, Uuid)>,
    /// What the viewer is to the cases met so far.
    standings: HashMap<Uuid, Standing>,
    pub(super) case_numbers: HashMap<String, u64>,
    /// The organisations that take part in every case, once they were asked for.
    pub(super) joining: Option<Vec<Uuid>>,
    /// What this work has changed itself, by record and column: no conflict with anybody.
    pub(super) changed: HashSet<(Uuid, &'static str)>,
    /// The tables of which it has written rows, and the cases these belong to.
    pub(super) touched: BTreeSet<(&'static str, Uuid)>,
    /// What it leaves behind.
    pub(super) traces: Traces,
    /// The event that will tell of it.
    pub(super) event: Uuid,
    /// What it has written into the history, as the event commits to it.
    pub(super) changes: Vec<(Uuid, Hash)>,
    /// What is not the viewer's, by name: a work that was refused anything goes on only to name the rest.
    refused: BTreeMap<String, Standing>,
}

impl Store {
    /// Begins a unit of change by `viewer`, named after the act it is.
    pub async fn work(&self, viewer: &Viewer, act: &str, reason: Option<String>) -> Result<Work> {
        self.require_trusted()?;
        let limit = match entity::changes().column(history::Column::Reason.as_str()).map(|field| &field.kind) {
            Some(kind) => reason.clone().and_then(|reason| problem(kind, &reason.into())),
            None => None,
        };
        if let Some(problem) = limit {
            return Err(Error::invalid("reason", problem));
        }
        Ok(Work {
            viewer: viewer.clone(),
            act: act.to_owned(),
            reason,
            transaction: self.begin().await?,
            now: self.clock().now(),
            backend: self.backend(),
            store: self.clone(),
            batch: Batch::default(),
            known: HashSet::new(),
            standings: HashMap::new(),
            case_numbers: HashMap::new(),
            joining: None,
            changed: HashSet::new(),
            touched: BTreeSet::new(),
            traces: Traces::default(),
            event: self.clock().id(),
            changes: Vec::new(),
            refused: BTreeMap::new(),
        })
    }
}

impl Work {
    /// Who does it, and when.
    pub(super) fn sight(&self) -> Sight<'_> {
        Sight { viewer: &self.viewer, now: self.now, backend: self.backend }
    }

    /// Whether it is said why it is done.
    pub(crate) fn is_reasoned(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty())
    }

    /// Who does it.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// When it is done.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Whether the viewer may add a record to this case.
    pub(crate) async fn may_add(&mut self, table: &'static Table, draft: &Draft) -> Result<bool> {
        let standing = self.standing(table, draft).await?;
        Ok(table.id().responsibility.rule.fillers.intersects(standing))
    }

    /// Adds a record that the viewer's role may add, with the values it may give.
    pub async fn add(&mut self, table: &'static Table, draft: Draft) -> Result<Uuid> {
        if !self.may_add(table, &draft).await? {
            let adders = table.id().responsibility.rule.fillers;
            *self.refused.entry(table.type_name.to_owned()).or_insert(Standing::empty()) |= adders;
            return self.establish(table, draft);
        }
        self.add_beside(table, draft).await
    }

    /// Adds a record that comes with another the viewer added: who may add it is settled, what they may say in
    /// it is not.
    pub async fn add_beside(&mut self, table: &'static Table, draft: Draft) -> Result<Uuid> {
        let standing = self.standing(table, &draft).await?;
        let suspect = draft.value("suspect_id").is_some_and(|value| !is_nothing(value));
        let may_give = |field: &Field| {
            let rule = field.responsibility.rule_of(suspect);
            is_place(table, field) || rule.editor.union(rule.fillers).intersects(standing)
        };
        let refused = draft.given.iter().filter(|(field, value)| !is_nothing(value) && !may_give(field));
        self.refuse(table, suspect, refused.map(|(field, _)| *field));
        for (field, value) in draft.given.iter().filter(|(field, _)| may_give(field)) {
            if let (Kind::Reference(target), Some(id)) = (&field.kind, as_id(value)) {
                self.require(entity::table(target), id).await?;
            }
        }
        self.establish(table, draft)
    }

    /// Adds a record by a rule of the hub's own, whatever the viewer's role.
    pub fn establish(&mut self, table: &'static Table, draft: Draft) -> Result<Uuid> {
        check(table, draft.given.iter().map(|(field, value)| (*field, value)))?;
        let id = draft.id.unwrap_or_else(|| self.store.clock().id());
        draft.given.iter().for_each(|(field, _)| self.traces.field(table, field));
        let mut row = super::value::nothing_of(table);
        let mut set = |column: &str, value: Value| {
            if let Some(field) = table.column(column) {
                row[field.index] = value;
            }
        };
        set("version", 1.into());
        set("organisation_id", self.viewer.organisation().into());
        set("account_id", self.viewer.account().into());
        set("created_at", self.now.into());
        draft.given.into_iter().for_each(|(field, value)| set(field.column, value));
        draft.kept.into_iter().for_each(|(column, value)| set(column, value));
        set("id", id.into());
        for field in &table.fields {
            if let (Some(default), true) = (&field.default, is_nothing(&row[field.index])) {
                row[field.index] = default.clone();
            }
        }
        if let Some(missing) = table.fields.iter().find(|field| field.required && is_nothing(&row[field.index])) {
            return Err(Error::invalid(format!("{}.{}", table.type_name, missing.name), "is required. Send a value"));
        }
        let case =
            case_column(table).and_then(|column| table.column(column)).and_then(|field| as_id(&row[field.index]));
        if is_case(table) {
            let lead = as_id(&row[table.column(case::Column::LeadId.as_str()).map_or(0, |field| field.index)]);
            let leads = lead == Some(self.viewer.organisation());
            self.standings.insert(id, if leads { Standing::LEAD } else { Standing::empty() });
        }
        require_safe(table, &row)?;
        let country = self.viewer.country_pack();
        require_codes(country, table, table.fields.iter().zip(&row))?;
        complete(country, table, &mut row)?;
        self.known.insert((&table.name, id));
        self.remember(table, case, id, 1, None);
        self.batch.push(table, row);
        Ok(id)
    }

    /// What the viewer is to a record it adds: its role, the record's author, and perhaps the case's lead. The
    /// case must exist for the viewer.
    async fn standing(&mut self, table: &Table, draft: &Draft) -> Result<Standing> {
        let standing = self.viewer.standing().union(Standing::AUTHOR);
        if is_case(table) {
            return Ok(standing);
        }
        let Some(case) = case_column(table).and_then(|column| draft.value(column)).and_then(as_id) else {
            return Err(Error::invalid(format!("{}.case", table.type_name), "is required. Send the id of the case"));
        };
        Ok(standing.union(self.standing_in(case).await?))
    }

    /// What the viewer is to a case beyond its role.
    pub(super) async fn standing_in(&mut self, case: Uuid) -> Result<Standing> {
        if let Some(standing) = self.standings.get(&case) {
            return Ok(*standing);
        }
        let cases = table(case::Entity.as_str());
        let lead = case::Column::LeadId.as_str();
        let statement = restricted(cases, self.sight()).expr(of_row(lead)).and_where(of_row("id").eq(case)).take();
        let Some(row) = self.transaction.query_one(&statement).await? else {
            self.traces.missed(cases, case);
            return Err(Error::not_found(cases.type_name));
        };
        let leads = row.try_get_by_index::<Option<Uuid>>(0)? == Some(self.viewer.organisation());
        let standing = if leads { Standing::LEAD } else { Standing::empty() };
        self.standings.insert(case, standing);
        self.known.insert((&cases.name, case));
        Ok(standing)
    }

    /// Makes sure that a record exists for the viewer.
    pub async fn require(&mut self, target: &'static Table, id: Uuid) -> Result<()> {
        if self.known.contains(&(target.name.as_str(), id)) {
            return Ok(());
        }
        let statement = restricted(target, self.sight()).expr(of_row("id")).and_where(of_row("id").eq(id)).take();
        if self.transaction.query_one(&statement).await?.is_none() {
            self.traces.missed(target, id);
            return Err(Error::not_found(target.type_name));
        }
        self.traces.record(target, id, None);
        self.known.insert((&target.name, id));
        Ok(())
    }

    /// Puts it all into the database, at once; nothing of it where anything was refused.
    pub async fn commit(mut self) -> Result<()> {
        self.complete().await?;
        self.conclude().await
    }

    /// Writes what was added, what follows from it and the event that tells of it all, within the transaction.
    pub(super) async fn complete(&mut self) -> Result<()> {
        if let Some(refusal) = self.refusal() {
            return Err(refusal);
        }
        self.flush().await?;
        self.follow().await?;
        self.keep_traces()?;
        self.flush().await
    }

    pub(super) async fn conclude(self) -> Result<()> {
        self.transaction.commit().await.map_err(Error::of_commit)?;
        figures::audited();
        Ok(())
    }

    /// Gives it all up, and says whether `commit` would have refused it.
    pub fn rehearsed(self) -> Result<()> {
        self.refusal().map_or(Ok(()), Err)
    }

    /// Writes what was added so far, within the transaction, unless anything was refused.
    pub(super) async fn flush(&mut self) -> Result<()> {
        if !self.refused.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        let keyed = batch.keyed();
        batch.write(&self.transaction).await?;
        for (table, ids) in keyed {
            self.require_own_keys(table, table.keys, &ids).await?;
        }
        Ok(())
    }

    /// Whether anything was refused so far.
    pub fn is_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Refuses an act, by its name, that is another's.
    pub(super) fn refuse_act(&mut self, act: String, parties: Standing) {
        *self.refused.entry(act).or_insert(Standing::empty()) |= parties;
    }

    /// Refuses fields that are another's, if there are any, and says whether there were.
    pub(super) fn refuse(&mut self, of: &Table, suspect: bool, fields: impl Iterator<Item = &'static Field>) -> bool {
        let mut refused = false;
        for field in fields {
            refused = true;
            let name = format!("{}.{}", of.type_name, field.name);
            *self.refused.entry(name).or_insert(Standing::empty()) |= party(field.responsibility.rule_of(suspect));
        }
        refused
    }

    /// The refusal of the whole request, which names all of it that is another's.
    pub(super) fn refusal(&self) -> Option<Error> {
        if self.refused.is_empty() {
            return None;
        }
        let named = self.refused.iter().map(|(name, parties)| format!("{name} ({})", responsible(*parties).join(", ")));
        let named: Vec<String> = named.collect();
        let mut error = Error::new(
            ErrorCode::NotResponsible,
            format!("Nothing was changed: these are not your organisation's: {}. Leave them out.", named.join(", ")),
        );
        error.fields = self.refused.iter().map(|(name, parties)| refusal(name, *parties)).collect();
        Some(error)
    }
}

/// Whether a field says where a record belongs: given when it is added, never afterwards.
pub fn is_place(table: &Table, field: &Field) -> bool {
    let Kind::Reference(target) = &field.kind else { return false };
    let rules = field.responsibility;
    let nobodys = rules.rules().all(|rule| rule.editor.is_empty() && rule.fillers.is_empty());
    nobodys && case_column(table).is_some() && case_column(entity::table(target)).is_some()
}

/// Checks values against their fields.
pub(super) fn check<'a>(of: &Table, values: impl Iterator<Item = (&'a Field, &'a Value)>) -> Result<()> {
    for (field, value) in values {
        if let Some(problem) = problem(&field.kind, value) {
            return Err(Error::invalid(format!("{}.{}", of.type_name, field.name), problem));
        }
    }
    Ok(())
}

pub(super) fn as_id(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => *id,
        _ => None,
    }
}
