//! A victim is referred, declined, referred on, accepted, and takes the consent back.

use entity::codes::{Rank, Role};
use serde_json::{Value as Json, json};

use crate::world::{Answer, World};

const INBOX: &str = "{ referrals { totalCount nodes { id status summary ageBand sex case { id } victim { id } } } }";

/// A case in which social welfare cares for a victim with a name, an address of a shelter, and a health note.
async fn cared_for(world: &World) -> (String, String) {
    let person = json!({ "givenNames": "Palesa", "familyName": "Moeketsi", "sex": "FEMALE", "majority": "ADULT" });
    let case = world.open("SOCIAL_WELFARE", json!({ "victims": { "add": [{ "person": person }] } })).await;
    let victim = world.first("SOCIAL_WELFARE", &case, "victims").await;
    let care = json!({ "victim": victim, "serviceType": "SHELTER", "shelterAddress": "12 Lower Road",
        "counsellingNote": "sleeps badly", "outcome": "settled in" });
    world.add("SOCIAL_WELFARE", &case, "Assistance", care).await.ok();
    world.add("SOCIAL_WELFARE", &case, "RiskAssessment", json!({ "victim": victim, "needs": "company" })).await.ok();
    (case, victim)
}

async fn send(world: &World, case: &str, victim: &str, receiver: &str, groups: &[&str]) -> Answer {
    let referral = json!({
        "victim": victim, "receiver": world.organisation(receiver).await, "reason": "ADDITIONAL_SERVICES_REQUIRED",
        "urgency": "URGENT", "services": ["PSYCHOSOCIAL"], "fieldGroups": groups, "ageBand": "AGE_18_20", "sex": "FEMALE",
        "summary": "A young woman who speaks Sesotho needs counselling.",
    });
    world.add("SOCIAL_WELFARE", case, "Referral", referral).await
}

async fn what_a_referral_shares_is_what_it_names_and_ends_with_the_consent(world: World) {
    let (case, victim) = cared_for(&world).await;
    let refused = send(&world, &case, &victim, "NGO", &["IDENTITY", "CARE"]).await;
    refused.lacks(&["CONSENT_OR_OVERRIDE"]);
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    let first = send(&world, &case, &victim, "NGO_2", &["CARE"]).await.record();

    // While it is pending the receiver sees the summary, and neither the case nor the person; nobody else sees it.
    let inbox = world.ask("NGO_2", INBOX).await;
    assert_eq!(inbox.at("/data/referrals/totalCount"), 1, "{}", inbox.text);
    assert_eq!(inbox.at("/data/referrals/nodes/0/status"), "IN_PROGRESS");
    assert_eq!(inbox.at("/data/referrals/nodes/0/sex"), "FEMALE");
    inbox.withholds("/data/referrals/nodes/0/victim", "Referral.victim");
    assert!(inbox.at("/data/referrals/nodes/0/case").is_null(), "{}", inbox.text);
    assert!(!inbox.text.contains("Moeketsi"), "{}", inbox.text);
    for record in [&case, &victim] {
        world.read("NGO_2", record, "id").await.shows("/data/node", json!(null));
    }
    for code in ["NGO", "POLICE"] {
        world.ask(code, INBOX).await.shows("/data/referrals/totalCount", 0);
    }

    // Declined with a reason, it goes on to another.
    world.act("NGO", "referralDecline", &first, json!({ "declineReason": "NO_CAPACITY" })).await.refused("NOT_FOUND");
    world.act("SOCIAL_WELFARE", "referralAccept", &first, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("NGO_2", "referralDecline", &first, json!({})).await.lacks(&["DECLINE_EXPLAINED"]);
    world.act("NGO_2", "referralDecline", &first, json!({ "declineReason": "NO_CAPACITY" })).await.ok();
    world.act("NGO_2", "referralAccept", &first, json!({})).await.not_from("REJECTED");
    world.read("SOCIAL_WELFARE", &first, "declineReason").await.shows("/data/node/declineReason", "NO_CAPACITY");
    let second = send(&world, &case, &victim, "NGO", &["IDENTITY", "CARE"]).await.record();
    world.act("NGO", "referralAccept", &second, json!({})).await.ok();

    // Accepted, it opens exactly the groups it names: the name and the care, not the health notes, the shelter, the risks.
    let seen = world.read("NGO", &victim, OPENED).await;
    assert_eq!(seen.at("/data/node/person/familyName"), "Moeketsi", "{}", seen.text);
    assert_eq!(seen.at("/data/node/assistances/nodes/0/outcome"), "settled in", "{}", seen.text);
    for field in ["Assistance.counsellingNote", "Assistance.shelterAddress", "RiskAssessment.needs", "Person.sex"] {
        assert!(seen.withheld().contains(&field), "{field}: {}", seen.text);
    }
    world.read("NGO_2", &victim, "id").await.shows("/data/node", json!(null));
    // Of whom a referral is, its receiver is not told, so it is in no list of theirs.
    for (code, count) in [("NGO", 0), ("SOCIAL_WELFARE", 2)] {
        world.read(code, &victim, "referrals { totalCount }").await.shows("/data/node/referrals/totalCount", count);
    }

    // A filter tells no more than the answer.
    let asked = "riskAssessments(filter: { needs: { isKnown: true } }) { totalCount }";
    world.read("NGO", &victim, asked).await.shows("/data/node/riskAssessments/totalCount", 0);
    world.read("SOCIAL_WELFARE", &victim, asked).await.shows("/data/node/riskAssessments/totalCount", 1);

    // The consent taken back, all of it closes at once, and the referral says so.
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "WITHDRAWN").await.ok();
    for record in [&case, &victim] {
        world.read("NGO", record, "id").await.shows("/data/node", json!(null));
    }
    world.read("NGO", &second, "status").await.shows("/data/node/status", "REVOKED");
    send(&world, &case, &victim, "NGO", &["CARE"]).await.lacks(&["CONSENT_OR_OVERRIDE"]);
}

