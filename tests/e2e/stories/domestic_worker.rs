//! A domestic worker who fled across the border: from the border post's report to her return home and the closure.

use serde_json::{Value as Json, json};

use crate::world::World;

/// The case with the records the agencies come back to.
struct Story {
    case: String,
    victim: String,
    docket: String,
    suspect: String,
}

async fn a_domestic_worker_comes_home(world: World) {
    let (case, victim) = the_border_post_reports(&world).await;
    let (docket, suspect) = the_police_investigate(&world, &case, &victim).await;
    let story = Story { case, victim, docket, suspect };
    social_welfare_screens(&world, &story).await;
    a_reflection_period_runs_and_the_status_is_decided(&world, &story).await;
    let referral = an_organisation_takes_her_in(&world, &story).await;
    let home = her_return_is_prepared(&world, &story).await;
    her_testimony_is_taken_before_she_leaves(&world, &story, &home).await;
    she_leaves_and_is_followed_up(&world, &story, &home).await;
    the_case_is_closed(&world, &story, &referral).await;
}

async fn the_border_post_reports(world: &World) -> (String, String) {
    let person = json!({ "givenNames": "Rudo", "familyName": "Chikafu", "sex": "FEMALE", "majority": "ADULT",
        "phone": "+26622000031", "phoneSafe": "NO" });
    let victim = json!({ "person": person, "identifiedOn": "2026-02-02", "detectionSource": "BORDER_CONTROL" });
    let case = world.open("IMMIGRATION", json!({ "victims": { "add": [victim] } })).await;
    let victim = world.first("IMMIGRATION", &case, "victims").await;
    world.act("IMMIGRATION", "caseSubmit", &case, json!({})).await.lacks(&["MINIMUM_REPORTED"]);
    let report = json!({ "receivedAt": "2026-02-02T05:30:00Z", "station": "Maseru Bridge",
        "detectionSource": "BORDER_CONTROL", "borderPost": "MASERU_BRIDGE", "allegedVictimCount": 1,
        "indicators": ["EXPLOITATION", "COERCION_DESTINATION"], "suspectedExploitation": ["FORCED_LABOUR"],
        "narrative": "Came on foot before dawn, without papers; says that she kept house without pay." });
    let report = world.add("IMMIGRATION", &case, "Report", report).await.record();
    let crossing = json!({ "victim": victim, "sequence": 1, "fromCountry": "ZAF", "fromPlace": "Ladybrand",
        "toCountry": "LSO", "toPlace": "Maseru", "movedOn": "2026-02-02", "mode": "FOOT", "direction": "ENTRY",
        "borderPost": "MASERU_BRIDGE", "regularity": "IRREGULAR", "screeningResult": "POSSIBLE_VICTIM" });
    world.add("IMMIGRATION", &case, "Movement", crossing).await.ok();
    world.act("IMMIGRATION", "caseSubmit", &case, json!({})).await.ok();
    // What was reported first stays as it was reported.
    let later = world.change("IMMIGRATION", &report, json!({ "narrative": "Came by bus." })).await;
    later.refused("NOT_RESPONSIBLE");

    world.act("PROSECUTION", "caseTriage", &case, json!({})).await.refused("NOT_FOUND");
    world.act("COORDINATOR", "caseActivate", &case, json!({})).await.not_from("SUBMITTED");
    world.act("COORDINATOR", "caseTriage", &case, json!({})).await.ok();
    world.act("COORDINATOR", "caseActivate", &case, json!({})).await.lacks(&["SOMETHING_TO_WORK_ON"]);
    for code in ["POLICE", "SOCIAL_WELFARE"] {
        world.call_to(&case, code).await;
    }
    (case, victim)
}

