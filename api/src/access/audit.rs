//! What is kept of every reading, every change and every refusal: which records and which groups of fields, and never a
//! value.
//!
//! An act lands with its event or not at all; what was read is answered after its event is kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use entity::{Field, Kind, Table, audit_event as e, participation, table, victim};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::grounds::Grounds;
use super::ledger::changes_of;
use super::record::{Record, Told};
use super::scope::case_column;
use super::value::{Seen, nothing_of};
use super::{Holder, Page, Select, Store, Viewer, Work};
use crate::error::{Error, ErrorCode, Result};
use crate::telemetry::figures;

/// The request that a viewer makes, as far as it is kept.
#[derive(Debug, Default)]
pub struct Asking {
    /// The request's id.
    pub request: Option<String>,
    /// The name of the operation.
    pub operation: Option<String>,
    /// The SHA-256 of the document, in hexadecimal.
    pub document: Option<String>,
}

/// What a request or an act leaves behind.
#[derive(Debug, Default)]
pub struct Traces {
    records: BTreeSet<(&'static str, Uuid)>,
    cases: BTreeSet<Uuid>,
    groups: BTreeSet<&'static str>,
    grounds: Grounds,
    missed: BTreeSet<(&'static str, Uuid)>,
    withheld: BTreeSet<String>,
    refusals: BTreeSet<String>,
}

impl Traces {
    /// A record was made or changed.
    pub(super) fn changed(&mut self, table: &'static Table, id: Uuid, case: Option<Uuid>) {
        self.records.insert((table.type_name, id));
        self.cases.extend(case);
    }

    /// A record was read, or an act turned on it.
    pub(super) fn record(&mut self, table: &'static Table, id: Uuid, case: Option<Uuid>) {
        if is_kept(table) {
            self.changed(table, id, case);
        }
    }

    /// What was read or changed is about this victim.
    pub(super) fn about(&mut self, whom: Option<Uuid>, case: Option<Uuid>) {
        whom.iter().for_each(|id| self.record(table(victim::Entity.as_str()), *id, case));
    }

    /// A record was asked for that does not exist for the viewer.
    pub(super) fn missed(&mut self, table: &'static Table, id: Uuid) {
        self.missed.insert((table.type_name, id));
    }

    /// A field was read, or records were sought by it.
    pub(super) fn field(&mut self, table: &Table, field: &Field) {
        self.groups.extend(table.group_told_by(field).map(|group| group.code()));
    }

    /// Records were read, and groups of their fields. A review of access is of no case.
    pub(super) fn read(&mut self, select: &Select, records: &[&Record], reviewing: bool) {
        let derived_from = select.derived.iter().flat_map(|derived| derived.from.iter().copied());
        let is_read = |field: &&Field| records.iter().any(|record| *record.seen(field) != Seen::Withheld);
        let fields: Vec<&Field> = select.fields.iter().copied().chain(derived_from).filter(is_read).collect();
        fields.iter().for_each(|field| self.field(select.table, field));
        let is_valued = fields.iter().any(|field| matches!(field.kind, Kind::Any));
        for record in records {
            let case = record.case.filter(|_| !reviewing);
            self.record(select.table, record.id, case);
            self.grounds.extend(is_kept(select.table).then_some(record.grounds));
            // Whoever reads of a victim, or what became of a field, has looked there.
            self.about(record.victim, case);
            if let Some(Told { table, record, field }) = record.told {
                self.record(table, record, case);
                field.iter().filter(|_| is_valued).for_each(|field| self.field(table, field));
            }
        }
    }

    /// Records were sought by what a page asks.
    pub(super) fn sought(&mut self, select: &Select, page: &Page) {
        page.sought_by().for_each(|field| self.field(select.table, field));
    }

    /// Records are told of that were sought, or fields of a record, on these grounds.
    pub(super) fn opened(&mut self, table: &Table, grounds: Grounds) {
        self.grounds.extend(is_kept(table).then_some(grounds));
    }

    /// Fields, by name, were withheld.
    pub fn withheld(&mut self, fields: impl Iterator<Item = String>) {
        self.withheld.extend(fields);
    }

    /// Something was refused, by this code.
    pub fn refused(&mut self, code: &str) {
        self.refusals.insert(code.to_owned());
    }

    /// These and others.
    pub(super) fn add(&mut self, others: &Self) {
        self.records.extend(&others.records);
        self.cases.extend(&others.cases);
        self.groups.extend(&others.groups);
        self.grounds.extend([others.grounds]);
        self.missed.extend(&others.missed);
        self.refusals.extend(others.refusals.iter().cloned());
    }

    fn are_none(&self) -> bool {
        self.records.is_empty()
            && self.groups.is_empty()
            && self.missed.is_empty()
            && self.withheld.is_empty()
            && self.refusals.is_empty()
    }
}

/// An act that was not done, and what it leaves behind.
#[derive(Debug)]
pub struct Refused {
    /// Why it was not done.
    pub error: Error,
    pub(super) reason: Option<String>,
    pub(super) traces: Traces,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self { error, reason: None, traces: Traces::default() }
    }
}

/// Whether it is kept who reads the records of a table: those of cases. Who has a part in a case is about access itself.
pub(super) fn is_kept(table: &Table) -> bool {
    case_column(table).is_some() && table.name != participation::Entity.as_str()
}

impl Viewer {
    /// The viewer, asking this.
    pub fn asking(self, asking: Asking) -> Self {
        let mut viewer = self;
        viewer.asking = Arc::new(asking);
        viewer
    }

