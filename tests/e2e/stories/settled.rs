//! What is settled: a merger is taken back within thirty days, and a closed case is archived when five years are over.

use chrono::{TimeDelta, TimeZone, Utc};
use serde_json::json;
use tip_hub::clock::Clock;

use crate::world::World;

async fn a_closed_case_is_kept_in_use_for_five_years(world: World) {
    let today = Utc.with_ymd_and_hms(2026, 6, 1, 10, 0, 0).single().expect("an instant");
    let world = World::at(world.database, Clock::fixed(today, 1)).await;
    let case = world.open_shared_case("POLICE").await;
    for (closed_on, is_over) in [("2026-06-01", false), ("2021-06-03", false), ("2021-06-02", true)] {
        world.execute(&format!("UPDATE case_file SET status = 'CLOSED', closed_on = '{closed_on}'")).await;
        let archived = world.act("COORDINATOR", "caseArchive", &case, json!({})).await;
        if is_over {
            archived.ok()
        } else {
            archived.lacks(&["RETENTION_OVER"])
        };
    }
    world.read("COORDINATOR", &case, "status").await.shows("/data/node/status", "ARCHIVED");
}

async fn a_merger_is_taken_back_within_thirty_days(world: World) {
    let then = Utc.with_ymd_and_hms(2026, 6, 1, 10, 0, 0).single().expect("an instant");
    let world = World::at(world.database, Clock::fixed(then, 1)).await;
    let case = world.open_shared_case("POLICE").await;
    world.execute("UPDATE case_file SET status = 'TRIAGED'").await;
    world.act("COORDINATOR", "caseMerge", &case, json!({})).await.lacks(&["CONTINUED_ELSEWHERE"]);
    let elsewhere = json!({ "otherCaseNo": "LSO-2026-000007", "relation": "MERGED" });
    world.add("COORDINATOR", &case, "RelatedCase", elsewhere).await.ok();
    world.act("COORDINATOR", "caseMerge", &case, json!({})).await.ok();
    let because = Some("They are two.");
    let unmerge = async || world.act_because("COORDINATOR", "caseUnmerge", &case, json!({}), because).await;
    world.store.clock().set(then + TimeDelta::days(30) + TimeDelta::seconds(1));
    unmerge().await.lacks(&["MERGED_LATELY"]);
    world.store.clock().set(then + TimeDelta::days(30));
    unmerge().await.ok();
}

on_both!(a_closed_case_is_kept_in_use_for_five_years, a_merger_is_taken_back_within_thirty_days);
