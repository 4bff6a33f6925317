//! A conviction in a magistrates' court, the sentence in the High Court, an appeal that succeeds in part, and the end.

use serde_json::{Value as Json, json};

use crate::world::World;

/// The two charges of one accused, and the verdicts on them.
struct Trial {
    case: String,
    victim: String,
    docket: String,
    verdicts: [String; 2],
}

async fn a_conviction_becomes_final_after_an_appeal(world: World) {
    let (case, victim, docket) = the_accused_is_brought_to_court(&world).await;
    let verdicts = a_magistrate_convicts(&world, &case, &docket).await;
    let trial = Trial { case, victim, docket, verdicts };
    let order = the_high_court_sentences(&world, &trial).await;
    an_appeal_makes_the_figures_provisional(&world, &trial).await;
    the_appeal_succeeds_in_part(&world, &trial).await;
    the_compensation_is_paid(&world, &trial, &order).await;
    it_is_final(&world, &trial).await;
}

async fn the_accused_is_brought_to_court(world: &World) -> (String, String, String) {
    let (case, victim) = world.open_with_victim(json!({ "person": { "majority": "ADULT" } })).await;
    world.call_to(&case, "SOCIAL_WELFARE").await;
    let accused = json!({ "kind": "INDIVIDUAL", "person": { "familyName": "Thibeletsi" } });
    let accused = world.add("POLICE", &case, "Suspect", accused).await.record();
    let docket = json!({ "docketNo": "RCI 44/2026", "openedOn": "2026-01-12", "form": "SEX" });
    let docket = world.add("POLICE", &case, "Investigation", docket).await.record();
    world.act("POLICE", "investigationBegin", &docket, json!({})).await.ok();
    world.hand_over(&case, &docket).await;
    let decision = json!({ "prosecutionDecision": "PROSECUTE", "prosecutionDecidedOn": "2026-03-16" });
    for (offence, section) in [("TRAFFICKING_ADULT", "5 (1)"), ("PENAL_CODE", "49")] {
        let charge = json!({ "suspect": accused, "victim": victim, "offence": offence, "section": section,
            "offenceOn": "2025-10-01", "chargedOn": "2026-03-16", "counts": 1 });
        world.add("POLICE", &case, "Charge", charge.clone()).await.refused("NOT_RESPONSIBLE");
        world.add("PROSECUTION", &case, "Charge", charge).await.ok();
    }
    world.act("POLICE", "prosecutionCharge", &docket, decision.clone()).await.refused("NOT_RESPONSIBLE");
    world.act("PROSECUTION", "prosecutionCharge", &docket, decision).await.ok();
    world.act("PROSECUTION", "prosecutionBringToCourt", &docket, json!({})).await.lacks(&["HEARING_SET"]);
    hearing(world, &case, "MAGISTRATE", "TRIAL", "2026-04-20T08:00:00Z").await;
    world.act("PROSECUTION", "prosecutionBringToCourt", &docket, json!({})).await.ok();
    (case, victim, docket)
}

async fn hearing(world: &World, case: &str, level: &str, kind: &str, at: &str) {
    let hearing = json!({ "courtLevel": level, "hearingType": kind, "scheduledAt": at, "courtCaseNo": "CR/T 9/2026" });
    world.add("PROSECUTION", case, "Hearing", hearing).await.ok();
}