async fn the_police_investigate(world: &World, case: &str, victim: &str) -> (String, String) {
    let docket = json!({ "docketNo": "RCI 31/2026", "station": "Maseru Central", "openedOn": "2026-02-03",
        "form": "LABOUR" });
    world.add("IMMIGRATION", case, "Investigation", docket.clone()).await.refused("NOT_RESPONSIBLE");
    let docket = world.add("POLICE", case, "Investigation", docket).await.record();
    world.act("POLICE", "investigationBegin", &docket, json!({})).await.ok();
    world.act("IMMIGRATION", "caseActivate", case, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("COORDINATOR", "caseActivate", case, json!({})).await.ok();
    let employer = json!({ "kind": "INDIVIDUAL", "roles": ["EXPLOITER"], "person": { "familyName": "Vanderfiksie" } });
    let suspect = world.add("POLICE", case, "Suspect", employer).await.record();
    let link = json!({ "victim": victim, "suspect": suspect, "relationship": "EMPLOYER", "acts": ["HARBOURING"],
        "means": ["DECEPTION"], "methodsOfControl": ["WITHHOLDS_DOCUMENTS", "TAKES_EARNINGS"] });
    world.add("POLICE", case, "VictimSuspectLink", link).await.ok();
    let found = json!({ "victim": victim, "types": ["FORCED_LABOUR", "DOMESTIC_SERVITUDE"], "country": "ZAF",
        "locationType": "PRIVATE_HOME", "hoursPerDay": 16 });
    world.add("POLICE", case, "Exploitation", found).await.ok();
    let elements = json!({ "acts": ["HARBOURING"], "means": ["DECEPTION"] });
    world.change("SOCIAL_WELFARE", case, elements.clone()).await.refused("NOT_RESPONSIBLE");
    world.change("POLICE", case, elements).await.ok();
    // Immigration was the source, the police were not: to them she has no name until she agrees.
    let person = world.person("POLICE", victim).await;
    world.read("IMMIGRATION", &person, "familyName").await.shows("/data/node/familyName", "Chikafu");
    world.read("POLICE", &person, "familyName").await.withholds("/data/node/familyName", "Person.familyName");
    world.consent("SOCIAL_WELFARE", case, victim, "SHARE_WITH_POLICE", "GRANTED").await.ok();
    world.read("POLICE", &person, "familyName").await.shows("/data/node/familyName", "Chikafu");
    (docket, suspect)
}

async fn social_welfare_screens(world: &World, Story { case, victim, .. }: &Story) {
    world.act("SOCIAL_WELFARE", "victimIdentify", victim, json!({})).await.lacks(&["RISK_ASSESSED"]);
    let risk = json!({ "victim": victim, "assessedOn": "2026-02-03", "context": "IDENTIFICATION", "level": "HIGH",
        "riskTypes": ["RETALIATION"], "safetyPlan": "She is fetched and brought.", "protectiveMeasures": "Patrols." });
    world.add("IMMIGRATION", case, "RiskAssessment", risk.clone()).await.refused("NOT_RESPONSIBLE");
    let risk = world.add("SOCIAL_WELFARE", case, "RiskAssessment", risk).await.record();
    let seen = world.read("POLICE", &risk, "level protectiveMeasures safetyPlan").await;
    assert_eq!(seen.at("/data/node/level"), "HIGH", "{}", seen.text);
    seen.withholds("/data/node/safetyPlan", "RiskAssessment.safetyPlan");
    world.act("PROSECUTION", "victimIdentify", victim, json!({})).await.refused("NOT_FOUND");
    world.act("SOCIAL_WELFARE", "victimIdentify", victim, json!({})).await.ok();
    state(world, victim, "traffickingStatus", "POSSIBLE").await;
}

async fn a_reflection_period_runs_and_the_status_is_decided(world: &World, Story { victim, .. }: &Story) {
    world.act("SOCIAL_WELFARE", "victimGrantReflection", victim, json!({})).await.lacks(&["REFLECTION_DATED"]);
    let dated = json!({ "reflectionFrom": "2026-02-04", "reflectionTo": "2126-03-05" });
    world.act("IMMIGRATION", "victimGrantReflection", victim, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "victimGrantReflection", victim, dated).await.ok();
    world.act("SOCIAL_WELFARE", "victimExpireReflection", victim, json!({})).await.lacks(&["REFLECTION_OVER"]);

    let decision = json!({ "decidedOn": "2026-02-20", "decisionGrounds": "Sixteen hours a day, without pay or papers.",
        "decisionLetterNo": "VOT 4/2026" });
    world.act("SOCIAL_WELFARE", "victimRecognise", victim, json!({})).await.lacks(&["GROUNDS_GIVEN"]);
    world.act("POLICE", "victimRecognise", victim, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "victimRecognise", victim, decision).await.ok();
    let decided = world.read("POLICE", victim, "traffickingStatus decidedBy { code }").await;
    let expected = json!({ "traffickingStatus": "ACTUAL", "decidedBy": { "code": "SOCIAL_WELFARE" } });
    decided.shows("/data/node", expected);
}

async fn an_organisation_takes_her_in(world: &World, Story { case, victim, .. }: &Story) -> String {
    let referral = json!({ "victim": victim, "receiver": world.organisation("NGO").await, "urgency": "URGENT",
        "reason": "ADDITIONAL_SERVICES_REQUIRED", "services": ["SHELTER", "PSYCHOSOCIAL"], "sex": "FEMALE",
        "fieldGroups": ["IDENTITY", "STATUS", "CARE", "SHELTER", "RISK", "RETURN"], "summary": "Needs a safe bed tonight." });
    let refused = world.add("SOCIAL_WELFARE", case, "Referral", referral.clone()).await;
    refused.lacks(&["CONSENT_OR_OVERRIDE"]);
    world.consent("SOCIAL_WELFARE", case, victim, "SHARE_WITH_SERVICE_PROVIDER", "GRANTED").await.ok();
    let referral = world.add("SOCIAL_WELFARE", case, "Referral", referral).await.record();
    world.read("NGO", victim, "id").await.shows("/data/node", Json::Null);
    world.act("NGO", "referralAccept", &referral, json!({})).await.ok();
    world.read("NGO", &world.person("NGO", victim).await, "familyName").await.shows("/data/node/familyName", "Chikafu");
    world.read("NGO_2", victim, "id").await.shows("/data/node", Json::Null);

    world.act("NGO", "victimEnterCare", victim, json!({})).await.not_from("NOT_OFFERED");
    world.act("POLICE", "victimOfferAssistance", victim, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "victimOfferAssistance", victim, json!({})).await.ok();
    world.act("SOCIAL_WELFARE", "victimAcceptAssistance", victim, json!({})).await.ok();
    let bed = json!({ "victim": victim, "serviceType": "SHELTER", "status": "PROVIDED", "startedOn": "2026-02-21",
        "shelterType": "CLOSED", "shelterAddress": "12 Lower Road", "shelterNotifiedAt": "2026-02-21T09:00:00Z" });
    let bed = world.add("NGO", case, "Assistance", bed).await.record();
    world.act("NGO", "victimEnterCare", victim, json!({})).await.ok();
    let seen = world.read("POLICE", &bed, "shelterAddress").await;
    seen.withholds("/data/node/shelterAddress", "Assistance.shelterAddress");
    state(world, victim, "assistanceStatus", "IN_CARE").await;
    let plan = json!({ "victim": victim, "planTypes": ["PSYCHOSOCIAL", "VOCATIONAL_LIVELIHOOD"], "victimAgreed": true,
        "objectives": "Her own sewing machine.", "startsOn": "2026-02-23", "plannedEndOn": "2027-02-22" });
    world.add("IMMIGRATION", case, "SupportPlan", plan.clone()).await.refused("NOT_RESPONSIBLE");
    let plan = world.add("NGO", case, "SupportPlan", plan).await.record();
    world.read("SOCIAL_WELFARE", &plan, "objectives").await.shows("/data/node/objectives", "Her own sewing machine.");
    world.read("POLICE", &plan, "id").await.shows("/data/node", Json::Null);
    referral
}

async fn her_return_is_prepared(world: &World, Story { case, victim, .. }: &Story) -> String {
    let home = json!({ "victim": victim, "direction": "FROM_COUNTRY", "country": "ZWE" });
    world.add("POLICE", case, "Return", home.clone()).await.refused("NOT_RESPONSIBLE");
    let home = world.add("SOCIAL_WELFARE", case, "Return", home).await.record();
    world.act("IMMIGRATION", "returnDepart", &home, json!({})).await.not_from("REQUESTED");
    world.act("IMMIGRATION", "returnVerifyNationality", &home, json!({})).await.lacks(&["NATIONALITY_VERIFIED"]);
    let verified = json!({ "nationality": "ZWE", "nationalityVerifiedOn": "2026-03-09" });
    world.act("SOCIAL_WELFARE", "returnVerifyNationality", &home, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("IMMIGRATION", "returnVerifyNationality", &home, verified).await.ok();
    world.act("SOCIAL_WELFARE", "returnAssessRisk", &home, json!({})).await.lacks(&["RETURN_RISK_ASSESSED"]);
    let risk = json!({ "victim": victim, "context": "RETURN", "level": "LOW", "assessedOn": "2026-03-12" });
    let risk = world.add("SOCIAL_WELFARE", case, "RiskAssessment", risk).await.record();
    world.act("SOCIAL_WELFARE", "returnAssessRisk", &home, json!({ "riskAssessment": risk })).await.ok();
    world.act("SOCIAL_WELFARE", "returnRecordConsent", &home, json!({})).await.lacks(&["RETURN_CONSENTED"]);
    let consent = world.consent("SOCIAL_WELFARE", case, victim, "RETURN", "GRANTED").await.record();
    let agreed = json!({ "voluntary": true, "consent": consent });
    world.act("SOCIAL_WELFARE", "returnRecordConsent", &home, agreed).await.ok();
    world.act("SOCIAL_WELFARE", "victimPlanReturn", victim, json!({})).await.ok();
    home
}

async fn her_testimony_is_taken_before_she_leaves(world: &World, story: &Story, home: &str) {
    let Story { case, victim, docket, suspect } = story;
    // The docket is open: only the prosecution clears the return, and it takes no part in the case yet.
    world.act("SOCIAL_WELFARE", "returnSkipClearance", home, json!({})).await.lacks(&["NO_TRIAL_OPEN"]);
    world.act("PROSECUTION", "returnClear", home, json!({})).await.refused("NOT_FOUND");
    world.hand_over(case, docket).await;
    let charge = json!({ "suspect": suspect, "victim": victim, "offence": "TRAFFICKING_ADULT", "counts": 1,
        "offenceOn": "2025-11-01", "chargedOn": "2026-03-20" });
    let decision = json!({ "prosecutionDecision": "PROSECUTE", "prosecutionDecidedOn": "2026-03-20" });
    world.act("PROSECUTION", "prosecutionCharge", docket, decision.clone()).await.lacks(&["SUSPECT_CHARGED"]);
    let charge = world.add("PROSECUTION", case, "Charge", charge).await.record();
    world.act("PROSECUTION", "prosecutionCharge", docket, decision).await.ok();
    let trial = json!({ "scheduledAt": "2026-04-13T08:00:00Z", "hearingType": "TRIAL", "court": "High Court",
        "courtLevel": "HIGH_COURT", "inCamera": true, "interpreterLanguage": "sna" });
    let trial = world.add("PROSECUTION", case, "Hearing", trial).await.record();
    world.act("PROSECUTION", "prosecutionBringToCourt", docket, json!({})).await.ok();
    world.act("PROSECUTION", "returnClear", home, json!({})).await.lacks(&["TESTIMONY_CLEARED"]);
    let called = json!({ "victim": victim, "hearing": trial, "calledFor": "2026-04-13T08:00:00Z" });
    let called = world.add("PROSECUTION", case, "CourtAttendance", called).await.record();
    world.change("SOCIAL_WELFARE", &called, json!({ "supportNeed": "A screen; nobody of the family." })).await.ok();
    // Her days in court were not among what the referral shares.
    let called_for = world.read("NGO", &called, "calledFor").await;
    called_for.withholds("/data/node/calledFor", "CourtAttendance.calledFor");
    world.change("PROSECUTION", &called, json!({ "testified": "IN_CAMERA" })).await.ok();
    world.change("PROSECUTION", victim, json!({ "testimonyTakenOn": "2026-04-13" })).await.ok();
    let cleared = json!({ "testimony": "TAKEN", "clearedOn": "2026-04-14" });
    world.act("IMMIGRATION", "returnIssueDocuments", home, json!({})).await.not_from("CONSENTED");
    world.act("PROSECUTION", "returnClear", home, cleared).await.ok();

    let verdict = json!({ "charge": charge, "outcome": "CONVICTED_TIP", "deliveredOn": "2026-04-20",
        "court": "High Court", "courtLevel": "HIGH_COURT" });
    let verdict = world.add("PROSECUTION", case, "Verdict", verdict).await.record();
    world.act("PROSECUTION", "prosecutionRecordConviction", docket, json!({})).await.ok();
    world.act("PROSECUTION", "prosecutionRecordSentence", docket, json!({})).await.lacks(&["SENTENCE_PASSED"]);
    let years = json!({ "verdict": verdict, "kind": "IMPRISONMENT", "amount": 12, "unit": "YEARS" });
    world.add("PROSECUTION", case, "SentenceComponent", years).await.ok();
    world.act("PROSECUTION", "prosecutionRecordSentence", docket, json!({})).await.ok();
}

async fn she_leaves_and_is_followed_up(world: &World, Story { case, victim, .. }: &Story, home: &str) {
    world.act("IMMIGRATION", "returnIssueDocuments", home, json!({})).await.lacks(&["DOCUMENTS_ISSUED"]);
    let issued = json!({ "documentsIssuedOn": "2026-04-27" });
    world.act("IMMIGRATION", "returnIssueDocuments", home, issued).await.ok();
    world.act("IMMIGRATION", "returnSchedule", home, json!({})).await.lacks(&["RETURN_DATED"]);
    world.act("IMMIGRATION", "returnSchedule", home, json!({ "scheduledOn": "2026-05-04" })).await.ok();
    // Nobody is removed while the reflection period runs; only social welfare ends it.
    world.act("IMMIGRATION", "returnDepart", home, json!({})).await.lacks(&["NO_REFLECTION_RUNNING"]);
    world.act("IMMIGRATION", "victimWaiveReflection", victim, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "victimEndReflectionToCooperate", victim, json!({})).await.ok();
    let left = json!({ "departedOn": "2026-05-04", "borderPost": "MASERU_BRIDGE", "escort": "A social worker" });
    world.act("SOCIAL_WELFARE", "returnDepart", home, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("IMMIGRATION", "returnDepart", home, left).await.ok();
    world.act("SOCIAL_WELFARE", "returnBeginFollowUp", home, json!({})).await.not_from("DEPARTED");
    let received = json!({ "receivedOn": "2026-05-05", "receivingAgency": "Department of Social Development, Harare",
        "reception": "Met at the bus by her sister and a social worker." });
    world.act("SOCIAL_WELFARE", "returnReceive", home, received).await.ok();
    for act in ["victimConfirmReturn", "victimBeginReintegration", "victimBeginFollowUp"] {
        world.act("SOCIAL_WELFARE", act, victim, json!({})).await.ok();
    }
    world.act("SOCIAL_WELFARE", "returnBeginFollowUp", home, json!({})).await.ok();
    for (on, kind) in [("2026-11-05", "SIX_MONTHS"), ("2027-05-05", "TWELVE_MONTHS")] {
        let visit = json!({ "victim": victim, "followedUpOn": on, "followUpType": kind, "independence": "PARTLY",
            "retrafficked": "NO" });
        world.add("POLICE", case, "FollowUp", visit.clone()).await.refused("NOT_RESPONSIBLE");
        world.add("SOCIAL_WELFARE", case, "FollowUp", visit).await.ok();
    }
    world.act("IMMIGRATION", "returnClose", home, json!({})).await.refused("NOT_RESPONSIBLE");
    world.act("SOCIAL_WELFARE", "returnClose", home, json!({})).await.ok();
    let closed = world.read("PROSECUTION", home, "status departedOn receivedOn testimony").await;
    let expected =
        json!({ "status": "CLOSED", "departedOn": "2026-05-04", "receivedOn": "2026-05-05", "testimony": "TAKEN" });
    closed.shows("/data/node", expected);
}

async fn the_case_is_closed(world: &World, story: &Story, referral: &str) {
    let Story { case, victim, docket, .. } = story;
    world.act("COORDINATOR", "caseClose", case, json!({})).await.not_from("ACTIVE");
    world.act("IMMIGRATION", "caseProposeClosure", case, json!({})).await.ok();
    world.act("IMMIGRATION", "caseClose", case, json!({})).await.refused("NOT_RESPONSIBLE");
    let mut unmet = vec![
        "CLOSURE_EXPLAINED",
        "VICTIMS_SETTLED",
        "PROCEEDINGS_SETTLED",
        "REFERRALS_SETTLED",
        "INDICATORS_FILLED",
        "PARTICIPANTS_AGREE",
    ];
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&unmet);
    world.act("NGO", "referralComplete", referral, json!({ "feedback": "She is home." })).await.ok();
    world.read("NGO", victim, "id").await.shows("/data/node", Json::Null);
    unmet.retain(|guard| *guard != "REFERRALS_SETTLED");
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&unmet);

    let explained = json!({ "closureReason": "CONVICTED_FINAL", "closedOn": "2027-06-01" });
    world.change("COORDINATOR", case, explained).await.ok();
    unmet.retain(|guard| *guard != "CLOSURE_EXPLAINED");
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&unmet);
    let reason = Some("A year on she stands on her own feet.");
    world.act_because("SOCIAL_WELFARE", "victimExitAssistance", victim, json!({}), reason).await.ok();
    state(world, victim, "assistanceStatus", "EXITED").await;
    unmet.retain(|guard| *guard != "VICTIMS_SETTLED");
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&unmet);
    world.act("PROSECUTION", "prosecutionFinalise", docket, json!({})).await.ok();
    unmet.retain(|guard| *guard != "PROCEEDINGS_SETTLED");
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&unmet);
    let person = world.person("IMMIGRATION", victim).await;
    world.change("IMMIGRATION", &person, json!({ "citizenships": ["ZWE"] })).await.ok();
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&["PARTICIPANTS_AGREE"]);
    // Each who takes part is asked, and says for itself that it has done its part; who proposed it has said so.
    world.act("COORDINATOR", "caseClose", case, json!({})).await.lacks(&["PARTICIPANTS_AGREE"]);
    confirm_all(world, case).await;
    world.act("COORDINATOR", "caseClose", case, json!({})).await.ok();
    let closed = world.read("POLICE", case, "status closureReason").await;
    closed.shows("/data/node", json!({ "status": "CLOSED", "closureReason": "CONVICTED_FINAL" }));
}

