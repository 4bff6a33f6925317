//! The columns of a statement: those asked for that the viewer may read, and how a row of them is decoded.

use chrono::{DateTime, Utc};
use entity::{Field, Table};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, SelectStatement};
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

use super::columns::{self, Reach};
use super::record::Record;
use super::scope::of_row;
use super::value::{Seen, decode};
use super::{Link, Select, Viewer, version};

/// What a statement selects, in order, and what each column of its answer is. An unreadable field has no
/// column here, and so no way into a record.
pub(super) struct Shape {
    table: &'static Table,
    columns: Vec<(Expr, Part)>,
    unreadable: Vec<&'static Field>,
}

enum Part {
    Id,
    Parent,
    Value(&'static Field),
    /// Whether the field's value, in the next column, is read on this row.
    Readable,
    Version,
    UpdatedAt,
}

impl Shape {
    /// The shape of what is asked, for rows that hang on a parent by `link`.
    pub(super) fn of(select: &Select, link: Option<&'static Field>, viewer: &Viewer) -> Self {
        let mut shape = Self { table: select.table, columns: vec![(of_row("id"), Part::Id)], unreadable: Vec::new() };
        if let Some(link) = link {
            shape.columns.push((of_row(link.column), Part::Parent));
        }
        let referring = select.children.iter().filter_map(|child| match child.link {
            Link::To(field) => Some(field),
            Link::One(_) | Link::Many(_) => None,
        });
        for field in select.fields.iter().copied().chain(referring) {
            shape.add(field, viewer);
        }
        if select.version {
            shape.columns.push((version::version(select.table, viewer), Part::Version));
        }
        if select.updated_at {
            shape.columns.push((version::updated_at(select.table, viewer), Part::UpdatedAt));
        }
        shape
    }

    fn add(&mut self, field: &'static Field, viewer: &Viewer) {
        let Some(value) = columns::readable(field, viewer) else {
            self.unreadable.push(field);
            return;
        };
        if let (Reach::Own | Reach::BySubject(..), Some(condition)) =
            (columns::reach(field, viewer), columns::reach(field, viewer).condition(viewer))
        {
            let readable = CaseStatement::new().case(condition, Expr::cust("1")).finally(Expr::cust("0"));
            self.columns.push((readable.into(), Part::Readable));
        }
        self.columns.push((value, Part::Value(field)));
    }

    /// Puts the columns into a statement.
    pub(super) fn select(&self, statement: &mut SelectStatement) {
        for (index, (column, _)) in self.columns.iter().enumerate() {
            statement.expr_as(column.clone(), column_alias(index));
        }
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// A row as a record, with the parent it hangs on.
    pub(super) fn decode(&self, row: &QueryResult) -> Result<(Option<Uuid>, Record), DbErr> {
        let mut record = Record::new(self.table, row.try_get_by_index(0)?);
        for field in &self.unreadable {
            record.values[field.index] = Some(Seen::Withheld);
        }
        let mut parent = None;
        let mut readable = true;
        for (index, (_, part)) in self.columns.iter().enumerate() {
            match part {
                Part::Id => {}
                Part::Parent => parent = row.try_get_by_index(index)?,
                Part::Readable => readable = row.try_get_by_index::<i32>(index)? == 1,
                Part::Value(field) => {
                    let seen = if std::mem::replace(&mut readable, true) {
                        decode(&field.kind, row, index)?
                    } else {
                        Seen::Withheld
                    };
                    record.values[field.index] = Some(seen);
                }
                Part::Version => record.version = Some(row.try_get_by_index(index)?),
                Part::UpdatedAt => record.updated_at = row.try_get_by_index::<Option<DateTime<Utc>>>(index)?,
            }
        }
        Ok((parent, record))
    }
}

/// The name of the column at this place, so that an outer statement can select it again.
pub(super) fn column_alias(index: usize) -> Alias {
    Alias::new(format!("c{index}"))
}
