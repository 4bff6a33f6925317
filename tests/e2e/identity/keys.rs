//! The keys of a provider: rotated, withdrawn, out of reach, and published as they must not be.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use jsonwebtoken::Algorithm;
use serde_json::{Value as Json, json};
use tip_hub::access::Activation;
use tip_hub::clock::Clock;

use super::signer::{Signer, claims, encoded, with};
use super::{Fake, Knocker, Pages, Reply, believe, bound};
use crate::world::World;

/// A provider of the police, and a clock that stands.
struct Scene {
    world: World,
    fake: Fake,
    knocker: Knocker,
}

impl Scene {
    async fn new(mut world: World, signers: &[&Signer]) -> Self {
        world.store = world.store.with_clock(Clock::fixed(world.store.clock().now(), 7));
        let fake = Fake::publishing(signers).await;
        believe(&mut world, &[bound(&fake.url, &["POLICE"])], Activation::AtOnce, None).await;
        Self { world, fake, knocker: Knocker::default() }
    }

    fn now(&self) -> DateTime<Utc> {
        self.world.store.clock().now()
    }

    fn later(&self, time: TimeDelta) {
        self.world.store.clock().set(self.now() + time);
    }

    /// A token issued now.
    fn token(&self, signer: &Signer) -> String {
        signer.token(&claims(&self.fake.url, "mary", "POLICE", self.now()))
    }

    async fn knock(&self, token: &str) -> Reply {
        self.knocker.knock(&self.world, token).await
    }

    async fn by(&self, signer: &Signer) -> Reply {
        self.knock(&self.token(signer)).await
    }

