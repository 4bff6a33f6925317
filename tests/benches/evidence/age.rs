//! How long an event waits for a signed head, while a hundred acts land in a second.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use tip_hub::custody::{Custody, HeadFile};
use tokio::time::{Instant, interval};

use crate::figure::{Bound, Figure};
use crate::script::{ACTS, perform};
use crate::world::World;

/// How many acts land in a second.
const RATE: usize = 100;

/// For how long.
const SPAN: Duration = Duration::from_secs(30);

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(200);

const OLDEST: &str = "SELECT e.created_at FROM audit_event e
    WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = e.id) ORDER BY e.created_at LIMIT 1";

pub async fn figures(world: &World) -> Vec<Figure> {
    let custody = Custody::begin(world.store.clone(), HeadFile::within(world.dir.path()), Vec::new());
    let custody = tokio::spawn(custody.await.expect("the log is this one's").run());
    let end = Instant::now() + SPAN;
    let write = async {
        let (mut pace, mut writing) = (interval(Duration::from_secs(1) * ACTS as u32 / RATE as u32), Vec::new());
        while pace.tick().await < end {
            let (store, viewer) = (world.store.clone(), world.viewer("POLICE").clone());
            writing.push(tokio::spawn(async move { perform(&store, &viewer, || ()).await }));
        }
        let acts = writing.len() * ACTS;
        for writing in writing {
            writing.await.expect("written");
        }
        (acts, Instant::now())
    };
    let look = async {
        let (mut pace, mut oldest) = (interval(LOOK), 0_f64);
        while pace.tick().await < end {
            oldest = oldest.max(waits(world).await);
        }
        oldest
    };
    let ((acts, landed), oldest) = tokio::join!(write, look);
    custody.abort();
    assert!(world.store.log_head(0).await.expect("asked").is_some(), "no head was signed");
    let rate = acts as f64 / (SPAN + (landed - end)).as_secs_f64();
    vec![
        Figure::bound("acts a second", rate, Bound::AtLeast(RATE as f64 * 0.95)),
        Figure::bound("the oldest event without a head, seconds", oldest, Bound::AtMost(5.0)),
    ]
}

/// For how many seconds the oldest event that no head covers has waited.
async fn waits(world: &World) -> f64 {
    let statement = Statement::from_string(world.sql.get_database_backend(), OLDEST);
    let Some(row) = world.sql.query_one_raw(statement).await.expect("asked") else { return 0.0 };
    let oldest: DateTime<Utc> = row.try_get_by_index(0).expect("an instant");
    (world.store.clock().now() - oldest).as_seconds_f64()
}
