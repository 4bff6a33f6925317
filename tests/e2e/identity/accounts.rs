//! Accounts: they appear without rights, administrators of their organisation keep them, and who is shut out is shut out
//! at once, on every server.

use chrono::TimeDelta;
use entity::codes::{Rank, Role};
use jsonwebtoken::Algorithm;
use serde_json::{Value as Json, json};
use tip_hub::access::{Activation, StepUp};
use tip_hub::clock::Clock;

use super::signer::{Signer, claims, with};
use super::{Fake, Knocker, Reply, believe, bound};
use crate::world::{Answer, World};

/// A provider of the police, an administrator `ADMIN` there, and one of immigration, `OTHER`.
struct Scene {
    world: World,
    fake: Fake,
    key: Signer,
    knocker: Knocker,
}

impl Scene {
    async fn new(mut world: World) -> Self {
        let key = Signer::new("key", Algorithm::ES256);
        let fake = Fake::publishing(&[&key]).await;
        for (alias, code, role) in [("ADMIN", "POLICE", Role::Police), ("OTHER", "IMMIGRATION", Role::Immigration)] {
            world.employ_as(code, role, "admin", Rank::Administrator).await;
            world.call_in(alias, code, "admin").await;
        }
        believe(&mut world, &[bound(&fake.url, &["POLICE"])], Activation::ByAdministrator, None).await;
        Self { world, fake, key, knocker: Knocker::default() }
    }

    fn token(&self, subject: &str) -> String {
        self.key.token(&claims(&self.fake.url, subject, "POLICE", self.world.store.clock().now()))
    }

    async fn knock(&self, token: &str) -> Reply {
        self.knocker.knock(&self.world, token).await
    }

    /// The account of a user, as an administrator of the police sees it.
    async fn account(&self, name: &str) -> Json {
        let query = "query($name: String!) { accounts(filter: { name: { eq: $name } }) { nodes {
            id version name status active rank issuer subject nextActs { mutation } } } }";
        let found = self.world.ask_with("ADMIN", query, json!({ "name": name })).await;
        found.ok().at("/data/accounts/nodes/0").clone()
    }

    /// An act on an account by somebody.
    async fn does(&self, by: &str, act: &str, account: &Json) -> Answer {
        let query = format!(
            "mutation($id: ID!, $version: Int!) {{ {act}(id: $id, version: $version) {{ account {{ status }} }} }}"
        );
        self.world.ask_with(by, &query, json!({ "id": account["id"], "version": account["version"] })).await
    }
}

fn pending(reply: &Reply) {
    assert_eq!((reply.status, reply.code().as_str()), (403, "ACCOUNT_PENDING"), "{}", reply.text);
}

async fn whoever_is_new_waits_for_an_administrator_of_their_organisation(world: World) {
    let scene = Scene::new(world).await;
    let token = scene.token("mary");
    pending(&scene.knock(&token).await);
    pending(&scene.knock(&token).await);
    let mary = scene.account("mary").await;
    let shown = [&mary["status"], &mary["active"], &mary["rank"], &mary["issuer"], &mary["subject"]];
    assert_eq!(shown, [&json!("PENDING"), &json!(false), &json!("OFFICER"), &json!(scene.fake.url), &json!("mary")]);
    assert_eq!(mary["nextActs"], json!([{ "mutation": "accountActivate" }, { "mutation": "accountDisable" }]));
    for by in ["POLICE", "COORDINATOR", "ADMINISTRATOR", "OTHER"] {
        scene.does(by, "accountActivate", &mary).await.refused("NOT_RESPONSIBLE");
    }
    scene.does("NGO", "accountActivate", &mary).await.refused("NOT_FOUND");
    pending(&scene.knock(&token).await);
    scene.does("ADMIN", "accountActivate", &mary).await.ok();
    scene.knock(&token).await.open("POLICE");
    let mary = scene.account("mary").await;
    assert_eq!((&mary["status"], &mary["active"]), (&json!("ACTIVE"), &json!(true)));
    scene.does("ADMIN", "accountActivate", &mary).await.refused("INVALID");
    // All of it is remembered: who appeared, and who let them in.
    let history = "query($id: ID!) { history(id: $id) { nodes { act field newValue account { name } } } }";
    let told = scene.world.ask_with("ADMIN", history, json!({ "id": mary["id"] })).await;
    let lines: Vec<String> = told
        .ok()
        .at("/data/history/nodes")
        .as_array()
        .expect("changes")
        .iter()
        .map(|line| {
            format!("{} {} {} {}", line["act"], line["field"], line["newValue"], line["account"]["name"])
                .replace('"', "")
        })
        .collect();
    assert_eq!(
        lines,
        ["accountAppear null null mary", "accountActivate status ACTIVE admin", "accountActivate active true admin",],
        "{}",
        told.text
    );
}

