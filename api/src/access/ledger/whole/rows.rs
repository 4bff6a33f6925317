//! Which rows are read. Names in SQL are those of our own tables.

use std::sync::Arc;

use entity::audit_event;
use entity::ledger::leaf;
use sea_orm::sea_query::ColumnType;
use sea_orm::{ColumnTrait, EntityName, IdenStatic, Iterable};

/// Rows of a table, or of several.
pub(in super::super) struct Rows {
    columns: Vec<String>,
    pub(super) forms: Arc<[Form]>,
    from: String,
}

/// In what form the values of a column are sent.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Id,
    Text,
    Json,
    Number,
    Instant,
    /// What the log has none of.
    Other,
}

impl Form {
    fn of(column: impl ColumnTrait) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "of what the log has none is nothing known")]
        match column.def().get_column_type() {
            ColumnType::Uuid => Self::Id,
            // A code and a token have a type of their own.
            ColumnType::String(_) | ColumnType::Text | ColumnType::Custom(_) => Self::Text,
            ColumnType::Json | ColumnType::JsonBinary | ColumnType::Array(_) => Self::Json,
            ColumnType::Integer | ColumnType::BigInteger => Self::Number,
            ColumnType::TimestampWithTimeZone => Self::Instant,
            _ => Self::Other,
        }
    }
}

impl Rows {
    fn new(columns: Vec<(String, Form)>, from: &str) -> Self {
        let (columns, forms): (Vec<String>, Vec<Form>) = columns.into_iter().unzip();
        Self { columns, forms: forms.into(), from: from.to_owned() }
    }

    /// The statement that answers them.
    pub(super) fn sql(&self) -> String {
        format!("SELECT {} FROM {}", self.columns.join(", "), self.from)
    }

    /// All rows of a table, with these columns.
    pub(in super::super) fn of<C: ColumnTrait<EntityName = E>, E: EntityName + Default>(
        columns: impl IntoIterator<Item = C>,
    ) -> Self {
        Self::new(columns_of("", columns).collect(), E::default().table_name())
    }

    /// Those of them of which this is true.
    pub(in super::super) fn which(self, condition: &str) -> Self {
        Self { from: format!("{} WHERE {condition}", self.from), ..self }
    }

    /// The same in the order of this column.
    pub(in super::super) fn by(self, column: impl IdenStatic) -> Self {
        Self { from: format!("{} ORDER BY {}", self.from, column.as_str()), ..self }
    }

    /// The leaves of the tree in their order, each with its event behind it.
    pub(in super::super) fn leaves() -> Self {
        let columns = columns_of("l.", leaf::Column::iter()).chain(columns_of("e.", audit_event::Column::iter()));
        let (leaves, events) = (leaf::Entity.as_str(), audit_event::Entity.as_str());
        let joined = format!("{leaves} AS l LEFT JOIN {events} AS e ON e.id = l.event_id ORDER BY l.position");
        Self::new(columns.collect(), &joined)
    }

    /// How many there are of these, in one row.
    pub(super) fn count(from: &str) -> Self {
        Self::new(vec![("COUNT(*)".to_owned(), Form::Number)], from)
    }
}

/// A table as the hub made it.
pub(in super::super) struct Plain {
    pub(in super::super) name: &'static str,
    pub(super) columns: Vec<(String, Form)>,
}

impl Plain {
    /// A table, as far as these columns are read.
    pub(in super::super) fn of<C: ColumnTrait<EntityName = E>, E: EntityName + Default>(
        columns: impl IntoIterator<Item = C>,
    ) -> Self {
        Self { name: E::default().table_name(), columns: columns_of("", columns).collect() }
    }
}

fn columns_of<C: ColumnTrait>(
    table: &'static str,
    columns: impl IntoIterator<Item = C>,
) -> impl Iterator<Item = (String, Form)> {
    columns.into_iter().map(move |column| (format!("{table}{}", column.as_str()), Form::of(column)))
}
