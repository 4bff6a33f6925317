//! A certified OpenID provider for the tests: npm's `oidc-provider`, in a process of its own that ends with the test.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value as Json, json};

use super::AUDIENCE;

/// A provider that serves.
pub struct Provider {
    child: Child,
    pub issuer: String,
    client: reqwest::Client,
}

impl Provider {
    /// A provider that signs by an algorithm, with these users: each its id and what its tokens claim beside.
    pub async fn start(alg: &str, users: &[(&str, Json)]) -> Self {
        let users = users.iter().map(|(id, claims)| {
            let mut user = claims.clone();
            user["id"] = json!(id);
            user
        });
        let settings = json!({ "alg": alg, "audience": AUDIENCE, "users": users.collect::<Vec<_>>() }).to_string();
        let (child, issuer) = tokio::task::spawn_blocking(move || serve(&settings)).await.expect("node runs");
        Self { child, issuer, client: reqwest::Client::new() }
    }

    /// A token of a user.
    pub async fn token(&self, user: &str) -> String {
        let request = self.client.post(format!("{}/token", self.issuer));
        let request = request.basic_auth(user, Some(format!("secret of {user}").replace(' ', "%20")));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body("grant_type=client_credentials&scope=hub").send().await.expect("a token");
        let answer: Json = answer.json().await.expect("JSON");
        answer["access_token"].as_str().unwrap_or_else(|| panic!("no token: {answer}")).to_owned()
    }

    /// Signs with a new key from now on, and publishes the old ones as well.
    pub async fn rotate(&self) {
        self.told("rotate").await;
    }

    /// Publishes the newest key alone.
    pub async fn forget(&self) {
        self.told("forget").await;
    }

    async fn told(&self, what: &str) {
        let answer = self.client.post(format!("{}/{what}", self.issuer)).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 204);
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether `tests/run` found no way to the npm registry, and said so. Everywhere else a provider that is missing fails.
pub fn is_out_of_reach() -> bool {
    std::env::var_os("TIP_HUB_TESTS_WITHOUT_PROVIDER").is_some()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("oidc")
}

fn serve(settings: &str) -> (Child, String) {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(install);
    let mut node = Command::new("node");
    node.arg(folder().join("provider.mjs")).arg(settings);
    let child = node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.expect("node 18 or newer is installed; tests/run says how");
    let output = BufReader::new(child.stdout.take().expect("piped"));
    let mut lines = output.lines().map_while(Result::ok);
    let issuer = lines.find_map(|line| line.strip_prefix("issuer=").map(str::to_owned)).expect("it listens");
    (child, issuer)
}

/// What `tests/run` does, where somebody runs the tests without it.
fn install() {
    if folder().join("node_modules/oidc-provider").exists() {
        return;
    }
    let installed =
        Command::new("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(folder()).status();
    assert!(installed.is_ok_and(|status| status.success()), "tests/oidc is not installed: run npm ci there");
}
