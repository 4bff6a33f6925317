//! The processes of PostgreSQL: how a server is made, started, stopped and killed.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use sea_orm::Database;
use tempfile::TempDir;

/// A server of a test's own that writes through to the disk, and can be stopped and started again.
pub struct OwnServer {
    folder: TempDir,
    port: u16,
    running: Option<u32>,
}

impl OwnServer {
    /// One with an empty database, which answers.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
        init(folder.path(), &format!("listen_addresses = '127.0.0.1'\nport = {port}\n"));
        let mut server = Self { folder, port, running: None };
        server.start().await;
        server
    }

    /// Where its database is.
    pub fn url(&self) -> String {
        format!("postgres://hub@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it where it was stopped or killed, and waits until it answers.
    pub async fn start(&mut self) {
        self.running = Some(launch(self.folder.path()));
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            match Database::connect(self.url()).await {
                Ok(connection) => return connection.close().await.expect("it is left alone"),
                Err(error) => assert!(Instant::now() < deadline, "PostgreSQL does not answer: {error}"),
            }
        }
    }

    /// Stops it at once: what is under way is broken off.
    pub fn stop(&mut self) {
        self.end("QUIT", &[]);
    }

    /// Kills all its processes, and waits until they are gone.
    pub fn kill(&mut self) {
        let children = |server: u32| fs::read_to_string(format!("/proc/{server}/task/{server}/children"));
        let children = self.running.map(children).transpose().expect("its children are known").unwrap_or_default();
        self.end("KILL", &children.split_whitespace().collect::<Vec<_>>());
    }

    fn end(&mut self, signal: &str, children: &[&str]) {
        let Some(server) = self.running.take().map(|server| server.to_string()) else { return };
        // Some of the children may have ended by themselves.
        let _ = Command::new("kill").arg(format!("-{signal}")).arg(&server).args(children).output().expect("kill runs");
        while children.iter().chain([&server.as_str()]).any(|process| is_alive(process)) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn is_alive(process: &str) -> bool {
    let state = fs::read_to_string(Path::new("/proc").join(process).join("stat"));
    state.is_ok_and(|state| !state.contains(") Z"))
}

/// Makes the data of a server in a folder.
pub fn init(folder: &Path, settings: &str) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(folder));
    }
    let data = folder.join("data");
    let mut initdb = unprivileged(&binaries().join("initdb"));
    run(initdb.args(["--auth=trust", "--username=hub", "--encoding=UTF8", "--no-sync", "-D"]).arg(&data));
    let file = OpenOptions::new().append(true).open(data.join("postgresql.conf"));
    file.and_then(|mut file| file.write_all(settings.as_bytes())).expect("the server is set up");
}

/// Starts the server of a folder; answers the id of its process.
pub fn launch(folder: &Path) -> u32 {
    let mut server = unprivileged(&binaries().join("postgres"));
    server.arg("-D").arg(folder.join("data")).arg("-k").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    // The server is to die with the thread that starts it, and that thread lives as long as the tests.
    let (started, wait) = mpsc::channel();
    std::thread::spawn(move || {
        let mut child = server.spawn().expect("postgres starts");
        let _ = started.send(child.id());
        let _ = child.wait();
    });
    wait.recv().expect("postgres starts")
}

/// A command that runs without root's rights, which PostgreSQL refuses, and dies with its parent.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=INT");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg(program).current_dir("/");
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs").stdout;
    id.trim_ascii() == b"0"
}

pub fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Where initdb and postgres are: the newest that Debian has installed, or what the PATH has.
pub fn binaries() -> PathBuf {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = installed.map(|entry| entry.path().join("bin")).collect();
    versions.retain(|folder| folder.join("initdb").exists());
    versions.sort();
    if let Some(newest) = versions.pop() {
        return newest;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).find(|folder| folder.join("initdb").exists());
    found.expect("PostgreSQL's initdb is installed; tests/run says how")
}
