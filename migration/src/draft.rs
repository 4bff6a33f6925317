//! Shorthand for a table, so that each migration reads as a table of columns.
//!
//! Nothing here knows a table or today's code lists: what a migration creates is written in its own file and
//! does not change when the entities do.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// A table to be created, with its constraints and indexes.
pub(crate) struct Draft {
    name: &'static str,
    columns: Vec<(Column, Presence)>,
    checks: Vec<(&'static str, String)>,
    indexes: Vec<(Uniqueness, Vec<&'static str>)>,
}

/// A column to be created.
pub(crate) struct Column {
    name: &'static str,
    column_type: ColumnType,
    rule: Option<Rule>,
}

/// What the database checks of a column's value.
enum Rule {
    /// It is one of these codes.
    OneOf(Vec<&'static str>),
    /// It is at least this.
    AtLeast(i32),
    /// It is between the two, both included.
    Between(i32, i32),
    /// It is a JSON array.
    Array,
    /// It is the id of a row of the named table.
    Refers(&'static str),
    /// It is the id of a row of the named table in the same case.
    RefersWithinCase(&'static str),
}

#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Required,
    Optional,
}

#[derive(Clone, Copy, PartialEq)]
enum Uniqueness {
    Unique,
    Plain,
}

/// The null flavours that every list of answers has.
const NULL_FLAVOURS: [&str; 4] = ["UNKNOWN", "NOT_ASKED", "REFUSED", "NOT_APPLICABLE"];

/// Text of at most so many characters.
pub(crate) fn text(name: &'static str, limit: u32) -> Column {
    column(name, ColumnType::String(StringLen::N(limit)), None)
}

/// One of these codes.
pub(crate) fn code(name: &'static str, codes: &[&'static str]) -> Column {
    column(name, ColumnType::String(StringLen::N(60)), Some(Rule::OneOf(codes.to_vec())))
}

/// One of these codes, or one of the null flavours.
pub(crate) fn answer(name: &'static str, codes: &[&'static str]) -> Column {
    code(name, &[codes, &NULL_FLAVOURS].concat())
}

/// Yes, no, or one of the null flavours.
pub(crate) fn yes_or_no(name: &'static str) -> Column {
    answer(name, &["YES", "NO"])
}

/// A country, ISO 3166-1 alpha-3.
pub(crate) fn country(name: &'static str) -> Column {
    text(name, 3)
}

/// A telephone number, E.164.
pub(crate) fn phone_number(name: &'static str) -> Column {
    text(name, 16)
}

/// Several texts or codes, as a JSON array.
pub(crate) fn many(name: &'static str) -> Column {
    column(name, ColumnType::JsonBinary, Some(Rule::Array))
}

/// Any value, as JSON.
pub(crate) fn json(name: &'static str) -> Column {
    column(name, ColumnType::JsonBinary, None)
}

/// A whole number.
pub(crate) fn integer(name: &'static str) -> Column {
    column(name, ColumnType::Integer, None)
}

/// A whole number of this at least.
pub(crate) fn at_least(least: i32, name: &'static str) -> Column {
    column(name, ColumnType::Integer, Some(Rule::AtLeast(least)))
}

/// A whole number between the two, both included.
pub(crate) fn between(least: i32, most: i32, name: &'static str) -> Column {
    column(name, ColumnType::Integer, Some(Rule::Between(least, most)))
}

/// True or false.
pub(crate) fn flag(name: &'static str) -> Column {
    column(name, ColumnType::Boolean, None)
}

/// A calendar date.
pub(crate) fn date(name: &'static str) -> Column {
    column(name, ColumnType::Date, None)
}

/// An instant.
pub(crate) fn instant(name: &'static str) -> Column {
    column(name, ColumnType::TimestampWithTimeZone, None)
}

/// The id of a record of whatever table.
pub(crate) fn id(name: &'static str) -> Column {
    column(name, ColumnType::Uuid, None)
}

/// The id of a row of the named table.
pub(crate) fn refers(name: &'static str, table: &'static str) -> Column {
    column(name, ColumnType::Uuid, Some(Rule::Refers(table)))
}

/// The id of a row of the named table in the same case.
pub(crate) fn refers_within_case(name: &'static str, table: &'static str) -> Column {
    column(name, ColumnType::Uuid, Some(Rule::RefersWithinCase(table)))
}

/// Drops the table.
pub(crate) async fn drop_table(manager: &SchemaManager<'_>, name: &'static str) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table(name).to_owned()).await
}

/// Whether a value is a JSON array.
pub(crate) fn is_array(backend: DatabaseBackend, value: Expr) -> Expr {
    let type_of = if backend == DatabaseBackend::Postgres { "jsonb_typeof" } else { "json_type" };
    Expr::from(Func::cust(type_of).arg(value)).eq("array")
}

fn column(name: &'static str, column_type: ColumnType, rule: Option<Rule>) -> Column {
    Column { name, column_type, rule }
}

