//! Disputes about fields: who may raise one, whose turn it is, and who learns of it.

mod proposals;

use serde_json::{Value as Json, json};

use crate::acts::absent_like;
use crate::world::{Answer, World};

const DISPUTE: &str = "record: dispute { id status answer proposedValue field recordType record answeredBy { code } }";

impl World {
    /// Proposes another value for a field.
    pub async fn raise(&self, code: &str, record: &str, field: &str, value: Json) -> Answer {
        self.raise_because(code, record, field, value, "The passport says so.").await
    }

    async fn raise_because(&self, code: &str, record: &str, field: &str, value: Json, reason: &str) -> Answer {
        let act = format!(
            "mutation($record: ID!, $field: String!, $value: JSON!, $reason: String!) {{
               act: disputeRaise(record: $record, field: $field, value: $value, reason: $reason) {{ {DISPUTE} }} }}"
        );
        let variables = json!({ "record": record, "field": field, "value": value, "reason": reason });
        self.ask_with(code, &act, variables).await
    }

    /// Does something to a dispute: `act` with the arguments beside the id.
    async fn settle(&self, code: &str, act: &str, dispute: &str) -> Answer {
        let arguments = match act {
            "disputeReject" => ", answer: \"We saw the papers.\"",
            "disputeUphold" | "disputeDismiss" => ", reason: \"Both were heard.\"",
            _ => "",
        };
        let act = format!("mutation($id: ID!) {{ act: {act}(id: $id{arguments}) {{ {DISPUTE} }} }}");
        self.ask_with(code, &act, json!({ "id": dispute })).await
    }

    /// The last change of a record, as `code` may know of it.
    async fn last_change(&self, code: &str, record: &str) -> Json {
        let query = "query($id: ID!) { history(id: $id, last: 1, filter: { field: { isKnown: true } }) { nodes {
            field oldValue newValue act reason organisation { code } } } }";
        self.ask_with(code, query, json!({ "id": record })).await.ok().at("/data/history/nodes/0").clone()
    }
}

/// A case with a victim whose name social welfare edits, in which every role takes part; the case and the person.
async fn named(world: &World) -> (String, String) {
    let case = world.open_shared_case("POLICE").await;
    let victim = json!({ "person": { "familyName": "Moeketsi" } });
    let victim = world.add("POLICE", &case, "Victim", victim).await.record();
    world.change_case("POLICE", &case, json!({ "caseType": "INTERNAL" }), json!({})).await.ok();
    let person = world.person("POLICE", &victim).await;
    (case, person)
}

async fn an_accepted_proposal_is_written_as_its_owners_change(world: World) {
    let (case, person) = named(&world).await;
    let raised = world.raise("POLICE", &person, "familyName", json!("Moeketse")).await;
    raised.shows("/data/act/record/status", "OPEN").shows("/data/act/record/proposedValue", "Moeketse");
    raised.shows("/data/act/record/recordType", "PERSON").shows("/data/act/record/record", person.as_str());
    let dispute = raised.record();
    world.read("SOCIAL_WELFARE", &person, "familyName").await.shows("/data/node/familyName", "Moeketsi");
    let listed = "disputes(filter: { status: { eq: OPEN } }) { nodes { id field reason organisation { code } } }";
    let listed = world.read("SOCIAL_WELFARE", &case, listed).await;
    listed.shows("/data/node/disputes/nodes/0/id", dispute.as_str());
    listed.shows("/data/node/disputes/nodes/0/reason", "The passport says so.");
    let before = world.version("SOCIAL_WELFARE", &person).await.expect("a version");
    let accepted = world.settle("SOCIAL_WELFARE", "disputeAccept", &dispute).await;
    accepted.shows("/data/act/record/status", "ACCEPTED");
    accepted.shows("/data/act/record/answeredBy/code", "SOCIAL_WELFARE");
    world.read("POLICE", &person, "familyName").await.shows("/data/node/familyName", "Moeketse");
    let told = world.last_change("POLICE", &person).await;
    let expected = json!({ "field": "familyName", "oldValue": "Moeketsi", "newValue": "Moeketse",
        "act": "disputeAccept", "reason": null, "organisation": { "code": "SOCIAL_WELFARE" } });
    assert_eq!(told, expected);
    let unaware = world.change_from("SOCIAL_WELFARE", &person, before, json!({ "familyName": "Mokoena" })).await;
    unaware.refused("CONFLICT");
    let again = world.settle("SOCIAL_WELFARE", "disputeReject", &dispute).await;
    again.refused("INVALID");
    let message = "disputeReject: nothing was changed. The dispute is ACCEPTED, and this act does not leave it. Open now: nothing.";
    assert_eq!(again.id("/errors/0/message"), message);
}

