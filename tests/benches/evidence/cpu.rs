//! The CPU time of the hub and its database.

use std::ops::Range;

use sea_orm::{ConnectionTrait, Statement};

use crate::world::{Database, World};

/// How many ticks a second has, in which Linux counts.
const TICKS: f64 = 100.0;

/// What this process and the processes of its database have used so far, in seconds, those that have ended among them.
pub async fn used(world: &World) -> f64 {
    let mut used = seconds("self", OWN);
    if world.database == Database::Postgres {
        let backends =
            Statement::from_string(world.sql.get_database_backend(), "SELECT pid::text FROM pg_stat_activity");
        let rows = world.sql.query_all_raw(backends).await.expect("asked");
        let backends: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).expect("a process")).collect();
        let server = stat(&backends[0]).get(PARENT).cloned().unwrap_or_default();
        used += backends.iter().map(|backend| seconds(backend, OWN)).sum::<f64>();
        used += seconds(&server, OWN) + seconds(&server, OF_ENDED);
    }
    used
}

/// Where its parent stands in what Linux says of a process, behind its name.
const PARENT: usize = 1;

/// Where it stands what a process ran itself, and what the system ran for it.
const OWN: Range<usize> = 11..13;

/// Where the same stands of its children that have ended.
const OF_ENDED: Range<usize> = 13..15;

fn seconds(process: &str, fields: Range<usize>) -> f64 {
    let ticks = stat(process).get(fields).map(|ticks| ticks.iter().filter_map(|ticks| ticks.parse::<f64>().ok()).sum());
    ticks.unwrap_or(0.0) / TICKS
}

fn stat(process: &str) -> Vec<String> {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name may hold spaces.
    line.rsplit(')').next().unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}
