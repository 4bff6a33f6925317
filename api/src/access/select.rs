//! What is asked: a tree of tables, fields and pages, made before anything is read.

use entity::{Field, Table};
use sea_orm::sea_query::Value;
use uuid::Uuid;

/// What is asked of the records of one table.
#[derive(Debug)]
pub struct Select {
    /// The table.
    pub table: &'static Table,
    /// The fields asked for, in any order, each once.
    pub fields: Vec<&'static Field>,
    /// Whether the version as the viewer sees it is asked for.
    pub version: bool,
    /// Whether the instant of the last change the viewer sees is asked for.
    pub updated_at: bool,
    /// Whether the acts that the viewer may do next are asked for.
    pub next_acts: bool,
    /// Whether the states that the record has been in are asked for.
    pub stages: bool,
    /// Whether to say when a part in a case was last made use of.
    pub last_use: bool,
    /// What is made of fields and asked for in their place.
    pub derived: Vec<Derived>,
    /// Records asked for beside each.
    pub children: Vec<Child>,
}

/// What is made of fields of a record. The fields are read for it, and what withholds one of them withholds it.
#[derive(Debug)]
pub struct Derived {
    /// Its name, for what is withheld.
    pub name: &'static str,
    /// What it is made of.
    pub from: Vec<&'static Field>,
}

impl Select {
    /// Asks for these fields of the records of a table, and for nothing else.
    pub fn of(table: &'static Table, fields: Vec<&'static Field>) -> Self {
        Self {
            table,
            fields,
            version: false,
            updated_at: false,
            next_acts: false,
            stages: false,
            last_use: false,
            derived: Vec::new(),
            children: Vec::new(),
        }
    }
}

/// Records asked for beside each record of a parent.
#[derive(Debug)]
pub struct Child {
    /// Where they stand in the answer.
    pub key: String,
    /// The name of the field that asks, for what is withheld.
    pub name: String,
    /// How they hang on the parent.
    pub link: Link,
    /// Which of them.
    pub page: Page,
    /// What is asked of them.
    pub select: Select,
}

/// How a child hangs on its parent.
#[derive(Clone, Copy, Debug)]
pub enum Link {
    /// The parent's field refers to the one child.
    To(&'static Field),
    /// The child's field refers to the parent, and no other child's does.
    One(&'static Field),
    /// The child's field refers to the parent.
    Many(&'static Field),
}

/// Which records of a connection.
#[derive(Debug, Default)]
pub struct Page {
    /// How many.
    pub size: u64,
    /// Counted from the end.
    pub backward: bool,
    /// Those after this record.
    pub after: Option<Uuid>,
    /// Those before this record.
    pub before: Option<Uuid>,
    /// Those that pass.
    pub filter: Option<Filter>,
    /// In this order, then by id.
    pub order: Vec<Order>,
    /// Whether to count all that pass.
    pub count: bool,
    /// Whether the records themselves are asked for, and not only their number.
    pub rows: bool,
}

/// One term of an order.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Ordered by this field; records without a value come last.
    pub field: &'static Field,
    /// Greatest first.
    pub descending: bool,
}

/// A test of a record.
#[derive(Debug)]
pub enum Filter {
    /// All hold.
    And(Vec<Filter>),
    /// One holds.
    Or(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// A field passes.
    Field(&'static Field, Test),
}

/// A test of a value. A record without a value passes none but `Known(false)`.
#[derive(Debug)]
pub enum Test {
    /// It is this.
    Equals(Value),
    /// It is one of these.
    In(Vec<Value>),
    /// A text contains this, whatever the case of its letters; a list has this element.
    Contains(String),
    /// It is this or greater.
    From(Value),
    /// It is this or less.
    To(Value),
    /// There is a value, or there is none.
    Known(bool),
}

impl Filter {
    /// The fields that are tested.
    pub fn fields(&self) -> Vec<&'static Field> {
        match self {
            Self::And(filters) | Self::Or(filters) => filters.iter().flat_map(Self::fields).collect(),
            Self::Not(filter) => filter.fields(),
            Self::Field(field, _) => vec![field],
        }
    }
}

impl Page {
    /// The fields by which records are sought: those of its order and of its filter.
    pub fn sought_by(&self) -> impl Iterator<Item = &'static Field> {
        let order = self.order.iter().map(|order| order.field);
        order.chain(self.filter.iter().flat_map(Filter::fields))
    }

    /// Only what passes these as well.
    pub fn narrow(&mut self, tests: impl IntoIterator<Item = Filter>) {
        self.filter = Some(Filter::And(tests.into_iter().chain(self.filter.take()).collect()));
    }

    /// A page that holds all of so many records, in no order of theirs.
    pub fn all(records: usize) -> Self {
        Self { size: records as u64, rows: true, ..Self::default() }
    }
}
