//! What may be proposed: a value that the field could have, of a field that somebody else edits.

use serde_json::json;

use super::named;
use crate::world::World;

async fn a_proposal_is_checked_like_an_input(world: World) {
    let (case, person) = named(&world).await;
    let victim = world.add("POLICE", &case, "Victim", json!({})).await.record();
    let suspect = world.add("POLICE", &case, "Suspect", json!({})).await.record();
    let crossing = json!({ "victim": victim, "fromCountry": "LSO" });
    let movement = world.add("IMMIGRATION", &case, "Movement", crossing).await.record();
    let long = "x".repeat(1_001);
    let refusals = [
        ("POLICE", &person, "birthDate", json!("yesterday"), "why", "value: is not a date such as 2026-03-31"),
        ("POLICE", &person, "sex", json!("ZEBRA"), "why", "value: is no code of Sex"),
        (
            "POLICE",
            &person,
            "familyName",
            json!(" "),
            "why",
            "value: is blank; leave it out, or send null to take the value away",
        ),
        ("POLICE", &person, "noSuchField", json!("x"), "why", "field: is no field of Person"),
        (
            "POLICE",
            &person,
            "familyName",
            json!("Moeketsi"),
            "why",
            "Person.familyName: has the proposed value already",
        ),
        (
            "POLICE",
            &person,
            "familyName",
            json!("Moeketse"),
            &long,
            "Dispute.reason: is 1001 characters long; at most 1000 fit",
        ),
        (
            "POLICE",
            &person,
            "familyName",
            json!("Moeketse"),
            " ",
            "Dispute.reason: is blank; leave it out, or send null to take the value away",
        ),
        (
            "SOCIAL_WELFARE",
            &person,
            "familyName",
            json!("Moeketse"),
            "why",
            "Person.familyName: is your organisation's to edit. Change it instead",
        ),
        (
            "POLICE",
            &case,
            "status",
            json!("CLOSED"),
            "why",
            "Case.status: cannot be disputed: no agency edits it as a value. Add what you know as a record of your own",
        ),
        (
            "POLICE",
            &case,
            "caseNo",
            json!("LS-1"),
            "why",
            "Case.caseNo: cannot be disputed: no agency edits it as a value. Add what you know as a record of your own",
        ),
        (
            "POLICE",
            &movement,
            "companion",
            json!(suspect),
            "why",
            "Movement.companion: cannot be disputed: no agency edits it as a value. Add what you know as a record of your own",
        ),
    ];
    for (code, record, field, value, reason, message) in refusals {
        let refused = world.raise_because(code, record, field, value, reason).await;
        assert_eq!(refused.refused("INVALID").id("/errors/0/message"), message);
    }
    // A proposal of every plain kind can be accepted.
    let plain = [
        ("birthDate", "SOCIAL_WELFARE", json!("2001-03-31")),
        ("sex", "SOCIAL_WELFARE", json!("FEMALE")),
        ("citizenships", "IMMIGRATION", json!(["LSO", "ZAF"])),
    ];
    for (field, owner, value) in plain {
        let raised_over_nothing = world.raise("POLICE", &person, field, value.clone()).await;
        let message = format!("Person.{field}: is empty, and your organisation may fill it. Send the value instead");
        assert_eq!(raised_over_nothing.refused("INVALID").id("/errors/0/message"), message);
        let first = match field {
            "birthDate" => json!("2000-01-01"),
            "sex" => json!("MALE"),
            _ => json!(["ZAF"]),
        };
        world.change(owner, &person, json!({ field: first })).await.ok();
        let raised = world.raise("POLICE", &person, field, value.clone()).await;
        world.settle(owner, "disputeAccept", &raised.record()).await.ok();
        world.read(owner, &person, field).await.shows(&format!("/data/node/{field}"), value);
    }
}

on_both!(a_proposal_is_checked_like_an_input);
