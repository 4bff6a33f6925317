//! A real PostgreSQL server for the run of the tests: initdb in a temporary folder, one server, a database for
//! each world. The server dies with the test process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use tempfile::TempDir;
use tip_hub::access::Store;
use tip_hub::clock::Clock;
use tokio::sync::OnceCell;

struct Server {
    folder: PathBuf,
}

static SERVER: OnceCell<Server> = OnceCell::const_new();
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// A database with an empty schema of today.
pub async fn fresh_database() -> String {
    let server = SERVER.get_or_init(start).await;
    server.create("TEMPLATE hub").await
}

/// A database without a schema: what `serve` must refuse.
pub struct Outdated(pub String);

/// Such a database.
pub async fn outdated() -> Outdated {
    let server = SERVER.get_or_init(start).await;
    Outdated(server.create("").await)
}

impl Outdated {
    /// Backs it up into a file, as docs/operations.md says.
    pub fn dump(&self, file: &Path) {
        run(Command::new(binaries().join("pg_dump")).args(["--format=custom", "--file"]).arg(file).arg(&self.0));
    }

    /// Puts it back to what a file has of it.
    pub fn restore(&self, file: &Path) {
        let mut restore = Command::new(binaries().join("pg_restore"));
        run(restore.args(["--clean", "--if-exists", "--single-transaction", "--dbname", &self.0]).arg(file));
    }
}

impl Server {
    async fn create(&self, template: &str) -> String {
        let name = format!("world{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.run(&format!("CREATE DATABASE {name} {template}")).await.expect("a database is created");
        self.url(&name)
    }

    async fn run(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        let mut options = ConnectOptions::new(self.url("postgres"));
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await?;
        connection.execute_unprepared(sql).await?;
        connection.close().await
    }

    /// Runs SQL as soon as the server answers.
    async fn answers(&self, sql: &str) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while let Err(error) = self.run(sql).await {
            assert!(Instant::now() < deadline, "PostgreSQL does not answer: {error}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn url(&self, database: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://hub@{folder}/{database}")
    }
}

/// A server of a test's own that writes through to the disk, and may be killed.
pub struct OwnServer {
    server: Server,
    process: u32,
    _folder: TempDir,
}

impl OwnServer {
    /// A server with an empty database.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        initialise(folder.path());
        let server = Server { folder: folder.path().to_owned() };
        let own = Self { process: launch(&server.folder, "on"), server, _folder: folder };
        own.server.answers("CREATE DATABASE hub").await;
        own
    }

    /// Where its database is.
    pub fn url(&self) -> String {
        self.server.url("hub")
    }

    /// Kills all its processes at once, and waits until they are gone.
    pub fn kill(&self) {
        let children = format!("/proc/{0}/task/{0}/children", self.process);
        let children = std::fs::read_to_string(children).expect("its children are known");
        let all: Vec<&str> = children.split_whitespace().collect();
        let server = self.process.to_string();
        let _ = Command::new("kill").arg("-KILL").arg(&server).args(&all).output().expect("kill runs");
        while all.iter().chain([&server.as_str()]).any(|process| is_alive(process)) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Begins again where it was killed.
    pub async fn recover(&mut self) {
        self.process = launch(&self.server.folder, "on");
        self.server.answers("SELECT 1").await;
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn is_alive(process: &str) -> bool {
    let state = std::fs::read_to_string(Path::new("/proc").join(process).join("stat"));
    state.is_ok_and(|state| !state.contains(") Z"))
}

async fn start() -> Server {
    let folder = folder();
    let server = tokio::task::spawn_blocking(move || {
        initialise(&folder);
        launch(&folder, "off");
        Server { folder }
    });
    let server = server.await.expect("the server starts");
    server.answers("CREATE DATABASE hub").await;
    let store = Store::open(&server.url("hub"), Clock::system(), super::log_key()).await.expect("PostgreSQL opens");
    store.migrate().await.expect("the migrations run");
    store.close().await.expect("the template is left alone");
    server
}

/// Makes an empty server in a folder.
fn initialise(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(folder));
    }
    let mut initdb = unprivileged(&binaries().join("initdb"));
    run(initdb.args(["--auth=trust", "--username=hub", "--encoding=UTF8", "--no-sync", "-D"]).arg(folder.join("data")));
}

/// Starts the server of a folder; answers the id of its process.
fn launch(folder: &Path, fsync: &str) -> u32 {
    let mut server = unprivileged(&binaries().join("postgres"));
    server.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    server.args(["-c", "listen_addresses=", "-c", &format!("fsync={fsync}"), "-c", "max_connections=400"]);
    // The server is to die with the thread that starts it, and that thread lives as long as the tests.
    let (started, wait) = mpsc::channel();
    std::thread::spawn(move || {
        let child = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres starts");
        let _ = started.send(child.id());
        let _ = { child }.wait();
    });
    wait.recv().expect("postgres starts")
}

const FOLDER: &str = "tip-hub-postgres-";

/// A folder named after this process. Those of processes that are gone are cleared away.
fn folder() -> PathBuf {
    let temporary = std::env::temp_dir();
    for entry in std::fs::read_dir(&temporary).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let gone = |process: &str| !Path::new("/proc").join(process).exists();
        if Path::new("/proc/self").exists() && name.strip_prefix(FOLDER).is_some_and(gone) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let folder = temporary.join(format!("{FOLDER}{}", std::process::id()));
    std::fs::create_dir(&folder).expect("a temporary folder");
    folder
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

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Where initdb and postgres are: the newest that Debian has installed, or what the PATH has.
fn binaries() -> PathBuf {
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
