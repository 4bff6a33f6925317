//! The need-to-know denials of the data dictionary (domain.md A.4), each with its positive control.

use entity::codes::{Rank, Role};
use serde_json::{Value as Json, json};

use crate::acts::absent_like;
use crate::world::World;

/// A case with everything the denials are about, in which every role takes part, with the ids they ask for.
struct Shared {
    case: String,
    victim: String,
    assistance: String,
    exploitation: String,
    investigation: String,
}

async fn shared(world: &World) -> Shared {
    let case = world.open_shared_case("POLICE").await;
    let victim = json!({ "person": { "familyName": "Moeketsi", "givenNames": "Palesa" } });
    let victim = world.add("POLICE", &case, "Victim", victim).await.record();
    world.consent_to_authorities(&case, &victim).await;
    world.let_take_part_for(&case, "NGO", Some(&victim)).await;
    let help = json!({ "victim": victim, "shelterName": "House of Hope", "shelterAddress": "12 Lower Road",
        "medicalNeeds": "dentist", "healthNote": "in treatment", "counsellingNote": "sleeps badly" });
    let assistance = world.add("SOCIAL_WELFARE", &case, "Assistance", help).await.record();
    let labour = json!({ "victim": victim, "types": ["FORCED_LABOUR"] });
    let exploitation = world.add("POLICE", &case, "Exploitation", labour).await.record();
    let docket = json!({ "docketNo": "RCI 7/2026" });
    let investigation = world.add("POLICE", &case, "Investigation", docket).await.record();
    let telephone = json!({ "investigation": investigation, "evidenceType": "DEVICE", "reference": "EXH 1" });
    world.add("POLICE", &case, "EvidenceItem", telephone).await.ok();
    world.add("POLICE", &case, "Suspect", json!({ "person": { "familyName": "Mokoena" } })).await.ok();
    Shared { case, victim, assistance, exploitation, investigation }
}

// 1.
async fn immigration_does_not_read_a_shelter_address(world: World) {
    let shared = shared(&world).await;
    // To immigration there is no assistance at all.
    world.read("IMMIGRATION", &shared.assistance, "shelterAddress").await.shows("/data/node", json!(null));
    let listed = world.read("IMMIGRATION", &shared.case, "assistances { totalCount }").await;
    listed.withholds("/data/node/assistances", "Case.assistances");
    for code in ["POLICE", "PROSECUTION", "COORDINATOR"] {
        let seen = world.read(code, &shared.assistance, "shelterName shelterAddress provider { code }").await;
        seen.withholds("/data/node/provider", "Assistance.provider");
        seen.withholds("/data/node/shelterAddress", "Assistance.shelterAddress");
        seen.withholds("/data/node/shelterName", "Assistance.shelterName");
        assert!(!seen.text.contains("Lower Road") && !seen.text.contains("Hope"), "{code}: {}", seen.text);
    }
    for code in ["SOCIAL_WELFARE", "NGO"] {
        let seen = world.read(code, &shared.assistance, "shelterAddress").await;
        seen.shows("/data/node/shelterAddress", "12 Lower Road");
    }
}

// 2.
async fn an_ngo_does_not_list_suspects(world: World) {
    let shared = shared(&world).await;
    let root = world.ask("NGO", "{ suspects { totalCount nodes { id person { familyName } } } }").await;
    root.withholds("/data/suspects", "Query.suspects");
    let nested = world.read("NGO", &shared.case, "suspects { totalCount nodes { id } }").await;
    nested.withholds("/data/node/suspects", "Case.suspects");
    let persons = world.read("NGO", &shared.case, "persons { totalCount nodes { familyName } }").await;
    persons.shows("/data/node/persons/totalCount", 1).shows("/data/node/persons/nodes/0/familyName", "Moeketsi");
    let suspect = world.first("POLICE", &shared.case, "suspects").await;
    world.read("NGO", &suspect, "id").await.shows("/data/node", json!(null));
    for code in ["POLICE", "PROSECUTION", "COORDINATOR"] {
        let seen = world.ask(code, "{ suspects { totalCount nodes { person { familyName } } } }").await;
        seen.shows("/data/suspects/totalCount", 1).shows("/data/suspects/nodes/0/person/familyName", "Mokoena");
    }
}