async fn a_rejected_proposal_is_decided_by_the_coordinator(world: World) {
    let (case, _) = named(&world).await;
    let raised = world.raise("SOCIAL_WELFARE", &case, "caseType", json!("CROSS_BORDER_OUT")).await;
    let dispute = raised.record();
    let early = world.settle("SOCIAL_WELFARE", "disputeEscalate", &dispute).await;
    early.lacks(&["DISPUTE_UNANSWERED"]);
    world.settle("COORDINATOR", "disputeUphold", &dispute).await.refused("INVALID");
    let rejected = world.settle("POLICE", "disputeReject", &dispute).await;
    rejected.shows("/data/act/record/status", "REJECTED").shows("/data/act/record/answer", "We saw the papers.");
    let escalated = world.settle("SOCIAL_WELFARE", "disputeEscalate", &dispute).await;
    escalated.shows("/data/act/record/status", "ESCALATED");
    let upheld = world.settle("COORDINATOR", "disputeUphold", &dispute).await;
    upheld.shows("/data/act/record/status", "UPHELD").shows("/data/act/record/answer", "Both were heard.");
    world.read("POLICE", &case, "caseType").await.shows("/data/node/caseType", "CROSS_BORDER_OUT");
    let told = world.last_change("POLICE", &case).await;
    let expected = json!({ "field": "caseType", "oldValue": "INTERNAL", "newValue": "CROSS_BORDER_OUT",
        "act": "disputeUphold", "reason": "Both were heard.", "organisation": { "code": "COORDINATOR" } });
    assert_eq!(told, expected);
    let history = "query($id: ID!) { history(id: $id) { nodes { act } } }";
    let acts = world.ask_with("POLICE", history, json!({ "id": dispute })).await;
    for act in ["disputeRaise", "disputeReject", "disputeEscalate", "disputeUphold"] {
        assert!(acts.ok().text.contains(act), "{act}: {}", acts.text);
    }
    let (other, _) = named(&world).await;
    let dispute = world.raise("SOCIAL_WELFARE", &other, "caseType", json!("CROSS_BORDER_OUT")).await.record();
    world.settle("POLICE", "disputeReject", &dispute).await.ok();
    world.settle("SOCIAL_WELFARE", "disputeEscalate", &dispute).await.ok();
    let dismissed = world.settle("COORDINATOR", "disputeDismiss", &dispute).await;
    dismissed.shows("/data/act/record/status", "DISMISSED");
    world.read("POLICE", &other, "caseType").await.shows("/data/node/caseType", "INTERNAL");
}

/// Who edits the field has the first word, and cannot keep the last by saying nothing.
async fn an_unanswered_dispute_goes_to_the_coordinator_after_the_countrys_days(world: World) {
    let (case, _) = named(&world).await;
    let dispute = world.raise("SOCIAL_WELFARE", &case, "caseType", json!("CROSS_BORDER_OUT")).await.record();
    let early = world.settle("SOCIAL_WELFARE", "disputeEscalate", &dispute).await;
    let message = "disputeEscalate: nothing was changed. Before it, this must hold: The agency that edits the field has \
                   left the dispute unanswered for as many days as the country allows (`disputeUnansweredDays`).";
    assert_eq!(early.lacks(&["DISPUTE_UNANSWERED"]).id("/errors/0/message"), message);
    let waiting = "{ tasks(kinds: [DISPUTE_UNANSWERED]) { record recordType } }";
    world.ask("POLICE", waiting).await.shows("/data/tasks", json!([]));
    world.execute("UPDATE field_dispute SET created_at = '2026-01-01 08:00:00+00:00'").await;
    let waits = json!([{ "record": dispute, "recordType": "DISPUTE" }]);
    world.ask("POLICE", waiting).await.shows("/data/tasks", waits);
    for code in ["SOCIAL_WELFARE", "COORDINATOR", "PROSECUTION"] {
        world.ask(code, waiting).await.shows("/data/tasks", json!([]));
    }
    let escalated = world.settle("SOCIAL_WELFARE", "disputeEscalate", &dispute).await;
    escalated.shows("/data/act/record/status", "ESCALATED");
    world.ask("POLICE", waiting).await.shows("/data/tasks", json!([]));
    world.settle("COORDINATOR", "disputeUphold", &dispute).await.shows("/data/act/record/status", "UPHELD");
    world.read("POLICE", &case, "caseType").await.shows("/data/node/caseType", "CROSS_BORDER_OUT");
}

