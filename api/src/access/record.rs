//! A record as a viewer sees it, with what stands beside it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Field, Table};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::Page;
use super::grounds::Grounds;
use super::moves::NextAct;
use super::stages::Stage;
use super::value::Seen;

/// A record as a viewer sees it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its table.
    pub table: &'static Table,
    /// Its id.
    pub id: Uuid,
    /// Its case, where it is of one.
    pub(super) case: Option<Uuid>,
    /// On what grounds fields of it are read that the viewer's role does not read everywhere.
    pub(super) grounds: Grounds,
    /// On what grounds it was sought by such fields.
    pub(super) sought: Grounds,
    /// The victim it is about, where it is about one.
    pub(super) victim: Option<Uuid>,
    /// What it tells of, where it tells of another record.
    pub(super) told: Option<Told>,
    /// Its version as the viewer sees it, where it was asked for.
    pub version: Option<i64>,
    /// The instant of its last change the viewer sees, where it was asked for.
    pub updated_at: Option<DateTime<Utc>>,
    /// What the viewer may do to it next, where it was asked for.
    pub next_acts: Vec<NextAct>,
    /// When a part in a case was last made use of, where that was asked for.
    pub last_used_on: Option<NaiveDate>,
    /// The states it has been in, oldest first, where they were asked for.
    pub stages: Vec<Stage>,
    /// What was asked for, by the field's place in the table.
    pub(super) values: Vec<Option<Seen<Value>>>,
    related: HashMap<String, Related>,
}

/// A field of a record, or the record itself, of which another tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) table: &'static Table,
    pub(super) record: Uuid,
    pub(super) field: Option<&'static Field>,
}

/// What stands beside a record.
#[derive(Clone, Debug)]
pub enum Related {
    /// One record, or none that exists for the viewer.
    One(Option<Arc<Record>>),
    /// A page of records; `None` where no such record ever exists for the viewer.
    Many(Option<Connection>),
}

/// A page of records.
#[derive(Clone, Debug, Default)]
pub struct Connection {
    /// The records, in order.
    pub records: Vec<Record>,
    /// Whether there are more after them.
    pub has_next: bool,
    /// Whether there are more before them.
    pub has_previous: bool,
    /// How many pass the filter, on any page, where it was asked for.
    pub total: Option<i64>,
}

impl Record {
    pub(super) fn new(table: &'static Table, id: Uuid) -> Self {
        let values = table.fields.iter().map(|_| None).collect();
        Self {
            table,
            id,
            case: None,
            grounds: Grounds::default(),
            sought: Grounds::default(),
            victim: None,
            told: None,
            version: None,
            updated_at: None,
            next_acts: Vec::new(),
            last_used_on: None,
            stages: Vec::new(),
            values,
            related: HashMap::new(),
        }
    }

    /// What the viewer sees of a field. What was not asked for is withheld.
    pub fn seen(&self, field: &Field) -> &Seen<Value> {
        self.values.get(field.index).and_then(Option::as_ref).unwrap_or(&Seen::Withheld)
    }

    /// What stands under a key of the answer.
    pub fn related(&self, key: &str) -> Option<&Related> {
        self.related.get(key)
    }

    pub(super) fn relate(&mut self, key: &str, related: Related) {
        self.related.insert(key.to_owned(), related);
    }
}

impl Connection {
    /// Cuts off the record that was read only to learn whether there are more.
    pub(super) fn cut(&mut self, page: &Page) {
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        let more = self.records.len() > size;
        self.records.truncate(size);
        self.has_next = page.before.is_some() || (more && !page.backward);
        self.has_previous = page.after.is_some() || (more && page.backward);
        if page.backward {
            self.records.reverse();
        }
    }
}
