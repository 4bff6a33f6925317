//! Who needs to know: sealed cases, whoever is kept out of one, and why something is withheld.

use entity::codes::Role;
use serde_json::{Value as Json, json};
use tip_hub::graph::id;

use crate::acts::absent_like;
use crate::world::World;

/// A case of police with a victim, a suspect and an investigation, which a second officer of the police sees, too.
async fn shared(world: &World) -> (String, String) {
    let sections = json!({ "victims": { "add": [{}] }, "suspects": { "add": [{}] },
        "investigations": { "add": [{ "docketNo": "CR 7" }] } });
    let case = world.open("POLICE", sections).await;
    let victim = world.first("POLICE", &case, "victims").await;
    for code in ["PROSECUTION", "SOCIAL_WELFARE"] {
        world.let_take_part(&case, code).await;
    }
    (case, victim)
}

/// How many of the answers are no new record's.
const READ: usize = 6;

/// All that somebody can ask about a case and its victim, with the answers of a hub that has none of it.
async fn everything(world: &World, code: &str, case: &str, victim: &str) -> Vec<String> {
    let number = world.read("COORDINATOR", case, "caseNo").await.at("/data/node/caseNo").as_str().map(str::to_owned);
    let lists =
        "{ cases { totalCount nodes { id } } victims { totalCount } suspects { totalCount } tasks(first: 9) { record }
        investigations { totalCount nodes { docketNo } } docketsIdle(days: 0) { totalCount } }";
    let mut answers = vec![world.ask(code, lists).await.text];
    let by_number = "query($no: String!) { case(by: { caseNo: $no }) { id } }";
    answers.push(world.ask_with(code, by_number, json!({ "no": number.unwrap_or_default() })).await.text);
    for record in [case, victim] {
        let about = "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } history(id: $id) { totalCount }
            whyWithheld(id: $id, field: \"caseNo\") { responsible } }";
        let about = if record == case { about.to_owned() } else { about.replace("caseNo", "decisionGrounds") };
        answers.push(world.ask_with(code, &about, json!({ "id": record })).await.text);
        answers.push(world.change_from(code, record, 1, json!({})).await.text);
    }
    answers.push(world.add(code, case, "Report", json!({ "station": "Maseru" })).await.text);
    answers.push(world.act(code, "caseSubmit", case, json!({})).await.text);
    answers
}

/// The same questions about records that were never there, answered to somebody who takes part in nothing.
async fn nothing(world: &World, code: &str, case: &str, victim: &str) -> Vec<String> {
    everything(world, code, &absent_like(case), &absent_like(victim)).await
}

async fn to_the_excluded_a_case_was_never_there(mut world: World) {
    world.employ("POLICE", Role::Police, "colleague").await;
    let (case, victim) = shared(&world).await;
    let before = everything(&world, "POLICE", &case, &victim).await;
    let (police, officer) = (world.organisation("POLICE").await, world.account("POLICE", "officer").await);
    let officer = id::encode(entity::table("account"), officer);
    let out = json!({ "excluded": police, "officer": officer, "grounds": "Named by a witness." });
    world.add("PROSECUTION", &case, "Exclusion", out.clone()).await.refused("NOT_RESPONSIBLE");
    let wrong = json!({ "excluded": world.organisation("NGO").await, "officer": officer, "grounds": "x" });
    world.add("COORDINATOR", &case, "Exclusion", wrong).await.lacks(&["OFFICER_OF_EXCLUDED"]);
    let itself = json!({ "excluded": world.organisation("COORDINATOR").await, "grounds": "x" });
    world.add("COORDINATOR", &case, "Exclusion", itself).await.lacks(&["EXCLUDES_ANOTHER"]);
    let exclusion = world.add("COORDINATOR", &case, "Exclusion", out).await.record();

    let excluded = everything(&world, "POLICE", &case, &victim).await;
    assert_ne!(before, excluded);
    assert_eq!(excluded, nothing(&world, "POLICE", &case, &victim).await, "the excluded can tell");
    // No later grant lets the officer in again.
    let grant = json!({ "case": case, "organisation": police, "officer": officer });
    world.grant("COORDINATOR", grant).await.ok();
    assert_eq!(excluded, everything(&world, "POLICE", &case, &victim).await);
    // Others of the same organisation go on, and whoever does not lead learns of no exclusion.
    world.sign_in_as("POLICE", "colleague").await;
    world.read("POLICE", &victim, "id").await.shows("/data/node/id", victim.as_str());
    assert_eq!(world.count("PROSECUTION", &case, "exclusions").await, Some(0));
    // Who leads the case lifts no exclusion of its own officer. Lifted by who may, the officer is back.
    world.change("POLICE", &exclusion, json!({ "endsOn": "2020-01-01" })).await.refused("NOT_RESPONSIBLE");
    world.change("COORDINATOR", &exclusion, json!({ "endsOn": "2020-01-01" })).await.ok();
    world.sign_in_as("POLICE", "officer").await;
    assert_eq!(before[..READ], everything(&world, "POLICE", &case, &victim).await[..READ]);
}

