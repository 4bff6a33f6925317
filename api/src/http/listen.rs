//! Connections: how many, how slow they may be, and how they end.
//!
//! A socket that sends nothing, or a byte at a time, holds a place among the connections for as long as a head may take,
//! and no more. The same holds for one that does nothing after an answer, or does not read it.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use futures_util::FutureExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep, sleep_until, timeout};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::rate::Peer;
use super::tls::Certificate;
use super::transport::Transport;
use crate::telemetry::figures;

/// The most bytes of a request's head, the URL included: a document of the greatest size fits into a URL.
const HEAD_LIMIT: u32 = 256 * 1024;

/// How many requests one HTTP/2 connection asks at once.
const STREAMS: u32 = 100;

/// How often the files of the certificate are looked at.
const RELOAD: Duration = Duration::from_secs(5);

/// How long nothing is accepted after the system refused a connection, such as for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a connection that has said nothing yet is waited for when the hub drains.
const GRACE: Duration = Duration::from_secs(1);

/// How many connections the system holds ready until they are taken: a burst of them is not to be lost.
const QUEUE: u32 = 4096;

/// Listens at an address.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A hub that is started again takes its address back at once.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Serves until told to stop; then takes no new connection, finishes the requests it has, and cuts off what is left when
/// the drain is over.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    transport: &Transport,
    certificate: Option<Certificate>,
    stop: impl Future<Output = ()>,
) {
    let (draining, drain) = watch::channel(false);
    let shop = Arc::new(Shop { router, transport: transport.clone(), certificate });
    let mut connections = JoinSet::new();
    let mut reload = interval(RELOAD);
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            _ = reload.tick() => if let Some(certificate) = &shop.certificate { certificate.reload() },
            accepted = listener.accept(), if connections.len() < transport.max_connections => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(Arc::clone(&shop).take(stream, peer, drain.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "no connection could be taken");
                    sleep(PAUSE).await;
                }
            },
        }
    }
    // Whoever has been let in by the system is not turned away.
    while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
        connections.spawn(Arc::clone(&shop).take(stream, peer, drain.clone()));
    }
    drop(listener);
    tracing::info!("draining");
    draining.send_replace(true);
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(transport.drain_timeout, all).await.is_err() {
        tracing::warn!("requests still running after the drain");
    }
}

/// What every connection shares.
struct Shop {
    router: Router,
    transport: Transport,
    certificate: Option<Certificate>,
}

/// The versions of HTTP that a connection may speak.
#[derive(Clone, Copy)]
enum Version {
    /// The first bytes say which.
    Either,
    One,
    Two,
}

impl Shop {
    async fn take(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, drain: watch::Receiver<bool>) {
        let _open = figures::connection();
        // Answers are small and wait for nothing.
        let _ = stream.set_nodelay(true);
        let Some(certificate) = &self.certificate else {
            return self.converse(stream, peer.ip(), Version::Either, drain).await;
        };
        let handshake = TlsAcceptor::from(certificate.current()).accept(stream);
        if let Ok(Ok(stream)) = timeout(self.transport.header_timeout, handshake).await {
            let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
            self.converse(stream, peer.ip(), if two { Version::Two } else { Version::One }, drain).await;
        }
    }

    async fn converse(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
        peer: IpAddr,
        version: Version,
        mut drain: watch::Receiver<bool>,
    ) {
        let pulse = Pulse::new(&self.transport);
        let service = service_fn(|mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            let request: Request = request.map(Body::new);
            let running = pulse.begin();
            let answer = self.router.clone().oneshot(request);
            async move {
                let answer = answer.await;
                drop(running);
                answer as Result<_, Infallible>
            }
        });
        let http = self.http(version);
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        let mut leaving = false;
        loop {
            tokio::select! {
                _ = connection.as_mut() => return,
                () = pulse.leaves(&mut drain), if !leaving => {
                    leaving = true;
                    connection.as_mut().graceful_shutdown();
                }
                () = pulse.stopped() => return,
            }
        }
    }

    fn http(&self, version: Version) -> auto::Builder<TokioExecutor> {
        let http = auto::Builder::new(TokioExecutor::new());
        let mut http = match version {
            Version::Either => http,
            Version::One => http.http1_only(),
            Version::Two => http.http2_only(),
        };
        let patience = self.transport.header_timeout;
        http.http1().header_read_timeout(None).max_buf_size(HEAD_LIMIT as usize);
        http.http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(patience)
            .keep_alive_timeout(patience)
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(HEAD_LIMIT);
        http
    }
}

/// Whether a connection does anything. hyper's own header timeout begins only when it knows the version of HTTP, takes the
/// pause between two requests for a head that does not come, and HTTP/2 has none.
struct Pulse {
    beats: watch::Sender<Beat>,
    idle: Duration,
}

#[derive(Clone, Copy)]
struct Beat {
    /// Requests that are being answered; they have bounds of their own.
    running: usize,
    /// Whether there has been any.
    begun: bool,
    /// When the connection is given up, if none is.
    until: Instant,
}

impl Pulse {
    fn new(transport: &Transport) -> Self {
        let until = Instant::now() + transport.header_timeout;
        Self { beats: watch::Sender::new(Beat { running: 0, begun: false, until }), idle: transport.idle_timeout }
    }

    /// A request begins; it ends when what is returned is dropped, by an answer or by the caller's leaving.
    fn begin(&self) -> Running {
        self.beats.send_modify(|beat| {
            beat.running += 1;
            beat.begun = true;
        });
        Running { beats: self.beats.clone(), idle: self.idle }
    }

    /// Waits until the hub drains and the connection has begun its first request, which may be under way when the hub is
    /// told to stop; one that stays silent is waited for no longer than a while.
    async fn leaves(&self, drain: &mut watch::Receiver<bool>) {
        let _ = drain.wait_for(|draining| *draining).await;
        let mut beats = self.beats.subscribe();
        let _ = timeout(GRACE, beats.wait_for(|beat| beat.begun)).await;
    }

    /// Waits until the connection has done nothing for too long.
    async fn stopped(&self) {
        let mut beats = self.beats.subscribe();
        loop {
            let Beat { running, until, .. } = *beats.borrow_and_update();
            tokio::select! {
                () = sleep_until(until), if running == 0 => return,
                _ = beats.changed() => {}
            }
        }
    }
}

struct Running {
    beats: watch::Sender<Beat>,
    idle: Duration,
}

impl Drop for Running {
    fn drop(&mut self) {
        let until = Instant::now() + self.idle;
        self.beats.send_modify(|beat| *beat = Beat { running: beat.running - 1, until, ..*beat });
    }
}
