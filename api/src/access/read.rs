//! The one reader. It loads a tree of records level by level: one statement for each level and type, however
//! many rows there are, and asks the database for nothing the viewer may not read.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use entity::{Field, Table};
use futures_util::future::{BoxFuture, FutureExt};
use sea_orm::sea_query::{ExprTrait, SelectStatement, Value};
use sea_orm::{ConnectionTrait, IdenStatic};
use serde_json::{Value as Json, json};
use tokio::sync::OnceCell;
use tracing::{Instrument, debug_span};
use uuid::Uuid;

use super::audit::Traces;
use super::bound::{Bound, is_among};
use super::columns::{self, Subject, Withheld};
use super::consent::in_force;
use super::record::{Connection, Record, Related};
use super::rows::{Within, few_cases, restricted, subject};
use super::scope::{case_column, of_row};
use super::seek::{ROW_LIMIT, Sequence};
use super::shape::Shape;
use super::sight::{RECEIVER, Sight};
use super::totals::Total;
use super::value::Seen;
use super::{Child, Filter, Link, Page, Select, Store, Viewer, filter};
use crate::error::{Error, ErrorCode, Result};

/// The most parents one level of a question has.
pub(super) const PARENT_LIMIT: usize = 10_000;

/// Reads for one viewer, and remembers what it withheld.
pub struct Reader<'a> {
    store: &'a Store,
    viewer: &'a Viewer,
    now: DateTime<Utc>,
    withheld: Mutex<BTreeMap<String, Withheld>>,
    traces: Mutex<Traces>,
    /// Whether what is read is no use of the cases it is of.
    reviewing: bool,
    few_cases: OnceCell<Option<Vec<Uuid>>>,
}

impl Store {
    /// Reads for `viewer`, as of now.
    pub fn reader<'a>(&'a self, viewer: &'a Viewer) -> Reader<'a> {
        Reader {
            store: self,
            viewer,
            now: self.clock().now(),
            withheld: Mutex::default(),
            traces: Mutex::default(),
            reviewing: false,
            few_cases: OnceCell::new(),
        }
    }
}

