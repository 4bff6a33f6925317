//! What waits for whom: derived from the records, and gone when they no longer say so.

use chrono::{Days, NaiveDate, TimeZone, Utc};
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;

use crate::world::World;

const TASKS: &str = "{ tasks(first: 100) { kind record due description recordType } }";

async fn tasks(world: &World, code: &str) -> Vec<(String, String)> {
    let answer = world.ask(code, TASKS).await;
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let tasks = answer.ok().at("/data/tasks").as_array().cloned().unwrap_or_default();
    tasks.iter().map(|task| (text(&task["kind"]), text(&task["record"]))).collect()
}

/// The day on which the only task of a kind is due.
async fn due(world: &World, code: &str, kind: &str) -> String {
    let answer = world.ask(code, TASKS).await;
    let tasks = answer.ok().at("/data/tasks").as_array().cloned().unwrap_or_default();
    let due: Vec<&Json> = tasks.iter().filter(|task| task["kind"] == kind).map(|task| &task["due"]).collect();
    assert_eq!(due.len(), 1, "{kind}: {}", answer.text);
    due[0].as_str().expect("a day").to_owned()
}

fn today(world: &World) -> NaiveDate {
    world.store.clock().now().date_naive()
}

fn ago(world: &World, days: u64) -> String {
    (today(world) - Days::new(days)).to_string()
}

fn ahead(world: &World, days: u64) -> String {
    (today(world) + Days::new(days)).to_string()
}

async fn a_task_waits_for_those_who_can_do_it_and_ends_when_it_is_done(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for code in ["SOCIAL_WELFARE", "PROSECUTION", "IMMIGRATION"] {
        world.let_take_part(&case, code).await;
    }
    for code in ["POLICE", "SOCIAL_WELFARE", "PROSECUTION", "COORDINATOR", "IMMIGRATION", "ADMINISTRATOR"] {
        assert_eq!(tasks(&world, code).await, [], "{code} has nothing to do yet");
    }
    // A shelter's notice that is late: those who care know, and nobody else learns that there is a shelter.
    let stay = json!({ "victim": victim, "serviceType": "SHELTER", "startedOn": ago(&world, 1) });
    world.add("SOCIAL_WELFARE", &case, "Assistance", stay).await.ok();
    assert_eq!(tasks(&world, "SOCIAL_WELFARE").await, [], "there is a day left");
    let stay = json!({ "victim": victim, "serviceType": "SHELTER", "startedOn": ago(&world, 2) });
    let stay = world.add("SOCIAL_WELFARE", &case, "Assistance", stay).await.record();
    let missing = ("SHELTER_NOTICE_MISSING".to_owned(), stay.clone());
    assert!(tasks(&world, "SOCIAL_WELFARE").await.contains(&missing));
    assert_eq!(due(&world, "SOCIAL_WELFARE", "SHELTER_NOTICE_MISSING").await, ago(&world, 0), "within 48 hours");
    for code in ["POLICE", "PROSECUTION", "COORDINATOR", "IMMIGRATION", "SOCIAL_WELFARE_2"] {
        assert_eq!(tasks(&world, code).await, [], "{code}");
    }
    world.change("SOCIAL_WELFARE", &stay, json!({ "shelterNotifiedAt": "2026-04-02T09:00:00Z" })).await.ok();
    assert_eq!(tasks(&world, "SOCIAL_WELFARE").await, []);
    // A reflection period about to end.
    let dated = json!({ "reflectionFrom": ago(&world, 27), "reflectionTo": ahead(&world, 3) });
    world.act("SOCIAL_WELFARE", "victimGrantReflection", &victim, dated).await.ok();
    let ending = ("REFLECTION_ENDING".to_owned(), victim.clone());
    for (code, waits) in
        [("SOCIAL_WELFARE", true), ("IMMIGRATION", true), ("COORDINATOR", true), ("PROSECUTION", false)]
    {
        assert_eq!(tasks(&world, code).await.contains(&ending), waits, "{code}");
    }
    assert_eq!(due(&world, "SOCIAL_WELFARE", "REFLECTION_ENDING").await, ahead(&world, 3), "on its last day");
    world.change("SOCIAL_WELFARE", &victim, json!({ "reflectionTo": ahead(&world, 30) })).await.ok();
    assert_eq!(tasks(&world, "SOCIAL_WELFARE").await, []);
    // A hearing in three days, and a victim called to it.
    let at = format!("{}T08:00:00Z", ahead(&world, 3));
    let hearing = json!({ "scheduledAt": at, "hearingType": "TRIAL", "court": "High Court" });
    let hearing = world.add("PROSECUTION", &case, "Hearing", hearing).await.record();
    let called = json!({ "victim": victim, "hearing": hearing, "calledFor": at });
    let called = world.add("PROSECUTION", &case, "CourtAttendance", called).await.record();
    assert_eq!(tasks(&world, "PROSECUTION").await, [("HEARING_SOON".to_owned(), hearing.clone())]);
    assert_eq!(tasks(&world, "SOCIAL_WELFARE").await, [("VICTIM_CALLED_SOON".to_owned(), called.clone())]);
    // Social welfare sees when its victim is called, and nothing else of the hearing.
    let seen = world.read("SOCIAL_WELFARE", &called, "calledFor supportNeed hearing { court }").await;
    assert!(seen.at("/data/node/calledFor").is_string() && seen.at("/data/node/hearing").is_null(), "{}", seen.text);
    world.read("SOCIAL_WELFARE", &hearing, "id").await.shows("/data/node", json!(null));
}