async fn a_sealed_case_admits_who_is_named_and_nobody_else(mut world: World) {
    world.employ("POLICE", Role::Police, "colleague").await;
    let (case, victim) = shared(&world).await;
    world.act("PROSECUTION", "caseSeal", &case, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("POLICE", "caseSeal", &case, json!({})).await.lacks(&["REASON_GIVEN", "COORDINATOR_NAMED"]);
    let reason = Some("The witness is under protection.");
    world.act_because("COORDINATOR", "caseSeal", &case, json!({}), reason).await.ok();
    for code in ["POLICE", "PROSECUTION", "SOCIAL_WELFARE"] {
        let seen = everything(&world, code, &case, &victim).await;
        assert_eq!(seen, nothing(&world, code, &case, &victim).await, "{code}");
    }
    // Who sealed it is named, and names others.
    world.read("COORDINATOR", &case, "sensitivity").await.shows("/data/node/sensitivity", "SEALED");
    let colleague = id::encode(entity::table("account"), world.account("POLICE", "colleague").await);
    let grant = json!({ "case": case, "organisation": world.organisation("POLICE").await, "officer": colleague });
    world.grant("COORDINATOR", grant).await.ok();
    world.read("POLICE", &case, "id").await.shows("/data/node", Json::Null);
    world.sign_in_as("POLICE", "colleague").await;
    world.read("POLICE", &victim, "id").await.shows("/data/node/id", victim.as_str());
    // A part of the whole organisation admits nobody while the case is sealed, and everybody afterwards.
    world.let_take_part(&case, "IMMIGRATION").await;
    world.read("IMMIGRATION", &case, "id").await.shows("/data/node", Json::Null);
    world.act_because("COORDINATOR", "caseUnseal", &case, json!({}), Some("The trial is over.")).await.ok();
    world.read("IMMIGRATION", &case, "sensitivity").await.shows("/data/node/sensitivity", "RESTRICTED");
    world.sign_in_as("POLICE", "officer").await;
    world.read("POLICE", &victim, "id").await.shows("/data/node/id", victim.as_str());
}

async fn nothing_that_is_addressed_leads_into_a_sealed_case(world: World) {
    let (case, victim) = shared(&world).await;
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    let referral = json!({ "victim": victim, "receiver": world.organisation("NGO").await, "fieldGroups": ["CARE"] });
    world.add("SOCIAL_WELFARE", &case, "Referral", referral).await.ok();
    let inbox = "{ referrals { totalCount } }";
    world.ask("NGO", inbox).await.shows("/data/referrals/totalCount", 1);
    world.act_because("COORDINATOR", "caseSeal", &case, json!({}), Some("Protected.")).await.ok();
    world.ask("NGO", inbox).await.shows("/data/referrals/totalCount", 0);
}

async fn who_is_not_told_learns_whose_it_is_and_what_would_open_it(world: World) {
    let person = json!({ "familyName": "Moeketsi", "sex": "FEMALE" });
    let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{ "person": person }] } })).await;
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    world.let_take_part(&case, "POLICE").await;
    let person = world.person("SOCIAL_WELFARE", &victim).await;
    let why = async |code: &str, field: &str| {
        let asked = "query($id: ID!, $field: String!) { whyWithheld(id: $id, field: $field) {
            responsible openedBy consentScope fieldGroup } }";
        let answer = world.ask_with(code, asked, json!({ "id": person, "field": field })).await;
        answer.ok().at("/data/whyWithheld").clone()
    };
    let by_consent = json!({ "responsible": ["SOCIAL_WELFARE"], "openedBy": ["AUTHORSHIP", "CONSENT", "EMERGENCY"],
        "consentScope": "SHARE_WITH_POLICE", "fieldGroup": null });
    assert_eq!(why("POLICE", "familyName").await, by_consent);
    let by_nothing =
        json!({ "responsible": ["SOCIAL_WELFARE"], "openedBy": [], "consentScope": null, "fieldGroup": null });
    assert_eq!(why("COORDINATOR", "familyName").await, by_nothing);
    assert_eq!(why("POLICE", "sex").await, Json::Null, "it is read");
    assert_eq!(why("PROSECUTION", "familyName").await, Json::Null, "there is no such record for them");
    world.consent_to_authorities(&case, &victim).await;
    assert_eq!(why("POLICE", "familyName").await, Json::Null, "it is read now");
    // A part that came of a referral is opened by another.
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    let referral = json!({ "victim": victim, "receiver": world.organisation("NGO").await, "fieldGroups": ["CARE"] });
    let referral = world.add("SOCIAL_WELFARE", &case, "Referral", referral).await.record();
    world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
    let by_referral = json!({ "responsible": ["SOCIAL_WELFARE"], "openedBy": ["AUTHORSHIP", "REFERRAL"],
        "consentScope": null, "fieldGroup": "IDENTITY" });
    assert_eq!(why("NGO", "familyName").await, by_referral);
}

