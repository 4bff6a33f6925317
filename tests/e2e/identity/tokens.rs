//! Bad tokens, each beside a good one that differs in what is bad: the bad one is refused before the body is looked at,
//! the good one is not.

use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value as Json, json};
use tip_hub::access::Activation;

use super::signer::{Signer, claims, encoded, with};
use super::{AUDIENCE, Fake, Knocker, believe, bound};
use crate::world::World;

/// What is no request. Whoever is let in is told so; whoever is not never learns of it.
const NO_REQUEST: &str = "{";

/// Why a token is bad, the token, and its good twin.
type Case = (&'static str, String, String);

/// What the tokens of a test are made of.
struct Forge {
    es: Signer,
    rs: Signer,
    ps: Signer,
    ed: Signer,
    claims: Json,
    now: i64,
}

impl Forge {
    fn good(&self) -> String {
        self.es.token(&self.claims)
    }

    /// A token with a member of its header set, or taken away where the value is null.
    fn header(&self, name: &str, value: Json) -> String {
        self.es.sign(&with(&self.es.header(), name, value).to_string(), &self.claims.to_string())
    }

    fn claim(&self, name: &str, value: Json) -> String {
        self.es.token(&with(&self.claims, name, value))
    }

    /// A token whose claims are this text.
    fn raw(&self, claims: &str) -> String {
        self.es.sign(&self.es.header().to_string(), claims)
    }

    fn headers(&self) -> Vec<Case> {
        let good = || self.good();
        let own = self.es.jwk();
        let attacker = Signer::new(&self.es.kid, Algorithm::ES256);
        let by_attacker = with(&attacker.header(), "jwk", attacker.jwk());
        let claims = self.claims.to_string();
        let of = |alg: &str, kid: &str| json!({ "alg": alg, "typ": "at+jwt", "kid": kid }).to_string();
        let signature = good().rsplit_once('.').expect("parts").1.to_owned();
        let unsigned = |header: &str, signature: &str| format!("{}.{}.{signature}", encoded(header), encoded(&claims));
        let hmac = |secret: &[u8]| {
            let signed = format!("{}.{}", encoded(of("HS256", &self.es.kid)), encoded(&claims));
            let key = EncodingKey::from_secret(secret);
            let signature = crypto::sign(signed.as_bytes(), &key, Algorithm::HS256).expect("signed");
            format!("{signed}.{signature}")
        };
        let text = self.es.header().to_string();
        let twice = |name: &str| text.replacen('{', &format!("{{\"{name}\":{},", self.es.header()[name]), 1);
        vec![
            ("alg none", unsigned(&of("none", &self.es.kid), ""), good()),
            ("alg none with a signature", unsigned(&of("none", &self.es.kid), &signature), good()),
            ("alg NONE", unsigned(&of("NONE", &self.es.kid), ""), good()),
            ("HS256 with the public key", hmac(self.es.jwk().to_string().as_bytes()), good()),
            ("HS256 with its coordinate", hmac(own["x"].as_str().expect("x").as_bytes()), good()),
            ("HS256 with nothing", hmac(b""), good()),
            ("no alg", self.header("alg", Json::Null), good()),
            ("alg as a number", self.header("alg", json!(256)), good()),
            ("alg in small letters", self.header("alg", json!("es256")), good()),
            ("alg ES384", self.header("alg", json!("ES384")), good()),
            ("alg RS256 of a key of ES256", self.header("alg", json!("RS256")), self.rs.token(&self.claims)),
            (
                "PS256 by a key of RS256",
                self.rs.sign_by(Algorithm::PS256, &of("PS256", &self.rs.kid), &claims),
                self.rs.token(&self.claims),
            ),
            (
                "RS256 by a key of PS256",
                self.ps.sign_by(Algorithm::RS256, &of("RS256", &self.ps.kid), &claims),
                self.ps.token(&self.claims),
            ),
            (
                "signed by another key of the set",
                self.ed.sign(&of("EdDSA", &self.es.kid), &claims),
                self.ed.token(&self.claims),
            ),
            ("no typ", self.header("typ", Json::Null), good()),
            ("typ JWT", self.header("typ", json!("JWT")), self.header("typ", json!("AT+JWT"))),
            (
                "typ of an identity",
                self.header("typ", json!("id+jwt")),
                self.header("typ", json!("application/at+jwt")),
            ),
            ("typ of a logout", self.header("typ", json!("logout+jwt")), good()),
            ("typ as a list", self.header("typ", json!(["at+jwt"])), good()),
            ("typ of text", self.header("typ", json!("text/at+jwt")), good()),
            ("a kid that nobody knows", self.header("kid", json!("unknown")), good()),
            ("a kid that is a path", self.header("kid", json!("../../dev/null")), good()),
            ("a kid that is SQL", self.header("kid", json!("' OR 1=1 --")), good()),
            ("a kid that is a number", self.header("kid", json!(1)), good()),
            ("a kid that is a list", self.header("kid", json!([self.es.kid])), good()),
            ("no kid where there are several keys", self.header("kid", Json::Null), good()),
            ("the kid of another key", self.header("kid", json!(self.rs.kid)), good()),
            ("another's key of the same kid", attacker.token(&self.claims), good()),
            ("another's key that comes along", attacker.sign(&by_attacker.to_string(), &claims), good()),
            ("its own key that comes along", self.header("jwk", own), good()),
            ("a set to be fetched", self.header("jku", json!("https://elsewhere.test/jwks")), good()),
            ("a certificate to be fetched", self.header("x5u", json!("https://elsewhere.test/chain")), good()),
            ("a certificate that comes along", self.header("x5c", json!(["MIIB"])), self.header("x5t", json!("MIIB"))),
            ("what must be understood", self.header("crit", json!(["exp"])), good()),
            ("nothing that must be understood", self.header("crit", json!([])), good()),
            ("b64 false", self.header("b64", json!(false)), good()),
            ("b64 true", self.header("b64", json!(true)), good()),
            ("compressed", self.header("zip", json!("DEF")), good()),
            ("encrypted", self.header("enc", json!("A256GCM")), good()),
            ("a token within", self.header("cty", json!("JWT")), self.header("extra", json!("JWT"))),
            ("alg twice", self.es.sign(&twice("alg"), &claims), self.es.sign(&text, &claims)),
            ("kid twice", self.es.sign(&twice("kid"), &claims), self.es.sign(&text, &claims)),
            ("a header that is a list", self.es.sign(&format!("[{text}]"), &claims), good()),
            ("a header that is no JSON", self.es.sign("at+jwt", &claims), good()),
            (
                "a header with more behind it",
                self.es.sign(&format!("{text}{{}}"), &claims),
                self.es.sign(&format!("{text} "), &claims),
            ),
            (
                "a header that was changed",
                unsigned(&with(&self.es.header(), "extra", json!(1)).to_string(), &signature),
                good(),
            ),
        ]
    }

    fn times(&self) -> Vec<Case> {
        let good = || self.good();
        let later = |seconds: i64| json!(self.now + seconds);
        vec![
            ("no exp", self.claim("exp", Json::Null), good()),
            ("exp as text", self.claim("exp", json!((self.now + 60).to_string())), self.claim("exp", later(60))),
            ("exp as a list", self.claim("exp", json!([self.now + 60])), good()),
            ("exp as an object", self.claim("exp", json!({})), good()),
            ("exp true", self.claim("exp", json!(true)), good()),
            ("expired", self.both("iat", later(-60), "exp", later(-7)), self.both("iat", later(-60), "exp", later(-1))),
            ("expired at the beginning of time", self.claim("exp", json!(0)), good()),
            ("exp before the beginning of time", self.claim("exp", json!(-1)), good()),
            (
                "exp beyond all time",
                self.claim("exp", json!(1e300)),
                self.claim("exp", json!((self.now + 60) as f64 + 0.5)),
            ),
            ("exp that is no number at all", self.raw(&self.text("exp", "1e999")), good()),
            ("no iat", self.claim("iat", Json::Null), good()),
            ("iat as text", self.claim("iat", json!(self.now.to_string())), self.claim("iat", later(0))),
            ("issued in the future", self.claim("iat", later(60)), self.claim("iat", later(2))),
            (
                "issued after it expires",
                self.both("iat", later(4), "exp", later(-3)),
                self.both("iat", later(2), "exp", later(3)),
            ),
            ("good for longer than an hour", self.claim("exp", later(3660)), self.claim("exp", later(3600))),
            ("good for a year", self.claim("exp", later(365 * 86_400)), good()),
            ("not yet", self.claim("nbf", later(60)), self.claim("nbf", later(2))),
            ("nbf as text", self.claim("nbf", json!("0")), self.claim("nbf", json!(0))),
            ("signed in in the future", self.claim("auth_time", later(60)), self.claim("auth_time", later(-60))),
            ("auth_time as text", self.claim("auth_time", json!("today")), self.claim("auth_time", later(-60))),
        ]
    }

    fn parties(&self, other: &str) -> Vec<Case> {
        let good = || self.good();
        let own = self.claims["iss"].as_str().expect("an issuer").to_owned();
        let many = |audiences: Json| self.claim("aud", audiences);
        let text = self.claims.to_string();
        let twice = |name: &str, value: Json| self.raw(&text.replacen('{', &format!("{{\"{name}\":{value},"), 1));
        let within = |member: &str| self.raw(&text.replacen('{', &format!(r#"{{"extra":{{"a":1,{member}}},"#), 1));
        vec![
            ("no iss", self.claim("iss", Json::Null), good()),
            ("another issuer", self.claim("iss", json!("https://elsewhere.test")), good()),
            ("the other provider", self.claim("iss", json!(other)), good()),
            ("the hub itself as issuer", self.claim("iss", json!("tip-hub")), good()),
            ("the issuer with a slash", self.claim("iss", json!(format!("{own}/"))), good()),
            ("issuers in a list", self.claim("iss", json!([own])), good()),
            ("iss as a number", self.claim("iss", json!(1)), good()),
            ("no aud", self.claim("aud", Json::Null), good()),
            ("another audience", many(json!("https://elsewhere.test")), many(json!(AUDIENCE))),
            (
                "audiences without the hub",
                many(json!(["https://a.test", "https://b.test"])),
                many(json!(["https://a.test", AUDIENCE])),
            ),
            ("audiences that are not all names", many(json!([AUDIENCE, 1])), many(json!([AUDIENCE]))),
            ("no audience in a list", many(json!([])), many(json!([AUDIENCE]))),
            ("an audience as an object", many(json!({ AUDIENCE: true })), good()),
            ("the beginning of the audience", many(json!("https://hub")), good()),
            ("no sub", self.claim("sub", Json::Null), good()),
            ("an empty sub", self.claim("sub", json!("")), good()),
            ("a blank sub", self.claim("sub", json!("  ")), good()),
            ("sub as a number", self.claim("sub", json!(7)), good()),
            ("a sub that is too long", self.claim("sub", json!("x".repeat(300))), good()),
            ("a sub with a null character", self.claim("sub", json!("mary\u{0}")), good()),
            ("no jti", self.claim("jti", Json::Null), good()),
            ("jti as a number", self.claim("jti", json!(7)), self.claim("jti", json!("7"))),
            ("an empty jti", self.claim("jti", json!("")), good()),
            (
                "a jti that is too long",
                self.claim("jti", json!("x".repeat(256))),
                self.claim("jti", json!("x".repeat(255))),
            ),
            ("no client_id", self.claim("client_id", Json::Null), good()),
            ("client_id as a list", self.claim("client_id", json!(["case-query"])), good()),
            ("no organisation", self.claim("organisation", Json::Null), good()),
            ("an organisation the issuer may not speak for", self.claim("organisation", json!("IMMIGRATION")), good()),
            ("an organisation that nobody knows", self.claim("organisation", json!("NOBODY")), good()),
            ("the organisation in a list", self.claim("organisation", json!(["POLICE"])), good()),
            ("an acr that is a number", self.claim("acr", json!(2)), self.claim("acr", json!("2"))),
            ("sub twice", twice("sub", json!("mary")), self.raw(&text)),
            ("exp twice", twice("exp", json!(self.now + 60)), self.raw(&text)),
            ("organisation twice", twice("organisation", json!("IMMIGRATION")), self.raw(&text)),
            ("a member twice within", within(r#""a":2"#), within(r#""b":2"#)),
        ]
    }

    fn forms(&self) -> Vec<Case> {
        let good = self.good();
        let twin = || good.clone();
        let (signed, signature) = good.rsplit_once('.').expect("parts");
        let (header, payload) = signed.split_once('.').expect("parts");
        let other = self.claim("sub", json!("john"));
        let (other_signed, other_signature) = other.rsplit_once('.').expect("parts");
        let deep = format!("{}{}", r#"{"a":"#.repeat(1_000), "}".repeat(1_000));
        let padded = |part: &str| format!("{part}{}", "=".repeat((4 - part.len() % 4) % 4));
        let room = |length: usize| self.claim("extra", json!("x".repeat(length)));
        vec![
            ("without its signature", signed.to_owned(), twin()),
            ("an empty signature", format!("{signed}."), twin()),
            ("a truncated signature", good[..good.len() - 2].to_owned(), twin()),
            ("a signature with more behind it", format!("{good}AA"), twin()),
            ("a signature of zeros", format!("{signed}.{}", encoded([0; 64])), twin()),
            ("a signature in DER", format!("{signed}.{}", encoded([0x30, 6, 2, 1, 1, 2, 1, 1])), twin()),
            ("another token's signature", format!("{signed}.{other_signature}"), other.clone()),
            ("another token's claims", format!("{other_signed}.{signature}"), twin()),
            ("padding", format!("{}.{}.{}", padded(header), padded(payload), padded(signature) + "="), twin()),
            ("four parts", format!("{good}.AA"), twin()),
            ("five parts, as if encrypted", format!("{good}.AA.AA"), twin()),
            ("dots alone", "..".to_owned(), twin()),
            ("nonsense", "nonsense".to_owned(), twin()),
            ("the good one twice", format!("{good}.{good}"), twin()),
            ("letters outside the alphabet", format!("{header}.{}+/.{signature}", &payload[2..]), twin()),
            ("claims that are a list", self.raw("[]"), twin()),
            ("claims that are a text", self.raw("\"claims\""), twin()),
            ("claims that are no JSON", self.raw("claims"), twin()),
            ("claims a thousand deep", self.raw(&deep), twin()),
            ("no claims", self.raw("{}"), twin()),
            ("more than 8 KiB", room(6_000), room(5_000)),
        ]
    }

    fn both(&self, one: &str, value: Json, other: &str, another: Json) -> String {
        self.es.token(&with(&with(&self.claims, one, value), other, another))
    }

    /// The claims with one of them written in any way.
    fn text(&self, name: &str, value: &str) -> String {
        with(&self.claims, name, Json::Null).to_string().replacen('{', &format!("{{\"{name}\":{value},"), 1)
    }
}

async fn a_bad_token_is_refused_and_its_good_twin_is_not(mut world: World) {
    let (es, rs) = (Signer::new("es", Algorithm::ES256), Signer::new("rs", Algorithm::RS256));
    let (ps, ed) = (Signer::new("ps", Algorithm::PS256), Signer::new("ed", Algorithm::EdDSA));
    let police = Fake::publishing(&[&es, &rs, &ps, &ed]).await;
    let stranger = Signer::new("es", Algorithm::ES256);
    let immigration = Fake::publishing(&[&stranger]).await;
    let issuers = [bound(&police.url, &["POLICE"]), bound(&immigration.url, &["IMMIGRATION"])];
    believe(&mut world, &issuers, Activation::AtOnce, None).await;
    let now = world.store.clock().now();
    let claims = claims(&police.url, "mary", "POLICE", now);
    let forge = Forge { es, rs, ps, ed, claims, now: now.timestamp() };
    let cases = [forge.headers(), forge.times(), forge.parties(&immigration.url), forge.forms()].concat();
    let knocker = Knocker::default();
    let mut wrong: Vec<String> = Vec::new();
    for (why, bad, twin) in &cases {
        assert_ne!(bad, twin, "{why}");
        if !knocker.send(&world.url, bad, NO_REQUEST.to_owned()).await.is_shut() {
            wrong.push(format!("let in: {why}"));
        }
        let reply = knocker.send(&world.url, twin, NO_REQUEST.to_owned()).await;
        if (reply.status, reply.code().as_str()) != (400, "INVALID") {
            wrong.push(format!("the good twin is shut out: {why}: {}", reply.text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(cases.len() >= 120, "only {} bad tokens", cases.len());
    // All of them together are two users' first sign-ins.
    let names = knocker.ask(&world, &forge.good(), "{ accounts { nodes { name } } }", json!({})).await;
    let accounts = r#"{"data":{"accounts":{"nodes":[{"name":"officer"},{"name":"mary"},{"name":"john"}]}}"#;
    assert!(names.text.starts_with(accounts), "{}", names.text);
    knocker
        .knock(&world, &stranger.token(&with(&forge.claims, "iss", json!(immigration.url))))
        .await
        .shut("not its own");
}

on_both!(a_bad_token_is_refused_and_its_good_twin_is_not);
