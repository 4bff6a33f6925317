//! A world to test in: a fresh database, the hub serving on a port of its own, and somebody of every role.

mod postgres;
mod server;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration as Step;

use chrono::Duration;
use entity::codes::{Rank, Role};
use entity::value::{Country, Token};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sea_orm::{ConnectionTrait, Database as Connect, DatabaseConnection, Statement};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tip_hub::access::{Registration, Store, Viewer};
use tip_hub::clock::Clock;
use tip_hub::country::Countries;
use tip_hub::evidence::LogKey;
use tip_hub::graph::{Hub, hub};
use tip_hub::guard::Limits;
use tip_hub::http::{Certificate, Door, Transport, router};
use tip_hub::identity::Identity;
use tip_hub::issuer::Issuer;

use uuid::Uuid;

pub use postgres::{fresh_database as migrated, outdated};
pub use server::OwnServer;

/// Which database a world stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// Runs each of the named functions, which take a world, on both databases.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::new($crate::world::Database::Sqlite).await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::new($crate::world::Database::Postgres).await).await;
            })+
        }
    };
}

/// Whether this run is the long one, which few make.
pub fn is_campaign() -> bool {
    std::env::var("TIP_HUB_CAMPAIGN").is_ok_and(|campaign| campaign == "full")
}

/// What a test draws from, the same at each run. A campaign that goes on with others is given a number of its own by
/// `TIP_HUB_SEED`.
pub fn drawn(seed: u64) -> StdRng {
    let campaign = std::env::var("TIP_HUB_SEED").map_or(0, |number| number.parse::<u64>().expect("a number"));
    StdRng::seed_from_u64(seed + (campaign << 32))
}

/// How long a client keeps a connection that it does not use: less than the hub does, or the one asks while the other closes.
const IDLE: Step = Step::from_secs(30);

/// A fresh hub.
pub struct World {
    pub database: Database,
    /// Where it is.
    pub database_url: String,
    /// The hub's own store.
    pub store: Store,
    /// A connection beside the hub, for what only a test may do.
    pub sql: DatabaseConnection,
    pub issuer: Arc<Issuer>,
    /// Where the hub listens.
    pub url: String,
    pub dir: TempDir,
    statements: Arc<AtomicUsize>,
    viewers: HashMap<String, Viewer>,
    client: reqwest::Client,
}

/// The key of the audit log of every world.
pub fn log_key() -> LogKey {
    LogKey::of_seed("tip-hub-test", &[7; 32]).expect("a key")
}

/// An answer of the API.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    pub json: Json,
}

impl World {
    /// A hub with an organisation of every role, named after it, and a second police, social welfare and NGO; each
    /// has the user `officer`.
    pub async fn new(database: Database) -> Self {
        Self::at(database, Clock::system()).await
    }

    /// The same, by another clock.
    pub async fn at(database: Database, clock: Clock) -> Self {
        let mut world = Self::empty_at(database, clock).await;
        for role in Role::ALL {
            world.register(role.code(), *role).await;
        }
        for (code, role) in
            [("POLICE_2", Role::Police), ("NGO_2", Role::Ngo), ("SOCIAL_WELFARE_2", Role::SocialWelfare)]
        {
            world.register(code, role).await;
        }
        world
    }

    /// A hub on a fresh database, with nobody in it.
    pub async fn empty(database: Database) -> Self {
        Self::empty_at(database, Clock::system()).await
    }

    async fn empty_at(database: Database, clock: Clock) -> Self {
        let _ = tracing_subscriber::fmt().with_env_filter("error").with_test_writer().try_init();
        let dir = tempfile::tempdir().expect("a temporary folder");
        let database_url = match database {
            Database::Sqlite => Store::sqlite_url(dir.path()),
            Database::Postgres => postgres::fresh_database().await,
        };
        let mut store = Store::open(&database_url, clock, log_key()).await.expect("the database opens");
        store.migrate().await.expect("the migrations run");
        let statements = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&statements);
        store.observe(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let sql = Connect::connect(&database_url).await.expect("the database opens twice");
        let issuer = Arc::new(Issuer::open(dir.path()).expect("a key pair"));
        let url = serve(store.clone(), Identity::of_hub(&issuer)).await;
        let client = reqwest::Client::builder().pool_idle_timeout(IDLE).build().expect("a client");
        Self { database, database_url, store, sql, issuer, url, dir, statements, viewers: HashMap::new(), client }
    }

    /// The store of another server on the same database, which knows nothing of what the hub's own does.
    pub async fn another_server(&self) -> Store {
        Store::open(&self.database_url, self.store.clock().clone(), log_key()).await.expect("the database opens again")
    }