async fn a_magistrate_convicts(world: &World, case: &str, docket: &str) -> [String; 2] {
    world.act("PROSECUTION", "prosecutionRecordConviction", docket, json!({})).await.lacks(&["SOMEBODY_CONVICTED"]);
    let asked = "charges(orderBy: [{ field: OFFENCE, direction: DESC }]) { nodes { id offence } }";
    let charges = world.read("PROSECUTION", case, asked).await;
    let mut verdicts = Vec::new();
    for (offence, outcome) in [("TRAFFICKING_ADULT", "CONVICTED_TIP"), ("PENAL_CODE", "CONVICTED_OTHER_OFFENCE")] {
        let place = verdicts.len();
        assert_eq!(charges.at(&format!("/data/node/charges/nodes/{place}/offence")), offence, "{}", charges.text);
        // The magistrate may not give what the law allows at most, and sends him up for sentence.
        let verdict = json!({ "charge": charges.id(&format!("/data/node/charges/nodes/{place}/id")), "outcome": outcome,
            "deliveredOn": "2026-04-24", "courtLevel": "MAGISTRATE", "transferredForSentence": true });
        world.add("POLICE", case, "Verdict", verdict.clone()).await.refused("NOT_RESPONSIBLE");
        verdicts.push(world.add("PROSECUTION", case, "Verdict", verdict).await.record());
    }
    world.act("PROSECUTION", "prosecutionRecordAcquittal", docket, json!({})).await.lacks(&["NOBODY_CONVICTED"]);
    world.act("PROSECUTION", "prosecutionRecordConviction", docket, json!({})).await.ok();
    verdicts.try_into().expect("two verdicts")
}

async fn the_high_court_sentences(world: &World, Trial { case, victim, docket, verdicts }: &Trial) -> String {
    let passed = |of: usize, kind: &str, amount: i64, unit: &str| json!({ "verdict": verdicts[of], "kind": kind, "amount": amount, "unit": unit });
    let refused = world.act("PROSECUTION", "prosecutionRecordSentence", docket, json!({})).await;
    refused.lacks(&["SENTENCE_PASSED"]);
    for sentence in [passed(0, "IMPRISONMENT", 18, "YEARS"), passed(1, "IMPRISONMENT", 2, "YEARS")] {
        world.add("PROSECUTION", case, "SentenceComponent", sentence).await.ok();
    }
    let order = passed(0, "COMPENSATION_ORDER", 30_000, "CURRENCY");
    let order = world.add("PROSECUTION", case, "SentenceComponent", order).await.record();
    world.change("PROSECUTION", victim, json!({ "compensationOrdered": 30_000 })).await.ok();
    // Each verdict has its sentence, and the High Court, to which they were sent, has not heard it.
    let refused = world.act("PROSECUTION", "prosecutionRecordSentence", docket, json!({})).await;
    refused.lacks(&["SENTENCE_PASSED"]);
    hearing(world, case, "HIGH_COURT", "SENTENCE", "2026-05-18T08:00:00Z").await;
    world.act("PROSECUTION", "prosecutionRecordSentence", docket, json!({})).await.ok();
    order
}

async fn an_appeal_makes_the_figures_provisional(world: &World, Trial { case, docket, verdicts, .. }: &Trial) {
    world.act("PROSECUTION", "prosecutionRecordAppeal", docket, json!({})).await.lacks(&["APPEAL_PENDING"]);
    for verdict in verdicts {
        let appeal = json!({ "verdict": verdict, "appellant": "DEFENCE", "against": "CONVICTION",
            "lodgedOn": "2026-06-01", "status": "LODGED" });
        world.add("POLICE", case, "Appeal", appeal.clone()).await.refused("NOT_RESPONSIBLE");
        world.add("PROSECUTION", case, "Appeal", appeal).await.ok();
    }
    // While it is pending nothing is final: the figures are provisional, as the empty day says.
    world.act("PROSECUTION", "prosecutionRecordAppeal", docket, json!({})).await.ok();
    world.act("PROSECUTION", "prosecutionFinalise", docket, json!({})).await.lacks(&["NO_APPEAL_PENDING"]);
    let provisional = "verdicts(filter: { finalOn: { isKnown: false } }) { totalCount }";
    world.read("COORDINATOR", case, provisional).await.shows("/data/node/verdicts/totalCount", 2);
    world.read("POLICE", docket, "status open").await.shows("/data/node", json!({ "status": "APPEAL", "open": true }));
}

