//! How values go into a question: each once, and ids as one. What a viewer stands on is asked for every column again, and
//! a database plans the longer the more values there are to compare with each other; of a question it has planned it
//! keeps the plan, by the text.

use std::collections::HashMap;
use std::fmt::{self, Display, Write};

use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{
    Expr, ExprTrait, PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqliteQueryBuilder, Value,
};
use sea_orm::{DbBackend, Statement, StatementBuilder};
use uuid::Uuid;

/// A column holds one of these ids. However many they are, they are one value, and the text of the question is the same.
pub(super) fn is_among(column: Expr, ids: impl IntoIterator<Item = Uuid>, backend: DbBackend) -> Expr {
    if backend == DbBackend::Postgres {
        return column.eq(PgFunc::any(ids.into_iter().collect::<Vec<Uuid>>()));
    }
    let ids: Vec<String> = ids.into_iter().map(|id| id.simple().to_string()).collect();
    let ids = Expr::val(serde_json::json!(ids).to_string());
    Expr::cust_with_exprs("? IN (SELECT unhex(id.value) FROM json_each(?) AS id)", [column, ids])
}

/// A question on its way to the database.
pub(super) struct Bound<'a>(pub(super) &'a SelectStatement);

impl StatementBuilder for Bound<'_> {
    fn build(&self, backend: &DbBackend) -> Statement {
        let mut writer = Writer { mark: '?', ..Writer::default() };
        match backend {
            DbBackend::Sqlite => self.0.build_collect_into(SqliteQueryBuilder, &mut writer),
            _ => {
                writer.mark = '$';
                self.0.build_collect_into(PostgresQueryBuilder, &mut writer);
            }
        }
        Statement::from_sql_and_values(*backend, writer.to_string(), writer.values)
    }
}

/// The text of a question, which names its values by number.
#[derive(Default)]
struct Writer {
    /// Stands before a value's number.
    mark: char,
    sql: String,
    values: Vec<Value>,
    numbers: HashMap<Value, usize>,
}

impl SqlWriter for Writer {
    fn push_param<T: QueryBuilder>(&mut self, value: Value, _: &T) {
        let number = *self.numbers.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            self.values.len()
        });
        self.sql.push(self.mark);
        self.sql.push_str(&number.to_string());
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        &mut self.sql
    }
}

impl Write for Writer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.sql.write_str(text)
    }
}

impl Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Expr, ExprTrait, Query};

    use super::*;

    #[test]
    fn a_value_is_bound_once_however_often_it_is_named() {
        let is = |column: &'static str, value: &str| Expr::col(column).eq(value);
        let asked = is("a", "x").and(is("b", "y")).and(is("c", "x")).and(Expr::col("d").eq(1)).and(is("e", "1"));
        let question = Query::select().column("id").from("t").and_where(asked).take();
        for (backend, sql) in [
            (DbBackend::Sqlite, r#""a" = ?1 AND "b" = ?2 AND "c" = ?1 AND "d" = ?3 AND "e" = ?4"#),
            (DbBackend::Postgres, r#""a" = $1 AND "b" = $2 AND "c" = $1 AND "d" = $3 AND "e" = $4"#),
        ] {
            let statement = Bound(&question).build(&backend);
            assert_eq!(statement.sql, format!(r#"SELECT "id" FROM "t" WHERE {sql}"#));
            assert_eq!(statement.values.expect("values").0, ["x".into(), "y".into(), 1.into(), Value::from("1")]);
        }
    }
}