async fn whoever_is_shut_out_is_shut_out_at_once_on_every_server(mut world: World) {
    let elsewhere = world.url.clone();
    world.employ("POLICE", Role::Police, "local").await;
    world.call_in("LOCAL", "POLICE", "local").await;
    let scene = Scene::new(world).await;
    assert_ne!(elsewhere, scene.world.url, "two servers on one database");
    let (stolen, own) = (scene.world.token("LOCAL"), scene.world.token("LOCAL"));
    let knock = async |token: &str, shut: bool| {
        for url in [&elsewhere, &scene.world.url] {
            let reply = scene.knocker.send(url, token, super::QUESTION.to_owned()).await;
            if shut { reply.shut(url) } else { reply.open("POLICE") }
        }
    };
    knock(&stolen, false).await;
    let account = scene.account("local").await;
    let deny = "mutation($account: ID!, $jti: String!) { tokenDeny(account: $account, jti: $jti, reason: \"stolen\") {
        deniedToken { jti holder { name } account { name } } } }";
    let variables = json!({ "account": account["id"], "jti": jti(&stolen) });
    for by in ["POLICE", "LOCAL", "COORDINATOR", "ADMINISTRATOR", "OTHER"] {
        scene.world.ask_with(by, deny, variables.clone()).await.refused("NOT_RESPONSIBLE");
    }
    scene.world.ask_with("NGO", deny, variables.clone()).await.refused("NOT_FOUND");
    knock(&stolen, false).await;
    let denied = scene.world.ask_with("ADMIN", deny, variables.clone()).await;
    let expected = json!({ "jti": jti(&stolen), "holder": { "name": "local" }, "account": { "name": "admin" } });
    assert_eq!(denied.ok().at("/data/tokenDeny/deniedToken"), &expected, "{}", denied.text);
    knock(&stolen, true).await;
    knock(&own, false).await;
    scene.world.ask_with("ADMIN", deny, variables).await.refused("CONFLICT");
    // Another's token of the same id is another token.
    let of_admin = json!({ "account": scene.account("officer").await["id"], "jti": jti(&own) });
    scene.world.ask_with("ADMIN", deny, of_admin).await.ok();
    knock(&own, false).await;
    scene.does("ADMIN", "accountDisable", &account).await.ok();
    knock(&own, true).await;
    let account = scene.account("local").await;
    assert_eq!((&account["status"], &account["active"]), (&json!("DISABLED"), &json!(false)));
    scene.does("ADMIN", "accountActivate", &account).await.ok();
    knock(&own, false).await;
    knock(&stolen, true).await;
    // One word of the database is enough.
    scene.world.execute("UPDATE account SET active = FALSE WHERE name = 'local'").await;
    knock(&own, true).await;
}

