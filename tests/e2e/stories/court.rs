//! What the prosecution asks across its cases: its calendar, its prosecutions, how they ended, and how long each took.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::{Value as Json, json};
use tip_hub::clock::Clock;

use super::law::convicted;
use crate::world::World;

fn charge() -> Json {
    json!({ "provision": "LS-ATIP-5-1", "offenceOn": "2022-05-01" })
}

async fn the_calendar_is_in_order_and_takes_both_days_in(world: World) {
    // The trial is on 1 March at eight.
    let (case, ..) = convicted(&world, charge()).await;
    for at in ["2026-03-03T00:00:00Z", "2026-03-02T23:59:59Z", "2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z"] {
        world.add("PROSECUTION", &case, "Hearing", json!({ "scheduledAt": at })).await.ok();
    }
    let ask = async |arguments: &str| {
        let query =
            format!("{{ hearings({arguments}) {{ totalCount nodes {{ scheduledAt }} pageInfo {{ endCursor }} }} }}");
        let answer = world.ask("PROSECUTION", &query).await;
        let nodes = answer.at("/data/hearings/nodes").as_array().cloned().unwrap_or_default();
        let days = nodes.iter().filter_map(|node| node["scheduledAt"].as_str().map(|at| at[5..16].to_owned()));
        (days.collect::<Vec<_>>(), answer)
    };
    let (days, answer) = ask("from: \"2026-03-01\", to: \"2026-03-02\"").await;
    assert_eq!(days, ["03-01T00:00", "03-01T08:00", "03-02T23:59"]);
    assert_eq!(answer.at("/data/hearings/totalCount"), 3);
    assert_eq!(ask("from: \"2026-03-02\"").await.0, ["03-02T23:59", "03-03T00:00"]);
    assert_eq!(ask("to: \"2026-02-28\"").await.0, ["02-28T23:59"]);
    // What else is asked for holds beside it: an order, a filter, the page after another.
    let (latest, _) = ask("from: \"2026-03-02\", orderBy: [{ field: SCHEDULED_AT, direction: DESC }]").await;
    assert_eq!(latest, ["03-03T00:00", "03-02T23:59"]);
    assert_eq!(ask("from: \"2026-03-01\", filter: { hearingType: { eq: TRIAL } }").await.0, ["03-01T08:00"]);
    let (_, first) = ask("from: \"2026-03-01\", first: 1").await;
    let after = first.id("/data/hearings/pageInfo/endCursor");
    assert_eq!(ask(&format!("from: \"2026-03-01\", first: 1, after: \"{after}\"")).await.0, ["03-01T08:00"]);
    ask("from: \"2026-03-02\", to: \"2026-03-01\"").await.1.refused("INVALID");
    ask("from: \"soon\"").await.1.refused("INVALID");
    let carer = world.ask("NGO", "{ hearings(from: \"2026-03-01\") { nodes { id } } }").await;
    carer.withholds("/data/hearings", "Query.hearings");
}

async fn a_prosecution_begins_with_the_docket_and_has_an_outcome(world: World) {
    let (_, docket, verdict) = convicted(&world, charge()).await;
    let early = world.open("POLICE", json!({})).await;
    world.let_take_part(&early, "PROSECUTION").await;
    world.add("POLICE", &early, "Investigation", json!({ "docketNo": "RCI 77/2026" })).await.ok();
    let all = "{ investigations { totalCount } prosecutions { totalCount nodes { id status } }
        none: prosecutions(filter: { status: { eq: OPENED } }) { totalCount } }";
    let found = world.ask("PROSECUTION", all).await;
    assert_eq!(found.ok().at("/data/investigations/totalCount"), 2);
    assert_eq!(found.at("/data/prosecutions/nodes"), &json!([{ "id": docket, "status": "CONVICTED" }]));
    assert_eq!(found.at("/data/none/totalCount"), 0, "a filter cannot widen it");
    let outcomes = "{ outcomes { totalCount nodes { id outcome finalOn charge { provision }
        sentenceComponents { totalCount } appeals { totalCount } } } }";
    let found = world.ask("PROSECUTION", outcomes).await;
    let expected = json!({ "id": verdict, "outcome": "CONVICTED_TIP", "finalOn": null,
        "charge": { "provision": "LS-ATIP-5-1" }, "sentenceComponents": { "totalCount": 0 }, "appeals": { "totalCount": 0 } });
    assert_eq!(found.ok().at("/data/outcomes/nodes"), &json!([expected]));
    world.change("PROSECUTION", &verdict, json!({ "outcome": null })).await.ok();
    assert_eq!(world.ask("PROSECUTION", outcomes).await.ok().at("/data/outcomes/totalCount"), 0);
    // Where a prosecution stands is not for social welfare.
    world.ask("SOCIAL_WELFARE", "{ prosecutions { totalCount } }").await.refused("NOT_RESPONSIBLE");
}