// 3.
async fn social_welfare_does_not_read_the_evidence_list(world: World) {
    let shared = shared(&world).await;
    let seen = world.read("SOCIAL_WELFARE", &shared.investigation, "open evidenceItems { totalCount } docketNo").await;
    assert_eq!(seen.at("/data/node/open"), true);
    seen.withholds("/data/node/evidenceItems", "Investigation.evidenceItems")
        .withholds("/data/node/docketNo", "Investigation.docketNo");
    for code in ["POLICE", "PROSECUTION"] {
        let seen = world.read(code, &shared.investigation, "evidenceItems { nodes { reference } }").await;
        seen.shows("/data/node/evidenceItems/nodes/0/reference", "EXH 1");
    }
}

// 4.
async fn police_do_not_read_health_or_counselling_notes(world: World) {
    let shared = shared(&world).await;
    for code in ["POLICE", "PROSECUTION", "COORDINATOR"] {
        let seen = world.read(code, &shared.assistance, "medicalNeeds healthNote counsellingNote").await;
        for field in ["medicalNeeds", "healthNote", "counsellingNote"] {
            seen.withholds(&format!("/data/node/{field}"), &format!("Assistance.{field}"));
        }
    }
    let person = world.person("POLICE", &shared.victim).await;
    world.change("SOCIAL_WELFARE", &person, json!({ "disability": "YES" })).await.ok();
    world.read("POLICE", &person, "disability").await.withholds("/data/node/disability", "Person.disability");
    for code in ["SOCIAL_WELFARE", "NGO"] {
        let seen = world.read(code, &shared.assistance, "healthNote counsellingNote").await;
        seen.shows("/data/node/healthNote", "in treatment").shows("/data/node/counsellingNote", "sleeps badly");
        world.read(code, &person, "disability").await.shows("/data/node/disability", "YES");
    }
}

// 5.
async fn prosecution_does_not_edit_the_type_of_exploitation(world: World) {
    let shared = shared(&world).await;
    let types = json!({ "types": ["SERVITUDE"] });
    let refused = world.change("PROSECUTION", &shared.exploitation, types.clone()).await;
    refused.refused_as_not_theirs(&[("Exploitation.types", "POLICE")]);
    let seen = world.read("PROSECUTION", &shared.exploitation, "types version").await;
    seen.shows("/data/node/types/0", "FORCED_LABOUR").shows("/data/node/version", 1);
    // It may say that it would have it otherwise; the police answer.
    let raised = world.raise("PROSECUTION", &shared.exploitation, "types", types["types"].clone()).await;
    raised.shows("/data/act/record/status", "OPEN").shows("/data/act/record/proposedValue/0", "SERVITUDE");
    world.raise("POLICE", &shared.exploitation, "types", types["types"].clone()).await.refused("INVALID");
    world.read("POLICE", &shared.exploitation, "types").await.shows("/data/node/types/0", "FORCED_LABOUR");
    world.change("POLICE", &shared.exploitation, types).await.ok();
    world.read("PROSECUTION", &shared.exploitation, "types").await.shows("/data/node/types/0", "SERVITUDE");
}