/// By whose account somebody comes who is not let in is kept; of whom no account is known, nothing is.
async fn whoever_is_not_let_in_is_kept(mut world: World) {
    world.employ("POLICE", Role::Police, "local").await;
    world.call_in("LOCAL", "POLICE", "local").await;
    let scene = Scene::new(world).await;
    let world = &scene.world;
    let kept = async || {
        let query = "{ auditEvents(last: 1) { nodes { refusals request act document organisation { code }
            account { name } } totalCount } }";
        world.ask("AUDITOR", query).await.ok().at("/data/auditEvents").clone()
    };
    let (local, mary, own) = (scene.account("local").await, scene.token("mary"), world.token("LOCAL"));
    let is_kept = async |token: &str, name: &str, code: &str| {
        let before = kept().await["totalCount"].as_u64().expect("a number");
        assert_eq!(scene.knock(token).await.code(), code);
        let kept = kept().await;
        let mut event = kept["nodes"][0].clone();
        assert!(event["request"].take().as_str().is_some_and(|id| !id.is_empty()), "{kept}");
        let expected = json!({ "refusals": [code], "request": null, "act": null, "document": null,
            "organisation": { "code": "POLICE" }, "account": { "name": name } });
        assert_eq!((event, kept["totalCount"].as_u64()), (expected, Some(before + 1)), "{kept}");
    };
    pending(&scene.knock(&mary).await);
    is_kept(&mary, "mary", "ACCOUNT_PENDING").await;
    let stolen = world.token("LOCAL");
    let deny = "mutation($account: ID!, $jti: String!) { tokenDeny(account: $account, jti: $jti, reason: \"stolen\") {
        deniedToken { jti } } }";
    world.ask_with("ADMIN", deny, json!({ "account": local["id"], "jti": jti(&stolen) })).await.ok();
    is_kept(&stolen, "local", "UNAUTHENTICATED").await;
    scene.knock(&own).await.open("POLICE");
    scene.does("ADMIN", "accountDisable", &local).await.ok();
    is_kept(&own, "local", "UNAUTHENTICATED").await;
    let before = kept().await["totalCount"].clone();
    for bad in [
        "none",
        &format!("{own}x"),
        &scene.key.token(&claims("https://nobody", "mary", "POLICE", world.store.clock().now())),
    ] {
        scene.knock(bad).await.shut(bad);
    }
    assert_eq!(kept().await["totalCount"], before);
    // What cannot be kept is not answered.
    world.execute("ALTER TABLE audit_event RENAME TO lost").await;
    let reply = scene.knock(&own).await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "INTERNAL"), "{}", reply.text);
}

/// The id of a token.
fn jti(token: &str) -> String {
    use base64::Engine;
    let claims = token.split('.').nth(1).expect("claims");
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(claims).expect("base64");
    serde_json::from_slice::<Json>(&claims).expect("JSON")["jti"].as_str().expect("an id").to_owned()
}

async fn an_administrator_keeps_accounts_and_reads_no_case(world: World) {
    let scene = Scene::new(world).await;
    let world = &scene.world;
    let (case, victim) = world.open_with_victim(json!({})).await;
    let note = world.add("POLICE", &case, "OwnNote", json!({ "text": "ours" })).await.record();
    for record in [&case, &victim, &note] {
        world.read("POLICE", record, "id").await.shows("/data/node/id", record.as_str());
        world.read("ADMIN", record, "id").await.shows("/data/node", Json::Null);
        let history = "query($id: ID!) { history(id: $id) { totalCount } }";
        let told = world.ask_with("ADMIN", history, json!({ "id": record })).await;
        assert_eq!(told.ok().at("/data/history"), &Json::Null, "{}", told.text);
    }
    let all = "{ cases { totalCount } victims { totalCount } ownNotes { totalCount } referrals { totalCount } tasks { kind } }";
    let seen = world.ask("ADMIN", all).await;
    assert!(!seen.ok().at("/data").to_string().contains(":1"), "{}", seen.text);
    let opened = world.ask("ADMIN", "mutation { caseOpen(input: {}, draft: true) { case { id } } }").await;
    opened.refused("NOT_RESPONSIBLE");
    world.add("ADMIN", &case, "OwnNote", json!({ "text": "mine" })).await.refused("NOT_FOUND");
    // The directory is theirs to read, and no more of it than others' is theirs to change.
    let ngo = world.organisation("NGO").await;
    world.read("ADMIN", &ngo, "code").await.shows("/data/node/code", "NGO");
    world.change("ADMIN", &ngo, json!({ "capacity": 3 })).await.refused("NOT_RESPONSIBLE");
    let names = world.ask("ADMIN", "{ accounts { nodes { name rank } } }").await;
    let expected = json!([{ "name": "officer", "rank": "OFFICER" }, { "name": "admin", "rank": "ADMINISTRATOR" }]);
    assert_eq!(names.ok().at("/data/accounts/nodes"), &expected);
}

