//! Police open a case with what they know so far.

use serde_json::json;

use crate::acts::{absent_like, own_id};
use crate::world::World;

async fn police_open_a_case_with_a_victim_a_suspect_and_a_report(world: World) {
    let sections = json!({
        "victims": { "add": [{ "person": { "givenNames": "Palesa", "sex": "FEMALE" } }] },
        "suspects": { "add": [{ "kind": "INDIVIDUAL", "person": { "familyName": "Mokoena" } }] },
        "reports": { "add": [{ "detectionSource": "SELF_REPORT", "narrative": "She asked for help at the charge office." }] },
    });
    let opened =
        world.try_open("POLICE", json!({ "openedOn": "2026-03-02", "caseType": "CROSS_BORDER_OUT" }), sections).await;
    let case = opened.record();
    let number = opened.id("/data/act/record/caseNo");
    let (prefix, count) = number.split_at("LS-2026-".len());
    assert!(prefix.starts_with("LS-") && count == "000001", "{number}");
    let all = "status caseType lead { code } victims { nodes { traffickingStatus person { givenNames sex } } }
               suspects { nodes { kind person { familyName } } } reports { nodes { detectionSource narrative } }";
    let seen = world.read("POLICE", &case, all).await;
    seen.shows("/data/node/status", "DRAFT").shows("/data/node/lead/code", "POLICE");
    seen.shows("/data/node/victims/nodes/0/person/givenNames", "Palesa");
    seen.shows("/data/node/suspects/nodes/0/person/familyName", "Mokoena");
    seen.shows("/data/node/reports/nodes/0/narrative", "She asked for help at the charge office.");
    // The coordinator takes part in every case, but is not told who the victim is.
    let seen = world.read("COORDINATOR", &case, "victims { nodes { traffickingStatus person { givenNames } } }").await;
    assert_eq!(seen.at("/data/node/victims/nodes/0/traffickingStatus"), "REPORTED");
    seen.withholds("/data/node/victims/nodes/0/person/givenNames", "Person.givenNames");
}

async fn police_cannot_open_a_case_with_what_others_decide(world: World) {
    let sections = json!({ "victims": { "add": [{
        "identificationPlace": "Maseru", "reflectionFrom": "2026-04-01", "notPunished": "YES", "migrantType": "LABOUR",
    }] } });
    let refused = world.try_open("POLICE", json!({}), sections).await;
    refused.refused_as_not_theirs(&[
        ("Victim.reflectionFrom", "SOCIAL_WELFARE"),
        ("Victim.notPunished", "PROSECUTION"),
        ("Victim.migrantType", "IMMIGRATION"),
    ]);
    world
        .try_open("POLICE", json!({ "lastReviewedOn": "2026-04-01" }), json!({}))
        .await
        .refused_as_not_theirs(&[("Case.lastReviewedOn", "COORDINATOR")]);
    let cases = world.ask("POLICE", "{ cases { totalCount } victims { totalCount } }").await;
    cases.shows("/data/cases/totalCount", 0).shows("/data/victims/totalCount", 0);
    // Without those fields the same case opens.
    world.open("POLICE", json!({ "victims": { "add": [{ "identificationPlace": "Maseru" }] } })).await;
    world.ask("POLICE", "{ cases { totalCount } }").await.shows("/data/cases/totalCount", 1);
}