impl World {
    /// The mutations that `nextActs` offers on a dispute, each with what is unmet.
    async fn offered(&self, code: &str, dispute: &str) -> Vec<(String, Json)> {
        let seen = self.read(code, dispute, "nextActs { mutation unmet }").await;
        let offered = seen.ok().at("/data/node/nextActs").as_array().cloned().unwrap_or_default();
        offered
            .iter()
            .map(|next| (next["mutation"].as_str().unwrap_or_default().to_owned(), next["unmet"].clone()))
            .collect()
    }
}

/// What is offered on a dispute is what lands; what is not offered is refused. By role, by authorship of the record,
/// and by whether the person is a victim or a suspect.
async fn next_acts_says_whose_turn_a_dispute_is(world: World) {
    let (case, person) = named(&world).await;
    let suspect = json!({ "person": { "familyName": "Mokoena" } });
    let suspect = world.add("POLICE", &case, "Suspect", suspect).await.record();
    let suspect = world.person("POLICE", &suspect).await;
    let transfer = json!({ "country": "ZAF", "outcome": "none yet" });
    let asked = world.add("PROSECUTION", &case, "ForeignCooperation", transfer).await.record();
    let raised = [
        ("SOCIAL_WELFARE", &case, "caseType", json!("CROSS_BORDER_OUT"), "POLICE"),
        ("COORDINATOR", &case, "caseType", json!("TRANSIT"), "POLICE"),
        ("POLICE", &person, "familyName", json!("Moeketse"), "SOCIAL_WELFARE"),
        ("PROSECUTION", &suspect, "familyName", json!("Mokwena"), "POLICE"),
        ("POLICE", &asked, "outcome", json!("arrested there"), "PROSECUTION"),
    ];
    let acts =
        ["disputeAccept", "disputeReject", "disputeEscalate", "disputeUphold", "disputeDismiss", "disputeWithdraw"];
    for (author, record, field, value, owner) in raised {
        let dispute = world.raise(author, record, field, value).await.record();
        for status in ["OPEN", "REJECTED", "ESCALATED", "ACCEPTED"] {
            world.execute(&format!("UPDATE field_dispute SET status = '{status}' WHERE status <> 'WITHDRAWN'")).await;
            let unmet = if status == "OPEN" { json!(["DISPUTE_UNANSWERED"]) } else { json!([]) };
            let mine = |code: &str| -> Vec<(String, Json)> {
                let acts: &[&str] = match status {
                    "OPEN" if code == owner => &acts[..2],
                    "REJECTED" | "ESCALATED" if code == owner => &acts[..1],
                    "OPEN" | "REJECTED" if code == author => &["disputeEscalate", "disputeWithdraw"],
                    "ESCALATED" if code == author => &["disputeWithdraw"],
                    "ESCALATED" if code == "COORDINATOR" => &acts[3..5],
                    _ => &[],
                };
                let asks = |act: &str| if act == "disputeEscalate" { unmet.clone() } else { json!([]) };
                acts.iter().map(|act| ((*act).to_owned(), asks(act))).collect()
            };
            for code in ["POLICE", "SOCIAL_WELFARE", "PROSECUTION", "COORDINATOR"] {
                let known = world.read(code, &dispute, "id").await.at("/data/node/id").is_string();
                let expected = if known { mine(code) } else { Vec::new() };
                assert_eq!(world.offered(code, &dispute).await, expected, "{code}, {status} {field} by {author}");
                for act in acts.iter().filter(|act| !expected.iter().any(|(offered, _)| offered == *act)) {
                    let refused = world.settle(code, act, &dispute).await;
                    assert!(refused.code().is_some(), "{code}, {act} {status}: {}", refused.text);
                }
            }
        }
        world.execute("UPDATE field_dispute SET status = 'WITHDRAWN'").await;
    }
}