async fn an_administrator_gives_ranks_to_others_and_none_to_themselves(world: World) {
    let scene = Scene::new(world).await;
    let world = &scene.world;
    let (officer, admin) = (scene.account("officer").await, scene.account("admin").await);
    let rank = async |by: &str, account: &Json, rank: &str| {
        let query = "mutation($id: ID!, $version: Int!, $rank: Rank!) {
            accountUpdate(id: $id, version: $version, patch: { rank: $rank }) { account { rank } } }";
        let variables = json!({ "id": account["id"], "version": account["version"], "rank": rank });
        world.ask_with(by, query, variables).await
    };
    for by in ["POLICE", "OTHER", "ADMINISTRATOR", "COORDINATOR"] {
        rank(by, &officer, "SUPERVISOR").await.refused("NOT_RESPONSIBLE");
    }
    rank("ADMIN", &admin, "SUPERVISOR").await.refused("NOT_RESPONSIBLE");
    scene.does("ADMIN", "accountDisable", &admin).await.refused("NOT_RESPONSIBLE");
    rank("ADMIN", &officer, "SUPERVISOR").await.ok();
    world.ask("POLICE", "{ viewer { rank } }").await.shows("/data/viewer/rank", "SUPERVISOR");
    // Whoever becomes an administrator reads cases no longer, from the next request on.
    let case = world.open_shared_case("POLICE").await;
    world.read("POLICE", &case, "id").await.shows("/data/node/id", case.as_str());
    rank("ADMIN", &scene.account("officer").await, "ADMINISTRATOR").await.ok();
    world.read("POLICE", &case, "id").await.shows("/data/node", Json::Null);
}

async fn an_account_that_the_operator_registered_waits_for_its_user(world: World) {
    world.employ_as("POLICE", Role::Police, "thabo", Rank::Supervisor).await;
    let scene = Scene::new(world).await;
    let mut by_name = bound(&scene.fake.url, &["POLICE"]);
    by_name.claims.user = "preferred_username".to_owned();
    let Scene { mut world, fake, key, knocker } = scene;
    let named = {
        let now = world.store.clock().now();
        let (issuer, key) = (fake.url.clone(), &key);
        move |subject: &str, user: &str| {
            key.token(&with(&claims(&issuer, subject, "POLICE", now), "preferred_username", json!(user)))
        }
    };
    believe(&mut world, &[by_name], Activation::ByAdministrator, None).await;
    knocker.knock(&world, &named("s-1", "thabo")).await.open("POLICE");
    // From now on it is of this subject, whatever the name; another of the same name is somebody else.
    knocker.knock(&world, &named("s-1", "renamed")).await.open("POLICE");
    pending(&knocker.knock(&world, &named("s-2", "thabo")).await);
    let names = world.ask("ADMIN", "{ accounts { nodes { name subject rank status } } }").await;
    let nodes = names.ok().at("/data/accounts/nodes").as_array().expect("accounts").clone();
    let of = |subject: &str| nodes.iter().find(|node| node["subject"] == subject).expect("an account").clone();
    assert_eq!(of("s-1"), json!({ "name": "thabo", "subject": "s-1", "rank": "SUPERVISOR", "status": "ACTIVE" }));
    assert!(of("s-2")["name"].as_str().is_some_and(|name| name.starts_with("thabo 0")), "{}", names.text);
    assert_eq!(of("s-2")["rank"], "OFFICER");
}

