//! The CPU time of the hub and its database.

use sea_orm::{ConnectionTrait, Statement};

use crate::world::{Database, World};

/// How many ticks a second has, in which Linux counts.
const TICKS: f64 = 100.0;

/// What this process and the processes of its database have used so far, in seconds.
pub async fn used(world: &World) -> f64 {
    let mut processes = vec!["self".to_owned()];
    if world.database == Database::Postgres {
        let server = Statement::from_string(world.sql.get_database_backend(), "SELECT pid::text FROM pg_stat_activity");
        let rows = world.sql.query_all_raw(server).await.expect("asked");
        processes.extend(rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("a process")));
    }
    processes.iter().map(|process| of(process)).sum()
}

fn of(process: &str) -> f64 {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, which may hold spaces, the twelfth and the next are what it ran itself and what the system ran for it.
    let fields = line.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}
