//! Tokens: exactly the hub's own, in their time, for somebody who is there.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value as Json, json};

use super::{Reply, ask};
use crate::acts::own_id;
use crate::world::World;

const QUESTION: &str = r#"{"query":"{ viewer { role } }"}"#;

/// A signer of any token whatever.
struct Forge {
    /// The hub's own key, PKCS #8.
    secret: Vec<u8>,
    claims: Json,
}

impl Forge {
    /// The claims of a good token of police.
    fn new(world: &World) -> Self {
        let secret = std::fs::read(world.dir.path().join("issuer.p8")).expect("the key file");
        let viewer = world.viewer("POLICE");
        let now = world.store.clock().now().timestamp();
        let claims = json!({
            "iss": "tip-hub", "aud": "tip-hub", "client_id": "tip-hub", "sub": viewer.account(), "organisation": "POLICE",
            "iat": now, "exp": now + 60, "jti": own_id(),
        });
        Self { secret, claims }
    }

    fn header(typ: Option<&str>) -> Header {
        Header { typ: typ.map(str::to_owned), ..Header::new(Algorithm::EdDSA) }
    }

    fn sign(&self, header: &Header, claims: &Json) -> String {
        encode(header, claims, &EncodingKey::from_ed_der(&self.secret)).expect("signed")
    }

    /// A token of the good claims with one of them changed, or taken away where the value is null.
    fn with(&self, name: &str, value: Json) -> String {
        let mut claims = self.claims.clone();
        let fields = claims.as_object_mut().expect("claims");
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.to_owned(), value);
        }
        self.sign(&Self::header(Some("at+jwt")), &claims)
    }

    /// The good claims under another header, with a signature of one's own choice.
    fn unsigned(&self, header: &Json, signature: &[u8]) -> String {
        let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
        format!("{}.{}.{}", part(header), part(&self.claims), URL_SAFE_NO_PAD.encode(signature))
    }

    fn good(&self) -> String {
        self.sign(&Self::header(Some("at+jwt")), &self.claims)
    }

    /// Tokens signed with HMAC, where the secret is what everybody knows: the public key.
    fn by_public_key(&self) -> Vec<String> {
        let pair = Ed25519KeyPair::from_pkcs8(&self.secret).expect("a key pair");
        let public = pair.public_key().as_ref();
        let header = Header { typ: Some("at+jwt".to_owned()), ..Header::new(Algorithm::HS256) };
        let keys = [public.to_vec(), URL_SAFE_NO_PAD.encode(public).into_bytes()];
        keys.iter().map(|key| encode(&header, &self.claims, &EncodingKey::from_secret(key)).expect("signed")).collect()
    }
}

