//! With a certified provider: discovered, signing by ES256 and RS256, rotating its keys, and believed about its own
//! organisations alone.

use chrono::TimeDelta;
use serde_json::json;
use tip_hub::access::{Activation, StepUp};

use super::provider::{Provider, is_out_of_reach};
use super::{Knocker, believe, bound};
use crate::world::World;

async fn two_providers_speak_each_for_its_own_organisations(mut world: World) {
    if is_out_of_reach() {
        return;
    }
    let police = Provider::start(
        "ES256",
        &[
            ("mary", json!({ "organisation": "POLICE" })),
            ("john", json!({ "organisation": "POLICE_2" })),
            ("eve", json!({ "organisation": "IMMIGRATION" })),
        ],
    )
    .await;
    let welfare = Provider::start(
        "RS256",
        &[("palesa", json!({ "organisation": "SOCIAL_WELFARE" })), ("mallory", json!({ "organisation": "POLICE" }))],
    )
    .await;
    let issuers = [bound(&police.issuer, &["POLICE", "POLICE_2"]), bound(&welfare.issuer, &["SOCIAL_WELFARE"])];
    believe(&mut world, &issuers, Activation::AtOnce, None).await;
    let knocker = Knocker::default();
    knocker.knock(&world, &police.token("mary").await).await.open("POLICE");
    knocker.knock(&world, &police.token("john").await).await.open("POLICE");
    knocker.knock(&world, &welfare.token("palesa").await).await.open("SOCIAL_WELFARE");
    knocker.knock(&world, &police.token("eve").await).await.shut("the police mint no immigration officer");
    knocker.knock(&world, &welfare.token("mallory").await).await.shut("social welfare mints no police officer");
    let asked = "{ viewer { issuer rank acr authenticatedAt account { name issuer subject } organisation { code } } }";
    let told = knocker.ask(&world, &police.token("john").await, asked, json!({})).await;
    let expected = json!({ "viewer": {
        "issuer": police.issuer, "rank": "OFFICER", "acr": null, "authenticatedAt": null,
        "account": { "name": "john", "issuer": police.issuer, "subject": "john" },
        "organisation": { "code": "POLICE_2" },
    } });
    assert_eq!(serde_json::from_str::<serde_json::Value>(&told.text).expect("JSON")["data"], expected);
}

async fn a_provider_rotates_its_keys(mut world: World) {
    if is_out_of_reach() {
        return;
    }
    for alg in ["ES256", "RS256"] {
        let provider = Provider::start(alg, &[("mary", json!({ "organisation": "POLICE" }))]).await;
        believe(&mut world, &[bound(&provider.issuer, &["POLICE"])], Activation::AtOnce, None).await;
        let knocker = Knocker::default();
        let old = provider.token("mary").await;
        provider.rotate().await;
        let new = provider.token("mary").await;
        // Both are published when the hub first asks.
        knocker.knock(&world, &old).await.open("POLICE");
        knocker.knock(&world, &new).await.open("POLICE");
        provider.rotate().await;
        provider.forget().await;
        // The hub has asked just now, and half a minute has not passed: what it knows serves, what is new waits.
        knocker.knock(&world, &old).await.open("POLICE");
        knocker.knock(&world, &provider.token("mary").await).await.shut("not known yet");
    }
}

async fn a_provider_tells_when_and_how_somebody_signed_in(mut world: World) {
    if is_out_of_reach() {
        return;
    }
    let provider = Provider::start(
        "PS256",
        &[
            ("fresh", json!({ "organisation": "COORDINATOR", "acr": "mfa", "signed_in_ago": 10 })),
            ("stale", json!({ "organisation": "COORDINATOR", "acr": "mfa", "signed_in_ago": 1000 })),
            ("weak", json!({ "organisation": "COORDINATOR", "acr": "password", "signed_in_ago": 10 })),
            ("silent", json!({ "organisation": "COORDINATOR" })),
        ],
    )
    .await;
    let case = world.open_shared_case("POLICE").await;
    let organisation = world.organisation("NGO").await;
    let step_up = StepUp { acr: vec!["mfa".to_owned(), "smartcard".to_owned()], max_age: TimeDelta::seconds(300) };
    believe(&mut world, &[bound(&provider.issuer, &["COORDINATOR"])], Activation::AtOnce, Some(step_up)).await;
    let knocker = Knocker::default();
    let grant = "mutation($case: ID!, $organisation: ID!) {
        participationGrant(case: $case, organisation: $organisation) { participation { id } } }";
    let variables = json!({ "case": case, "organisation": organisation });
    for user in ["stale", "weak", "silent"] {
        let refused = knocker.ask(&world, &provider.token(user).await, grant, variables.clone()).await;
        assert_eq!(refused.code(), "INSUFFICIENT_USER_AUTHENTICATION", "{user}: {}", refused.text);
        assert_eq!(
            refused.challenge,
            r#"Bearer realm="tip-hub", error="insufficient_user_authentication", acr_values="mfa smartcard", max_age="300""#
        );
        knocker.knock(&world, &provider.token(user).await).await.open("COORDINATOR");
    }
    let granted = knocker.ask(&world, &provider.token("fresh").await, grant, variables).await;
    assert!(granted.challenge.is_empty() && granted.text.contains("\"participation\":{\"id\""), "{}", granted.text);
    let told =
        knocker.ask(&world, &provider.token("fresh").await, "{ viewer { acr authenticatedAt } }", json!({})).await;
    assert!(told.text.contains(r#""acr":"mfa","authenticatedAt":"20"#), "{}", told.text);
}

on_both!(
    two_providers_speak_each_for_its_own_organisations,
    a_provider_rotates_its_keys,
    a_provider_tells_when_and_how_somebody_signed_in,
);