/// A docket lost for forty days is found by the custody log: who had it last, and to whom it was sent.
async fn a_lost_docket_is_found_through_the_custody_log(world: World) {
    let begin = Utc.with_ymd_and_hms(2026, 5, 4, 8, 0, 0).single().expect("an instant");
    let world = World::at(world.database, Clock::fixed(begin, 1)).await;
    let case = world.open("POLICE", json!({})).await;
    let docket = world.add("POLICE", &case, "Investigation", json!({ "docketNo": "RCI 7/2026" })).await.record();
    world.act("POLICE", "investigationBegin", &docket, json!({})).await.ok();
    let transfer = json!({ "investigation": docket, "receiver": world.organisation("PROSECUTION").await,
        "holder": "PROSECUTION", "sentOn": ago(&world, 0) });
    let transfer = world.add("POLICE", &case, "DocketTransfer", transfer).await.record();
    assert_eq!(tasks(&world, "PROSECUTION").await, [], "it was sent today");
    world.later(40);
    world.act("POLICE", "docketSubmit", &docket, json!({})).await.lacks(&["DOCKET_WITH_PROSECUTION"]);
    let idle = "{ docketsIdle(days: 40) { nodes { id docketHolder } } }";
    let longer = world.ask("COORDINATOR", "{ docketsIdle(days: 41) { totalCount } }").await;
    longer.shows("/data/docketsIdle/totalCount", 0);
    // The receiver knows of what is sent to it, and not of the case before it has received it.
    world.read("PROSECUTION", &case, "id").await.shows("/data/node", json!(null));
    let lost = ("DOCKET_UNRECEIVED".to_owned(), transfer.clone());
    assert!(tasks(&world, "PROSECUTION").await.contains(&lost));
    for code in ["POLICE", "COORDINATOR"] {
        assert!(tasks(&world, code).await.contains(&lost), "{code} is told");
        let found = world.ask(code, idle).await;
        assert_eq!(found.ok().at("/data/docketsIdle/nodes/0/docketHolder"), "POLICE", "the sender still holds it");
    }
    // Social welfare knows that an investigation is open, and nothing of its docket.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    world.ask("SOCIAL_WELFARE", idle).await.refused("NOT_RESPONSIBLE");
    assert_eq!(tasks(&world, "SOCIAL_WELFARE").await, []);
    // The sender does not receipt for the receiver.
    world.act("POLICE", "docketReceive", &transfer, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("PROSECUTION", "docketReceive", &transfer, json!({})).await.ok();
    // Whoever holds the docket takes part in the case, once.
    world.read("PROSECUTION", &case, "id").await.shows("/data/node/id", case.as_str());
    assert_eq!(world.count("POLICE", &case, "participations").await, Some(4));
    let held = world.read("POLICE", &docket, "docketHolder docketHeldFrom").await;
    held.shows("/data/node", json!({ "docketHolder": "PROSECUTION", "docketHeldFrom": ago(&world, 0) }));
    assert_eq!(tasks(&world, "COORDINATOR").await, []);
    world.act("POLICE", "docketSubmit", &docket, json!({})).await.ok();
}

/// A victim of an open trial is not returned until the prosecution says that testimony is taken or not needed, and
/// nobody is removed while a reflection period runs.
async fn nobody_is_returned_before_the_prosecution_and_the_reflection_period_allow_it(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for code in ["SOCIAL_WELFARE", "PROSECUTION", "IMMIGRATION"] {
        world.let_take_part(&case, code).await;
    }
    world.add("POLICE", &case, "Investigation", json!({ "docketNo": "RCI 8/2026" })).await.ok();
    let home = json!({ "victim": victim, "direction": "FROM_COUNTRY", "country": "BGD" });
    let home = world.add("SOCIAL_WELFARE", &case, "Return", home).await.record();
    let verified = json!({ "nationality": "BGD", "nationalityVerifiedOn": ago(&world, 1) });
    world.act("IMMIGRATION", "returnVerifyNationality", &home, verified).await.ok();
    let risk = json!({ "victim": victim, "context": "RETURN", "level": "LOW" });
    let risk = world.add("SOCIAL_WELFARE", &case, "RiskAssessment", risk).await.record();
    world.act("SOCIAL_WELFARE", "returnAssessRisk", &home, json!({ "riskAssessment": risk })).await.ok();
    world.act("SOCIAL_WELFARE", "returnRecordConsent", &home, json!({})).await.lacks(&["RETURN_CONSENTED"]);
    world.consent("SOCIAL_WELFARE", &case, &victim, "RETURN", "GRANTED").await.ok();
    world.act("SOCIAL_WELFARE", "returnRecordConsent", &home, json!({})).await.ok();
    // An investigation is open: only the prosecution clears the return.
    world.act("SOCIAL_WELFARE", "returnSkipClearance", &home, json!({})).await.lacks(&["NO_TRIAL_OPEN"]);
    world.act("SOCIAL_WELFARE", "returnClear", &home, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("IMMIGRATION", "returnDepart", &home, json!({})).await.not_from("CONSENTED");
    world.act("PROSECUTION", "returnClear", &home, json!({})).await.lacks(&["TESTIMONY_CLEARED"]);
    world.change("IMMIGRATION", &home, json!({ "scheduledOn": ahead(&world, 9) })).await.ok();
    let waiting = ("RETURN_DURING_TRIAL".to_owned(), home.clone());
    assert!(tasks(&world, "PROSECUTION").await.contains(&waiting));
    let cleared = json!({ "testimony": "TAKEN", "clearedOn": ago(&world, 0) });
    world.act("PROSECUTION", "returnClear", &home, cleared).await.ok();
    assert!(!tasks(&world, "PROSECUTION").await.contains(&waiting));
    let issued = json!({ "documentsIssuedOn": ago(&world, 0) });
    world.act("IMMIGRATION", "returnIssueDocuments", &home, issued).await.ok();
    world.act("IMMIGRATION", "returnSchedule", &home, json!({})).await.ok();
    let dated = json!({ "reflectionFrom": ago(&world, 2), "reflectionTo": ahead(&world, 28) });
    world.act("SOCIAL_WELFARE", "victimGrantReflection", &victim, dated).await.ok();
    world.act("IMMIGRATION", "returnDepart", &home, json!({})).await.lacks(&["NO_REFLECTION_RUNNING"]);
    world.act("SOCIAL_WELFARE", "victimWaiveReflection", &victim, json!({})).await.ok();
    world.act("IMMIGRATION", "returnDepart", &home, json!({ "departedOn": ahead(&world, 9) })).await.ok();
}

/// What a victim consents to now: the last decision about each scope, as long as it holds.
async fn the_consents_in_force_are_the_last_decisions_that_hold(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for (scope, decision) in
        [("INTERVIEW", "GRANTED"), ("PHOTO", "GRANTED"), ("PHOTO", "WITHDRAWN"), ("RETURN", "REFUSED")]
    {
        world.consent("POLICE", &case, &victim, scope, decision).await.ok();
    }
    let query = "query($victim: ID!) { effectiveConsent(victim: $victim) { totalCount nodes { scope } } }";
    let found = world.ask_with("POLICE", query, json!({ "victim": victim })).await;
    found.shows("/data/effectiveConsent", json!({ "totalCount": 1, "nodes": [{ "scope": "INTERVIEW" }] }));
    world
        .ask_with("PROSECUTION", query, json!({ "victim": victim }))
        .await
        .shows("/data/effectiveConsent", json!(null));
}

on_both!(
    a_task_waits_for_those_who_can_do_it_and_ends_when_it_is_done,
    a_lost_docket_is_found_through_the_custody_log,
    nobody_is_returned_before_the_prosecution_and_the_reflection_period_allow_it,
    the_consents_in_force_are_the_last_decisions_that_hold,
);