async fn good(world: &World, token: &str) {
    let reply = Reply::of(ask(world, &[&format!("Bearer {token}")], QUESTION)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert!(reply.text.starts_with(r#"{"data":{"viewer":{"role":"POLICE"}}"#), "{}", reply.text);
}

async fn only_the_hubs_own_tokens_are_taken(world: World) {
    let forge = Forge::new(&world);
    let token = forge.good();
    good(&world, &token).await;
    let now = world.store.clock().now().timestamp();
    let other = Ed25519KeyPair::generate_pkcs8(&aws_lc_rs::rand::SystemRandom::new()).expect("a key");
    let other = Forge { secret: other.as_ref().to_vec(), claims: forge.claims.clone() };
    let typ = |typ: Option<&str>| forge.sign(&Forge::header(typ), &forge.claims);
    let signature = URL_SAFE_NO_PAD.decode(token.rsplit('.').next().expect("a signature")).expect("base64");
    let mut bad = vec![
        ("alg none", forge.unsigned(&json!({ "alg": "none", "typ": "at+jwt" }), b"")),
        ("alg none, signed", forge.unsigned(&json!({ "alg": "none", "typ": "at+jwt" }), &signature)),
        ("no alg", forge.unsigned(&json!({ "typ": "at+jwt" }), &signature)),
        ("alg ES256", forge.unsigned(&json!({ "alg": "ES256", "typ": "at+jwt" }), &signature)),
        (
            "a header that was not signed",
            forge.unsigned(&json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": "1" }), &signature),
        ),
        ("typ JWT", typ(Some("JWT"))),
        ("no typ", typ(None)),
        ("typ of an identity", typ(Some("id+jwt"))),
        ("no exp", forge.with("exp", Json::Null)),
        ("no iss", forge.with("iss", Json::Null)),
        ("no aud", forge.with("aud", Json::Null)),
        ("no sub", forge.with("sub", Json::Null)),
        ("no organisation", forge.with("organisation", Json::Null)),
        ("expired", forge.with("exp", json!(now - 7))),
        ("expired long ago", forge.with("exp", json!(0))),
        ("exp as text", forge.with("exp", json!((now + 60).to_string()))),
        ("not yet", forge.with("nbf", json!(now + 60))),
        ("another issuer", forge.with("iss", json!("elsewhere"))),
        ("another audience", forge.with("aud", json!("elsewhere"))),
        ("an unknown account", forge.with("sub", json!(own_id()))),
        ("an organisation as account", forge.with("sub", json!(world.viewer("POLICE").organisation()))),
        ("a sub that is no UUID", forge.with("sub", json!("officer"))),
        ("another's organisation", forge.with("organisation", json!("IMMIGRATION"))),
        ("another key", other.good()),
        ("truncated", token[..token.len() - 1].to_owned()),
        ("without its signature", token.rsplit_once('.').expect("parts").0.to_owned()),
        ("an empty signature", token.rsplit_once('.').expect("parts").0.to_owned() + "."),
        ("four parts", format!("{token}.x")),
        ("oversized", forge.with("extra", json!("x".repeat(8192)))),
        ("empty", String::new()),
        ("no token at all", "nonsense".to_owned()),
        ("the good one twice", format!("{token} {token}")),
    ];
    bad.extend(forge.by_public_key().into_iter().map(|token| ("HS256 with the public key", token)));
    for (why, token) in &bad {
        Reply::of(ask(&world, &[&format!("Bearer {token}")], QUESTION)).await.shut(why);
    }
    // A few seconds of difference between clocks are borne.
    good(&world, &forge.with("exp", json!(world.store.clock().now().timestamp() - 2))).await;
    good(&world, &forge.with("nbf", json!(world.store.clock().now().timestamp() + 3))).await;
    good(&world, &forge.sign(&Forge::header(Some("application/at+jwt")), &forge.claims)).await;
}

async fn a_token_comes_in_one_authorization_header_of_the_scheme_bearer(world: World) {
    let token = Forge::new(&world).good();
    let bearer = format!("Bearer {token}");
    let basic = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("officer:{token}")));
    let bad: [&[&str]; 9] = [
        &[],
        &[""],
        &["Bearer"],
        &[&token],
        &[&basic],
        &[&format!("Basic {token}")],
        &[&format!("Token {token}")],
        &[&bearer, &bearer],
        &[&bearer, &basic],
    ];
    for authorization in bad {
        Reply::of(ask(&world, authorization, QUESTION)).await.shut(&format!("{authorization:?}"));
    }
    let elsewhere =
        ask(&world, &[], QUESTION).query(&[("access_token", &token)]).header("cookie", format!("token={token}"));
    Reply::of(elsewhere).await.shut("in the address or in a cookie");
    good(&world, &token).await;
    let reply = Reply::of(ask(&world, &[&format!("bearer {token}")], QUESTION)).await;
    assert_eq!(reply.status, 200, "the scheme is written in any case: {}", reply.text);
}

/// Without a token nothing is parsed: whatever the body is, the answer is the same.
async fn without_a_token_nothing_is_parsed(world: World) {
    let first = Reply::of(ask(&world, &[], QUESTION)).await;
    first.shut("no token");
    let garbage: [Vec<u8>; 6] = [
        b"".to_vec(),
        b"{".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        b"{\"query\":\"mutation { caseOpen(input: {}, draft: true) { case { id } } }\"}".to_vec(),
        b"[".repeat(100_000),
        b"x".repeat(300_000),
    ];
    for body in garbage {
        let reply = Reply::of(ask(&world, &[], body).header("content-type", "text/plain")).await;
        assert_eq!((reply.status, &reply.text), (401, &first.text));
    }
    world.ask("COORDINATOR", "{ cases { totalCount } }").await.shows("/data/cases/totalCount", 0);
}

async fn whoever_left_is_not_let_in(world: World) {
    let token = Forge::new(&world).good();
    let literal = |id| crate::sentinels::literal(&world, id);
    let (account, organisation) =
        (literal(world.viewer("POLICE").account()), literal(world.viewer("POLICE").organisation()));
    for (table, id) in [("account", account), ("organisation", organisation)] {
        good(&world, &token).await;
        world.execute(&format!("UPDATE {table} SET active = FALSE WHERE id = {id}")).await;
        Reply::of(ask(&world, &[&format!("Bearer {token}")], QUESTION)).await.shut(table);
        world.execute(&format!("UPDATE {table} SET active = TRUE WHERE id = {id}")).await;
    }
    good(&world, &token).await;
}

on_both!(
    only_the_hubs_own_tokens_are_taken,
    a_token_comes_in_one_authorization_header_of_the_scheme_bearer,
    without_a_token_nothing_is_parsed,
    whoever_left_is_not_let_in,
);
