//! Proofs, good and forged: the hub's own check and a verifier in another language come to the same verdict on each.

use std::io::Write;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, IteratorRandom};
use sea_orm::EntityTrait;
use serde_json::{Value as Json, json};
use tip_hub::evidence::{Bundle, LogKey, LogVerifier};

use crate::world::{World, drawn, log_key};

/// How many proofs are tried.
const TRIED: usize = 10_000;

/// The most bytes of a proof beside its record.
const LIMIT: usize = 8 << 10;

async fn two_verifiers_agree_on_every_proof(world: World) {
    world.keep_busy(60).await;
    world.sequence().await;
    let early = head(&world).await;
    world.keep_busy(240).await;
    world.sequence().await;
    let late = head(&world).await;
    let mut good = Vec::new();
    for leaf in entity::ledger::leaf::Entity::find().all(&world.sql).await.expect("the leaves") {
        for note in [&early, &late] {
            good.extend(world.store.prove(leaf.event_id, note.clone()).await.expect("asked"));
        }
    }
    assert!(good.len() > 300);
    for bundle in &good {
        let beside = Bundle { record: Json::Null, ..bundle.clone() };
        assert!(beside.file().len() <= LIMIT);
    }
    let mut random = drawn(8);
    let tried: Vec<(bool, Vec<u8>)> = (0..TRIED)
        .map(|index| {
            let bundle = good.choose(&mut random).expect("one");
            let forged = index % 4 != 0;
            (forged, if forged { forge(bundle, &good, &mut random) } else { bundle.file() })
        })
        .collect();
    let log = LogVerifier::new(log_key().public()).expect("a key");
    let ours: Vec<bool> =
        tried.iter().map(|(_, file)| Bundle::read(file).and_then(|bundle| bundle.check(log.clone())).is_ok()).collect();
    let originals: std::collections::HashSet<Vec<u8>> = good.iter().map(Bundle::file).collect();
    for ((forged, file), is_good) in tried.iter().zip(&ours) {
        assert!(*is_good == originals.contains(file), "forged: {forged}: {}", String::from_utf8_lossy(file));
    }
    assert!(ours.iter().filter(|good| **good).count() >= TRIED / 4);
    assert!(ours.iter().filter(|good| !**good).count() > TRIED / 2);
    let Some(theirs) = verdicts(&tried) else { return };
    assert_eq!(theirs.len(), TRIED);
    for (((_, file), ours), theirs) in tried.iter().zip(&ours).zip(&theirs) {
        assert_eq!(*ours, theirs == "good", "{theirs}: {}", String::from_utf8_lossy(file));
    }
}

async fn head(world: &World) -> String {
    world.store.log_head(0).await.expect("asked").expect("signed").0
}

/// A proof with something changed.
fn forge(bundle: &Bundle, all: &[Bundle], random: &mut StdRng) -> Vec<u8> {
    let mut forged = bundle.clone();
    let other = all.choose(random).expect("one");
    match random.random_range(0..14) {
        0 => forged.record = other.record.clone(),
        1 => forged.salt = other.salt.clone(),
        2 => forged.position = other.position,
        3 => forged.proof = other.proof.clone(),
        4 => forged.checkpoint = other.checkpoint.clone(),
        5 => drop(forged.proof.pop()),
        6 => forged.proof.push(BASE64_STANDARD.encode([0; 32])),
        7 => {
            let record = forged.record.as_object_mut().expect("an object");
            let name = record.keys().choose(random).expect("a member").clone();
            match random.random_range(0..3) {
                0 => drop(record.remove(&name)),
                1 => drop(record.insert(name, json!("another"))),
                _ => drop(record.insert("added".to_owned(), json!(1))),
            }
        }
        8 => {
            // Another key under the log's name.
            let key = LogKey::of_seed(log_key().origin(), &random.random()).expect("a key");
            forged.checkpoint = key.sign(bundle.position + 1, random.random()).expect("signed");
        }
        9 => {
            let text = forged.checkpoint.clone();
            let line = text.lines().nth(1).expect("a size");
            forged.checkpoint = text.replacen(line, &(line.parse::<u64>().expect("a size") + 1).to_string(), 1);
        }
        10 => return [bundle.file(), b"\n".to_vec()].concat(),
        11 => {
            // What a lenient reader takes for the same.
            let text = String::from_utf8(bundle.file()).expect("UTF-8");
            let twin = format!("{{\"checkpoint\":\"\",{}", text.strip_prefix('{').expect("an object"));
            let spaced = text.replacen(':', ": ", 1);
            return if random.random() { twin } else { spaced }.into_bytes();
        }
        _ => {
            let mut file = bundle.file();
            let at = random.random_range(0..file.len());
            file[at] ^= 1 << random.random_range(0..8);
            return file;
        }
    }
    forged.file()
}

/// What the second verifier says; nothing where `tests/run` found no Node.js, and said so.
fn verdicts(tried: &[(bool, Vec<u8>)]) -> Option<Vec<String>> {
    if std::env::var_os("TIP_HUB_TESTS_WITHOUT_NODE").is_some() {
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/verifier/check.mjs");
    let mut node = Command::new("node")
        .args([script, log_key().public()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js 18; tests/run says how");
    let lines: String = tried.iter().map(|(_, file)| format!("{}\n", BASE64_STANDARD.encode(file))).collect();
    let mut input = node.stdin.take().expect("piped");
    let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = node.wait_with_output().expect("it ends");
    writing.join().expect("written").expect("read");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.lines().map(str::to_owned).collect())
}

mod sqlite {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn two_verifiers_agree_on_every_proof() {
        super::two_verifiers_agree_on_every_proof(super::World::new(crate::world::Database::Sqlite).await).await;
    }
}
