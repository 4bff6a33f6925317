//! A child whose guardian is not known: others speak for it, by its best interests, until a guardian is found.

use serde_json::{Value as Json, json};

use crate::world::World;

async fn a_child_is_spoken_for_from_the_shelter_to_the_way_home(world: World) {
    let (case, child) = social_welfare_takes_the_child_in(&world).await;
    the_child_is_referred_by_its_best_interests(&world, &case, &child).await;
    no_means_are_needed_to_find_that_a_child_is_a_victim(&world, &case, &child).await;
    let aunt = a_guardian_is_found(&world, &case, &child).await;
    the_child_returns_by_its_best_interests(&world, &case, &child, &aunt).await;
}

/// A decision about a child, resting on a basis.
async fn decide(world: &World, case: &str, child: &str, scope: &str, basis: &str, more: Json) -> crate::world::Answer {
    let mut input = json!({ "victim": child, "scope": scope, "decision": "GRANTED", "basis": basis,
        "givenOn": "2026-03-02" });
    input.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    world.add("SOCIAL_WELFARE", case, "Consent", input).await
}

async fn social_welfare_takes_the_child_in(world: &World) -> (String, String) {
    let person = json!({ "givenNames": "Tumelo", "familyName": "Ntsane", "majority": "MINOR", "sex": "MALE" });
    let report = json!({ "receivedAt": "2026-03-02T08:00:00Z", "detectionSource": "SOCIAL_WORKER",
        "incidentDistrict": "Mokhotlong", "indicators": ["ABUSE_VULN_DESTINATION"], "childInvolved": "YES" });
    let sections = json!({ "victims": { "add": [{ "person": person }] }, "reports": { "add": [report] } });
    let case = world.open("SOCIAL_WELFARE", sections).await;
    for act in ["caseSubmit", "caseTriage"] {
        world.act("SOCIAL_WELFARE", act, &case, json!({})).await.ok();
    }
    world.call_to(&case, "POLICE").await;
    let child = world.first("SOCIAL_WELFARE", &case, "victims").await;
    let risk =
        json!({ "victim": child, "context": "IDENTIFICATION", "level": "HIGH", "riskTypes": ["RE_TRAFFICKING"] });
    world.add("SOCIAL_WELFARE", &case, "RiskAssessment", risk).await.ok();
    world.act("SOCIAL_WELFARE", "victimIdentify", &child, json!({})).await.ok();
    (case, child)
}

async fn the_child_is_referred_by_its_best_interests(world: &World, case: &str, child: &str) {
    let referral = json!({ "victim": child, "receiver": world.organisation("NGO").await, "reason": "CHILD_PROTECTION",
        "urgency": "IMMEDIATE", "services": ["SHELTER", "EDUCATION"], "fieldGroups": ["IDENTITY", "CARE"] });
    let scope = "SHARE_WITH_SERVICE_PROVIDER";
    let alone = decide(world, case, child, scope, "EXPLICIT_ADULT", json!({})).await;
    alone.lacks(&["CHILD_IS_SPOKEN_FOR"]);
    assert_eq!(world.count("SOCIAL_WELFARE", case, "consents").await, Some(0), "what was refused is not there");
    let refused = world.add("SOCIAL_WELFARE", case, "Referral", referral.clone()).await;
    refused.lacks(&["CONSENT_OR_OVERRIDE"]);
    let consent = decide(world, case, child, scope, "BEST_INTERESTS_OF_CHILD", json!({})).await.record();
    let mut carried = referral;
    carried["consent"] = json!(consent);
    let referral = world.add("SOCIAL_WELFARE", case, "Referral", carried).await.record();
    world.act("NGO_2", "referralAccept", &referral, json!({})).await.refused("NOT_FOUND");
    world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
    let person = world.person("NGO", child).await;
    world.read("NGO", &person, "familyName").await.shows("/data/node/familyName", "Ntsane");
    // The police were told of no consent to know the name.
    world.read("POLICE", &person, "familyName").await.withholds("/data/node/familyName", "Person.familyName");
    world.consent("POLICE", case, child, "SHARE_WITH_POLICE", "GRANTED").await.lacks(&["CHILD_IS_SPOKEN_FOR"]);
}

/// The means are part of what is found of an adult, and not of a child (Palermo Protocol art. 3 (c)).
async fn no_means_are_needed_to_find_that_a_child_is_a_victim(world: &World, case: &str, child: &str) {
    let adult = json!({ "person": { "givenNames": "Thuso", "majority": "ADULT" } });
    let adult = world.add("SOCIAL_WELFARE", case, "Victim", adult).await.record();
    world.add("SOCIAL_WELFARE", case, "RiskAssessment", json!({ "victim": adult, "level": "LOW" })).await.ok();
    world.act("SOCIAL_WELFARE", "victimIdentify", &adult, json!({})).await.ok();
    world.read("SOCIAL_WELFARE", case, "means").await.shows("/data/node/means", Json::Null);
    let grounds = json!({ "decidedOn": "2026-03-16", "decisionGrounds": "Herded for two years without pay." });
    let decided = world.act("SOCIAL_WELFARE", "victimRecognise", &adult, grounds.clone()).await;
    decided.lacks(&["MEANS_SHOWN_OR_CHILD"]);
    world.act("POLICE", "victimRecognise", child, grounds.clone()).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "victimRecognise", child, grounds).await.ok();
    world.read("POLICE", child, "traffickingStatus").await.shows("/data/node/traffickingStatus", "ACTUAL");
}

