//! PostgreSQL as the one who is asked: a role for each agency, granted column by column what the table says.
//!
//! A record is there for whoever may select its `id`, for every statement names it by that. The two rules of persons are two
//! views. A reference is looked up in the table that it refers to.

use entity::Kind;
use entity::codes::Role;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};

use super::rights::{Line, Rights};
use super::{DEEDS, Deed, parties};
use crate::sentinels::{Planted, Target, targets};
use crate::world::World;

/// Runs statements one by one and says of each whether it was denied for want of a right (42501).
const ATTEMPT: &str = "CREATE FUNCTION attempt(statements text[]) RETURNS text[] LANGUAGE plpgsql AS $$
    DECLARE statement text; answers text[] := '{}';
    BEGIN
      FOREACH statement IN ARRAY statements LOOP
        BEGIN
          EXECUTE statement;
          answers := array_append(answers, 'allowed');
        EXCEPTION WHEN insufficient_privilege THEN
          answers := array_append(answers, 'denied');
        END;
      END LOOP;
      RETURN answers;
    END $$";

/// Roles are of the whole server, so that each bears the name of its database.
async fn role(world: &World, code: &str) -> String {
    format!("{}_{}", world.text("SELECT current_database()::text").await, code.to_lowercase())
}

/// The relation that holds a record, and those of its kind.
fn relation(table: &str, suspect: bool) -> String {
    match (table, suspect) {
        ("person", false) => "person_victim".to_owned(),
        ("person", true) => "person_suspect".to_owned(),
        (table, _) => table.to_owned(),
    }
}

/// Makes the roles and grants them what the table says.
pub async fn grant(world: &World, rights: &Rights) {
    world.execute(ATTEMPT).await;
    world.execute("CREATE VIEW person_victim AS SELECT * FROM person WHERE suspect_id IS NULL").await;
    world.execute("CREATE VIEW person_suspect AS SELECT * FROM person WHERE suspect_id IS NOT NULL").await;
    for code in Role::ALL.iter().map(|role| role.code()) {
        let (role, parties) = (role(world, code).await, parties(code));
        let mut sql = format!("CREATE ROLE {role}; GRANT SELECT (id) ON organisation, account TO {role};");
        for target in targets() {
            let relation = relation(&target.table.name, target.suspect);
            let columns = |holds: &dyn Fn(&Line) -> bool| {
                let held: Vec<String> =
                    rights.of(target).filter(|line| holds(line)).map(|line| format!("\"{}\"", line.column)).collect();
                (!held.is_empty()).then(|| held.join(", "))
            };
            if let Some(read) = columns(&|line| line.reads(&parties)) {
                sql.push_str(&format!("GRANT SELECT ({read}) ON {relation} TO {role};"));
            }
            if let Some(edited) = columns(&|line| line.edits(&parties)) {
                sql.push_str(&format!("GRANT UPDATE ({edited}) ON {relation} TO {role};"));
            }
        }
        world.execute(&sql).await;
    }
}

/// Which deeds the database allows to a role, for each of these columns of a planted record.
pub async fn attempt(
    world: &World,
    planted: &Planted,
    code: &str,
    target: Target,
    lines: &[&Line],
) -> Vec<[bool; DEEDS.len()]> {
    let statements: Vec<String> =
        lines.iter().flat_map(|line| DEEDS.map(|deed| statement(planted, target, line, deed))).collect();
    let transaction = world.sql.begin().await.expect("a transaction");
    let role = role(world, code).await;
    transaction.execute_unprepared(&format!("SET LOCAL ROLE {role}")).await.expect("the role");
    let answers = answers(&transaction, statements).await;
    transaction.rollback().await.expect("rolled back");
    let cells = answers.chunks_exact(DEEDS.len());
    cells.map(|cell| std::array::from_fn(|deed| cell[deed] == "allowed")).collect()
}

async fn answers(transaction: &DatabaseTransaction, statements: Vec<String>) -> Vec<String> {
    let asked = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT attempt($1)", [statements.into()]);
    let row = transaction.query_one_raw(asked).await.expect("attempted").expect("a row");
    row.try_get_by_index(0).expect("the answers")
}

fn statement(planted: &Planted, target: Target, line: &Line, deed: Deed) -> String {
    let (relation, column) = (relation(&target.table.name, target.suspect), format!("\"{}\"", line.column));
    let this = format!("id = '{}'", planted.uuid(target));
    let known = match &line.field().kind {
        // People are granted as victims and as suspects, and never as people.
        Kind::Reference(to) if to != "person" => format!("{column} IN (SELECT id FROM {to})"),
        _ => format!("{column} IS NOT NULL"),
    };
    match deed {
        Deed::Read => format!("SELECT {column} FROM {relation} WHERE {this}"),
        Deed::Filter => format!("SELECT 1 FROM {relation} WHERE {this} AND {known}"),
        Deed::Order => format!("SELECT 1 FROM {relation} WHERE {this} ORDER BY {column}"),
        Deed::Group => format!("SELECT count(*) FROM {relation} WHERE {this} AND {known} GROUP BY {column}"),
        Deed::Count => format!("SELECT count({column}) FROM {relation} WHERE {this} AND {known}"),
        Deed::Update => format!("UPDATE {relation} SET {column} = {column} WHERE {this}"),
    }
}

/// Takes the roles away again.
pub async fn drop_roles(world: &World) {
    for code in Role::ALL.iter().map(|role| role.code()) {
        let role = role(world, code).await;
        world.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).await;
    }
}