const OPENED: &str = "person { familyName sex } assistances { nodes { outcome counsellingNote shelterAddress } }
    riskAssessments { nodes { needs } }";

async fn a_referral_that_is_completed_or_taken_back_closes_at_once(world: World) {
    let (case, victim) = cared_for(&world).await;
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    for (act, by, patch, reason) in [
        ("referralComplete", "NGO", json!({ "feedback": "Six sessions were held." }), None),
        ("referralRevoke", "SOCIAL_WELFARE", json!({}), Some("The family asked for it.")),
    ] {
        let referral = send(&world, &case, &victim, "NGO", &["CARE"]).await.record();
        world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
        world.read("NGO", &victim, "id").await.shows("/data/node/id", victim.as_str());
        world.act_because(by, act, &referral, patch, reason).await.ok();
        world.read("NGO", &victim, "id").await.shows("/data/node", Json::Null);
    }
}

async fn a_vital_interest_stands_in_for_consent_with_a_reason_and_an_approver(world: World) {
    let (case, victim) = cared_for(&world).await;
    world.employ("SOCIAL_WELFARE", Role::SocialWelfare, "colleague").await;
    world.employ_as("SOCIAL_WELFARE", Role::SocialWelfare, "supervisor", Rank::Supervisor).await;
    world.employ_as("NGO", Role::Ngo, "supervisor", Rank::Supervisor).await;
    let colleague = world.account("SOCIAL_WELFARE", "colleague").await;
    let approver = world.account("SOCIAL_WELFARE", "supervisor").await;
    let mut referral = json!({
        "victim": victim, "receiver": world.organisation("NGO").await, "fieldGroups": ["HEALTH"], "urgency": "IMMEDIATE",
        "overrideReason": "Unconscious; needs a doctor tonight.",
    });
    world.add("SOCIAL_WELFARE", &case, "Referral", referral.clone()).await.lacks(&["CONSENT_OR_OVERRIDE"]);
    // Nobody approves what they send themselves, and no colleague or supervisor of another organisation does.
    let of_another = world.account("NGO", "supervisor").await;
    for other in [world.viewer("SOCIAL_WELFARE").account(), colleague, of_another] {
        referral["overrideApprover"] = json!(other.to_string());
        world.add("SOCIAL_WELFARE", &case, "Referral", referral.clone()).await.lacks(&["APPROVED_BY_ANOTHER"]);
    }
    referral["overrideApprover"] = json!(approver.to_string());
    let referral = world.add("SOCIAL_WELFARE", &case, "Referral", referral).await.record();
    world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
    let seen = world.read("NGO", &victim, OPENED).await;
    assert_eq!(seen.at("/data/node/assistances/nodes/0/counsellingNote"), "sleeps badly", "{}", seen.text);
    assert!(seen.withheld().contains(&"Person.familyName"), "{}", seen.text);
}