/// Whose turn it is comes with the page, in one statement however many disputes it has.
async fn next_acts_of_disputes_cost_no_statement_of_their_own(world: World) {
    let (case, _) = named(&world).await;
    let mut counted = Vec::new();
    for value in ["CROSS_BORDER_OUT", "CROSS_BORDER_IN", "TRANSIT"] {
        world.raise("SOCIAL_WELFARE", &case, "caseType", json!(value)).await.ok();
        let query = "query($id: ID!) { node(id: $id) { ... on Case { disputes { nodes { nextActs { act field to description } } } } } }";
        let before = world.statements();
        world.ask_with("POLICE", query, json!({ "id": case })).await.ok();
        counted.push(world.statements() - before);
    }
    assert_eq!(counted[0], counted[2], "{counted:?}");
}

async fn each_act_is_its_partys_alone(world: World) {
    let (case, person) = named(&world).await;
    let of_case = world.raise("SOCIAL_WELFARE", &case, "caseType", json!("CROSS_BORDER_OUT")).await.record();
    let of_name = world.raise("POLICE", &person, "familyName", json!("Moeketse")).await.record();
    world.settle("PROSECUTION", "disputeAccept", &of_case).await.refused("NOT_FOUND");
    let others = [
        ("SOCIAL_WELFARE", &of_case, "disputeAccept", "POLICE"),
        ("COORDINATOR", &of_case, "disputeReject", "POLICE"),
        ("POLICE", &of_name, "disputeAccept", "SOCIAL_WELFARE"),
        ("POLICE", &of_case, "disputeWithdraw", "AUTHOR"),
        ("COORDINATOR", &of_case, "disputeEscalate", "AUTHOR"),
        ("SOCIAL_WELFARE", &of_case, "disputeUphold", "COORDINATOR"),
        ("POLICE", &of_case, "disputeDismiss", "COORDINATOR"),
    ];
    for (code, dispute, act, party) in others {
        let refused = world.settle(code, act, dispute).await;
        refused.refused_as_not_theirs(&[(act, party)]);
        let message =
            format!("Nothing was changed: these are not your organisation's: {act} ({party}). Leave them out.");
        assert_eq!(refused.id("/errors/0/message"), message, "{code}");
    }
    for (code, dispute) in [("SOCIAL_WELFARE", &of_case), ("POLICE", &of_name)] {
        world.read(code, dispute, "status").await.shows("/data/node/status", "OPEN");
        let withdrawn = world.settle(code, "disputeWithdraw", dispute).await;
        withdrawn.shows("/data/act/record/status", "WITHDRAWN");
    }
    world.read("POLICE", &person, "familyName").await.shows("/data/node/familyName", "Moeketsi");
    // Nobody is judge in their own cause.
    let own = world.raise("COORDINATOR", &case, "caseType", json!("CROSS_BORDER_OUT")).await.record();
    world.settle("POLICE", "disputeReject", &own).await.ok();
    world.settle("COORDINATOR", "disputeEscalate", &own).await.ok();
    let refused = world.settle("COORDINATOR", "disputeUphold", &own).await;
    let message = "disputeUphold: nobody decides a dispute that their own organisation raised";
    assert_eq!(refused.refused("INVALID").id("/errors/0/message"), message);
}

async fn who_does_not_read_the_field_is_refused_as_if_there_were_no_record(world: World) {
    let (_, person) = named(&world).await;
    for value in [json!("Moeketse"), json!("Moeketsi")] {
        let hidden = world.raise("COORDINATOR", &person, "familyName", value.clone()).await;
        let absent = world.raise("COORDINATOR", &absent_like(&person), "familyName", value).await;
        assert_eq!(hidden.text, absent.text);
        let message = "There is no such Person, or your organisation takes no part in its case.";
        assert_eq!(hidden.refused("NOT_FOUND").id("/errors/0/message"), message);
    }
    let outside = world.raise("POLICE_2", &person, "familyName", json!("Moeketse")).await;
    let absent = world.raise("POLICE_2", &absent_like(&person), "familyName", json!("Moeketse")).await;
    assert_eq!(outside.text, absent.text);
}

