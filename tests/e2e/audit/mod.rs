//! Who read, changed or was refused what is kept: with the change, before the answer, and never a value.

mod grounds;

use std::collections::BTreeSet;

use entity::codes::Role;
use entity::value::{Country, Token};
use futures_util::FutureExt;
use futures_util::future::join_all;
use serde_json::{Value as Json, json};
use tip_hub::access::{Registration, Select, Traces};
use tip_hub::guard::LONGEST_NAME;
use uuid::Uuid;

use crate::acts::absent_like;
use crate::evidence::tamper::rows;
use crate::world::{Database, World};

/// The events of the auditor's country, the newest first.
async fn events(world: &World) -> Vec<Json> {
    let query = "{ auditEvents(last: 100) { nodes { request operation document act records cases fieldGroups grounds
        missed withheld refusals createdAt organisation { code } account { name } } } }";
    let answer = world.ask("AUDITOR", query).await;
    let mut events = answer.ok().at("/data/auditEvents/nodes").as_array().cloned().expect("a list");
    events.reverse();
    events
}

/// The newest event.
async fn last(world: &World) -> Json {
    events(world).await.into_iter().next().expect("an event")
}

/// A record as the log names it.
fn named(global_id: &str) -> String {
    let (table, id) = tip_hub::graph::id::decode(global_id).expect("a global id");
    format!("{}:{id}", table.type_name)
}

fn texts(value: &Json) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

async fn a_reading_is_kept_with_its_records_and_groups(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "person": { "familyName": "Sentinel" } })).await;
    let query =
        "query Look($id: ID!) { node(id: $id) { ... on Victim { traffickingStatus person { familyName sex } } } }";
    world.ask_with("POLICE", query, json!({ "id": victim })).await.ok();
    let event = last(&world).await;
    assert_eq!(event["operation"], "Look");
    assert_eq!(event["organisation"]["code"], "POLICE");
    assert_eq!(event["account"]["name"], "officer");
    assert_eq!(event["act"], Json::Null);
    assert_eq!(event["document"].as_str().map(str::len), Some(64), "{event}");
    assert!(event["request"].as_str().is_some_and(|id| !id.is_empty()), "{event}");
    let records = texts(&event["records"]);
    assert!(records.contains(&named(&victim).as_str()) && records.len() == 2, "{event}");
    assert!(texts(&event["fieldGroups"]).contains(&"IDENTITY"), "{event}");
    assert_eq!(texts(&event["cases"]), [named(&case).strip_prefix("Case:").expect("a case")]);
    // By whom somebody was sought is kept, though nothing was found or only counted.
    let sought = "of: persons(filter: { familyName: { eq: \"Nobody\" } }) { totalCount }";
    world.read("POLICE", &case, sought).await.shows("/data/node/of/totalCount", 0);
    assert_eq!(texts(&last(&world).await["fieldGroups"]), ["IDENTITY"]);
    // What is no case's leaves no trace.
    let before = events(&world).await.len();
    world.ask("POLICE", "{ viewer { role } organisations { nodes { code } } codeLists { name } }").await.ok();
    assert_eq!(events(&world).await.len(), before);
    // Nothing in it is a value.
    let all = json!(events(&world).await).to_string();
    assert!(!all.contains("Sentinel") && !all.contains("Nobody"), "{all}");
}