    /// Waits until the provider was asked so often: what is asked beside a request comes a little after it.
    async fn asked(&self, times: usize) {
        for _ in 0..200 {
            if self.fake.asked() >= times {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert_eq!(self.fake.asked(), times);
    }
}

async fn a_new_key_is_found_by_one_question_in_half_a_minute(world: World) {
    let (old, new) = (Signer::new("old", Algorithm::ES256), Signer::new("new", Algorithm::EdDSA));
    let scene = Scene::new(world, &[&old]).await;
    assert_eq!(scene.fake.asked(), 0, "nobody is asked before anybody comes");
    for _ in 0..5 {
        scene.by(&old).await.open("POLICE");
    }
    scene.asked(1).await;
    scene.fake.publish(&[&new, &old]);
    for turn in 0..20 {
        scene.by(&Signer::new(&format!("unknown {turn}"), Algorithm::ES256)).await.shut("unknown");
        scene.by(&new).await.shut("the provider was asked just now");
    }
    scene.later(TimeDelta::seconds(29));
    scene.by(&new).await.shut("still");
    scene.asked(1).await;
    scene.later(TimeDelta::seconds(1));
    scene.by(&new).await.open("POLICE");
    scene.by(&old).await.open("POLICE");
    scene.asked(2).await;
}

async fn a_withdrawn_key_lives_as_long_as_what_it_had_signed(world: World) {
    let (old, new) = (Signer::new("old", Algorithm::ES256), Signer::new("new", Algorithm::ES256));
    let scene = Scene::new(world, &[&old]).await;
    let hour =
        with(&claims(&scene.fake.url, "mary", "POLICE", scene.now()), "exp", json!(scene.now().timestamp() + 3600));
    let before = old.token(&hour);
    scene.knock(&before).await.open("POLICE");
    scene.fake.publish(&[&new]);
    scene.later(TimeDelta::minutes(6));
    // What is known still serves, and is asked for anew beside it.
    scene.knock(&before).await.open("POLICE");
    scene.asked(2).await;
    scene.later(TimeDelta::seconds(60));
    scene.knock(&before).await.open("POLICE");
    scene.by(&new).await.open("POLICE");
    scene.by(&old).await.shut("the key had been withdrawn before");
    scene.later(TimeDelta::minutes(52));
    scene.knock(&before).await.open("POLICE");
    scene.later(TimeDelta::minutes(1) + TimeDelta::seconds(6));
    scene.knock(&before).await.shut("expired");
}

async fn while_a_provider_is_down_its_keys_serve_for_twelve_hours(world: World) {
    let key = Signer::new("key", Algorithm::ES256);
    let scene = Scene::new(world, &[&key]).await;
    let down = Pages { discovery: Some((503, String::new())), keys: (503, String::new()) };
    scene.fake.show(down.clone());
    let closed = |reply: Reply| assert_eq!((reply.status, reply.code().as_str()), (503, "INTERNAL"), "{}", reply.text);
    closed(scene.by(&key).await);
    scene.fake.publish(&[&key]);
    closed(scene.by(&key).await);
    scene.later(TimeDelta::seconds(30));
    scene.by(&key).await.open("POLICE");
    scene.fake.show(down);
    for _ in 0..12 {
        scene.later(TimeDelta::hours(1));
        scene.by(&key).await.open("POLICE");
    }
    scene.later(TimeDelta::seconds(31));
    closed(scene.by(&key).await);
    // A token that nobody could have issued is still refused, whoever answers.
    scene.knock(&key.token(&claims("https://elsewhere.test", "mary", "POLICE", scene.now()))).await.shut("elsewhere");
    scene.fake.publish(&[&key]);
    scene.later(TimeDelta::seconds(31));
    scene.by(&key).await.open("POLICE");
}

/// A clock that is set back makes neither what is known fresh nor what was asked.
async fn is_let_go_once_the_clock_is_set_back(world: World, ahead: TimeDelta, back: TimeDelta) {
    let (old, new) = (Signer::new("old", Algorithm::ES256), Signer::new("new", Algorithm::ES256));
    let scene = Scene::new(world, &[&old]).await;
    scene.by(&old).await.open("POLICE");
    scene.later(ahead);
    scene.by(&old).await.open("POLICE");
    scene.fake.publish(&[&new]);
    scene.later(-back);
    scene.by(&new).await.open("POLICE");
    scene.later(TimeDelta::seconds(1));
    scene.by(&old).await.shut("the key had been withdrawn before");
    scene.asked(2).await;
}

async fn a_clock_that_is_set_back_keeps_no_key_in_service(world: World) {
    is_let_go_once_the_clock_is_set_back(world, TimeDelta::zero(), TimeDelta::days(365)).await;
}

async fn a_clock_that_goes_to_and_fro_makes_no_key_fresh(world: World) {
    is_let_go_once_the_clock_is_set_back(world, TimeDelta::minutes(4), TimeDelta::minutes(4)).await;
}

/// Everybody asks at once, by tokens of the old key and of the new one, while the provider goes over to the new one.
async fn while_keys_are_rotated_nobody_is_turned_away(world: World) {
    let (old, new) = (Signer::new("old", Algorithm::ES256), Signer::new("new", Algorithm::EdDSA));
    let scene = Scene::new(world, &[&old]).await;
    let crowd = async |tokens: &[&str]| {
        let turns = (0..12).flat_map(|_| tokens.iter().copied());
        for reply in join_all(turns.map(|token| scene.knock(token))).await {
            reply.open("POLICE");
        }
    };
    let before = scene.token(&old);
    crowd(&[&before]).await;
    scene.fake.publish(&[&old, &new]);
    scene.later(TimeDelta::minutes(1));
    let during = scene.token(&new);
    crowd(&[&before, &during]).await;
    scene.fake.publish(&[&new]);
    scene.later(TimeDelta::minutes(1));
    crowd(&[&before, &scene.token(&old), &during, &scene.token(&new)]).await;
    scene.later(TimeDelta::minutes(5));
    crowd(&[&before, &during]).await;
    scene.asked(3).await;
}

/// Sets that are not trusted at all, each with why.
fn bad_sets(key: &Signer) -> Vec<(&'static str, String)> {
    let jwk = key.jwk();
    let set = |keys: Vec<Json>| json!({ "keys": keys }).to_string();
    let other = |number: usize| with(&jwk, "kid", json!(number.to_string()));
    let many = |count: usize| (1..count).map(other).chain([jwk.clone()]).collect::<Vec<_>>();
    let text = set(vec![jwk.clone()]);
    vec![
        (
            "a shared secret beside it",
            set(vec![jwk.clone(), json!({ "kty": "oct", "kid": "s", "k": encoded("secret") })]),
        ),
        ("a private key", set(vec![with(&jwk, "d", json!(encoded([1; 32])))])),
        ("another's private key beside it", set(vec![jwk.clone(), json!({ "kty": "RSA", "kid": "r", "p": "AQAB" })])),
        ("101 keys", set(many(101))),
        ("more than 64 KiB", set(vec![with(&jwk, "extra", json!("x".repeat(66_000)))])),
        ("two keys called alike", set(vec![jwk.clone(), jwk.clone()])),
        ("no JSON", "keys".to_owned()),
        ("a list", format!("[{text}]")),
        ("no list of keys", json!({ "keys": jwk }).to_string()),
        ("keys twice", text.replacen('{', r#"{"keys":[],"#, 1)),
        ("kty twice", text.replacen("\"kty\"", r#""kty":"EC","kty""#, 1)),
        ("something that is no key", set(vec![jwk, json!("key")])),
    ]
}

/// Keys that verify no token, in sets that are as they must be.
fn bad_keys(key: &Signer) -> Vec<(&'static str, Json)> {
    let jwk = key.jwk();
    vec![
        ("for encryption", with(&jwk, "use", json!("enc"))),
        ("for signing alone", with(&jwk, "key_ops", json!(["sign"]))),
        ("of another algorithm", with(&jwk, "alg", json!("ES384"))),
        ("of an algorithm with a shared secret", with(&jwk, "alg", json!("HS256"))),
        ("of the algorithm none", with(&jwk, "alg", json!("none"))),
        ("of another kind's algorithm", with(&jwk, "alg", json!("RS256"))),
        ("on another curve", with(&jwk, "crv", json!("P-384"))),
        ("on no curve", with(&jwk, "crv", Json::Null)),
        ("without a coordinate", with(&jwk, "y", Json::Null)),
        ("with half a coordinate", with(&jwk, "x", json!(encoded([4; 16])))),
        ("that is no point of the curve", with(&jwk, "x", json!(encoded([4; 32])))),
        ("of a kind yet to come", with(&jwk, "kty", json!("AKP"))),
        ("without a name", with(&jwk, "kid", Json::Null)),
        ("with a number as its name", with(&jwk, "kid", json!(1))),
    ]
}

async fn a_set_that_is_not_as_it_must_be_is_not_trusted(world: World) {
    let key = Signer::new("key", Algorithm::ES256);
    let scene = Scene::new(world, &[]).await;
    // An empty set is a set: what it does not have is not known, and it was asked for.
    scene.by(&key).await.shut("not in the set");
    let (url, good) = (scene.fake.url.clone(), json!({ "keys": [key.jwk()] }).to_string());
    let about = |issuer: &str, keys: &str| (200, json!({ "issuer": issuer, "jwks_uri": keys }).to_string());
    let own = format!("{url}/jwks");
    let mut bad: Vec<(&str, Pages)> =
        bad_sets(&key).into_iter().map(|(why, set)| (why, Pages { discovery: None, keys: (200, set) })).collect();
    bad.extend(
        bad_keys(&key)
            .into_iter()
            .map(|(why, jwk)| (why, Pages { discovery: None, keys: (200, json!({ "keys": [jwk] }).to_string()) })),
    );
    for (why, discovery) in [
        ("of another issuer", about("https://elsewhere.test", &own)),
        ("of the issuer with a slash", about(&format!("{url}/"), &own)),
        ("with keys in clear elsewhere", about(&url, "http://elsewhere.test/jwks")),
        ("with keys in a file", about(&url, "file:///etc/passwd")),
        ("without keys", (200, json!({ "issuer": url }).to_string())),
        ("that names its issuer twice", (200, format!(r#"{{"issuer":"{url}","issuer":"{url}","jwks_uri":"{own}"}}"#))),
        ("that is no JSON", (200, "issuer".to_owned())),
        ("that is not found", (404, json!({ "issuer": url, "jwks_uri": own }).to_string())),
        ("that is too long", (200, format!(r#"{{"issuer":"{url}","jwks_uri":"{own}","x":"{}"}}"#, "x".repeat(66_000)))),
    ] {
        bad.push((why, Pages { discovery: Some(discovery), keys: (200, good.clone()) }));
    }
    bad.push(("moved", Pages { discovery: None, keys: (302, good.clone()) }));
    for (why, pages) in bad {
        scene.fake.show(pages);
        scene.later(TimeDelta::seconds(30));
        scene.by(&key).await.shut(why);
        // The good twin: the same key, published as it must be, is found half a minute later; then it is withdrawn.
        scene.fake.show(Pages { discovery: None, keys: (200, good.clone()) });
        scene.later(TimeDelta::seconds(30));
        scene.by(&key).await.open("POLICE");
        scene.fake.publish(&[]);
        scene.later(TimeDelta::minutes(6));
        let before = scene.fake.asked();
        scene.by(&key).await.open("POLICE");
        scene.asked(before + 1).await;
        scene.later(TimeDelta::seconds(6));
        scene.by(&key).await.shut("withdrawn");
        scene.later(TimeDelta::hours(2));
    }
}

/// Where a provider has one key, its tokens need not name it.
async fn the_only_key_need_not_be_named(world: World) {
    let (key, other) = (Signer::new("key", Algorithm::RS256), Signer::new("other", Algorithm::RS256));
    let scene = Scene::new(world, &[&key]).await;
    let unnamed = |signer: &Signer| {
        let claims = claims(&scene.fake.url, "mary", "POLICE", scene.now()).to_string();
        signer.sign(&with(&signer.header(), "kid", Json::Null).to_string(), &claims)
    };
    scene.knock(&unnamed(&key)).await.open("POLICE");
    scene.knock(&unnamed(&other)).await.shut("another key");
    scene.fake.publish(&[&key, &other]);
    scene.later(TimeDelta::seconds(31));
    scene.by(&other).await.open("POLICE");
    scene.knock(&unnamed(&key)).await.shut("one of two keys");
}

on_both!(
    a_new_key_is_found_by_one_question_in_half_a_minute,
    a_withdrawn_key_lives_as_long_as_what_it_had_signed,
    a_clock_that_is_set_back_keeps_no_key_in_service,
    a_clock_that_goes_to_and_fro_makes_no_key_fresh,
    while_keys_are_rotated_nobody_is_turned_away,
    while_a_provider_is_down_its_keys_serve_for_twelve_hours,
    a_set_that_is_not_as_it_must_be_is_not_trusted,
    the_only_key_need_not_be_named,
);
