//! What does the audit log cost, and how fast can it be looked over?
//!
//! Measures on PostgreSQL and on SQLite, both of which sync what they commit, and says of each figure whether it keeps to
//! its bound; ends with 1 where one does not. Run it by `cargo bench -p tests --bench evidence`, or a part of it by
//! `cargo bench -p tests --bench evidence -- verify`. `EVENTS` changes how many events the log has that is looked over.

#[expect(dead_code, reason = "the benchmark does less than the tests")]
#[path = "../../e2e/acts.rs"]
mod acts;
mod age;
mod cpu;
mod figure;
mod looking;
mod reads;
mod script;
mod verify;
#[expect(dead_code, unused_imports, unused_macros, reason = "the benchmark does less than the tests")]
#[path = "../../e2e/world/mod.rs"]
mod world;
mod writes;

use std::process::ExitCode;

use figure::Figure;
use futures_util::future::LocalBoxFuture;
use world::{Database, World};

/// What is measured, by name.
const PARTS: [(&str, Part); 4] = [
    ("writes", |world| Box::pin(writes::figures(world))),
    ("reads", |world| Box::pin(reads::figures(world))),
    ("age", |world| Box::pin(age::figures(world))),
    ("verify", |world| Box::pin(verify::figures(world))),
];

type Part = fn(&World) -> LocalBoxFuture<'_, Vec<Figure>>;

#[tokio::main]
async fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut all = Vec::new();
    for (name, part) in PARTS.iter().filter(|(name, _)| asked.is_empty() || asked.iter().any(|asked| asked == name)) {
        for database in [Database::Postgres, Database::Sqlite] {
            let world = World::new(database).await;
            if database == Database::Postgres {
                world.execute("ALTER SYSTEM SET fsync = on").await;
                world.execute("SELECT pg_reload_conf()").await;
            }
            println!("{name}, {database:?}");
            for figure in part(&world).await {
                println!("  {figure}");
                all.push(figure);
            }
        }
    }
    assert!(!all.is_empty(), "no part is named {asked:?}");
    if all.iter().all(Figure::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