/// A name is a name also where its history tells it, and whoever reads what is done for a victim has looked at them.
async fn a_look_at_somebody_is_kept_by_whichever_door(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "person": { "familyName": "Molapo" } })).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let person = world.person("SOCIAL_WELFARE", &victim).await;
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Mokoena" })).await.ok();
    let help = json!({ "victim": victim, "serviceType": "SHELTER", "shelterAddress": "12 Kingsway" });
    let help = world.add("SOCIAL_WELFARE", &case, "Assistance", help).await.record();
    let report = json!({ "reporterContact": "a neighbour" });
    let report = world.add("POLICE", &case, "Report", report).await.record();
    let (person_named, victim_named) = (named(&person), named(&victim));
    let dispute = world.raise("POLICE", &person, "familyName", json!("Moeketsi")).await.record();
    let looks = [
        (
            "SOCIAL_WELFARE",
            case.as_str(),
            "timeline(last: 20) { nodes { newValue } }",
            Some("IDENTITY"),
            Some(&person_named),
        ),
        ("SOCIAL_WELFARE", &case, "timeline(last: 20) { nodes { createdAt } }", None, Some(&person_named)),
        ("SOCIAL_WELFARE", &case, "disputes { nodes { proposedValue } }", Some("IDENTITY"), Some(&person_named)),
        ("POLICE", &dispute, "proposedValue", Some("IDENTITY"), Some(&person_named)),
        ("SOCIAL_WELFARE", &help, "shelterAddress", Some("SHELTER"), Some(&victim_named)),
        ("POLICE", &report, "reporterContact", Some("IDENTITY"), None),
    ];
    for (code, record, fields, group, about) in looks {
        world.read(code, record, fields).await.ok();
        let event = last(&world).await;
        let groups = texts(&event["fieldGroups"]);
        assert!(group.map_or(groups.is_empty(), |group| groups.contains(&group)), "{fields}: {event}");
        let records = texts(&event["records"]);
        assert!(about.is_none_or(|about| records.contains(&about.as_str())), "{fields}: {event}");
    }
    let history = "query($id: ID!) { history(id: $id, last: 5) { nodes { newValue } } }";
    world.ask_with("SOCIAL_WELFARE", history, json!({ "id": person })).await.ok();
    assert_eq!(texts(&last(&world).await["fieldGroups"]), ["IDENTITY"]);
}

