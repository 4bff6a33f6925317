//! The figures of the process, for Prometheus.
//!
//! A label is a text of the house: a path that is answered, a code, the name of an act. None is made of what a request
//! brought along, so there are never more series than the house has words.

use std::fmt;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;
use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::error::ErrorCode;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answer {
    path: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Path {
    path: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Code {
    code: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Outcome {
    act: String,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Policy {
    policy: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

/// How the connections to the database are used.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    /// Those that are open.
    pub open: u32,
    /// Those of them that do nothing.
    pub idle: usize,
    /// How many there may be.
    pub most: u32,
}

/// Every figure.
struct Figures {
    registry: Registry,
    answers: Family<Answer, Counter>,
    durations: Family<Path, Histogram>,
    requests: Gauge,
    connections: Gauge,
    refusals: Family<Code, Counter>,
    guarded: Family<Code, Counter>,
    acts: Family<Outcome, Counter>,
    limited: Family<Policy, Counter>,
    statements: Family<Kind, Histogram>,
    failures: Family<Kind, Counter>,
    events: Counter,
    setbacks: Counter,
    waiting: Gauge,
    pool_open: Gauge,
    pool_idle: Gauge,
    pool_most: Gauge,
}

static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::new);

/// From a tenth of a millisecond to thirteen seconds: beyond the deadlines of a request and of a statement.
fn buckets() -> Histogram {
    Histogram::new(exponential_buckets(0.0002, 3.0, 11))
}

impl Figures {
    fn new() -> Self {
        let mut figures = Self {
            registry: Registry::with_prefix("tip_hub"),
            answers: Family::default(),
            durations: Family::new_with_constructor(buckets),
            requests: Gauge::default(),
            connections: Gauge::default(),
            refusals: Family::default(),
            guarded: Family::default(),
            acts: Family::default(),
            limited: Family::default(),
            statements: Family::new_with_constructor(buckets),
            failures: Family::default(),
            events: Counter::default(),
            setbacks: Counter::default(),
            waiting: Gauge::default(),
            pool_open: Gauge::default(),
            pool_idle: Gauge::default(),
            pool_most: Gauge::default(),
        };
        figures.register();
        figures
    }

    fn register(&mut self) {
        let all = &mut self.registry;
        all.register("requests", "Requests that were answered", self.answers.clone());
        let took = "How long an answer took";
        all.register_with_unit("request_duration", took, Unit::Seconds, self.durations.clone());
        all.register("requests_running", "Requests that are being answered", self.requests.clone());
        all.register("connections", "Connections of clients that are open", self.connections.clone());
        all.register("errors", "Errors that were answered, by their code", self.refusals.clone());
        all.register("guard_refusals", "Refusals of a document or of its variables", self.guarded.clone());
        all.register("acts", "Acts, by how they ended: done, or the code of the error", self.acts.clone());
        all.register("rate_limited", "Requests refused for their number", self.limited.clone());
        let took = "How long a statement took in the database";
        all.register_with_unit("statement_duration", took, Unit::Seconds, self.statements.clone());
        all.register("statement_failures", "Statements that the database refused", self.failures.clone());
        all.register("audit_events", "Events kept of who read, did or was denied something", self.events.clone());
        let setbacks = "Times that events could not be put into the log, so that they wait";
        all.register("audit_setbacks", setbacks, self.setbacks.clone());
        let waiting = "For how long the event waits that waits longest to be put into the log";
        all.register_with_unit("audit_waiting", waiting, Unit::Seconds, self.waiting.clone());
        all.register("database_connections", "Connections to the database that are open", self.pool_open.clone());
        all.register("database_connections_idle", "Those of them that do nothing", self.pool_idle.clone());
        all.register("database_connections_most", "How many there may be", self.pool_most.clone());
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        all.register("build", "The program", build);
        let started: Gauge = Gauge::default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        started.set(i64::try_from(now.as_secs()).unwrap_or_default());
        all.register_with_unit("start_time", "When the process began, since 1970", Unit::Seconds, started);
    }
}

/// Begins to count, so that the time the process began is that of its beginning.
pub(super) fn begin() {
    LazyLock::force(&FIGURES);
}

/// Something that there is one of as long as this is kept.
pub(crate) struct Held(Gauge);

impl Held {
    fn of(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A request is being answered.
pub(crate) fn request() -> Held {
    Held::of(&FIGURES.requests)
}

/// A connection is open.
pub(crate) fn connection() -> Held {
    Held::of(&FIGURES.connections)
}

/// A request was answered.
pub(crate) fn answered(path: &'static str, method: &'static str, status: u16, took: Duration) {
    FIGURES.answers.get_or_create(&Answer { path, method, status }).inc();
    FIGURES.durations.get_or_create(&Path { path }).observe(took.as_secs_f64());
}

/// An error was answered.
pub(crate) fn refused(code: ErrorCode) {
    FIGURES.refusals.get_or_create(&Code { code: code.as_str() }).inc();
}

/// The guard refused something.
pub(crate) fn guarded(code: ErrorCode) {
    FIGURES.guarded.get_or_create(&Code { code: code.as_str() }).inc();
}

/// An act of the schema was done, or refused with a code.
pub(crate) fn acted(act: &str, refused: Option<ErrorCode>) {
    let outcome = refused.map_or("DONE", ErrorCode::as_str);
    FIGURES.acts.get_or_create(&Outcome { act: act.to_owned(), outcome }).inc();
}

/// A request came too early by this policy.
pub(crate) fn limited(policy: &'static str) {
    FIGURES.limited.get_or_create(&Policy { policy }).inc();
}

/// An event of the audit log was kept.
pub(crate) fn audited() {
    FIGURES.events.inc();
}

/// The audit log could not grow.
pub(crate) fn set_back() {
    FIGURES.setbacks.inc();
}

/// For so many seconds the event has waited that has waited longest to be put into the log.
pub(crate) fn waiting(seconds: i64) {
    FIGURES.waiting.set(seconds);
}

/// A statement of this kind was run.
pub(crate) fn stated(kind: &'static str, took: Duration, failed: bool) {
    FIGURES.statements.get_or_create(&Kind { kind }).observe(took.as_secs_f64());
    if failed {
        FIGURES.failures.get_or_create(&Kind { kind }).inc();
    }
}

/// All figures as Prometheus reads them (text format, version 0.0.4).
pub(crate) fn text(pool: Pool) -> Result<String, fmt::Error> {
    FIGURES.pool_open.set(pool.open.into());
    FIGURES.pool_idle.set(i64::try_from(pool.idle).unwrap_or_default());
    FIGURES.pool_most.set(pool.most.into());
    let mut text = String::new();
    prometheus_text::encode(&mut text, &FIGURES.registry)?;
    Ok(text)
}