/// Every field of a request that is another's is named, whichever record it is of.
async fn a_refusal_names_every_field_of_the_request_that_is_anothers(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let sections = json!({
        "victims": {
            "add": [{ "notPunished": "YES", "person": { "givenNames": "Neo", "disability": "YES" } }],
            "update": [{ "id": victim, "version": 1, "patch": { "vulnerabilities": ["POVERTY"], "migrantType": "LABOUR", "suspectAtLarge": true } }],
        },
        "charges": { "add": [{ "suspect": own_id().to_string() }] },
    });
    world
        .change_case("POLICE", &case, json!({ "lastReviewedOn": "2026-04-01", "caseType": "TRANSIT" }), sections)
        .await
        .refused_as_not_theirs(&[
            ("Case.lastReviewedOn", "COORDINATOR"),
            ("Victim.notPunished", "PROSECUTION"),
            ("Person.disability", "SOCIAL_WELFARE"),
            ("Victim.vulnerabilities", "SOCIAL_WELFARE"),
            ("Victim.migrantType", "IMMIGRATION"),
            ("Charge", "PROSECUTION"),
        ]);
    world
        .read("POLICE", &case, "version caseType")
        .await
        .shows("/data/node/version", 1)
        .shows("/data/node/caseType", json!(null));
    world.read("POLICE", &victim, "suspectAtLarge").await.shows("/data/node/suspectAtLarge", json!(null));
    assert_eq!(world.count("POLICE", &case, "victims").await, Some(1));
    // What is theirs lands by the same act.
    let theirs =
        json!({ "victims": { "update": [{ "id": victim, "version": 1, "patch": { "suspectAtLarge": true } }] } });
    world.change_case("POLICE", &case, json!({ "caseType": "TRANSIT" }), theirs).await.ok();
    world.read("POLICE", &victim, "suspectAtLarge").await.shows("/data/node/suspectAtLarge", true);
}

async fn a_case_one_takes_no_part_in_answers_like_one_that_is_not_there(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for code in ["IMMIGRATION", "PROSECUTION", "SOCIAL_WELFARE", "NGO", "POLICE_2", "ADMINISTRATOR"] {
        for (there, ask) in [
            (&case, "query($id: ID!) { case(by: { id: $id }) { id caseNo version } }"),
            (&case, "query($id: ID!) { node(id: $id) { id } }"),
            (&victim, "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id, $id]) { id } }"),
            (&victim, "query($id: ID!) { history(id: $id) { totalCount nodes { id } } }"),
            (
                &case,
                "mutation($id: ID!) { caseUpdate(id: $id, version: 1, patch: { caseType: TRANSIT }) { case { id } } }",
            ),
            (&case, "mutation($id: ID!) { reportAdd(case: $id, input: { station: \"Maseru\" }) { report { id } } }"),
            (
                &victim,
                "mutation($id: ID!) { victimUpdate(id: $id, version: 1, patch: { identificationPlace: \"Maseru\" }) { victim { id } } }",
            ),
        ] {
            let hidden = world.ask_with(code, ask, json!({ "id": there })).await;
            let absent = world.ask_with(code, ask, json!({ "id": absent_like(there) })).await;
            assert_eq!(hidden.text, absent.text, "{code}: {ask}");
            assert_eq!(hidden.status, absent.status);
            let own = world.ask_with("POLICE", ask, json!({ "id": there })).await;
            assert_ne!(own.text, absent.text, "the control: {ask}");
        }
    }
    let numbered = |number: &str| format!("{{ case(by: {{ caseNo: \"{number}\" }}) {{ id }} }}");
    let number = world.read("POLICE", &case, "caseNo").await.id("/data/node/caseNo");
    let hidden = world.ask("PROSECUTION", &numbered(&number)).await;
    assert_eq!(hidden.text, world.ask("PROSECUTION", &numbered("LS-1999-000001")).await.text);
    world.ask("POLICE", &numbered(&number)).await.shows("/data/case/id", case.as_str());
}

async fn police_correct_no_report_after_it_was_made(world: World) {
    let case = world.open("POLICE", json!({ "reports": { "add": [{ "station": "Maseru Central" }] } })).await;
    let report = world.first("POLICE", &case, "reports").await;
    world.change("POLICE", &report, json!({ "station": "Leribe" })).await.refused("NOT_RESPONSIBLE");
    world
        .change("POLICE", &report, json!({ "narrative": "Seen at the bus stop.", "sourceRef": "RCI 7/2026" }))
        .await
        .ok();
    let seen = world.read("POLICE", &report, "station narrative sourceRef").await;
    seen.shows("/data/node/station", "Maseru Central").shows("/data/node/sourceRef", "RCI 7/2026");
}

on_both!(
    police_open_a_case_with_a_victim_a_suspect_and_a_report,
    police_cannot_open_a_case_with_what_others_decide,
    a_refusal_names_every_field_of_the_request_that_is_anothers,
    a_case_one_takes_no_part_in_answers_like_one_that_is_not_there,
    police_correct_no_report_after_it_was_made,
);