impl Reader<'_> {
    /// A page of a table, asked for by the field `name`; `None` where no record of it exists for the viewer.
    pub async fn page(&self, name: &str, select: &Select, page: &Page) -> Result<Option<Connection>> {
        let found = self.level(select, page, &Within::Table).await?;
        if found.is_none() {
            self.withhold(name.to_owned(), columns::withheld_by(select.table.id(), self.viewer));
        }
        Ok(found.map(|mut level| level.take(None)))
    }

    /// The records with these ids, as many as exist for the viewer; that the others were asked for is kept.
    pub async fn records(&self, select: &Select, ids: &[Uuid]) -> Result<HashMap<Uuid, Record>> {
        let found = self.existing(select, ids).await?;
        self.trace(|traces| {
            ids.iter().filter(|id| !found.contains_key(id)).for_each(|id| traces.missed(select.table, *id));
        });
        Ok(found)
    }

    async fn existing(&self, select: &Select, ids: &[Uuid]) -> Result<HashMap<Uuid, Record>> {
        let page = Page::all(ids.len());
        let level = self.level(select, &page, &Within::Ids(ids)).await?;
        let records = level.map(|mut level| level.take(None).records).unwrap_or_default();
        Ok(records.into_iter().map(|record| (record.id, record)).collect())
    }

    /// The one record whose unique `field` has this value; that there is none for the viewer is kept.
    pub async fn record_by(&self, select: &Select, field: &'static Field, value: Value) -> Result<Option<Record>> {
        let condition = columns::required(select.table, field, self.sight())?.eq(value);
        let level = self.level(select, &Page::all(1), &Within::Such(condition)).await?;
        let found = level.and_then(|mut level| level.take(None).records.pop());
        if found.is_none() {
            self.trace(|traces| traces.refused(ErrorCode::NotFound.as_str()));
        }
        Ok(found)
    }

    /// The changes of one record that the viewer may know of; `None` where the record does not exist for them.
    pub async fn history(
        &self,
        of: &'static Table,
        id: Uuid,
        select: &Select,
        page: &Page,
    ) -> Result<Option<Connection>> {
        if self.subject(of, id).await?.is_none() {
            return Ok(None);
        }
        let condition = of_row("record_id").eq(id).and(of_row("record_type").eq(of.name.as_str()));
        let level = self.level(select, page, &Within::Such(condition)).await?;
        Ok(level.map(|mut level| level.take(None)))
    }

    /// The consents of a victim that are in force; `None` where the victim does not exist for the viewer.
    pub async fn effective_consents(&self, victim: Uuid, select: &Select, page: &Page) -> Result<Option<Connection>> {
        let victims = entity::table(entity::victim::Entity.as_str());
        if self.subject(victims, victim).await?.is_none() {
            return Ok(None);
        }
        let condition = of_row(entity::consent::Column::VictimId.as_str()).eq(victim).and(in_force(self.sight()));
        let level = self.level(select, page, &Within::Such(condition)).await?;
        Ok(level.map(|mut level| level.take(None)))
    }

    /// The same, for the review of access, which makes no use of what it looks over.
    pub fn reviewing(self) -> Self {
        Self { reviewing: true, ..self }
    }

    /// The facts of a record that a rule turns on, if it exists for the viewer; that it was asked for is kept.
    pub(super) async fn subject(&self, of: &'static Table, id: Uuid) -> Result<Option<Subject>> {
        let found = subject(self.store.connection(), of, id, self.sight()).await?;
        self.trace(|traces| if found.is_some() { traces.record(of, id, None) } else { traces.missed(of, id) });
        Ok(found)
    }

    /// Adds what was read and missed so far to what a request leaves behind.
    pub fn leave(&self, traces: &mut Traces) {
        traces.add(&self.traces.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn trace(&self, leave: impl FnOnce(&mut Traces)) {
        leave(&mut self.traces.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What was asked for and withheld so far: each field once, with the party responsible for it.
    pub fn withheld(&self) -> Vec<Json> {
        let withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        let role = self.viewer.role().code();
        let line = |(field, withheld): (&String, &Withheld)| {
            let reason = match withheld.by_rule {
                true => format!("{role} does not read this field."),
                false => format!(
                    "{role} reads this field only where it wrote it, the victim consents or a referral shares it."
                ),
            };
            json!({ "field": field, "responsible": withheld.responsible, "reason": reason })
        };
        withheld.iter().map(line).collect()
    }

    pub(super) fn viewer(&self) -> &Viewer {
        self.viewer
    }

    pub(super) fn connection(&self) -> &sea_orm::DatabaseConnection {
        self.store.connection()
    }

    pub(super) fn sight(&self) -> Sight<'_> {
        Sight { viewer: self.viewer, now: self.now, backend: self.store.backend() }
    }

    fn withhold(&self, field: String, withheld: Withheld) {
        self.withheld.lock().unwrap_or_else(PoisonError::into_inner).insert(field, withheld);
    }

    /// Loads one level and everything below it; `None` where no record of the table exists for the viewer.
    fn level<'b>(
        &'b self,
        select: &'b Select,
        page: &'b Page,
        within: &'b Within<'b>,
    ) -> BoxFuture<'b, Result<Option<Level>>> {
        async move {
            if columns::reach(select.table, select.table.id(), self.viewer).is_never() {
                return Ok(None);
            }
            let mut level = Level { pages: HashMap::new(), counted: page.count };
            self.trace(|traces| traces.sought(select, page));
            if page.rows {
                for (parent, record) in self.rows(select, page, within).await? {
                    // That there is one more is told, too.
                    self.trace(|traces| traces.opened(select.table, record.sought));
                    level.pages.entry(parent).or_default().records.push(record);
                }
                for parent in within.parents() {
                    level.pages.entry(parent).or_default().cut(page);
                }
                let records: Vec<&Record> = level.pages.values().flat_map(|page| &page.records).collect();
                self.trace(|traces| traces.read(select, &records, self.reviewing));
                self.attach(select, &mut level).await?;
            }
            if page.count {
                for Total { parent, count, grounds } in self.totals(select.table, page, within).await? {
                    *level.pages.entry(parent).or_default().total.get_or_insert_default() += count;
                    self.trace(|traces| traces.opened(select.table, grounds));
                }
            }
            Ok(Some(level))
        }
        .instrument(debug_span!("read", table = select.table.name))
        .boxed()
    }

    async fn rows(&self, select: &Select, page: &Page, within: &Within<'_>) -> Result<Vec<(Option<Uuid>, Record)>> {
        let sequence = Sequence::of(select.table, page, self.sight())?;
        let mut shape = Shape::of(select, within.link(), self.sight());
        page.sought_by().for_each(|field| shape.seek_by(field, self.sight()));
        let mut statement = self.statement(select.table, page.filter.as_ref(), within).await?;
        for (cursor, backward) in [(page.after, false), (page.before, true)] {
            let Some(cursor) = cursor else { continue };
            let from = self.cursor(select.table, &sequence, cursor, within).await?;
            statement.and_where(sequence.beyond(&from, cursor, backward));
        }
        shape.select(&mut statement);
        sequence.limit(&mut statement, within.link(), shape.len(), page.size + 1);
        let rows = self.store.connection().query_all(&Bound(&statement)).await?;
        if rows.len() as u64 > ROW_LIMIT {
            return Err(too_many());
        }
        rows.iter().map(|row| Ok(shape.decode(row)?)).collect()
    }

    /// The statement on the records in question, before columns and page.
    pub(super) async fn statement(
        &self,
        table: &Table,
        wanted: Option<&Filter>,
        within: &Within<'_>,
    ) -> Result<SelectStatement> {
        if within.len() > PARENT_LIMIT {
            return Err(too_many());
        }
        let mut statement = restricted(table, self.sight());
        statement.and_where_option(within.condition(self.store.backend()));
        // That a record hangs on a parent is told only where the reference to it is read.
        statement.and_where_option(
            within.link().and_then(|field| columns::reach(table, field, self.viewer).condition(table, self.sight())),
        );
        // What is addressed to the viewer may be of a case it takes no part in.
        let own_cases = case_column(table).filter(|_| table.column(RECEIVER).is_none());
        if let (Within::Table, Some(case)) = (within, own_cases) {
            let few = self.few_cases().await?;
            statement
                .and_where_option(few.map(|cases| is_among(of_row(case), cases.iter().copied(), self.store.backend())));
        }
        if let Some(wanted) = wanted {
            statement.cond_where(filter::condition(table, wanted, self.sight(), self.store.backend())?);
        }
        Ok(statement)
    }

    async fn few_cases(&self) -> Result<Option<&Vec<Uuid>>> {
        let found = self.few_cases.get_or_try_init(|| few_cases(self.store.connection(), self.sight()));
        Ok(found.await?.as_ref())
    }

    /// The values by which the record of a cursor stands in its order. A record the viewer cannot see has none, and that it
    /// was asked for is kept.
    async fn cursor(
        &self,
        table: &'static Table,
        sequence: &Sequence,
        cursor: Uuid,
        within: &Within<'_>,
    ) -> Result<Vec<Value>> {
        let mut statement = self.statement(table, None, within).await?;
        statement.and_where(of_row("id").eq(cursor));
        sequence.select(&mut statement);
        match self.store.connection().query_one(&Bound(&statement)).await? {
            Some(row) => Ok(sequence.decode(&row)?),
            None => {
                self.trace(|traces| traces.missed(table, cursor));
                let problem = "the cursor names no record of this list. Start again from its first page";
                Err(Error::invalid("after, before", problem))
            }
        }
    }

    /// Loads the children of a level, each kind once for all its records, and hangs each on its parent.
    async fn attach(&self, select: &Select, level: &mut Level) -> Result<()> {
        let mut parents: Vec<&mut Record> = level.pages.values_mut().flat_map(|page| &mut page.records).collect();
        if parents.is_empty() {
            return Ok(());
        }
        let own = select.fields.iter().map(|field| (field.name.as_str(), *field));
        let derived = select.derived.iter().flat_map(|made| made.from.iter().map(|field| (made.name, *field)));
        for (name, field) in own.chain(derived) {
            if parents.iter().any(|record| *record.seen(field) == Seen::Withheld) {
                self.withhold(format!("{}.{name}", select.table.type_name), columns::withheld_by(field, self.viewer));
            }
        }
        if select.stages {
            self.attach_stages(select.table, &mut parents).await?;
        }
        if select.last_use {
            self.attach_last_use(&mut parents).await?;
        }
        for child in &select.children {
            match child.link {
                Link::To(field) => self.attach_referred(field, child, &mut parents).await?,
                Link::One(field) | Link::Many(field) => {
                    self.attach_referring(select.table, field, child, &mut parents).await?;
                }
            }
        }
        Ok(())
    }

    async fn attach_referred(&self, field: &Field, child: &Child, parents: &mut [&mut Record]) -> Result<()> {
        let target = |record: &Record| match record.seen(field) {
            Seen::Value(Value::Uuid(Some(id))) => Some(*id),
            _ => None,
        };
        let mut ids: Vec<Uuid> = parents.iter().filter_map(|record| target(record)).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = if ids.is_empty() { HashMap::new() } else { self.existing(&child.select, &ids).await? };
        let found: HashMap<Uuid, Arc<Record>> = found.into_iter().map(|(id, record)| (id, Arc::new(record))).collect();
        for record in parents {
            let one = target(record).and_then(|id| found.get(&id).cloned());
            record.relate(&child.key, Related::One(one));
        }
        Ok(())
    }

    async fn attach_referring(
        &self,
        of: &Table,
        field: &'static Field,
        child: &Child,
        parents: &mut [&mut Record],
    ) -> Result<()> {
        let ids: Vec<Uuid> = parents.iter().map(|record| record.id).collect();
        let hidden = columns::reach(child.select.table, field, self.viewer).is_never();
        let mut level = match hidden {
            true => None,
            false => self.level(&child.select, &child.page, &Within::Parents(field, &ids)).await?,
        };
        if level.is_none() {
            let id = child.select.table.id();
            let withheld = if columns::reach(child.select.table, id, self.viewer).is_never() { id } else { field };
            let responsible = columns::withheld_by(withheld, self.viewer);
            self.withhold(format!("{}.{}", of.type_name, child.name), responsible);
        }
        for record in parents {
            let connection = level.as_mut().map(|level| level.take(Some(record.id)));
            let related = match child.link {
                Link::Many(_) => Related::Many(connection),
                _ => Related::One(connection.and_then(|mut page| page.records.pop()).map(Arc::new)),
            };
            record.relate(&child.key, related);
        }
        Ok(())
    }
}

pub(super) fn too_many() -> Error {
    Error::new(ErrorCode::Limit, "The request asks for too many records beside others. Ask for smaller pages.")
}

/// One level of a tree: the page of each parent, or of none at the root.
struct Level {
    pages: HashMap<Option<Uuid>, Connection>,
    counted: bool,
}

impl Level {
    fn take(&mut self, parent: Option<Uuid>) -> Connection {
        let mut connection = self.pages.remove(&parent).unwrap_or_default();
        if self.counted {
            connection.total.get_or_insert(0);
        }
        connection
    }
}
