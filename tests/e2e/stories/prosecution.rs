//! Prosecution charges a suspect, and records the verdict with its sentence.

use serde_json::json;

use crate::world::World;

/// A case with a suspect, which prosecution takes part in.
async fn docket(world: &World) -> (String, String) {
    let case = world.open("POLICE", json!({ "suspects": { "add": [{}] } })).await;
    world.let_take_part(&case, "PROSECUTION").await;
    let suspect = world.first("PROSECUTION", &case, "suspects").await;
    world.act("POLICE", "suspectArrest", &suspect, json!({ "arrestedOn": "2026-01-20" })).await.ok();
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
    let patch = json!({ "arrestPlace": "Maseru", "custody": "ON_BAIL", "bailConditions": "reports weekly", "bailGrantedOn": "2026-02-03" });
    world
        .change("PROSECUTION", &suspect, patch)
        .await
        .refused_as_not_theirs(&[("Suspect.arrestPlace", "POLICE"), ("Suspect.custody", "POLICE")]);
    let read = "custody bailConditions bailGrantedOn version";
    let seen = world.read("PROSECUTION", &suspect, read).await;
    seen.shows("/data/node/bailConditions", json!(null)).shows("/data/node/version", 2);
    world
        .change("PROSECUTION", &suspect, json!({ "bailConditions": "reports weekly", "bailGrantedOn": "2026-02-03" }))
        .await
        .ok();
    world.change("POLICE", &suspect, json!({ "custody": "ON_BAIL" })).await.ok();
    let seen = world.read("PROSECUTION", &suspect, read).await;
    seen.shows("/data/node/custody", "ON_BAIL").shows("/data/node/bailConditions", "reports weekly");
}