    /// Asks from now on where these countries stand in place of those that come with the hub.
    pub async fn move_to(&mut self, countries: Countries) {
        self.url = serve(self.store.with_countries(countries), Identity::of_hub(&self.issuer)).await;
    }

    /// Whom the hub believes about its users: itself.
    pub fn identity(&self) -> Identity {
        Identity::of_hub(&self.issuer)
    }

    /// Believes others about its users from now on. What it served before it goes on to serve.
    pub async fn believe(&mut self, identity: Identity) {
        self.url = serve(self.store.clone(), identity).await;
    }

    /// Lets days pass, where the clock is a fixed one; the machine's goes by itself.
    pub fn later(&self, days: i64) {
        let clock = self.store.clock();
        clock.set(clock.now() + Duration::days(days));
    }

    /// Adds an organisation with the user `officer`.
    pub async fn register(&mut self, code: &str, role: Role) {
        self.employ(code, role, "officer").await;
        let viewer = self.store.operator(code, "officer").await.expect("looked up").expect("active");
        self.viewers.insert(code.to_owned(), viewer);
    }

    /// Adds a user of an organisation, and the organisation where it is not there.
    pub async fn employ(&self, code: &str, role: Role, user: &str) {
        self.employ_as(code, role, user, Rank::Officer).await;
    }

    /// The same, of a rank.
    pub async fn employ_as(&self, code: &str, role: Role, user: &str, rank: Rank) {
        let country = Country::parse("LSO").expect("Lesotho is a country");
        let registration = Registration { code, name: code, role, country, focal: false, user, rank };
        self.store.register(registration).await.expect("registered");
    }

    /// The account of a user of an organisation.
    pub async fn account(&self, code: &str, user: &str) -> Uuid {
        self.store.operator(code, user).await.expect("looked up").expect("active").account()
    }

    /// Asks as another user of an organisation from now on.
    pub async fn sign_in_as(&mut self, code: &str, user: &str) {
        let viewer = self.store.operator(code, user).await.expect("looked up").expect("active");
        self.viewers.insert(code.to_owned(), viewer);
    }

    /// Asks as a user of an organisation by a name of the test's own.
    pub async fn call_in(&mut self, alias: &str, code: &str, user: &str) {
        let viewer = self.store.operator(code, user).await.expect("looked up").expect("active");
        self.viewers.insert(alias.to_owned(), viewer);
    }

    /// The officer of an organisation.
    pub fn viewer(&self, code: &str) -> &Viewer {
        self.viewers.get(code).unwrap_or_else(|| panic!("no organisation {code}"))
    }

    /// The codes of the organisations, one for each role.
    pub fn roles() -> impl Iterator<Item = (&'static str, Role)> {
        Role::ALL.iter().map(|role| (role.code(), *role))
    }

    /// A token of an organisation's officer.
    pub fn token(&self, code: &str) -> String {
        // An id of the hub's clock would shift those of the records.
        let (now, id) = (self.store.clock().now(), Clock::system().id());
        self.issuer.token(self.viewer(code), now, id, Duration::hours(1)).expect("signed")
    }

    /// Asks as an organisation's officer.
    pub async fn ask(&self, code: &str, query: &str) -> Answer {
        self.ask_with(code, query, json!({})).await
    }

    /// Asks with variables.
    pub async fn ask_with(&self, code: &str, query: &str, variables: Json) -> Answer {
        self.ask_at(&self.url, code, query, variables).await
    }

    /// The same, of another server of this hub.
    pub async fn ask_at(&self, url: &str, code: &str, query: &str, variables: Json) -> Answer {
        let request = self
            .client
            .post(format!("{url}/graphql"))
            .bearer_auth(self.token(code))
            .json(&json!({ "query": query, "variables": variables }));
        let response = request.send().await.expect("the hub answers");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a body");
        let json = serde_json::from_str(&text).unwrap_or(Json::Null);
        Answer { status, text, json }
    }

    /// Everything of an answer but what is of the request alone: status, headers and body.
    pub async fn ask_whole(&self, code: &str, query: &str) -> String {
        let request = self.client.post(format!("{}/graphql", self.url)).bearer_auth(self.token(code));
        let response = request.json(&json!({ "query": query })).send().await.expect("the hub answers");
        let status = response.status();
        let headers = response.headers().iter().filter(|(name, _)| *name != "x-request-id" && *name != "date");
        let mut headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        format!("{status} {headers:?} {}", response.text().await.expect("a body"))
    }

