//! The migrated database is what the entities say, and the entities are what the database has.

use std::collections::BTreeMap;

use entity::{Kind, Table, code_terms, keyed_acts, shown_tables, trusted_documents};
use sea_orm::sea_query::{ColumnType, StringLen};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, Iterable, QueryResult, Statement};

use crate::world::{Database, World};

/// A column as the database or the entity has it: its type, in words common to both databases, and whether it
/// may be null.
type Columns = BTreeMap<String, (String, bool)>;

async fn the_database_equals_the_entities(world: World) {
    let mut found: BTreeMap<String, Columns> = live(&world).await;
    found.remove("seaql_migrations");
    if world.database == Database::Postgres {
        // By which transaction an event came, in PostgreSQL's own count.
        found.get_mut("audit_event").and_then(|columns| columns.remove("xid")).expect("it is counted");
    }
    for (name, columns) in ledger() {
        assert_eq!(found.remove(&name), Some(columns), "table {name}");
    }
    let apart = [code_terms(), keyed_acts(), trusted_documents()];
    let wanted: BTreeMap<String, Columns> =
        shown_tables().chain(apart).map(|table| (table.name.clone(), columns(table))).collect();
    for (name, columns) in &wanted {
        assert_eq!(found.get(name), Some(columns), "table {name}");
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "no table stands alone");
}

fn columns(table: &Table) -> Columns {
    table.fields.iter().map(|field| (field.column.to_owned(), (stored(&field.kind), !field.required))).collect()
}

/// The tables of the log's tree, which hold no record.
fn ledger() -> [(String, Columns); 3] {
    use entity::ledger::{checkpoint, leaf, subtree};
    fn of<E: EntityTrait>() -> (String, Columns) {
        let columns = E::Column::iter().map(|column| {
            let stored = match column.def().get_column_type() {
                ColumnType::Uuid => "uuid".to_owned(),
                ColumnType::Integer | ColumnType::BigInteger => "integer".to_owned(),
                ColumnType::TimestampWithTimeZone => "instant".to_owned(),
                ColumnType::String(StringLen::N(limit)) => format!("text({limit})"),
                other => format!("unknown {other:?}"),
            };
            (column.as_str().to_owned(), (stored, column.def().is_null()))
        });
        (E::default().as_str().to_owned(), columns.collect())
    }
    [of::<leaf::Entity>(), of::<subtree::Entity>(), of::<checkpoint::Entity>()]
}

fn stored(kind: &Kind) -> String {
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => "uuid".to_owned(),
        Kind::Text(limit) => format!("text({limit})"),
        Kind::Code(_) => "text(60)".to_owned(),
        Kind::Scalar(name) if name == "PhoneNumber" => "text(16)".to_owned(),
        Kind::Scalar(name) if name == "RecordType" => "text(40)".to_owned(),
        Kind::Scalar(_) => "text(3)".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Flag => "boolean".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Instant => "instant".to_owned(),
        Kind::Many(_) | Kind::Any => "json".to_owned(),
    }
}

/// Every column there is.
async fn live(world: &World) -> BTreeMap<String, Columns> {
    let sql = match world.database {
        Database::Sqlite => {
            "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
        Database::Postgres => {
            "SELECT table_name::text, column_name::text,
                    data_type || COALESCE('(' || character_maximum_length || ')', ''),
                    CASE WHEN is_nullable = 'YES' THEN 1 ELSE 0 END
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let statement = Statement::from_string(world.sql.get_database_backend(), sql);
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for row in world.sql.query_all_raw(statement).await.expect("the catalogue is read") {
        let text = |index| row.try_get_by_index::<String>(index).expect("a text");
        tables.entry(text(0)).or_default().insert(text(1), (common(&text(2)), nullable(&row)));
    }
    tables
}

fn nullable(row: &QueryResult) -> bool {
    row.try_get_by_index::<i32>(3).expect("a flag") == 1
}

/// A type in words common to both databases.
fn common(declared: &str) -> String {
    let declared = declared.to_lowercase();
    let (name, length) = declared.split_once('(').unwrap_or((&declared, ""));
    match name {
        "uuid_text" | "uuid_blob" | "uuid" => "uuid".to_owned(),
        "varchar" | "character varying" => format!("text({length}"),
        "integer" | "bigint" => "integer".to_owned(),
        "boolean" => "boolean".to_owned(),
        "date" | "date_text" => "date".to_owned(),
        "timestamp_with_timezone_text" | "timestamp with time zone" => "instant".to_owned(),
        "jsonb_text" | "jsonb" => "json".to_owned(),
        other => format!("unknown {other}"),
    }
}

on_both!(the_database_equals_the_entities);