/// The police say where a suspect stands until the charge; the prosecution does until the last charge is withdrawn.
async fn a_suspect_passes_from_police_to_prosecution_at_the_charge(world: World) {
    let (case, suspect) = docket(&world).await;
    world.act("PROSECUTION", "suspectRemand", &suspect, json!({})).await.lacks(&["CHARGE_STANDS"]);
    world.act("PROSECUTION", "suspectCharge", &suspect, json!({})).await.lacks(&["CHARGE_STANDS"]);
    world.act("POLICE", "suspectCharge", &suspect, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("POLICE", "suspectBail", &suspect, json!({})).await.ok();
    let charge = json!({ "suspect": suspect, "offence": "TRAFFICKING_ADULT" });
    let charge = world.add("PROSECUTION", &case, "Charge", charge).await.record();
    for act in ["suspectRemand", "suspectRelease", "suspectRecordFlight"] {
        world.act("POLICE", act, &suspect, json!({})).await.lacks(&["NOT_CHARGED"]);
    }
    world.act("PROSECUTION", "suspectCharge", &suspect, json!({})).await.ok();
    world.act("POLICE", "suspectArrest", &suspect, json!({})).await.not_from("CHARGED");
    world.act("PROSECUTION", "suspectRemand", &suspect, json!({})).await.ok();
    world.act("PROSECUTION", "suspectRelease", &suspect, json!({})).await.lacks(&["CHARGES_WITHDRAWN"]);
    let because = Some("Nobody says what became of him.");
    let lets_go = world.act_because("COORDINATOR", "suspectRelease", &suspect, json!({}), because).await;
    lets_go.lacks(&["NOT_CHARGED"]);
    // A charge against another suspect binds nobody here.
    let other = world.add("POLICE", &case, "Suspect", json!({})).await.record();
    world.act("POLICE", "suspectIdentify", &other, json!({})).await.ok();
    world.act("PROSECUTION", "suspectCharge", &other, json!({})).await.lacks(&["CHARGE_STANDS"]);
    world.change("PROSECUTION", &charge, json!({ "withdrawnOn": "2026-06-01" })).await.ok();
    world.act("PROSECUTION", "suspectBail", &suspect, json!({})).await.lacks(&["CHARGE_STANDS"]);
    world.act("PROSECUTION", "suspectRelease", &suspect, json!({})).await.ok();
    world.act("POLICE", "suspectSeek", &suspect, json!({})).await.ok();
    let seen = world.read("POLICE", &suspect, "status statusSince").await;
    seen.shows("/data/node/status", "WANTED");
    assert!(seen.at("/data/node/statusSince").is_string(), "{}", seen.text);
    // No patch reaches the state, and no input.
    let patch = json!({ "status": "CONVICTED" });
    world.change("POLICE", &suspect, patch.clone()).await.refused("INVALID");
    world.add("POLICE", &case, "Suspect", patch).await.refused("INVALID");
}

async fn a_suspect_is_convicted_or_acquitted_by_the_verdicts_on_their_own_charges(world: World) {
    let (case, suspect) = docket(&world).await;
    let other = world.add("POLICE", &case, "Suspect", json!({})).await.record();
    let mut charges = Vec::new();
    for suspect in [&suspect, &suspect, &other] {
        let charge = json!({ "suspect": suspect, "offence": "TRAFFICKING_ADULT" });
        charges.push(world.add("PROSECUTION", &case, "Charge", charge).await.record());
    }
    for suspect in [&suspect, &other] {
        world.act("PROSECUTION", "suspectCharge", suspect, json!({})).await.ok();
    }
    let mut verdicts = Vec::new();
    for (charge, outcome) in charges.iter().rev().zip(["CONVICTED_TIP", "ACQUITTED"]) {
        let verdict = json!({ "charge": charge, "outcome": outcome });
        verdicts.push(world.add("PROSECUTION", &case, "Verdict", verdict).await.record());
    }
    // The other was convicted; of this one's charges, one is still open.
    world.act("PROSECUTION", "suspectConvict", &suspect, json!({})).await.lacks(&["FOUND_GUILTY"]);
    world.act("PROSECUTION", "suspectAcquit", &suspect, json!({})).await.lacks(&["NOT_FOUND_GUILTY"]);
    world.act("PROSECUTION", "suspectAcquit", &other, json!({})).await.lacks(&["NOT_FOUND_GUILTY"]);
    world.act("PROSECUTION", "suspectConvict", &other, json!({})).await.ok();
    world.change("PROSECUTION", &charges[0], json!({ "withdrawnOn": "2026-06-01" })).await.ok();
    world.act("PROSECUTION", "suspectAcquit", &suspect, json!({})).await.ok();
    // A conviction that was set aside on appeal is none.
    let appeal = json!({ "verdict": verdicts[0], "appellant": "DEFENCE", "against": "CONVICTION", "status": "LODGED" });
    let appeal = world.add("PROSECUTION", &case, "Appeal", appeal).await.record();
    let because = Some("The court of appeal has decided.");
    let early = world.act_because("PROSECUTION", "suspectAcquit", &other, json!({}), because).await;
    early.lacks(&["NOT_FOUND_GUILTY"]);
    world.change("PROSECUTION", &appeal, json!({ "status": "ALLOWED" })).await.ok();
    world.act("PROSECUTION", "suspectAcquit", &other, json!({})).await.lacks(&["REASON_GIVEN"]);
    world.act_because("PROSECUTION", "suspectAcquit", &other, json!({}), because).await.ok();
}

/// A case is not closed over somebody who is held, and the coordinator is not left waiting where nobody charges.
async fn a_case_is_not_closed_while_a_suspect_is_held(world: World) {
    let (case, suspect) = docket(&world).await;
    world
        .execute(
            "UPDATE case_file SET status = 'PENDING_CLOSURE', closed_on = '2026-06-01', closure_reason = 'NOT_TIP'",
        )
        .await;
    world.act("COORDINATOR", "caseClose", &case, json!({})).await.lacks(&["SUSPECTS_SETTLED", "PARTICIPANTS_AGREE"]);
    world.act("COORDINATOR", "suspectRelease", &suspect, json!({})).await.lacks(&["REASON_GIVEN"]);
    let because = Some("Nobody says what became of him.");
    world.act_because("COORDINATOR", "suspectRelease", &suspect, json!({}), because).await.ok();
    world.act("COORDINATOR", "caseClose", &case, json!({})).await.lacks(&["PARTICIPANTS_AGREE"]);
}

on_both!(
    prosecution_charges_and_records_a_sentence,
    nobody_else_charges_or_judges,
    prosecution_cannot_change_what_police_found,
    a_suspect_passes_from_police_to_prosecution_at_the_charge,
    a_suspect_is_convicted_or_acquitted_by_the_verdicts_on_their_own_charges,
    a_case_is_not_closed_while_a_suspect_is_held,
);
