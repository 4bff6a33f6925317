//! The tables as data, read once off the entities, so that one reader, one writer and one schema serve all.

use std::collections::HashMap;
use std::sync::LazyLock;

use documented::{Documented, DocumentedFields};
use sea_orm::sea_query::{ColumnType, Expr, StringLen, Value};
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic, Identity, Iterable, RelationTrait};

use crate::codes::{DisputeStatus, FieldGroup};
use crate::lifecycle::{Act, Guard, Move, Track};
use crate::rights::{Governed, Responsibility};
use crate::value::CodeList;
use crate::{codes, records};

/// A table: what it holds and how its columns are governed.
#[derive(Debug)]
pub struct Table {
    /// The name in the database.
    pub name: String,
    /// The name of the GraphQL type: one record.
    pub type_name: &'static str,
    /// The name of the field that holds many of them.
    pub plural: &'static str,
    /// What a record is.
    pub description: &'static str,
    /// The columns, in the order of the entity.
    pub fields: Vec<Field>,
    /// What the act of adding a record is called, after the type: `Add`, where it has no better name.
    pub adding: &'static str,
    /// What must hold of a new record.
    pub asking: &'static [Guard],
    /// The group of fields that a referral shares its records as, where a field is in no narrower one.
    group: Option<FieldGroup>,
    /// The keys: columns of which no two records that somebody reads have the same values.
    pub keys: &'static [&'static [&'static str]],
}

/// A column.
#[derive(Debug)]
pub struct Field {
    /// Its place among its table's fields.
    pub index: usize,
    /// The name in the database.
    pub column: &'static str,
    /// The name in the API, in camel case; a reference is named after what it refers to.
    pub name: String,
    /// What a value means.
    pub description: &'static str,
    /// What a value is.
    pub kind: Kind,
    /// Whether every record has a value.
    pub required: bool,
    /// The value of a record for which none is given.
    pub default: Option<Value>,
    /// Whether no two records have the same value.
    pub unique: bool,
    /// Who edits, fills and reads it.
    pub responsibility: Responsibility,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// The record's own id.
    Id,
    /// The id of a record of the named table.
    Reference(String),
    /// The id of a record of the table that the column `record_type` of the same row names.
    Record,
    /// Text of at most so many characters.
    Text(u32),
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A calendar date.
    Date,
    /// An instant in UTC.
    Instant,
    /// A code of a list.
    Code(&'static CodeList),
    /// A text that a library checks, by the name of its type.
    Scalar(String),
    /// Several of a kind.
    Many(Box<Kind>),
    /// A value of any kind, as JSON: what a history entry holds.
    Any,
}

/// The most characters a text has whose column states no length.
const TEXT_LIMIT: u32 = 10_000;

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(records::registry);

static CHANGES: LazyLock<Table> = LazyLock::new(records::changes);

static AUDIT_EVENTS: LazyLock<Table> = LazyLock::new(records::audit_events);

static CODE_TERMS: LazyLock<Table> = LazyLock::new(records::code_terms);

static KEYED_ACTS: LazyLock<Table> = LazyLock::new(records::keyed_acts);

static TRUSTED_DOCUMENTS: LazyLock<Table> = LazyLock::new(records::trusted_documents);

/// Every table but those that stand apart: changes, audit events, code terms, keyed acts and trusted documents. Parents
/// before what refers to them.
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// The table of changes: the history of all others.
pub fn changes() -> &'static Table {
    &CHANGES
}

/// The table of audit events: who read, changed or was refused what.
pub fn audit_events() -> &'static Table {
    &AUDIT_EVENTS
}

/// Every table whose records the API shows as such.
pub fn shown_tables() -> impl Iterator<Item = &'static Table> + Clone {
    tables().iter().chain([changes(), audit_events()])
}

/// The table of labels and mappings of codes, which the API shows as `codeLists`.
pub fn code_terms() -> &'static Table {
    &CODE_TERMS
}

/// The table of the acts that were sent under a key.
pub fn keyed_acts() -> &'static Table {
    &KEYED_ACTS
}

/// The table of the documents that were registered for organisations' clients.
pub fn trusted_documents() -> &'static Table {
    &TRUSTED_DOCUMENTS
}

/// The table and the field of it whose state an act moves: a track, or where a dispute stands.
///
/// # Panics
/// Where an act moves nothing: the lifecycles name every act.
pub fn subject_of(act: Act) -> (&'static Table, &'static Field) {
    static SUBJECTS: LazyLock<HashMap<Act, (&'static Table, &'static Field)>> = LazyLock::new(|| {
        let fields = TABLES.iter().flat_map(|table| table.fields.iter().map(move |field| (table, field)));
        let acts = fields.flat_map(|subject| subject.1.acts().into_iter().map(move |act| (act, subject)));
        acts.collect()
    });
    SUBJECTS.get(&act).copied().expect("every act is in a lifecycle")
}

/// The table of this name in the database.
///
/// # Panics
/// Where there is none: names come from entities, never from a caller's input.
pub fn table(name: &str) -> &'static Table {
    TABLES.iter().find(|table| table.name == name).expect("a reference names a registered table")
}

