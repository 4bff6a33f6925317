//! Prosecution charges a suspect, and records the verdict with its sentence.

use serde_json::json;

use crate::world::World;

/// A case with a suspect, which prosecution takes part in.
async fn docket(world: &World) -> (String, String) {
    let case = world.open("POLICE", json!({ "suspects": { "add": [{ "status": "ARRESTED" }] } })).await;
    world.let_take_part(&case, "PROSECUTION").await;
    let suspect = world.first("PROSECUTION", &case, "suspects").await;
    (case, suspect)
}

async fn prosecution_charges_and_records_a_sentence(world: World) {
    let (case, suspect) = docket(&world).await;
    let charge = json!({ "suspect": suspect, "offence": "TRAFFICKING_ADULT", "section": "5(1)", "chargedOn": "2026-02-01", "plea": "NOT_GUILTY" });
    let charge = world.add("PROSECUTION", &case, "Charge", charge).await.record();
    let verdict = json!({ "charge": charge, "outcome": "CONVICTED_TIP", "deliveredOn": "2026-05-20", "courtLevel": "HIGH_COURT" });
    let verdict = world.add("PROSECUTION", &case, "Verdict", verdict).await.record();
    for (kind, amount, unit) in [("IMPRISONMENT", 25, "YEARS"), ("COMPENSATION_ORDER", 40_000, "CURRENCY")] {
        let component = json!({ "verdict": verdict, "kind": kind, "amount": amount, "unit": unit, "suspendedPart": 0 });
        world.add("PROSECUTION", &case, "SentenceComponent", component).await.ok();
    }
    let sentence = "outcome deliveredOn sentenceComponents(orderBy: [{ field: AMOUNT }]) { totalCount nodes { kind amount unit suspendedPart } }";
    let seen = world.read("POLICE", &verdict, sentence).await;
    seen.shows("/data/node/outcome", "CONVICTED_TIP").shows("/data/node/deliveredOn", "2026-05-20");
    seen.shows("/data/node/sentenceComponents/totalCount", 2).shows("/data/node/sentenceComponents/nodes/0/amount", 25);
    // Social welfare tells the victim the outcome; the day in court and the suspended part are not its business.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    let seen = world.read("SOCIAL_WELFARE", &verdict, sentence).await;
    assert_eq!(seen.at("/data/node/sentenceComponents/nodes/1/kind"), "COMPENSATION_ORDER");
    seen.withholds("/data/node/deliveredOn", "Verdict.deliveredOn");
    seen.withholds("/data/node/sentenceComponents/nodes/0/suspendedPart", "SentenceComponent.suspendedPart");
    world.read("SOCIAL_WELFARE", &charge, "offence plea").await.withholds("/data/node/plea", "Charge.plea");
}

async fn nobody_else_charges_or_judges(world: World) {
    let (case, suspect) = docket(&world).await;
    for code in ["SOCIAL_WELFARE", "COURT"] {
        world.let_take_part(&case, code).await;
    }
    for code in ["POLICE", "SOCIAL_WELFARE", "COORDINATOR", "COURT"] {
        let refused = world.add(code, &case, "Charge", json!({ "suspect": suspect, "offence": "PENAL_CODE" })).await;
        assert!(matches!(refused.code(), Some("NOT_RESPONSIBLE" | "NOT_FOUND")), "{code}: {}", refused.text);
    }
    let charge = world
        .add("PROSECUTION", &case, "Charge", json!({ "suspect": suspect, "offence": "PENAL_CODE" }))
        .await
        .record();
    let verdict =
        world.add("PROSECUTION", &case, "Verdict", json!({ "charge": charge, "outcome": "ACQUITTED" })).await.record();
    world
        .change("POLICE", &verdict, json!({ "outcome": "CONVICTED_TIP", "court": "High Court" }))
        .await
        .refused_as_not_theirs(&[("Verdict.outcome", "PROSECUTION"), ("Verdict.court", "PROSECUTION")]);
    world
        .change("POLICE", &charge, json!({ "withdrawnOn": "2026-06-01" }))
        .await
        .refused_as_not_theirs(&[("Charge.withdrawnOn", "PROSECUTION")]);
    world
        .read("PROSECUTION", &verdict, "outcome version")
        .await
        .shows("/data/node/outcome", "ACQUITTED")
        .shows("/data/node/version", 1);
    world
        .change("PROSECUTION", &charge, json!({ "withdrawnOn": "2026-06-01", "withdrawalReason": "no evidence" }))
        .await
        .ok();
    world.read("POLICE", &charge, "withdrawnOn").await.shows("/data/node/withdrawnOn", "2026-06-01");
}

async fn prosecution_cannot_change_what_police_found(world: World) {
    let (_, suspect) = docket(&world).await;
    let patch = json!({ "status": "CHARGED", "custody": "ON_BAIL", "bailConditions": "reports weekly", "bailGrantedOn": "2026-02-03" });
    world
        .change("PROSECUTION", &suspect, patch)
        .await
        .refused_as_not_theirs(&[("Suspect.status", "POLICE"), ("Suspect.custody", "POLICE")]);
    let read = "status custody bailConditions bailGrantedOn version";
    let seen = world.read("PROSECUTION", &suspect, read).await;
    seen.shows("/data/node/bailConditions", json!(null)).shows("/data/node/version", 1);
    world
        .change("PROSECUTION", &suspect, json!({ "bailConditions": "reports weekly", "bailGrantedOn": "2026-02-03" }))
        .await
        .ok();
    world.change("POLICE", &suspect, json!({ "status": "CHARGED", "custody": "ON_BAIL" })).await.ok();
    let seen = world.read("PROSECUTION", &suspect, read).await;
    seen.shows("/data/node/custody", "ON_BAIL").shows("/data/node/bailConditions", "reports weekly");
}

on_both!(
    prosecution_charges_and_records_a_sentence,
    nobody_else_charges_or_judges,
    prosecution_cannot_change_what_police_found,
);