async fn first_sign_ins_at_the_same_moment_make_one_account(world: World) {
    let scene = Scene::new(world).await;
    // Few of those who come at once meet each other in the middle of it.
    for name in
        ["mary", "thabo", "palesa", "lerato", "tau", "neo", "pule", "mpho", "kabelo", "thato", "lineo", "teboho"]
    {
        let token = scene.token(name);
        let each = (0..8).map(|_| scene.knock(&token));
        for reply in futures_util::future::join_all(each).await {
            pending(&reply);
        }
    }
    let found = scene.world.ask("ADMIN", "{ accounts { totalCount } }").await;
    found.shows("/data/accounts/totalCount", 2 + 12);
}

/// Whose account cannot be kept is not turned away for it.
async fn a_first_sign_in_that_cannot_be_kept_is_no_refusal(world: World) {
    let scene = Scene::new(world).await;
    let token = scene.token("mary");
    scene.world.execute("ALTER TABLE history RENAME TO lost").await;
    let reply = scene.knock(&token).await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "INTERNAL"), "{}", reply.text);
    scene.world.execute("ALTER TABLE lost RENAME TO history").await;
    pending(&scene.knock(&token).await);
}

/// Times are those of the hub's clock, and grave acts ask again when a sign-in grows old.
async fn a_sign_in_grows_old(mut world: World) {
    let case = world.open_shared_case("POLICE").await;
    let organisation = world.organisation("NGO_2").await;
    world.store = world.store.with_clock(Clock::fixed(world.store.clock().now(), 7));
    let key = Signer::new("key", Algorithm::ES256);
    let fake = Fake::publishing(&[&key]).await;
    let step_up = StepUp { acr: Vec::new(), max_age: TimeDelta::seconds(300) };
    believe(&mut world, &[bound(&fake.url, &["COORDINATOR"])], Activation::AtOnce, Some(step_up)).await;
    let now = world.store.clock().now();
    let claims = claims(&fake.url, "thabo", "COORDINATOR", now);
    let token = key.token(&with(&claims, "auth_time", json!(now.timestamp() - 290)));
    let knocker = Knocker::default();
    let grant = "mutation($case: ID!, $organisation: ID!) {
        participationGrant(case: $case, organisation: $organisation) { participation { version } } }";
    let variables = json!({ "case": case, "organisation": organisation });
    let granted = knocker.ask(&world, &token, grant, variables.clone()).await;
    assert!(granted.text.contains(r#""version":1"#) && granted.challenge.is_empty(), "{}", granted.text);
    world.store.clock().set(now + TimeDelta::seconds(11));
    let refused = knocker.ask(&world, &token, grant, variables.clone()).await;
    assert_eq!(refused.code(), "INSUFFICIENT_USER_AUTHENTICATION", "{}", refused.text);
    assert!(
        refused.challenge.ends_with(r#"error="insufficient_user_authentication", max_age="300""#),
        "{}",
        refused.challenge
    );
    // The operator's own tokens tell nothing of a sign-in.
    world.ask_with("COORDINATOR", grant, variables).await.refused("INSUFFICIENT_USER_AUTHENTICATION");
    world.store.clock().set(now + TimeDelta::seconds(606));
    knocker.knock(&world, &token).await.shut("expired by the hub's clock");
}

on_both!(
    whoever_is_new_waits_for_an_administrator_of_their_organisation,
    whoever_is_not_let_in_is_kept,
    whoever_is_shut_out_is_shut_out_at_once_on_every_server,
    an_administrator_keeps_accounts_and_reads_no_case,
    an_administrator_gives_ranks_to_others_and_none_to_themselves,
    an_account_that_the_operator_registered_waits_for_its_user,
    first_sign_ins_at_the_same_moment_make_one_account,
    a_first_sign_in_that_cannot_be_kept_is_no_refusal,
    a_sign_in_grows_old,
);
