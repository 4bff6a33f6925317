//! The wire between the hub and PostgreSQL, which can be cut at a chosen question: before it arrives, or before its answer
//! does.

use std::io::{Error, ErrorKind, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream, UnixStream, unix};
use tokio::task::JoinHandle;

/// Where on its way a question is lost, and its connection with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The database never hears of it.
    Question,
    /// The database has done what was asked, and the hub never hears of it.
    Answer,
}

/// A wire to a database.
pub struct Wire {
    /// By which the hub reaches the database.
    pub url: String,
    scissors: Arc<Scissors>,
}

/// When the wire is cut.
#[derive(Default)]
struct Scissors {
    asked: AtomicUsize,
    set: Mutex<Option<(usize, Cut)>>,
}

impl Wire {
    /// One to the database at this URL of a folder with a socket.
    pub async fn to(database_url: &str) -> Self {
        let (folder, name) =
            database_url.rsplit_once('@').and_then(|(_, at)| at.split_once('/')).expect("a socket's URL");
        let socket = format!("{}/.s.PGSQL.5432", folder.replace("%2F", "/"));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let scissors = Arc::new(Scissors::default());
        let own = Arc::clone(&scissors);
        tokio::spawn(async move {
            while let Ok((hub, _)) = listener.accept().await {
                let (scissors, socket) = (Arc::clone(&own), socket.clone());
                // Either side may hang up at any time.
                tokio::spawn(async move { Line::open(hub, &socket, scissors).await?.carry().await });
            }
        });
        Self { url: format!("postgres://hub@{address}/{name}?sslmode=disable"), scissors }
    }

    /// Cuts the wire at the question of this number from now on, the first being 1, and lets all pass afterwards.
    pub fn cut_at(&self, number: usize, cut: Cut) {
        self.scissors.asked.store(0, Ordering::Relaxed);
        *self.scissors.set() = Some((number, cut));
    }

    /// Cuts it no more; whether it was cut since it was told to.
    pub fn was_cut(&self) -> bool {
        self.scissors.set().take().is_none()
    }
}

impl Scissors {
    fn set(&self) -> std::sync::MutexGuard<'_, Option<(usize, Cut)>> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a question; whether the wire is cut there.
    fn pass(&self) -> Option<Cut> {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        self.set().take_if(|(at, _)| *at == number).map(|(_, cut)| cut)
    }
}

/// One connection of the hub's.
struct Line {
    from_hub: OwnedReadHalf,
    to_server: unix::OwnedWriteHalf,
    answers: JoinHandle<Result<()>>,
    state: Arc<State>,
    scissors: Arc<Scissors>,
}

/// What the two ways of a connection know of each other.
#[derive(Default)]
struct State {
    /// Questions that are not answered yet.
    open: AtomicUsize,
    /// Whether answers get lost.
    mute: AtomicBool,
}

impl Line {
    async fn open(hub: TcpStream, socket: &str, scissors: Arc<Scissors>) -> Result<Self> {
        hub.set_nodelay(true)?;
        let (from_hub, to_hub) = hub.into_split();
        let (from_server, to_server) = UnixStream::connect(socket).await?.into_split();
        let state = Arc::<State>::default();
        let answers = tokio::spawn(answer(from_server, to_hub, Arc::clone(&state)));
        Ok(Self { from_hub, to_server, answers, state, scissors })
    }

    async fn carry(mut self) -> Result<()> {
        let outcome = self.questions().await;
        if self.state.mute.load(Ordering::Relaxed) {
            let _ = (&mut self.answers).await;
        }
        self.answers.abort();
        outcome
    }

    /// Carries what the hub asks, until it hangs up or the wire is cut.
    async fn questions(&mut self) -> Result<()> {
        self.state.open.fetch_add(1, Ordering::Relaxed);
        let hello = message(&mut self.from_hub, false).await?;
        self.to_server.write_all(&hello).await?;
        loop {
            let message = message(&mut self.from_hub, true).await?;
            // What the server answers to with `ReadyForQuery`: a query, or the end of an extended one.
            if matches!(message[0], b'Q' | b'S') {
                let cut = self.scissors.pass();
                if cut == Some(Cut::Question) {
                    return Ok(());
                }
                self.state.open.fetch_add(1, Ordering::Relaxed);
                if cut == Some(Cut::Answer) {
                    self.state.mute.store(true, Ordering::Relaxed);
                    return self.to_server.write_all(&message).await;
                }
            }
            self.to_server.write_all(&message).await?;
        }
    }
}

/// Carries what the server answers; where answers get lost, until it has answered all.
async fn answer(mut from_server: unix::OwnedReadHalf, mut to_hub: OwnedWriteHalf, state: Arc<State>) -> Result<()> {
    loop {
        let message = message(&mut from_server, true).await?;
        let is_last = message[0] == b'Z' && state.open.fetch_sub(1, Ordering::Relaxed) == 1;
        match state.mute.load(Ordering::Relaxed) {
            true if is_last => return Ok(()),
            true => {}
            false => to_hub.write_all(&message).await?,
        }
    }
}

/// One message of the protocol; the first of a connection has no kind in front of its length.
async fn message(from: &mut (impl AsyncReadExt + Unpin), has_kind: bool) -> Result<Vec<u8>> {
    let head = 4 + usize::from(has_kind);
    let mut message = vec![0; head];
    from.read_exact(&mut message).await?;
    let length = message.last_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length));
    let rest = length.checked_sub(4).ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
    message.resize(head + usize::try_from(rest).map_err(|_| Error::from(ErrorKind::InvalidData))?, 0);
    from.read_exact(&mut message[head..]).await?;
    Ok(message)
}