async fn the_name_of_the_victim_is_not_that_of_the_kin(world: World) {
    let (case, victim) = cared_for(&world).await;
    let kin = json!({ "victim": victim, "name": "Mamello", "relation": "PARENT" });
    world.add("SOCIAL_WELFARE", &case, "NextOfKin", kin).await.ok();
    world.consent("SOCIAL_WELFARE", &case, &victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    for (group, name, kin) in [("IDENTITY", true, false), ("FAMILY", false, true)] {
        let referral = send(&world, &case, &victim, "NGO", &[group]).await.record();
        world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
        let seen = world.read("NGO", &victim, "person { familyName } nextsOfKin { nodes { name } }").await;
        assert_eq!(seen.ok().text.contains("Moeketsi"), name, "{group}: {}", seen.text);
        assert_eq!(seen.text.contains("Mamello"), kin, "{group}: {}", seen.text);
        world.act("NGO", "referralComplete", &referral, json!({ "feedback": "Done." })).await.ok();
    }
}

async fn a_referral_goes_to_whom_the_consent_names_and_rests_on_it(world: World) {
    let (case, victim) = cared_for(&world).await;
    let limited = json!({ "victim": victim, "scope": "SHARE_WITH_SERVICE_PROVIDER", "decision": "GRANTED",
        "basis": "EXPLICIT_ADULT", "givenOn": "2026-04-01", "recipients": ["NGO"] });
    let first = world.add("SOCIAL_WELFARE", &case, "Consent", limited).await.record();
    send(&world, &case, &victim, "NGO_2", &["CARE"]).await.lacks(&["CONSENT_OR_OVERRIDE"]);
    let sent = send(&world, &case, &victim, "NGO", &["CARE"]).await.record();
    world.read("SOCIAL_WELFARE", &sent, "consent { id }").await.shows("/data/node/consent/id", first.as_str());
    // A later decision takes its place: it withholds from one, and lets all others have it.
    let withheld = json!({ "victim": victim, "scope": "SHARE_WITH_SERVICE_PROVIDER", "decision": "GRANTED",
        "basis": "EXPLICIT_ADULT", "givenOn": "2026-04-02", "withheldFrom": ["NGO"] });
    let second = world.add("SOCIAL_WELFARE", &case, "Consent", withheld).await.record();
    world.act("NGO", "referralAccept", &sent, json!({})).await.lacks(&["CONSENT_OR_OVERRIDE"]);
    send(&world, &case, &victim, "NGO", &["CARE"]).await.lacks(&["CONSENT_OR_OVERRIDE"]);
    let mut referral = json!({ "victim": victim, "receiver": world.organisation("NGO_2").await,
        "fieldGroups": ["CARE"], "previous": sent, "consent": first });
    world.add("SOCIAL_WELFARE", &case, "Referral", referral.clone()).await.lacks(&["NAMED_CONSENT_IN_FORCE"]);
    referral["consent"] = json!(second);
    let passed_on = world.add("SOCIAL_WELFARE", &case, "Referral", referral.clone()).await.record();
    world.act("NGO_2", "referralAccept", &passed_on, json!({})).await.ok();
    // The coordinator sees the chain, which is one victim's.
    let chain = world.read("COORDINATOR", &passed_on, "previous { id receiver { code } }").await;
    chain.shows("/data/node/previous/id", sent.as_str()).shows("/data/node/previous/receiver/code", "NGO");
    world.add("SOCIAL_WELFARE", &case, "Victim", json!({})).await.ok();
    let other =
        world.read("SOCIAL_WELFARE", &case, "victims { nodes { id } }").await.id("/data/node/victims/nodes/1/id");
    world.consent("SOCIAL_WELFARE", &case, &other, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    referral["victim"] = json!(other);
    referral.as_object_mut().expect("an object").remove("consent");
    world.add("SOCIAL_WELFARE", &case, "Referral", referral).await.lacks(&["PASSES_ON_SAME_VICTIM"]);
}

on_both!(
    the_name_of_the_victim_is_not_that_of_the_kin,
    a_referral_goes_to_whom_the_consent_names_and_rests_on_it,
    what_a_referral_shares_is_what_it_names_and_ends_with_the_consent,
    a_referral_that_is_completed_or_taken_back_closes_at_once,
    a_vital_interest_stands_in_for_consent_with_a_reason_and_an_approver,
);