async fn a_guardian_is_found(world: &World, case: &str, child: &str) -> String {
    let aunt = json!({ "victim": child, "name": "Palesa Ntsane", "relation": "OTHER_RELATIVE", "guardian": true });
    let channels = [("phone", "+26622000044"), ("email", "palesa@example.org"), ("address", "Ha Training")];
    // A way to reach her is not written down without the word on whether it is safe to use it.
    for (channel, value) in channels {
        let mut input = aunt.clone();
        input[channel] = json!(value);
        let refused = world.add("SOCIAL_WELFARE", case, "NextOfKin", input).await;
        refused.refused("INVALID");
        assert!(refused.text.contains(&format!("NextOfKin.{channel}Safe")), "{}", refused.text);
        assert!(!refused.text.contains(value), "{}", refused.text);
    }
    let mut told = aunt;
    for (channel, value) in channels {
        told[channel] = json!(value);
        told[format!("{channel}Safe")] = json!(if channel == "phone" { "YES" } else { "NO" });
    }
    world.add("POLICE", case, "NextOfKin", told.clone()).await.refused("NOT_RESPONSIBLE");
    let aunt = world.add("SOCIAL_WELFARE", case, "NextOfKin", told).await.record();
    let change = async |patch| world.change("SOCIAL_WELFARE", &aunt, patch).await;
    change(json!({ "emailSafe": null })).await.refused("INVALID");
    // The word may change, and both go together.
    change(json!({ "phoneSafe": "NO" })).await.ok();
    change(json!({ "phone": "+26622000044", "phoneSafe": "YES" })).await.ok();
    change(json!({ "address": null, "addressSafe": null })).await.ok();
    world
        .read("SOCIAL_WELFARE", &aunt, "phone phoneSafe emailSafe")
        .await
        .shows("/data/node", json!({ "phone": "+26622000044", "phoneSafe": "YES", "emailSafe": "NO" }));
    // Who she is stays with those who care for the child, and the referral did not share the family.
    world.read("POLICE", &aunt, "id").await.shows("/data/node", Json::Null);
    let seen = world.read("COORDINATOR", &aunt, "name phone relation").await;
    seen.withholds("/data/node/name", "NextOfKin.name").withholds("/data/node/phone", "NextOfKin.phone");
    assert_eq!(seen.at("/data/node/relation"), "OTHER_RELATIVE", "{}", seen.text);
    let seen = world.read("NGO", &aunt, "relation").await;
    seen.withholds("/data/node/relation", "NextOfKin.relation");
    // From now on she decides for the child.
    let decided = decide(world, case, child, "INTERVIEW", "GUARDIAN", json!({ "guardian": aunt })).await;
    let consent = decided.record();
    let seen = world.read("SOCIAL_WELFARE", &consent, "basis guardian { name }").await;
    seen.shows("/data/node", json!({ "basis": "GUARDIAN", "guardian": { "name": "Palesa Ntsane" } }));
    aunt
}

async fn the_child_returns_by_its_best_interests(world: &World, case: &str, child: &str, aunt: &str) {
    world.call_to(case, "IMMIGRATION").await;
    let home = json!({ "victim": child, "direction": "TO_COUNTRY", "country": "ZAF" });
    let home = world.add("SOCIAL_WELFARE", case, "Return", home).await.record();
    let verified = json!({ "nationality": "LSO", "nationalityVerifiedOn": "2026-04-01" });
    world.act("IMMIGRATION", "returnVerifyNationality", &home, verified).await.ok();
    let risk = json!({ "victim": child, "context": "RETURN", "level": "LOW", "needs": "Lives with the aunt." });
    let risk = world.add("SOCIAL_WELFARE", case, "RiskAssessment", risk).await.record();
    world.act("SOCIAL_WELFARE", "returnAssessRisk", &home, json!({ "riskAssessment": risk })).await.ok();
    // The child's own word does not carry it.
    let alone = decide(world, case, child, "RETURN", "EXPLICIT_ADULT", json!({})).await;
    alone.lacks(&["CHILD_IS_SPOKEN_FOR"]);
    world.act("SOCIAL_WELFARE", "returnRecordConsent", &home, json!({})).await.lacks(&["RETURN_CONSENTED"]);
    let determined = json!({ "bestInterestsOn": "2026-04-08" });
    let refused = world.change("IMMIGRATION", &home, determined.clone()).await;
    refused.refused_as_not_theirs(&[("Return.bestInterestsOn", "SOCIAL_WELFARE")]);
    world.act("IMMIGRATION", "returnRecordConsent", &home, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "returnRecordConsent", &home, determined).await.ok();
    // There is no trial that could need the child's testimony.
    world.act("SOCIAL_WELFARE", "returnSkipClearance", &home, json!({})).await.ok();
    world.act("IMMIGRATION", "returnIssueDocuments", &home, json!({ "documentsIssuedOn": "2026-04-10" })).await.ok();
    world.act("IMMIGRATION", "returnSchedule", &home, json!({ "scheduledOn": "2026-04-13" })).await.ok();
    world.act("IMMIGRATION", "returnDepart", &home, json!({ "departedOn": "2026-04-13" })).await.ok();
    let received = json!({ "receivedOn": "2026-04-13", "reception": "The aunt was at the bridge." });
    world.act("SOCIAL_WELFARE", "returnReceive", &home, received).await.ok();
    world
        .read("SOCIAL_WELFARE", &home, "status bestInterestsOn consent { id }")
        .await
        .shows("/data/node", json!({ "status": "RECEIVED", "bestInterestsOn": "2026-04-08", "consent": null }));
    world.read("SOCIAL_WELFARE", aunt, "guardian").await.shows("/data/node/guardian", true);
}

on_both!(a_child_is_spoken_for_from_the_shelter_to_the_way_home);