    /// Runs SQL beside the hub.
    pub async fn execute(&self, sql: &str) {
        self.sql.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Runs SQL beside the hub that the database is to refuse; whether it did.
    pub async fn is_refused_sql(&self, sql: &str) -> bool {
        self.sql.execute_unprepared(sql).await.is_err()
    }

    /// The one text that a statement beside the hub finds.
    pub async fn text(&self, sql: &str) -> String {
        let statement = Statement::from_string(self.sql.get_database_backend(), sql);
        let row = self.sql.query_one_raw(statement).await.expect("asked").expect("a row");
        row.try_get_by_index(0).expect("a text")
    }

    /// How many statements the hub has sent so far.
    pub fn statements(&self) -> usize {
        self.statements.load(Ordering::Relaxed)
    }

    /// Opens a case as `code` and lets every participating role of the world take part in all of it, beside it.
    pub async fn open_shared_case(&self, code: &str) -> String {
        let answer = self.ask(code, "mutation { caseOpen(input: {}, draft: true) { case { id } } }").await;
        let case = answer.id("/data/caseOpen/case/id");
        for (other, _) in Self::roles().filter(|(other, _)| *other != code && *other != "COORDINATOR") {
            self.let_take_part(&case, other).await;
        }
        case
    }

    /// Lets an organisation take part in a case, as the coordinator.
    pub async fn let_take_part(&self, case: &str, code: &str) -> Answer {
        self.let_take_part_for(case, code, None).await
    }

    /// Lets an organisation take part in a case for one victim, as the coordinator.
    pub async fn let_take_part_for(&self, case: &str, code: &str, victim: Option<&str>) -> Answer {
        let organisation = self.organisation(code).await;
        let answer = self
            .ask_with(
                "COORDINATOR",
                "mutation($case: ID!, $organisation: ID!, $victim: ID) {
                   participationGrant(case: $case, organisation: $organisation, victim: $victim) {
                     participation { id version } } }",
                json!({ "case": case, "organisation": organisation, "victim": victim }),
            )
            .await;
        answer.ok();
        answer
    }

    /// The global id of an organisation.
    pub async fn organisation(&self, code: &str) -> String {
        let query = "query($code: String!) { organisations(filter: { code: { eq: $code } }) { nodes { id } } }";
        self.ask_with("COORDINATOR", query, json!({ "code": code })).await.id("/data/organisations/nodes/0/id")
    }
}

/// Serves a hub; answers where.
async fn serve(store: Store, identity: Identity) -> String {
    // Tests ask faster than people.
    serve_with(store, identity, Transport { rate_limit: 0, anonymous_rate_limit: 0, ..Transport::default() }).await
}

/// Serves a hub within these bounds; answers where.
pub async fn serve_with(store: Store, identity: Identity, transport: Transport) -> String {
    serve_hub(hub(Limits::default()).expect("the schema").in_steps_of(Step::ZERO), store, identity, transport).await
}

/// Serves a hub that the test keeps hold of; answers where.
pub async fn serve_hub(hub: Hub, store: Store, identity: Identity, transport: Transport) -> String {
    let door = Door { store, hub, identity: Arc::new(identity) };
    let listener = tip_hub::http::bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let scheme = if transport.tls.is_some() { "https" } else { "http" };
    let url = format!("{scheme}://{}", listener.local_addr().expect("an address"));
    let certificate = transport.tls.clone().map(|files| Certificate::open(files).expect("a certificate"));
    let router = router(door, &transport);
    tokio::spawn(async move {
        tip_hub::http::serve(listener, router, &transport, certificate, std::future::pending()).await
    });
    url
}

impl Answer {
    /// The value at a JSON pointer.
    pub fn at(&self, pointer: &str) -> &Json {
        self.json.pointer(pointer).unwrap_or(&Json::Null)
    }

    /// The text at a JSON pointer.
    pub fn id(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("nothing at {pointer}: {}", self.text)).to_owned()
    }

    /// The code of the first error.
    pub fn code(&self) -> Option<&str> {
        self.at("/errors/0/extensions/code").as_str()
    }

    /// Fails unless there is no error.
    pub fn ok(&self) -> &Self {
        assert!(self.json.get("errors").is_none() && self.status == 200, "{} {}", self.status, self.text);
        self
    }

    /// Fails unless the first error has this code.
    pub fn refused(&self, code: &str) -> &Self {
        assert_eq!(self.code(), Some(code), "{}", self.text);
        self
    }

    /// The fields that were withheld.
    pub fn withheld(&self) -> Vec<&str> {
        let lines = self.at("/extensions/withheld").as_array().map(Vec::as_slice).unwrap_or_default();
        lines.iter().filter_map(|line| line["field"].as_str()).collect()
    }
}