async fn a_dispute_exists_for_its_parties_alone(world: World) {
    let (case, person) = named(&world).await;
    let victim = world.first("POLICE", &case, "victims").await;
    world.consent_to_authorities(&case, &victim).await;
    let before = world.read("COORDINATOR", &case, "disputes { totalCount } timeline { totalCount }").await;
    let dispute = world.raise("POLICE", &person, "familyName", json!("Moeketse")).await.record();
    let told = "disputes { totalCount nodes { proposedValue } } timeline(last: 1) { nodes { record recordType } }";
    for code in ["POLICE", "SOCIAL_WELFARE"] {
        let known = world.read(code, &case, told).await;
        known.shows("/data/node/disputes/totalCount", 1).shows("/data/node/disputes/nodes/0/proposedValue", "Moeketse");
        known.shows("/data/node/timeline/nodes/0/recordType", "DISPUTE");
    }
    // Prosecution reads the name, and neither edits it nor disputes it.
    let unknown = world.read("PROSECUTION", &case, told).await;
    unknown.shows("/data/node/disputes/totalCount", 0);
    assert_ne!(unknown.at("/data/node/timeline/nodes/0/recordType"), "DISPUTE", "{}", unknown.text);
    world.read("PROSECUTION", &dispute, "reason").await.shows("/data/node", Json::Null);
    let after = world.read("COORDINATOR", &case, "disputes { totalCount } timeline { totalCount }").await;
    assert_eq!(before.ok().text, after.text, "the coordinator, who reads no name, cannot tell");
    after.shows("/data/node/disputes/totalCount", 0);
    let asks = [
        "query($id: ID!) { node(id: $id) { id } history(id: $id) { totalCount } }",
        "mutation($id: ID!) { disputeUphold(id: $id, reason: \"why\") { dispute { id } } }",
        "mutation($id: ID!) { disputeAccept(id: $id) { dispute { id } } }",
        "mutation($id: ID!) { disputeWithdraw(id: $id) { dispute { id } } }",
    ];
    for ask in asks {
        let hidden = world.ask_with("COORDINATOR", ask, json!({ "id": dispute })).await;
        let absent = world.ask_with("COORDINATOR", ask, json!({ "id": absent_like(&dispute) })).await;
        assert_eq!(hidden.text, absent.text, "{ask}");
    }
    // Rejected and escalated, it stays between the two agencies, and can be withdrawn.
    world.settle("SOCIAL_WELFARE", "disputeReject", &dispute).await.ok();
    world.settle("POLICE", "disputeEscalate", &dispute).await.ok();
    world.settle("COORDINATOR", "disputeUphold", &dispute).await.refused("NOT_FOUND");
    world.settle("POLICE", "disputeWithdraw", &dispute).await.shows("/data/act/record/status", "WITHDRAWN");
    world.read("POLICE", &person, "familyName").await.shows("/data/node/familyName", "Moeketsi");
}

/// Nobody is called on a number of which it is not said whether that is safe, whoever gave it.
async fn a_way_to_reach_somebody_is_not_taken_over_without_a_word_on_its_safety(world: World) {
    let (case, _) = named(&world).await;
    let suspect = world.add("POLICE", &case, "Suspect", json!({ "person": { "familyName": "Molapo" } })).await.record();
    let person = world.person("POLICE", &suspect).await;
    let dispute = world.raise("IMMIGRATION", &person, "phone", json!("+26622000001")).await.record();
    let accepted = world.settle("POLICE", "disputeAccept", &dispute).await;
    assert_eq!(accepted.refused("INVALID").at("/errors/0/extensions/fields/0/field"), "Person.phoneSafe");
    world.read("POLICE", &person, "phone").await.shows("/data/node/phone", Json::Null);
    world.change("POLICE", &person, json!({ "phoneSafe": "NO" })).await.ok();
    world.settle("POLICE", "disputeAccept", &dispute).await.shows("/data/act/record/status", "ACCEPTED");
    world.read("POLICE", &person, "phone").await.shows("/data/node/phone", "+26622000001");
}

on_both!(
    an_accepted_proposal_is_written_as_its_owners_change,
    a_rejected_proposal_is_decided_by_the_coordinator,
    each_act_is_its_partys_alone,
    who_does_not_read_the_field_is_refused_as_if_there_were_no_record,
    a_dispute_exists_for_its_parties_alone,
    a_way_to_reach_somebody_is_not_taken_over_without_a_word_on_its_safety,
    an_unanswered_dispute_goes_to_the_coordinator_after_the_countrys_days,
    next_acts_says_whose_turn_a_dispute_is,
    next_acts_of_disputes_cost_no_statement_of_their_own,
);