// 6.
async fn an_ngo_does_not_find_a_victim_referred_to_another_ngo(world: World) {
    let case = world.open("POLICE", json!({ "victims": { "add": [{}, {}] } })).await;
    let both = world.read("POLICE", &case, "victims { nodes { id person { id } } }").await;
    let [mine, theirs] = [0, 1].map(|index| both.id(&format!("/data/node/victims/nodes/{index}/id")));
    let person = both.id("/data/node/victims/nodes/1/person/id");
    world.let_take_part_for(&case, "NGO", Some(&mine)).await;
    world.let_take_part_for(&case, "NGO_2", Some(&theirs)).await;
    let asks = [
        "query($id: ID!) { node(id: $id) { id ... on Victim { identifiedOn version } } }",
        "query($id: ID!) { nodes(ids: [$id]) { id } history(id: $id) { totalCount } }",
        "mutation($id: ID!) { victimUpdate(id: $id, version: 1, patch: { ageWhenTrafficked: 17 }) { victim { id } } }",
        "mutation($id: ID!) { personUpdate(id: $id, version: 1, patch: { sex: MALE }) { person { id } } }",
    ];
    for ask in asks {
        for record in [&theirs, &person] {
            let hidden = world.ask_with("NGO", ask, json!({ "id": record })).await;
            let absent = world.ask_with("NGO", ask, json!({ "id": absent_like(record) })).await;
            assert_eq!(hidden.text, absent.text, "{ask}");
        }
    }
    let help = |victim: &str| json!({ "victim": victim, "serviceType": "LEGAL_AID" });
    let hidden = world.add("NGO", &case, "Assistance", help(&theirs)).await;
    assert_eq!(hidden.text, world.add("NGO", &case, "Assistance", help(&absent_like(&theirs))).await.text);
    hidden.refused("NOT_FOUND");
    for (code, own) in [("NGO", &mine), ("NGO_2", &theirs)] {
        world.read(code, own, "id").await.shows("/data/node/id", own.as_str());
        world
            .read(code, &case, "victims { nodes { id } }")
            .await
            .shows("/data/node/victims/nodes", json!([{ "id": own }]));
        world.add(code, &case, "Assistance", help(own)).await.ok();
    }
}

// 7.
async fn the_coordinator_does_not_read_a_victims_name(world: World) {
    let shared = shared(&world).await;
    let person = world.person("COORDINATOR", &shared.victim).await;
    let names = "familyName givenNames otherNames birthDate phone address nationalIdNumber";
    let seen = world.read("COORDINATOR", &person, names).await;
    for field in names.split(' ') {
        seen.withholds(&format!("/data/node/{field}"), &format!("Person.{field}"));
    }
    let history = "query($id: ID!) { history(id: $id) { nodes { newValue oldValue field } } }";
    world.change("SOCIAL_WELFARE", &person, json!({ "familyName": "Moeketse" })).await.ok();
    let told = world.ask_with("COORDINATOR", history, json!({ "id": person })).await;
    assert!(!told.ok().text.contains("Moeketse"), "{}", told.text);
    for code in ["POLICE", "IMMIGRATION", "PROSECUTION", "SOCIAL_WELFARE", "NGO"] {
        world.read(code, &person, "familyName").await.shows("/data/node/familyName", "Moeketse");
        assert!(world.ask_with(code, history, json!({ "id": person })).await.text.contains("Moeketse"), "{code}");
    }
}

// 8. The oracle sweep asks it of every role and every field.
async fn nobody_filters_orders_or_counts_by_what_they_do_not_read(world: World) {
    let shared = shared(&world).await;
    let passport = json!({ "victim": shared.victim, "kind": "PASSPORT", "number": "RA000042" });
    world.add("IMMIGRATION", &shared.case, "TravelDocument", passport).await.ok();
    let forms = [
        "travelDocuments(filter: { number: { eq: \"RA000042\" } }) { totalCount }",
        "travelDocuments(filter: { not: { number: { isKnown: false } } }) { totalCount }",
        "travelDocuments(filter: { or: [{ kind: { isKnown: true } }, { and: [{ number: { contains: \"RA\" } }] }] }) { totalCount }",
        "travelDocuments(orderBy: [{ field: KIND }, { field: NUMBER, direction: DESC }]) { totalCount nodes { id } }",
    ];
    for form in forms {
        for code in ["COORDINATOR", "SOCIAL_WELFARE"] {
            let refused = world.read(code, &shared.case, form).await;
            refused.refused("NOT_RESPONSIBLE");
            assert_eq!(refused.at("/errors/0/extensions/fields/0/field"), "TravelDocument.number", "{}", refused.text);
            assert!(!refused.text.contains("RA0"), "{}", refused.text);
        }
        for code in ["POLICE", "IMMIGRATION"] {
            let seen = world.read(code, &shared.case, form).await;
            seen.shows("/data/node/travelDocuments/totalCount", 1);
        }
    }
    // The coordinator reads a suspect's name and no victim's: a test of names finds suspects only.
    for form in ["eq: \"Moeketsi\"", "contains: \"moe\"", "in: [\"Moeketsi\"]"] {
        let named = format!("persons(filter: {{ familyName: {{ {form} }} }}) {{ totalCount }}");
        world.read("COORDINATOR", &shared.case, &named).await.shows("/data/node/persons/totalCount", 0);
        world.read("POLICE", &shared.case, &named).await.shows("/data/node/persons/totalCount", 1);
    }
    // Police read a suspect's languages and no victim's: a test of them finds suspects only.
    let person = world.person("POLICE", &shared.victim).await;
    world.change("SOCIAL_WELFARE", &person, json!({ "languages": ["sot"] })).await.ok();
    let speakers = "persons(filter: { languages: { contains: sot } }) { totalCount }".replace("sot", "\"sot\"");
    world.read("POLICE", &shared.case, &speakers).await.shows("/data/node/persons/totalCount", 0);
    world.read("SOCIAL_WELFARE", &shared.case, &speakers).await.shows("/data/node/persons/totalCount", 1);
}