/// Whoever has the task confirms that the case can be closed.
async fn confirm_all(world: &World, case: &str) {
    let asked = "{ tasks(first: 100, kinds: [CLOSURE_UNCONFIRMED]) { record } }";
    let part = world.ask("POLICE", asked).await.id("/data/tasks/0/record");
    world.confirm_closure("PROSECUTION", &part).await.refused("NOT_RESPONSIBLE");
    let mut confirmed = 0;
    for code in ["POLICE", "IMMIGRATION", "PROSECUTION", "SOCIAL_WELFARE", "NGO"] {
        let tasks = world.ask(code, asked).await.ok().at("/data/tasks").as_array().cloned().unwrap_or_default();
        for task in tasks {
            world.confirm_closure(code, task["record"].as_str().unwrap_or_default()).await.ok();
            confirmed += 1;
        }
        assert!(world.ask(code, asked).await.ok().at("/data/tasks").as_array().is_some_and(Vec::is_empty), "{code}");
    }
    assert!(confirmed >= 3, "only {confirmed} were asked about {case}");
}

/// Fails unless the victim stands there, as social welfare sees it.
async fn state(world: &World, victim: &str, track: &str, expected: &str) {
    world.read("SOCIAL_WELFARE", victim, track).await.shows(&format!("/data/node/{track}"), expected);
}

on_both!(a_domestic_worker_comes_home);