async fn an_audit_officer_is_told_what_another_would_see_by_name_alone(world: World) {
    let person = json!({ "familyName": "Moeketsi", "sex": "FEMALE" });
    let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{ "person": person }] } })).await;
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    world.let_take_part(&case, "POLICE").await;
    let person = world.person("SOCIAL_WELFARE", &victim).await;
    let simulate = async |asking: &str, code: &str| {
        let account = id::encode(entity::table("account"), world.viewer(code).account());
        let asked = "query($account: ID!, $id: ID!) { accessSimulate(account: $account, id: $id) { exists fields } }";
        world.ask_with(asking, asked, json!({ "account": account, "id": person })).await
    };
    for asking in ["POLICE", "COORDINATOR", "ADMINISTRATOR"] {
        simulate(asking, "SOCIAL_WELFARE").await.refused("NOT_RESPONSIBLE");
    }
    simulate("AUDITOR", "PROSECUTION").await.shows("/data/accessSimulate", json!({ "exists": false, "fields": [] }));
    for code in ["SOCIAL_WELFARE", "POLICE"] {
        let told = simulate("AUDITOR", code).await;
        assert!(!told.text.contains("Moeketsi"), "{}", told.text);
        let told = told.ok().at("/data/accessSimulate/fields").as_array().cloned().unwrap_or_default();
        // It is what the officer is answered: each field told of is read, and each other is withheld.
        let fields: Vec<&str> = ["familyName", "sex", "birthDate", "languages", "passportNumber"].to_vec();
        let seen = world.read(code, &person, &fields.join(" ")).await;
        for field in fields {
            let withheld = seen.withheld().contains(&format!("Person.{field}").as_str());
            assert_eq!(told.contains(&json!(field)), !withheld, "{code} {field}");
        }
    }
}

on_both!(
    to_the_excluded_a_case_was_never_there,
    a_sealed_case_admits_who_is_named_and_nobody_else,
    nothing_that_is_addressed_leads_into_a_sealed_case,
    who_is_not_told_learns_whose_it_is_and_what_would_open_it,
    an_audit_officer_is_told_what_another_would_see_by_name_alone,
);
