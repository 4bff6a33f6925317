//! A defect of the hub: a clean answer, and a line in the log that says where and nothing of whom.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use reqwest::Client;
use serde_json::{Value as Json, json};
use tip_hub::http::Transport;
use tracing_subscriber::fmt::MakeWriter;

use crate::world::{Database, World, serve_with};

/// What stands for a value that identifies somebody.
const MARKER: &str = "zqmarkerqz";

/// The log, kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("unpoisoned").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// On one thread, so that what is logged there is all there is.
#[tokio::test]
async fn a_panic_is_an_answer_with_an_id_and_a_line_without_values() {
    let world = World::new(Database::Sqlite).await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let broken = Arc::new(AtomicBool::new(false));
    let mut store = world.store.clone();
    let armed = Arc::clone(&broken);
    store.observe(move |statement| {
        assert!(!(armed.load(Ordering::Relaxed) && statement.sql.contains("case_file")), "{MARKER}");
    });
    let url = serve_with(store, world.identity(), Transport::default()).await;
    let ask = || {
        let request = Client::new().post(format!("{url}/graphql")).bearer_auth(world.token("POLICE"));
        request
            .header("x-request-id", "0199c0de-1d0f-7415")
            .json(&json!({ "query": "{ cases { totalCount } }" }))
            .send()
    };
    let answer = ask().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    broken.store(true, Ordering::Relaxed);
    let answer = ask().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 500);
    assert_eq!(answer.headers()["x-request-id"], "0199c0de-1d0f-7415");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    let json: Json = answer.json().await.expect("JSON");
    assert_eq!(json["errors"][0]["extensions"]["code"], "INTERNAL", "{json}");
    assert!(json.get("data").is_none() && !json.to_string().contains(MARKER), "{json}");
    let logged = String::from_utf8(log.0.lock().expect("unpoisoned").clone()).expect("UTF-8");
    assert!(logged.contains("0199c0de-1d0f-7415") && logged.contains("panics.rs:"), "{logged}");
    assert!(!logged.contains(MARKER) && !logged.contains(world.token("POLICE").as_str()), "{logged}");
    // The next request is as good as ever.
    broken.store(false, Ordering::Relaxed);
    assert_eq!(ask().await.expect("an answer").status().as_u16(), 200);
}