async fn the_time_in_each_state_of_a_prosecution_is_told(world: World) {
    let begin: DateTime<Utc> = "2026-01-05T08:00:00Z".parse().expect("an instant");
    let world = World::at(world.database, Clock::fixed(begin, 1)).await;
    let (case, docket, _) = convicted(&world, charge()).await;
    world.later(5);
    let asked = "stages { field state since until days }";
    let begun = |days: i64| json!((begin + Duration::days(days)).to_rfc3339_opts(SecondsFormat::AutoSi, true));
    for code in ["POLICE", "PROSECUTION", "COURT"] {
        let told = world.read(code, &docket, asked).await;
        let stages = told.ok().at("/data/node/stages").as_array().cloned().unwrap_or_default();
        let times: Vec<_> = stages.iter().map(|stage| (stage["state"].as_str(), stage["days"].as_i64())).collect();
        let expected = [
            (Some("OPENED"), Some(3)),
            (Some("UNDER_INVESTIGATION"), Some(7)),
            (Some("DOCKET_WITH_DPP"), Some(30)),
            (Some("CHARGED"), Some(14)),
            (Some("BEFORE_COURT"), Some(60)),
            (Some("CONVICTED"), Some(5)),
        ];
        assert_eq!(times, expected, "{code}: {}", told.text);
        assert_eq!((&stages[0]["since"], &stages[0]["until"]), (&begun(0), &begun(3)));
        assert!(stages.windows(2).all(|pair| pair[0]["until"] == pair[1]["since"]), "{}", told.text);
        assert!(stages.last().is_some_and(|last| last["until"].is_null()), "{}", told.text);
        assert!(stages.iter().all(|stage| stage["field"] == "status"));
    }
    // A record that never changed has been in its one state since it was made.
    let untouched = world.open("POLICE", json!({})).await;
    world.later(2);
    let told = world.read("POLICE", &untouched, asked).await;
    let stages = told.ok().at("/data/node/stages").as_array().cloned().unwrap_or_default();
    let brief = |stage: &Json| json!([stage["field"], stage["state"], stage["days"]]);
    let expected = [json!(["status", "DRAFT", 2]), json!(["sensitivity", "NORMAL", 2])];
    assert_eq!(stages.iter().map(brief).collect::<Vec<_>>(), expected, "{}", told.text);
    // Social welfare reads of an investigation only that it is open; whoever is outside is told nothing at all.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let told = world.read("SOCIAL_WELFARE", &docket, asked).await;
    assert_eq!(told.ok().at("/data/node/stages"), &json!([]));
    assert_eq!(told.withheld(), ["Investigation.stages"]);
    world.read("POLICE_2", &docket, asked).await.shows("/data/node", Json::Null);
}

async fn who_entered_a_hearing_corrects_it(world: World) {
    let (case, ..) = convicted(&world, charge()).await;
    let entered = json!({ "scheduledAt": "2026-04-01T08:00:00Z", "court": "Maseru" });
    let hearing = world.add("COURT", &case, "Hearing", entered).await.record();
    world.change("COURT", &hearing, json!({ "court": "Leribe" })).await.ok();
    // What the court left empty the prosecution gives; what it entered, it alone corrects.
    world.change("PROSECUTION", &hearing, json!({ "outcome": "postponed" })).await.ok();
    let moved = world.change("PROSECUTION", &hearing, json!({ "court": "Mafeteng" })).await;
    moved.refused_as_not_theirs(&[("Hearing.court", "AUTHOR")]);
    let trial = world.first("PROSECUTION", &case, "hearings").await;
    let moved = world.change("COURT", &trial, json!({ "courtLevel": "HIGH_COURT" })).await;
    moved.refused_as_not_theirs(&[("Hearing.courtLevel", "AUTHOR")]);
}

async fn a_court_knows_of_the_dockets_it_sent_and_was_sent(world: World) {
    let (case, docket, _) = convicted(&world, charge()).await;
    assert_eq!(world.count("COURT", &case, "docketTransfers").await, Some(0));
    let to = async |code: &str| {
        json!({ "investigation": docket, "receiver": world.organisation(code).await, "holder": code,
            "sentOn": "2026-03-02", "purpose": "trial" })
    };
    let sent = world.add("PROSECUTION", &case, "DocketTransfer", to("COURT").await).await.record();
    world.read("COURT", &sent, "purpose").await.shows("/data/node/purpose", "trial");
    world.act("COURT", "docketReceive", &sent, json!({})).await.ok();
    let back = world.add("COURT", &case, "DocketTransfer", to("PROSECUTION").await).await.record();
    world.act("PROSECUTION", "docketReceive", &back, json!({})).await.ok();
    assert_eq!(world.count("COURT", &case, "docketTransfers").await, Some(2));
    let seen = world.read("COORDINATOR", &back, "holder purpose").await;
    assert_eq!(seen.at("/data/node/holder"), "PROSECUTION");
    seen.withholds("/data/node/purpose", "DocketTransfer.purpose");
    // Social welfare is told that there is an investigation, and not where its docket is.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let seen = world.read("SOCIAL_WELFARE", &case, "docketTransfers { totalCount }").await;
    seen.withholds("/data/node/docketTransfers", "Case.docketTransfers");
}

on_both!(
    the_calendar_is_in_order_and_takes_both_days_in,
    a_prosecution_begins_with_the_docket_and_has_an_outcome,
    the_time_in_each_state_of_a_prosecution_is_told,
    who_entered_a_hearing_corrects_it,
    a_court_knows_of_the_dockets_it_sent_and_was_sent,
);
