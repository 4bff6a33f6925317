//! Social welfare decides who is a victim, and helps.

use serde_json::{Value as Json, json};

use crate::world::World;

async fn social_welfare_takes_the_decision_on_the_victims_status(world: World) {
    let (case, victim) = world.open_with_victim(json!({ "childAtExploitation": true })).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let decision = json!({
        "decisionMadeBy": "NON_POLICE_GOVERNMENTAL_ORGANISATION", "decidedOn": "2026-04-01",
        "decisionGrounds": "Means and purpose are shown.", "reflectionFrom": "2026-04-01", "reflectionTo": "2026-05-01",
    });
    world.change("POLICE", &victim, decision.clone()).await.refused_as_not_theirs(&[
        ("Victim.decisionMadeBy", "COMPETENT_AUTHORITY"),
        ("Victim.decidedOn", "COMPETENT_AUTHORITY"),
        ("Victim.decisionGrounds", "COMPETENT_AUTHORITY"),
        ("Victim.reflectionFrom", "SOCIAL_WELFARE"),
        ("Victim.reflectionTo", "SOCIAL_WELFARE"),
    ]);
    // A possible victim is one on an indicator, with the risks assessed; police may find so, and not decide.
    world.act("POLICE", "victimIdentify", &victim, json!({})).await.lacks(&["INDICATED", "RISK_ASSESSED"]);
    world.add("POLICE", &case, "Report", json!({ "indicators": ["EXPLOITATION"] })).await.ok();
    world.add("POLICE", &case, "RiskAssessment", json!({ "victim": victim, "level": "HIGH" })).await.ok();
    world.act("SOCIAL_WELFARE", "victimRecognise", &victim, json!({})).await.not_from("REPORTED");
    world.act("POLICE", "victimIdentify", &victim, json!({})).await.ok();
    world.act("POLICE", "victimRecognise", &victim, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "victimRecognise", &victim, json!({})).await.lacks(&["GROUNDS_GIVEN"]);
    world
        .read("POLICE", &victim, "traffickingStatus decidedOn")
        .await
        .shows("/data/node/traffickingStatus", "POSSIBLE");
    world.act("SOCIAL_WELFARE", "victimRecognise", &victim, decision).await.ok();
    world.act("SOCIAL_WELFARE", "victimGrantReflection", &victim, json!({})).await.ok();
    let seen = world.read("POLICE", &victim, "traffickingStatus reflectionStatus").await;
    seen.shows("/data/node/traffickingStatus", "ACTUAL").shows("/data/node/reflectionStatus", "RUNNING");
}

async fn social_welfare_records_assistance_that_others_only_know_of(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    for code in ["SOCIAL_WELFARE", "IMMIGRATION", "PROSECUTION", "HEALTH"] {
        world.let_take_part(&case, code).await;
    }
    let help = json!({
        "victim": victim, "serviceType": "SHELTER", "status": "PROVIDED", "startedOn": "2026-04-02",
        "shelterName": "House of Hope", "shelterAddress": "12 Lower Road", "counsellingNote": "Sleeps badly.",
    });
    let help = world.add("SOCIAL_WELFARE", &case, "Assistance", help).await.record();
    let all = "serviceType shelterAddress counsellingNote victim { id }";
    let seen = world.read("SOCIAL_WELFARE", &help, all).await;
    seen.shows("/data/node/shelterAddress", "12 Lower Road").shows("/data/node/victim/id", victim.as_str());
    for code in ["IMMIGRATION", "HEALTH"] {
        world.read(code, &help, "id").await.shows("/data/node", Json::Null);
    }
    for code in ["POLICE", "PROSECUTION"] {
        let seen = world.read(code, &help, &format!("id {all}")).await;
        assert_eq!(seen.at("/data/node/id"), help.as_str(), "{code} knows that the victim is helped");
        seen.withholds("/data/node/serviceType", "Assistance.serviceType")
            .withholds("/data/node/shelterAddress", "Assistance.shelterAddress");
        seen.withholds("/data/node/victim", "Assistance.victim")
            .withholds("/data/node/counsellingNote", "Assistance.counsellingNote");
        for hidden in ["12 Lower Road", "Sleeps", "SHELTER"] {
            assert!(!seen.text.contains(hidden), "{}", seen.text);
        }
    }
    // Another helper sees that there is help, and does not change it.
    world
        .add("POLICE", &case, "Assistance", json!({ "victim": victim, "serviceType": "FINANCIAL" }))
        .await
        .refused("NOT_RESPONSIBLE");
    world.change("POLICE", &help, json!({ "status": "UNAVAILABLE" })).await.refused("NOT_RESPONSIBLE");
    world.change("HEALTH", &help, json!({ "medicalNeeds": "none" })).await.refused("NOT_FOUND");
    world.change("SOCIAL_WELFARE", &help, json!({ "status": "DECLINED" })).await.ok();
    let treatment = json!({ "victim": victim, "serviceType": "MEDICAL", "medicalNeeds": "dentist" });
    let treatment = world.add("HEALTH", &case, "Assistance", treatment).await.record();
    assert_eq!(world.count("SOCIAL_WELFARE", &case, "assistances").await, Some(2));
    // A health service knows of what it does, and of nothing else that is done.
    assert_eq!(world.count("HEALTH", &case, "assistances").await, Some(1));
    world.read("HEALTH", &treatment, "medicalNeeds").await.shows("/data/node/medicalNeeds", "dentist");
}

async fn a_risk_is_assessed_by_whoever_met_the_victim_and_changed_by_nobody_else(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let risk =
        json!({ "victim": victim, "level": "HIGH", "riskTypes": ["RETALIATION"], "safetyPlan": "moves on Friday" });
    let risk = world.add("SOCIAL_WELFARE", &case, "RiskAssessment", risk).await.record();
    world.read("POLICE", &risk, "level").await.shows("/data/node/level", "HIGH");
    world.read("POLICE", &risk, "safetyPlan").await.withholds("/data/node/safetyPlan", "RiskAssessment.safetyPlan");
    world
        .change("POLICE", &risk, json!({ "level": "LOW" }))
        .await
        .refused_as_not_theirs(&[("RiskAssessment.level", "AUTHOR")]);
    world.change("SOCIAL_WELFARE", &risk, json!({ "level": "IMMINENT" })).await.ok();
    let own = world
        .add("POLICE", &case, "RiskAssessment", json!({ "victim": victim, "level": "LOW", "safetyPlan": "patrols" }))
        .await
        .record();
    world.read("POLICE", &own, "safetyPlan").await.shows("/data/node/safetyPlan", "patrols");
    world.change("SOCIAL_WELFARE", &own, json!({ "level": "HIGH" })).await.refused("NOT_RESPONSIBLE");
}

on_both!(
    social_welfare_takes_the_decision_on_the_victims_status,
    social_welfare_records_assistance_that_others_only_know_of,
    a_risk_is_assessed_by_whoever_met_the_victim_and_changed_by_nobody_else,
);