/// What social welfare sends to the NGO about a victim.
async fn referral(world: &World, victim: &str, more: Json) -> Json {
    let receiver = world.organisation("NGO").await;
    let mut input = json!({ "victim": victim, "receiver": receiver, "fieldGroups": ["IDENTITY", "CARE"] });
    input.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    input
}

/// A case of social welfare with a victim.
async fn cared_for(world: &World, majority: &str) -> (String, String) {
    let person = json!({ "familyName": "Moeketsi", "majority": majority });
    let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{ "person": person }] } })).await;
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    (case, victim)
}

// 9. Each way in which a referral ends is told in the stories of referrals.
async fn a_revoked_referral_ends_access_at_once(world: World) {
    let (case, victim) = cared_for(&world, "ADULT").await;
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    let sent = referral(&world, &victim, json!({})).await;
    let sent = world.add("SOCIAL_WELFARE", &case, "Referral", sent).await.record();
    world.act("NGO", "referralAccept", &sent, json!({})).await.ok();
    let help = json!({ "victim": victim, "serviceType": "LEGAL_AID" });
    let help = world.add("NGO", &case, "Assistance", help).await.record();
    let person = world.person("NGO", &victim).await;
    world.read("NGO", &person, "familyName").await.shows("/data/node/familyName", "Moeketsi");
    world.act_because("SOCIAL_WELFARE", "referralRevoke", &sent, json!({}), Some("She moved away.")).await.ok();
    let ask = "query($id: ID!) { node(id: $id) { id } history(id: $id) { totalCount } }";
    for record in [&case, &victim, &person, &help] {
        let hidden = world.ask_with("NGO", ask, json!({ "id": record })).await;
        let absent = world.ask_with("NGO", ask, json!({ "id": absent_like(record) })).await;
        assert_eq!(hidden.text, absent.text);
    }
    world.change("NGO", &help, json!({ "outcome": "closed" })).await.refused("NOT_FOUND");
    world.read("SOCIAL_WELFARE", &help, "serviceType").await.shows("/data/node/serviceType", "LEGAL_AID");
}

// 10.
async fn a_child_without_a_guardian_does_not_consent(world: World) {
    let (case, victim) = cared_for(&world, "MINOR").await;
    let decided = |basis: &str| {
        json!({ "victim": victim, "scope": "SHARE_WITH_SERVICE_PROVIDER", "decision": "GRANTED", "basis": basis,
            "givenOn": "2026-04-01" })
    };
    let alone = world.add("SOCIAL_WELFARE", &case, "Consent", decided("EXPLICIT_ADULT")).await;
    alone.lacks(&["CHILD_IS_SPOKEN_FOR"]);
    let sent = referral(&world, &victim, json!({})).await;
    world.add("SOCIAL_WELFARE", &case, "Referral", sent.clone()).await.lacks(&["CONSENT_OR_OVERRIDE"]);
    world.add("SOCIAL_WELFARE", &case, "Consent", decided("BEST_INTERESTS_OF_CHILD")).await.ok();
    world.add("SOCIAL_WELFARE", &case, "Referral", sent).await.ok();
}