impl Table {
    /// Reads a table off its entity.
    pub(crate) fn of<E>(type_name: &'static str, plural: &'static str) -> Self
    where
        E: EntityTrait,
        E::Model: Documented + DocumentedFields,
        E::Column: Governed,
        E::Relation: Iterable,
    {
        let references: Vec<(String, String)> = E::Relation::iter()
            .map(|relation| relation.def())
            .map(|def| (last(&def.from_col), table_name(&def.to_tbl)))
            .collect();
        let fields = E::Column::iter().enumerate().map(|(index, column)| {
            let name = column.as_str();
            let def = column.def();
            let target = references.iter().find(|(from, _)| from == name).map(|(_, to)| to.clone());
            let kind = match target {
                Some(target) => Kind::Reference(target),
                None => Kind::of(name, def.get_column_type()),
            };
            let public =
                if matches!(kind, Kind::Reference(_) | Kind::Record) { name.trim_end_matches("_id") } else { name };
            Field {
                index,
                column: name,
                name: camel_case(public),
                description: E::Model::get_field_docs(name).unwrap_or_default(),
                kind,
                required: !def.is_null(),
                default: def.get_column_default().and_then(constant),
                unique: def.is_unique(),
                responsibility: column.responsibility(),
            }
        });
        Self {
            name: E::default().as_str().to_owned(),
            type_name,
            plural,
            description: E::Model::DOCS,
            fields: fields.collect(),
            adding: "Add",
            asking: &[],
            group: None,
            keys: &[],
        }
    }

    /// No two records that somebody reads share the values of these columns.
    pub(crate) fn keyed_by(mut self, keys: &'static [&'static [&'static str]]) -> Self {
        self.keys = keys;
        self
    }

    /// Records are shared as this group of fields.
    pub(crate) fn shared_as(mut self, group: FieldGroup) -> Self {
        self.group = Some(group);
        self
    }

    /// Records are added by an act of this name, and these must hold of them.
    pub(crate) fn added_by(mut self, verb: &'static str, asking: &'static [Guard]) -> Self {
        (self.adding, self.asking) = (verb, asking);
        self
    }

    /// The group of fields a field is shared in; none where it goes with every group.
    pub fn group_of(&self, field: &Field) -> Option<FieldGroup> {
        let own = self.group?;
        let told = matches!(field.kind, Kind::Id | Kind::Reference(_))
            || ["created_at", "version", "source_ref"].contains(&field.column);
        match field.responsibility.class.group() {
            _ if told => None,
            // Who the kin are is no part of who the victim is.
            Some(FieldGroup::Identity) if own == FieldGroup::Family => Some(own),
            group => group.or(Some(own)),
        }
    }

    /// The group of fields of which a field tells whoever reads it, also where records of this table are shared as none.
    pub fn group_told_by(&self, field: &Field) -> Option<FieldGroup> {
        match self.group {
            Some(_) => self.group_of(field),
            None => field.responsibility.class.group(),
        }
    }

    /// The column of this name in the database, if there is one.
    pub fn column(&self, column: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.column == column)
    }

    /// The field of this name in the API, if there is one.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The record's own id.
    pub fn id(&self) -> &Field {
        self.column("id").expect("every table has an id")
    }
}

impl Field {
    /// The moves by which acts take a record from state to state in this field; none where it holds no such state.
    pub fn moves(&self) -> Vec<Move> {
        self.track().map(|track| (track.moves)()).unwrap_or_default()
    }

    /// The acts that change where a record stands in this field, by a track or by whose turn a dispute is.
    pub fn acts(&self) -> Vec<Act> {
        if let Kind::Code(list) = &self.kind
            && list.name == DisputeStatus::LIST.name
        {
            return DisputeStatus::ALL.iter().flat_map(|status| status.ways()).map(|way| way.act).collect();
        }
        self.moves().into_iter().map(|way| way.act).collect()
    }

    fn track(&self) -> Option<Track> {
        if let Kind::Code(list) = &self.kind { list.track } else { None }
    }

    /// Whether acts move the value from state to state.
    pub fn is_state(&self) -> bool {
        self.track().is_some()
    }
}

impl Kind {
    /// A code list of this name, or else a checked scalar.
    fn named(name: String) -> Self {
        match codes::lists().find(|list| list.name == name) {
            Some(list) => Kind::Code(list),
            None => Kind::Scalar(name),
        }
    }

    fn of(column: &str, column_type: &ColumnType) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a column type without a kind is a defect, found at start")]
        match column_type {
            ColumnType::Uuid if column == "record_id" => Kind::Record,
            ColumnType::Uuid => Kind::Id,
            ColumnType::String(StringLen::N(limit)) => Kind::Text(*limit),
            ColumnType::String(_) | ColumnType::Text => Kind::Text(TEXT_LIMIT),
            ColumnType::Integer => Kind::Integer,
            ColumnType::Boolean => Kind::Flag,
            ColumnType::Date => Kind::Date,
            ColumnType::TimestampWithTimeZone => Kind::Instant,
            ColumnType::Json | ColumnType::JsonBinary => Kind::Any,
            ColumnType::Custom(name) => Kind::named(name.to_string()),
            ColumnType::Array(element) => Kind::Many(Box::new(Kind::of(column, element))),
            other => unreachable!("column {column} has a type without a kind: {other:?}"),
        }
    }
}

/// The value that a default is, where it is no expression.
fn constant(default: &Expr) -> Option<Value> {
    if let Expr::Value(value) = default { Some(value.clone()) } else { None }
}

fn last(columns: &Identity) -> String {
    columns.iter().last().map(|column| column.to_string()).unwrap_or_default()
}

fn table_name(table: &sea_orm::sea_query::TableRef) -> String {
    table.sea_orm_table().to_string()
}

/// `family_name` as `familyName`.
pub fn camel_case(name: &str) -> String {
    let mut upper = false;
    name.chars()
        .filter_map(|letter| {
            if letter == '_' {
                upper = true;
                return None;
            }
            Some(if std::mem::take(&mut upper) { letter.to_ascii_uppercase() } else { letter })
        })
        .collect()
}
