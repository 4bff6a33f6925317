//! `tip-hub keys rotate`: a new key signs, and what the old one had signed is good to its end, or to the day that was said.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Serving, folder, organisations, run, tip_hub};

const DATABASE: &str = "sqlite://hub.sqlite?mode=rwc";

fn token(at: &Path, keys: &str) -> String {
    let token =
        ["token", "--organisation", "LMPS", "--user", "officer", "--data-dir", keys, "--database-url", DATABASE];
    run(at, &token).ok().out.trim().to_owned()
}

fn start(at: &Path) -> Serving {
    let limits = ["--rate-limit", "0", "--data-dir", "keys", "--database-url", DATABASE];
    Serving::start(tip_hub(at, &[&["serve", "--listen", "127.0.0.1:0"][..], &limits].concat()))
}

/// Whether the bearer of a token is let in.
async fn is_let_in(url: &str, token: &str) -> bool {
    let request = reqwest::Client::new().post(format!("{url}/graphql")).bearer_auth(token);
    let answer = request.header("content-type", "application/json").body(r#"{"query":"{ viewer { role } }"}"#);
    let answer = answer.send().await.expect("it answers");
    assert!([200, 401].contains(&answer.status().as_u16()), "{}", answer.status());
    answer.status() == 200
}

fn prepared() -> tempfile::TempDir {
    let folder = folder();
    organisations(folder.path());
    run(folder.path(), &["import", "organisations", "organisations.csv", "--database-url", DATABASE]).ok();
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_while_the_key_is_rotated_is_let_in() {
    let folder = prepared();
    let at = folder.path();
    let before = token(at, "keys");
    let running = start(at);
    // They ask all the time, and the key is rotated meanwhile.
    let stop = Arc::new(AtomicBool::new(false));
    let asking = |serving: &Serving, token: &str| {
        let (url, token, stop) = (serving.url(), token.to_owned(), Arc::clone(&stop));
        tokio::spawn(async move {
            let mut asked = 0;
            while !stop.load(Ordering::Relaxed) {
                assert!(is_let_in(&url, &token).await, "turned away");
                asked += 1;
            }
            asked
        })
    };
    let mut askers = vec![asking(&running, &before), asking(&running, &before)];
    fs::create_dir(at.join("stolen")).expect("a folder");
    fs::copy(at.join("keys/issuer.p8"), at.join("stolen/issuer.p8")).expect("copied");
    run(at, &["keys", "rotate", "--data-dir", "keys"]).ok();
    let next = start(at);
    let after = token(at, "keys");
    askers.extend([&before, &after].map(|token| asking(&next, token)));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    // The old key signs nothing that is good any more, and the new one is none that the old process knows.
    assert!(!is_let_in(&next.url(), &token(at, "stolen")).await && !is_let_in(&running.url(), &after).await);
    // Rotated again, all three generations are good.
    run(at, &["keys", "rotate", "--data-dir", "keys"]).ok();
    let last = start(at);
    askers.extend([&before, &after, &token(at, "keys")].map(|token| asking(&last, token)));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    stop.store(true, Ordering::Relaxed);
    for asker in askers {
        assert!(asker.await.expect("nobody was turned away") > 10);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tokens_of_a_stolen_key_are_good_no_more() {
    let folder = prepared();
    let at = folder.path();
    let before = token(at, "keys");
    run(at, &["keys", "rotate", "--old-tokens", "0", "--data-dir", "keys"]).ok();
    let serving = start(at);
    assert!(!is_let_in(&serving.url(), &before).await && is_let_in(&serving.url(), &token(at, "keys")).await);
    for name in ["issuer.p8", "issuer.retired"] {
        let mode = fs::metadata(at.join("keys").join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert!(!at.join("keys/issuer.new").exists());
}

#[test]
fn retired_keys_that_others_could_have_written_are_refused() {
    let folder = prepared();
    let at = folder.path();
    run(at, &["keys", "rotate", "--data-dir", "keys"]).refused(&["data-dir", "the key pair"]);
    token(at, "keys");
    run(at, &["keys", "rotate", "--data-dir", "keys"]).ok();
    let retired = at.join("keys/issuer.retired");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data-dir", "keys", "--database-url", DATABASE];
    fs::set_permissions(&retired, fs::Permissions::from_mode(0o620)).expect("changed");
    run(at, &serve).refused(&["issuer.retired", "chmod 600"]);
    fs::set_permissions(&retired, fs::Permissions::from_mode(0o600)).expect("changed");
    fs::write(&retired, "no key\n").expect("written");
    run(at, &serve).refused(&["issuer.retired, line 1", "is no retired key"]);
    run(at, &["keys", "rotate", "--data-dir", "keys"]).refused(&["issuer.retired, line 1"]);
}
