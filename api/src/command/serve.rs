//! `serve` and `demo`.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal;

use super::{Outcome, issuer, open, open_current};
use crate::access::Store;
use crate::custody::{Custody, HeadFile, WitnessSettings};
use crate::graph::hub;
use crate::http::{self, Certificate, Door, Transport, figures_router, router};
use crate::identity::Identity;
use crate::settings::Configuration;
use crate::training;

/// For how long the demo's tokens are good.
const DEMO_TOKENS: chrono::Duration = chrono::Duration::days(7);

pub(super) async fn serve(configuration: &Configuration) -> Outcome {
    let store = open_current(configuration).await?;
    let issuer = issuer(configuration)?;
    let identity = Identity::new(
        configuration.local_issuer.then_some(&issuer),
        &configuration.issuers,
        configuration.activation,
        configuration.step_up.clone(),
    )?;
    listen(configuration, store, identity, |_| Ok(())).await
}

pub(super) async fn demo(configuration: &Configuration) -> Outcome {
    let store = open(configuration).await?;
    store.migrate().await?;
    training::load(&store).await?;
    let issuer = issuer(configuration)?;
    let viewers = store.viewers().await?;
    let now = store.clock().now();
    let tokens = viewers
        .iter()
        .map(|viewer| Ok((viewer, issuer.token(viewer, now, store.clock().id(), DEMO_TOKENS)?)))
        .collect::<Result<Vec<_>, jsonwebtoken::errors::Error>>()?;
    let table: String = tokens
        .iter()
        .map(|(viewer, token)| {
            format!(
                "{:<10} {:<15} {:<8} {token}\n",
                viewer.organisation_code(),
                viewer.role().code(),
                viewer.account_name()
            )
        })
        .collect();
    let scheme = if configuration.transport.tls.is_some() { "https" } else { "http" };
    listen(configuration, store, Identity::of_hub(&issuer), move |address| {
        println!("TRAINING DATA: every person and case below is fictitious.\n");
        println!("{:<10} {:<15} {:<8} bearer token, good for 7 days", "code", "role", "user");
        println!("{table}");
        println!("Serving {scheme}://{address}/graphql (stop with Ctrl-C)");
        Ok(())
    })
    .await
}

async fn listen(
    configuration: &Configuration,
    store: Store,
    identity: Identity,
    listening: impl FnOnce(SocketAddr) -> Outcome,
) -> Outcome {
    let stop = told_to_stop()?;
    let store = store.with_statement_timeout(configuration.statement_timeout).await?;
    let witnesses = configuration.witnesses.iter().map(WitnessSettings::witness).collect::<Result<_, _>>()?;
    let custody = Custody::begin(store.clone(), HeadFile::within(&configuration.data_dir), witnesses).await?;
    let custody = tokio::spawn(custody.run());
    let transport = &configuration.transport;
    let certificate = transport.tls.clone().map(Certificate::open).transpose();
    let certificate = certificate.map_err(|error| format!("tls-certificate, tls-key: {error}"))?;
    let door = Door { store: store.clone(), hub: hub(configuration.limits.clone())?, identity: Arc::new(identity) };
    let router = router(door, transport);
    let listener =
        http::bind(configuration.listen).map_err(|error| format!("listen: {}: {error}", configuration.listen))?;
    let figures = configuration.metrics_listen.map(bind_figures).transpose()?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    listening(address)?;
    let serving = http::serve(listener, router, transport, certificate, stop);
    tokio::select! {
        () = serving => {}
        () = serve_figures(figures, &store) => {}
    }
    custody.abort();
    store.close().await?;
    Ok(())
}

fn bind_figures(address: SocketAddr) -> Result<TcpListener, String> {
    http::bind(address).map_err(|error| format!("metrics-listen: {address}: {error}"))
}

/// Answers the operator for as long as the hub serves, its last requests included.
async fn serve_figures(listener: Option<TcpListener>, store: &Store) {
    let Some(listener) = listener else { return pending().await };
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "figures");
    }
    http::serve(listener, figures_router(store.clone()), &Transport::default(), None, pending()).await;
}

/// Waits for the system to say stop; whatever it says from this call on is heard.
#[cfg(unix)]
pub(super) fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    let mut terminated = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

#[cfg(not(unix))]
pub(super) fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(signal::ctrl_c().await) })
}
