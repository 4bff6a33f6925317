//! A real PostgreSQL server for the run of the tests: initdb in a temporary folder, one server, a database for
//! each world. The server dies with the test process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use tip_hub::access::Store;
use tip_hub::clock::Clock;
use tokio::sync::OnceCell;

use super::server::{binaries, init, launch, run};

/// How the server of the tests is set up; a benchmark asks it to sync.
const SETTINGS: &str = "listen_addresses = ''\nfsync = off\nmax_connections = 400\n";

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

    fn url(&self, database: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://hub@{folder}/{database}")
    }
}

async fn start() -> Server {
    let server = tokio::task::spawn_blocking(start_process).await.expect("the server starts");
    let deadline = Instant::now() + Duration::from_secs(60);
    while let Err(error) = server.run("CREATE DATABASE hub").await {
        assert!(Instant::now() < deadline, "PostgreSQL does not answer: {error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let store = Store::open(&server.url("hub"), Clock::system(), super::log_key()).await.expect("PostgreSQL opens");
    store.migrate().await.expect("the migrations run");
    store.close().await.expect("the template is left alone");
    server
}

fn start_process() -> Server {
    let folder = folder();
    init(&folder, SETTINGS);
    launch(&folder);
    Server { folder }
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