// 11.
async fn an_adult_is_not_referred_without_consent_but_for_a_vital_interest(world: World) {
    let (case, victim) = cared_for(&world, "ADULT").await;
    world.employ_as("SOCIAL_WELFARE", Role::SocialWelfare, "supervisor", Rank::Supervisor).await;
    let approver = world.account("SOCIAL_WELFARE", "supervisor").await;
    let reason = "Unconscious; needs a doctor tonight.";
    for half in [json!({}), json!({ "overrideReason": reason }), json!({ "overrideApprover": approver.to_string() })] {
        let sent = referral(&world, &victim, half).await;
        world.add("SOCIAL_WELFARE", &case, "Referral", sent).await.lacks(&["CONSENT_OR_OVERRIDE"]);
    }
    assert_eq!(world.count("SOCIAL_WELFARE", &case, "referrals").await, Some(0));
    let whole = json!({ "overrideReason": reason, "overrideApprover": approver.to_string() });
    let sent = world.add("SOCIAL_WELFARE", &case, "Referral", referral(&world, &victim, whole).await).await.record();
    let asked = "overrideReason overrideApprover { id }";
    let seen = world.read("COORDINATOR", &sent, asked).await;
    assert_eq!(seen.ok().at("/data/node/overrideReason"), reason, "{}", seen.text);
    assert!(seen.at("/data/node/overrideApprover/id").is_string(), "{}", seen.text);
    // The history keeps who sent it and when; what it was sent with was given with its making and never changes.
    let history = "query($id: ID!) { history(id: $id) { nodes { act field organisation { code } createdAt } } }";
    let told = world.ask_with("COORDINATOR", history, json!({ "id": sent })).await;
    assert_eq!(told.ok().at("/data/history/nodes/0/act"), "referralSend", "{}", told.text);
    assert_eq!(told.at("/data/history/nodes/0/organisation/code"), "SOCIAL_WELFARE", "{}", told.text);
    assert!(told.at("/data/history/nodes/0/createdAt").is_string(), "{}", told.text);
    world.change("SOCIAL_WELFARE", &sent, json!({ "overrideReason": "None." })).await.refused("NOT_RESPONSIBLE");
}

// 12.
async fn the_administrator_does_not_read_a_case(world: World) {
    let shared = shared(&world).await;
    for code in ["ADMINISTRATOR", "AUDITOR", "REGION", "STATISTICIAN"] {
        for record in [&shared.case, &shared.victim, &shared.assistance] {
            world.read(code, record, "id").await.shows("/data/node", json!(null));
        }
        let seen = world.ask(code, "{ cases { totalCount } victims { totalCount } suspects { totalCount } }").await;
        seen.withholds("/data/cases", "Query.cases")
            .withholds("/data/victims", "Query.victims")
            .withholds("/data/suspects", "Query.suspects");
        let opened = world.try_open(code, json!({}), json!({})).await;
        opened.refused("NOT_RESPONSIBLE");
        // What it is there for, it sees: who there is.
        let directory =
            world.ask(code, "{ organisations(filter: { code: { eq: \"POLICE\" } }) { nodes { name } } }").await;
        directory.shows("/data/organisations/nodes/0/name", "POLICE");
    }
    world.ask("COORDINATOR", "{ cases { totalCount } }").await.shows("/data/cases/totalCount", 1);
}

on_both!(
    immigration_does_not_read_a_shelter_address,
    an_ngo_does_not_list_suspects,
    social_welfare_does_not_read_the_evidence_list,
    police_do_not_read_health_or_counselling_notes,
    prosecution_does_not_edit_the_type_of_exploitation,
    an_ngo_does_not_find_a_victim_referred_to_another_ngo,
    the_coordinator_does_not_read_a_victims_name,
    nobody_filters_orders_or_counts_by_what_they_do_not_read,
    a_revoked_referral_ends_access_at_once,
    a_child_without_a_guardian_does_not_consent,
    an_adult_is_not_referred_without_consent_but_for_a_vital_interest,
    the_administrator_does_not_read_a_case,
);