/// The appeal against the second conviction is allowed, that against the first is not.
async fn the_appeal_succeeds_in_part(world: &World, Trial { case, docket, verdicts, .. }: &Trial) {
    for (verdict, status) in verdicts.iter().zip(["DISMISSED", "ALLOWED"]) {
        let pending = world.act("PROSECUTION", "prosecutionFinalise", docket, json!({})).await;
        pending.lacks(&["NO_APPEAL_PENDING"]);
        let appeal = world.read("PROSECUTION", verdict, "appeals { nodes { id } }").await;
        let appeal = appeal.id("/data/node/appeals/nodes/0/id");
        let decided = json!({ "status": status, "decidedOn": "2026-10-05" });
        world.change("POLICE", &appeal, decided.clone()).await.refused("NOT_RESPONSIBLE");
        world.change("PROSECUTION", &appeal, decided).await.ok();
    }
    let acquitted = json!({ "outcome": "ACQUITTED" });
    let refused = world.change("POLICE", &verdicts[1], acquitted.clone()).await;
    refused.refused_as_not_theirs(&[("Verdict.outcome", "PROSECUTION")]);
    world.change("PROSECUTION", &verdicts[1], acquitted).await.ok();
    // Everybody on the case is told the outcomes; the conviction that fell is kept in the history.
    let outcomes = "verdicts(orderBy: [{ field: OUTCOME }]) { nodes { outcome } }";
    for code in ["POLICE", "SOCIAL_WELFARE", "COORDINATOR"] {
        let expected = json!([{ "outcome": "ACQUITTED" }, { "outcome": "CONVICTED_TIP" }]);
        let seen = world.read(code, case, outcomes).await;
        let mut shown = seen.ok().at("/data/node/verdicts/nodes").as_array().cloned().unwrap_or_default();
        shown.sort_by_key(Json::to_string);
        assert_eq!(Json::Array(shown), expected, "{code}");
    }
    let history = "query($id: ID!) { history(id: $id, last: 1) { nodes { field oldValue newValue } } }";
    let told = world.ask_with("SOCIAL_WELFARE", history, json!({ "id": verdicts[1] })).await;
    let change = json!({ "field": "outcome", "oldValue": "CONVICTED_OTHER_OFFENCE", "newValue": "ACQUITTED" });
    told.shows("/data/history/nodes/0", change);
}

async fn the_compensation_is_paid(world: &World, Trial { victim, .. }: &Trial, order: &str) {
    let paid = json!({ "paidAmount": 30_000, "paidOn": "2026-11-02" });
    let refused = world.change("POLICE", order, paid.clone()).await;
    refused.refused_as_not_theirs(&[
        ("SentenceComponent.paidAmount", "SOCIAL_WELFARE"),
        ("SentenceComponent.paidOn", "SOCIAL_WELFARE"),
    ]);
    world.change("SOCIAL_WELFARE", order, paid).await.ok();
    world.change("PROSECUTION", order, json!({ "paidAmount": 1 })).await.refused("NOT_RESPONSIBLE");
    world.change("SOCIAL_WELFARE", victim, json!({ "compensationPaid": 30_000 })).await.ok();
    let seen = world.read("PROSECUTION", victim, "compensationOrdered compensationPaid").await;
    seen.shows("/data/node", json!({ "compensationOrdered": 30_000, "compensationPaid": 30_000 }));
}

async fn it_is_final(world: &World, Trial { case, docket, verdicts, .. }: &Trial) {
    for verdict in verdicts {
        world.change("PROSECUTION", verdict, json!({ "finalOn": "2026-10-05" })).await.ok();
    }
    world.act("POLICE", "prosecutionFinalise", docket, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("PROSECUTION", "prosecutionFinalise", docket, json!({})).await.ok();
    world.act("PROSECUTION", "prosecutionRecordAppeal", docket, json!({})).await.not_from("FINAL");
    let provisional = "verdicts(filter: { finalOn: { isKnown: false } }) { totalCount }";
    world.read("COORDINATOR", case, provisional).await.shows("/data/node/verdicts/totalCount", 0);
    // Social welfare is told that it is over, and no more of the docket.
    let seen = world.read("SOCIAL_WELFARE", docket, "open status").await;
    assert_eq!(seen.at("/data/node/open"), false, "{}", seen.text);
    seen.withholds("/data/node/status", "Investigation.status");
}

on_both!(a_conviction_becomes_final_after_an_appeal);
