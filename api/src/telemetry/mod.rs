//! What an operator sees of the running hub: its log and its figures.
//!
//! Nothing here tells of a person: a line holds what the house itself has named, such as a path or a code, and never
//! what a request brought along.

pub mod figures;
mod log;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

pub use log::LogFormat;

/// Why nothing can be seen of the hub.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter of the log is none.
    #[error("log: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// The process logs already.
    #[error("log: {0}")]
    Twice(#[from] TryInitError),
}

/// Logs to standard error what passes the filter, from now on.
pub fn start(filter: &str, format: LogFormat) -> Result<(), TelemetryError> {
    figures::begin();
    Ok(tracing_subscriber::registry().with(log::layer(filter, format)?).try_init()?)
}