impl Draft {
    /// A table of this name, with its id.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, columns: Vec::new(), checks: Vec::new(), indexes: Vec::new() }.required(id("id"))
    }

    /// A table of this name, with its id, whose rows belong to a case and are read case by case.
    pub(crate) fn in_case(name: &'static str) -> Self {
        Self::new(name).required(refers("case_id", "case_file")).index(&["case_id", "id"])
    }

    /// As `in_case`; other rows of the case refer to these.
    pub(crate) fn in_case_and_referred_to(name: &'static str) -> Self {
        Self::new(name).required(refers("case_id", "case_file")).unique(&["case_id", "id"])
    }

    /// Every row has a value in this column.
    pub(crate) fn required(mut self, column: Column) -> Self {
        self.columns.push((column, Presence::Required));
        self
    }

    /// A row may have a value in this column.
    pub(crate) fn optional(mut self, column: Column) -> Self {
        self.columns.push((column, Presence::Optional));
        self
    }

    /// The columns that say how often, by whom and when a row was written.
    pub(crate) fn authored(self) -> Self {
        self.required(at_least(1, "version")).written()
    }

    /// The columns that say by whom and when a row was written, where it is written once.
    pub(crate) fn written(self) -> Self {
        self.required(refers("organisation_id", "organisation"))
            .required(refers("account_id", "account"))
            .required(instant("created_at"))
    }

    /// Every row fulfils this condition, in SQL that all databases read alike.
    pub(crate) fn check(mut self, name: &'static str, condition: &str) -> Self {
        self.checks.push((name, condition.to_owned()));
        self
    }

    /// Where both columns have a value, the first is not after the second.
    pub(crate) fn in_order(self, from: &'static str, to: &'static str) -> Self {
        self.check(to, &format!("{from} <= {to}"))
    }

    /// No two rows have the same values in all these columns.
    pub(crate) fn unique(mut self, columns: &[&'static str]) -> Self {
        self.indexes.push((Uniqueness::Unique, columns.to_vec()));
        self
    }

    /// Rows are looked for by these columns.
    pub(crate) fn index(mut self, columns: &[&'static str]) -> Self {
        self.indexes.push((Uniqueness::Plain, columns.to_vec()));
        self
    }

    /// Creates the table and its indexes. Every reference has one, its own unless another begins with it.
    pub(crate) async fn create(mut self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.table(manager.get_database_backend())).await?;
        for reference in self.references() {
            if !self.indexes.iter().any(|(_, columns)| columns.starts_with(&[reference])) {
                self.indexes.push((Uniqueness::Plain, vec![reference]));
            }
        }
        for (uniqueness, columns) in &self.indexes {
            manager.create_index(self.index_of(*uniqueness, columns)).await?;
        }
        Ok(())
    }

    fn table(&self, backend: DatabaseBackend) -> TableCreateStatement {
        let mut table = Table::create().table(self.name).to_owned();
        for (column, presence) in &self.columns {
            table.col(self.definition(column, *presence, backend));
            if let Some(mut key) = self.foreign_key(column) {
                table.foreign_key(&mut key);
            }
        }
        for (name, condition) in &self.checks {
            table.check((self.constraint("ck", name), Expr::cust(condition.clone())));
        }
        table
    }

    fn definition(&self, column: &Column, presence: Presence, backend: DatabaseBackend) -> ColumnDef {
        let mut definition = ColumnDef::new_with_type(column.name, column.column_type.clone());
        match presence {
            Presence::Required => definition.not_null(),
            Presence::Optional => definition.null(),
        };
        if column.name == "id" {
            definition.primary_key();
        }
        if let Some(condition) = column.condition(backend) {
            definition.check((self.constraint("ck", column.name), condition));
        }
        definition
    }

    fn foreign_key(&self, column: &Column) -> Option<ForeignKeyCreateStatement> {
        let mut key = ForeignKey::create();
        match column.rule.as_ref()? {
            Rule::Refers(table) => key.from(self.name, column.name).to(*table, "id"),
            Rule::RefersWithinCase(table) => {
                key.from(self.name, ("case_id", column.name)).to(*table, ("case_id", "id"))
            }
            Rule::OneOf(_) | Rule::AtLeast(_) | Rule::Between(..) | Rule::Array => return None,
        };
        key.name(format!("fk_{}_{}", self.name, column.name)).on_delete(ForeignKeyAction::Restrict);
        Some(key.to_owned())
    }

    fn references(&self) -> Vec<&'static str> {
        let is_reference = |column: &&Column| matches!(column.rule, Some(Rule::Refers(_) | Rule::RefersWithinCase(_)));
        self.columns.iter().map(|(column, _)| column).filter(is_reference).map(|column| column.name).collect()
    }

    fn index_of(&self, uniqueness: Uniqueness, columns: &[&'static str]) -> IndexCreateStatement {
        let mut index = Index::create().table(self.name).to_owned();
        match uniqueness {
            Uniqueness::Unique => index.unique().name(format!("uq_{}_{}", self.name, columns.join("_"))),
            Uniqueness::Plain => index.name(format!("ix_{}_{}", self.name, columns.join("_"))),
        };
        for column in columns {
            index.col(*column);
        }
        index
    }

    fn constraint(&self, kind: &str, name: &str) -> DynIden {
        format!("{kind}_{}_{name}", self.name).into_iden()
    }
}

impl Column {
    fn condition(&self, backend: DatabaseBackend) -> Option<Expr> {
        let value = Expr::col(self.name);
        match self.rule.as_ref()? {
            Rule::OneOf(codes) => Some(value.is_in(codes.iter().copied())),
            Rule::AtLeast(least) => Some(value.gte(*least)),
            Rule::Between(least, most) => Some(value.between(*least, *most)),
            Rule::Array => Some(is_array(backend, value)),
            Rule::Refers(_) | Rule::RefersWithinCase(_) => None,
        }
    }
}
