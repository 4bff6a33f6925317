//! TLS and HTTP/2: what is spoken, and how a certificate is renewed while the hub serves.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::client::conn::{http1, http2};
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::CertifiedKey;
use reqwest::Client;
use tip_hub::http::{Certificate, TlsFiles, Transport};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use crate::world::{Database, World, serve_with};

/// Writes a fresh certificate for this machine; answers what trusts it alone and offers these versions of HTTP.
fn renew(folder: &Path, versions: &[&[u8]]) -> TlsConnector {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).expect("written");
    std::fs::write(folder.join("chain.pem"), cert.pem()).expect("written");
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).expect("a root");
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("versions").with_root_certificates(roots);
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = versions.iter().map(|version| version.to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

fn files(folder: &Path) -> TlsFiles {
    TlsFiles { certificate: folder.join("chain.pem"), key: folder.join("key.pem") }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Asks over TLS, in the version that was agreed on, whether the hub lives.
async fn live(client: &TlsConnector, url: &str) -> Result<Response<hyper::body::Incoming>, Failure> {
    let address = url.trim_start_matches("https://");
    let stream = client.connect(ServerName::try_from("localhost")?, TcpStream::connect(address).await?).await?;
    let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let request = Request::get("https://localhost/health/live").header("host", "localhost");
    let request = request.body(String::new())?;
    if two {
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        return Ok(sender.send_request(request).await?);
    }
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_renewed_while_the_hub_serves() {
    let world = World::empty(Database::Sqlite).await;
    let folder = tempfile::tempdir().expect("a folder");
    let first = renew(folder.path(), &[b"h2", b"http/1.1"]);
    let transport = Transport { tls: Some(files(folder.path())), ..Transport::default() };
    let url = serve_with(world.store.clone(), world.identity(), transport).await;
    let answer = live(&first, &url).await.expect("an answer over TLS");
    assert_eq!((answer.status().as_u16(), answer.version()), (200, Version::HTTP_2));
    assert!(answer.headers().contains_key("strict-transport-security"));
    let in_clear = Client::new().get(format!("{}/health/live", url.replace("https", "http"))).send().await;
    assert!(in_clear.is_err(), "it speaks in clear");
    // What is no certificate leaves the old one in force.
    std::fs::write(folder.path().join("chain.pem"), "no certificate").expect("written");
    tokio::time::sleep(Duration::from_secs(6)).await;
    live(&first, &url).await.expect("the old certificate");
    let second = renew(folder.path(), &[b"http/1.1"]);
    let begun = Instant::now();
    let answer = loop {
        match live(&second, &url).await {
            Ok(answer) => break answer,
            Err(error) => assert!(begun.elapsed() < Duration::from_secs(20), "never renewed: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    assert_eq!((answer.status().as_u16(), answer.version()), (200, Version::HTTP_11));
    assert!(live(&first, &url).await.is_err(), "the old certificate is still in use");
}

#[tokio::test(flavor = "multi_thread")]
async fn http_1_and_2_are_spoken_in_clear_by_whoever_begins_so() {
    let world = World::new(Database::Sqlite).await;
    for (client, version) in [
        (Client::builder().http1_only(), Version::HTTP_11),
        (Client::builder().http2_prior_knowledge(), Version::HTTP_2),
    ] {
        let client = client.build().expect("a client");
        let asked = (0..20).map(|_| {
            let request = client.post(format!("{}/graphql", world.url)).bearer_auth(world.token("POLICE"));
            let request = request.header("content-type", "application/json").body(r#"{"query":"{ __typename }"}"#);
            tokio::spawn(request.send())
        });
        for answer in asked.collect::<Vec<_>>() {
            let answer = answer.await.expect("not cancelled").expect("an answer");
            assert_eq!((answer.status().as_u16(), answer.version()), (200, version));
        }
    }
}

#[test]
fn a_certificate_that_cannot_be_used_is_named_without_its_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |words: &[&str]| {
        let error = Certificate::open(files(folder.path())).err().expect("refused").to_string();
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
    };
    refused(&["chain.pem"]);
    drop(renew(folder.path(), &[]));
    assert!(Certificate::open(files(folder.path())).is_ok());
    let chain = std::fs::read(folder.path().join("chain.pem")).expect("read");
    drop(renew(folder.path(), &[]));
    std::fs::write(folder.path().join("chain.pem"), chain).expect("written");
    refused(&["chain.pem", "cannot be used with this key"]);
    std::fs::write(folder.path().join("key.pem"), "zqsecretqz").expect("written");
    refused(&["key.pem", "private key"]);
    std::fs::write(folder.path().join("chain.pem"), "").expect("written");
    refused(&["chain.pem", "certificate"]);
}