    fn holder(&self) -> Holder {
        Holder { account: self.account(), organisation: self.organisation() }
    }
}

impl Store {
    /// Keeps what a request has left behind, if anything.
    pub async fn keep_traces(&self, viewer: &Viewer, traces: &Traces) -> Result<()> {
        if traces.are_none() {
            return Ok(());
        }
        self.keep_event(viewer.holder(), &viewer.asking, traces, []).await
    }

    /// Keeps by whose account somebody came who is not let in.
    pub async fn keep_turned_away(&self, holder: Holder, asking: &Asking, code: ErrorCode) -> Result<()> {
        let mut traces = Traces::default();
        traces.refused(code.as_str());
        self.keep_event(holder, asking, &traces, []).await
    }

    async fn keep_event(
        &self,
        holder: Holder,
        asking: &Asking,
        traces: &Traces,
        of_act: impl IntoIterator<Item = (e::Column, Value)>,
    ) -> Result<()> {
        let when = [(e::Column::Id, self.clock().id().into()), (e::Column::CreatedAt, self.clock().now().into())];
        let row = self.sealed(event(holder, asking, traces, when.into_iter().chain(of_act)), self.clock().salt());
        self.events.store(self.connection(), row).await?;
        figures::audited();
        Ok(())
    }

    /// Keeps that an act was refused, and answers what to say of it. What was not done because the hub could not says
    /// nothing of who asked.
    pub async fn keep_refused(&self, viewer: &Viewer, act: &str, refused: Refused) -> Error {
        let Refused { error, reason, mut traces } = refused;
        if error.code.is_inability() {
            return error;
        }
        traces.refused(error.code.as_str());
        if error.code == ErrorCode::NotResponsible {
            let named = error.fields.iter().filter_map(|field| field["field"].as_str());
            traces.withheld(named.map(str::to_owned));
        }
        let of_act = [(e::Column::Act, act.into()), (e::Column::Reason, reason.into())];
        self.keep_event(viewer.holder(), &viewer.asking, &traces, of_act).await.err().unwrap_or(error)
    }
}

impl Work {
    /// Keeps what the act has left behind, in its own transaction.
    pub(super) fn keep_traces(&mut self) -> Result<()> {
        let salt = self.store.clock().salt();
        let of_act = [
            (e::Column::Id, self.event.into()),
            (e::Column::Act, self.act.clone().into()),
            (e::Column::Reason, self.reason.clone().into()),
            (e::Column::Changes, changes_of(&salt, std::mem::take(&mut self.changes)).into()),
            (e::Column::CreatedAt, self.now.into()),
        ];
        let row = self.store.sealed(event(self.viewer.holder(), &self.viewer.asking, &self.traces, of_act), salt);
        self.batch.push(entity::audit_events(), row);
        Ok(())
    }
}

fn event(
    holder: Holder,
    asking: &Asking,
    traces: &Traces,
    own: impl IntoIterator<Item = (e::Column, Value)>,
) -> Vec<Value> {
    use e::Column as C;
    let named = |records: &BTreeSet<(&str, Uuid)>| list(records.iter().map(|(of, id)| format!("{of}:{id}")));
    let grounds: Vec<String> = traces.grounds.codes().map(str::to_owned).collect();
    let grounds = if grounds.is_empty() { Value::Json(None) } else { list(grounds.into_iter()) };
    let values = [
        (C::Request, asking.request.clone().into()),
        (C::Operation, asking.operation.clone().into()),
        (C::Document, asking.document.clone().into()),
        (C::Records, named(&traces.records)),
        (C::Cases, list(traces.cases.iter().map(Uuid::to_string))),
        (C::FieldGroups, list(traces.groups.iter().map(|group| (*group).to_owned()))),
        (C::Grounds, grounds),
        (C::Missed, named(&traces.missed)),
        (C::Withheld, list(traces.withheld.iter().cloned())),
        (C::Refusals, list(traces.refusals.iter().cloned())),
        (C::OrganisationId, holder.organisation.into()),
        (C::AccountId, holder.account.into()),
    ];
    let mut row = nothing_of(entity::audit_events());
    values.into_iter().chain(own).for_each(|(column, value)| row[column as usize] = value);
    row
}

fn list(items: impl Iterator<Item = String>) -> Value {
    Value::Json(Some(Box::new(items.map(serde_json::Value::from).collect())))
}