async fn an_act_is_kept_with_its_records(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let act = "mutation($id: ID!, $version: Int!, $patch: VictimPatch!) {
        victimUpdate(id: $id, version: $version, patch: $patch, reason: \"as told\") { victim { __typename } } }";
    let version = world.version("POLICE", &victim).await;
    world.ask_with("POLICE", act, json!({ "id": victim, "version": version, "patch": {} })).await.ok();
    let of_act = async |act: &str| events(&world).await.into_iter().find(|event| event["act"] == act).expect("kept");
    let opened = of_act("caseOpen").await;
    let records = texts(&opened["records"]);
    assert!(records.contains(&named(&case).as_str()) && records.contains(&named(&victim).as_str()), "{opened}");
    let updated = of_act("victimUpdate").await;
    assert_eq!(updated["refusals"], json!([]), "{updated}");
    // What was written tells of its groups as what was read does,
    assert_eq!(updated["fieldGroups"], json!([]), "nothing was changed");
    let person = world.person("POLICE", &victim).await;
    world.change("POLICE", &person, json!({ "familyName": "Molapo" })).await.ok();
    assert_eq!(of_act("personUpdate").await["fieldGroups"], json!(["IDENTITY"]));
    // also of a new record.
    world.add("POLICE", &case, "Report", json!({ "reporterContact": "a neighbour" })).await.ok();
    assert_eq!(of_act("reportAdd").await["fieldGroups"], json!(["IDENTITY"]));
    // What is no case's is named, too.
    let police = world.organisation("POLICE").await;
    world.change("COORDINATOR", &police, json!({ "acceptedDocuments": "REGISTERED" })).await.ok();
    assert_eq!(of_act("organisationUpdate").await["records"], json!([named(&police)]));
    // Why is kept for the court, and is no part of what the auditor reads.
    let reason = "SELECT reason FROM audit_event WHERE act = 'victimUpdate'";
    assert_eq!(world.text(reason).await, "as told");
}

async fn a_refusal_is_kept_whatever_the_answer_looked_like(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let person = world.person("POLICE", &victim).await;
    // An act is kept with the record that it was to change, also one that is hidden or never was.
    for id in [person.clone(), absent_like(&person)] {
        let before = kept(&world).await;
        world.change_from("PROSECUTION", &id, 1, json!({ "familyName": "X" })).await.refused("NOT_FOUND");
        let event = last(&world).await;
        assert_eq!((&event["organisation"]["code"], &event["act"]), (&json!("PROSECUTION"), &json!("personUpdate")));
        assert_eq!(texts(&event["refusals"]), ["NOT_FOUND"]);
        assert_eq!((texts(&event["missed"]), &event["records"]), (vec![named(&id).as_str()], &json!([])), "{event}");
        assert_eq!(kept(&world).await, before + 1, "once");
    }
    // With the fields that were refused,
    world.change_from("IMMIGRATION", &person, 1, json!({ "familyName": "X" })).await.refused("NOT_RESPONSIBLE");
    let event = last(&world).await;
    assert_eq!(
        (texts(&event["withheld"]), texts(&event["refusals"])),
        (vec!["Person.familyName"], vec!["NOT_RESPONSIBLE"])
    );
    assert_eq!(texts(&event["records"]), [named(&person).as_str(), named(&victim).as_str()], "{event}");
    // and with those of which the refusal told what they have become.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let stale = world.version("SOCIAL_WELFARE", &person).await.expect("a version");
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Sentinel" })).await.ok();
    let told = world.change_from("SOCIAL_WELFARE", &person, stale, json!({ "familyName": "X" })).await;
    assert_eq!(told.refused("CONFLICT").at("/errors/0/extensions/fields/0/theirs"), "Sentinel");
    let event = last(&world).await;
    assert_eq!(
        (texts(&event["fieldGroups"]), texts(&event["refusals"])),
        (vec!["IDENTITY"], vec!["CONFLICT"]),
        "{event}"
    );
    assert_eq!(texts(&event["records"]), [named(&person).as_str(), named(&victim).as_str()], "{event}");
    // A null for what is hidden and one for what never was are kept alike.
    for id in [victim.clone(), absent_like(&victim)] {
        world.read("PROSECUTION", &id, "id").await.ok();
        let event = last(&world).await;
        assert_eq!(texts(&event["missed"]), [named(&id).as_str()], "{event}");
        assert_eq!(event["records"], json!([]));
    }
    // What was withheld.
    world.read("IMMIGRATION", &victim, "person { familyName }").await;
    assert_eq!(texts(&last(&world).await["withheld"]), ["Person.familyName"]);
}

/// What was asked for by another name than its id, behind a cursor, by an auditor in an officer's place, or in an emergency.
async fn what_is_asked_for_in_vain_is_kept_by_whichever_door(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let number = "query($no: String!) { case(by: { caseNo: $no }) { id } }";
    let mine = world.read("POLICE", &case, "caseNo").await;
    for no in [mine.at("/data/node/caseNo").as_str().expect("a number"), "LS-2026-999999"] {
        let before = kept(&world).await;
        world.ask_with("PROSECUTION", number, json!({ "no": no })).await.shows("/data/case", Json::Null);
        assert_eq!(
            (kept(&world).await, texts(&last(&world).await["refusals"])),
            (before + 1, vec!["NOT_FOUND"]),
            "{no}"
        );
    }
    let page = world.ask("POLICE", "{ cases(first: 1) { pageInfo { endCursor } } }").await;
    let behind = "query($after: String) { cases(first: 1, after: $after) { nodes { id } } }";
    let cursor = page.at("/data/cases/pageInfo/endCursor");
    world.ask_with("PROSECUTION", behind, json!({ "after": cursor })).await.refused("INVALID");
    assert_eq!(texts(&last(&world).await["missed"]), [named(&case)]);
    let simulated = "query($account: ID!, $id: ID!) { accessSimulate(account: $account, id: $id) { exists } }";
    for (code, exists) in [("POLICE", true), ("PROSECUTION", false)] {
        let account = tip_hub::graph::id::encode(entity::table("account"), world.viewer(code).account());
        let told = world.ask_with("AUDITOR", simulated, json!({ "account": account, "id": victim })).await;
        told.shows("/data/accessSimulate/exists", exists);
        let event = last(&world).await;
        assert_eq!(texts(&event[if exists { "records" } else { "missed" }]), [named(&victim)], "{event}");
    }
    let glass =
        "mutation($case: ID!) { glassBreak(case: { id: $case }, fieldGroups: [CARE], minutes: 9, reason: \"hurt\") {
        case { id } } }";
    let absent = absent_like(&case);
    world.ask_with("POLICE", glass, json!({ "case": absent })).await.refused("NOT_FOUND");
    assert_eq!(texts(&last(&world).await["missed"]), [named(&absent)]);
    let many = vec![json!({}); 101];
    let open = "mutation($sections: CaseSections) { caseOpen(input: {}, sections: $sections) { case { id } } }";
    world.ask_with("POLICE", open, json!({ "sections": { "reports": { "add": many } } })).await.refused("LIMIT");
    assert_eq!(
        (&last(&world).await["act"], texts(&last(&world).await["refusals"])),
        (&json!("caseOpen"), vec!["LIMIT"])
    );
    // A hub that takes no changes keeps who would have made one.
    world.store.distrust();
    world.add("POLICE", &case, "Report", json!({})).await.refused("READ_ONLY");
    assert_eq!(texts(&last(&world).await["refusals"]), ["READ_ONLY"]);
}

impl World {
    /// Fails unless the event of each act names every record that the act has changed, and its case.
    pub async fn events_name_what_changed(&self) {
        let id_of = |column| match self.database {
            Database::Postgres => format!("CAST(h.{column} AS TEXT)"),
            Database::Sqlite => format!("LOWER(HEX(h.{column}))"),
        };
        let changes = format!(
            "SELECT DISTINCT h.record_type, {}, {}, e.act, CAST(e.records AS TEXT), CAST(e.cases AS TEXT)
                FROM history AS h JOIN audit_event AS e ON e.id = h.event_id",
            id_of("record_id"),
            id_of("case_id")
        );
        let mut types = BTreeSet::new();
        for row in rows(self, &changes).await {
            let text = |index| row.try_get_by_index::<Option<String>>(index).expect("a text").unwrap_or_default();
            let [of, id, case, act, records, cases] = [0, 1, 2, 3, 4, 5].map(text);
            let id: Uuid = id.parse().expect("an id");
            let name = format!("\"{}:{id}\"", entity::table(&of).type_name);
            assert!(records.contains(&name), "{act} {of}: {records}");
            let case: Option<Uuid> = (!case.is_empty()).then(|| case.parse().expect("an id"));
            assert!(case.is_none_or(|case| cases.contains(&case.to_string())), "{act} {of}: {cases}");
            types.insert(of);
        }
        assert!(types.len() > 20 && types.contains("participation"), "{types:?}");
    }
}

/// How many events there are.
async fn kept(world: &World) -> usize {
    world.text("SELECT CAST(COUNT(*) AS TEXT) FROM audit_event").await.parse().expect("a count")
}

/// How many read at once.
const READERS: usize = 48;

async fn many_who_read_at_once_share_a_statement_for_their_events(world: World) {
    let (_, victim) = world.open_with_victim(json!({})).await;
    let read = async || {
        world.read("POLICE", &victim, "person { familyName }").await.ok();
    };
    let before = world.statements();
    read().await;
    let alone = world.statements() - before;
    let (before, events) = (world.statements(), kept(&world).await);
    join_all((0..READERS).map(|_| read())).await;
    assert_eq!(kept(&world).await - events, READERS);
    let shared = READERS * alone - (world.statements() - before);
    assert!(shared > READERS / 2, "{shared} of {READERS} events went with others");
}

async fn a_name_that_the_log_cannot_hold_is_refused_and_nobody_else(world: World) {
    let (_, victim) = world.open_with_victim(json!({})).await;
    let read = async |length: usize| {
        let query = format!(
            "query {}($id: ID!) {{ node(id: $id) {{ ... on Victim {{ traffickingStatus }} }} }}",
            "Q".repeat(length)
        );
        world.ask_with("POLICE", &query, json!({ "id": victim })).await
    };
    let before = kept(&world).await;
    let (others, longer) = tokio::join!(join_all((0..READERS).map(|_| read(LONGEST_NAME))), read(LONGEST_NAME + 1));
    for other in others {
        other.ok();
    }
    longer.refused("LIMIT");
    assert_eq!(kept(&world).await - before, READERS);
    assert_eq!(last(&world).await["operation"].as_str().map(str::len), Some(LONGEST_NAME));
}

async fn whoever_hangs_up_takes_no_event_along(world: World) {
    let (_, victim) = world.open_with_victim(json!({})).await;
    let viewer = world.viewer("POLICE");
    let (table, id) = tip_hub::graph::id::decode(&victim).expect("a global id");
    let reader = world.store.reader(viewer);
    let select = Select::of(table, vec![table.column("trafficking_status").expect("a column")]);
    assert_eq!(reader.records(&select, &[id]).await.expect("read").len(), 1);
    let mut traces = Traces::default();
    reader.leave(&mut traces);
    let before = kept(&world).await;
    // It may be stored before it is asked for the first time whether it is.
    let hangs_up = |_: &_| world.store.keep_traces(viewer, &traces).now_or_never().is_none();
    assert!((0..READERS).filter(hangs_up).count() > 0, "each was stored before anybody could hang up");
    world.store.keep_traces(viewer, &traces).await.expect("kept");
    assert_eq!(kept(&world).await - before, READERS + 1);
}

async fn what_cannot_be_kept_is_not_answered_and_not_done(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let read = async || world.read("POLICE", &victim, "person { familyName }").await;
    let reports = async || world.count("COORDINATOR", &case, "reports").await;
    let before = reports().await;
    world.execute("ALTER TABLE audit_event RENAME TO gone").await;
    assert!(read().await.refused("INTERNAL").at("/data").is_null());
    world.add("POLICE", &case, "Report", json!({ "station": "Maseru" })).await.refused("INTERNAL");
    world.ask("POLICE", "{ viewer { role } }").await.ok();
    world.execute("ALTER TABLE gone RENAME TO audit_event").await;
    read().await.ok();
    assert_eq!(reports().await, before, "the act left nothing behind");
    world.add("POLICE", &case, "Report", json!({ "station": "Maseru" })).await.ok();
}

async fn the_log_is_for_auditors_of_the_country_and_nobody_changes_it(mut world: World) {
    world.open_with_victim(json!({})).await;
    assert!(!events(&world).await.is_empty());
    // The auditor asks about one organisation, or about one officer.
    let account = tip_hub::graph::id::encode(entity::table("account"), world.account("POLICE", "officer").await);
    for (field, id) in [("organisation", world.organisation("POLICE").await), ("account", account)] {
        let query = format!("query($id: ID!) {{ auditEvents(filter: {{ {field}: {{ eq: $id }} }}) {{ totalCount }} }}");
        let answer = world.ask_with("AUDITOR", &query, json!({ "id": id })).await;
        assert!(answer.ok().at("/data/auditEvents/totalCount").as_i64() > Some(0), "{field}: {}", answer.text);
    }
    for (code, _) in World::roles().filter(|(code, _)| *code != "AUDITOR") {
        let answer = world.ask(code, "{ auditEvents { nodes { id } } }").await;
        assert!(answer.ok().at("/data/auditEvents").is_null());
        assert_eq!(answer.withheld(), ["Query.auditEvents"], "{code}");
    }
    let country = Country::parse("ZAF").expect("South Africa is a country");
    let abroad = Registration {
        code: "ZA",
        name: "ZA",
        role: Role::Auditor,
        country,
        focal: false,
        user: "officer",
        rank: entity::codes::Rank::Officer,
    };
    world.store.register(abroad).await.expect("registered");
    world.call_in("ABROAD", "ZA", "officer").await;
    let answer = world.ask("ABROAD", "{ auditEvents { totalCount nodes { id } } }").await;
    answer.ok().shows("/data/auditEvents", json!({ "totalCount": 0, "nodes": [] }));
    for sql in ["UPDATE audit_event SET act = 'x'", "DELETE FROM audit_event"] {
        assert!(world.is_refused_sql(sql).await, "{sql}");
    }
    if world.database == Database::Postgres {
        assert!(world.is_refused_sql("TRUNCATE audit_event").await);
    }
}

on_both!(
    a_reading_is_kept_with_its_records_and_groups,
    a_look_at_somebody_is_kept_by_whichever_door,
    an_act_is_kept_with_its_records,
    a_refusal_is_kept_whatever_the_answer_looked_like,
    what_is_asked_for_in_vain_is_kept_by_whichever_door,
    many_who_read_at_once_share_a_statement_for_their_events,
    a_name_that_the_log_cannot_hold_is_refused_and_nobody_else,
    whoever_hangs_up_takes_no_event_along,
    what_cannot_be_kept_is_not_answered_and_not_done,
    the_log_is_for_auditors_of_the_country_and_nobody_changes_it,
);
