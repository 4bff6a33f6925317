//! What an operator sees of the running hub: its log, its figures and its traces.
//!
//! Nothing here tells of a person: a line holds what the house itself has named, such as a path or a code, and never
//! what a request brought along.

pub mod figures;
mod log;
pub(crate) mod traces;

use opentelemetry_otlp::ExporterBuildError;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

pub use log::LogFormat;

/// What is seen of the hub, from its beginning to its end.
#[derive(Default)]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

/// Why nothing can be seen of the hub.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter of the log is none.
    #[error("log: {0}")]
    Filter(#[from] ParseError),
    /// Traces cannot be sent.
    #[error("otlp-endpoint: {0}")]
    Traces(#[from] ExporterBuildError),
    /// The process logs already.
    #[error("log: {0}")]
    Twice(#[from] TryInitError),
}

impl Telemetry {
    /// Logs to standard error what passes the filter, and sends traces where there is a collector.
    pub fn begin(filter: &str, format: LogFormat, collector: Option<&str>) -> Result<Self, TelemetryError> {
        let traces = collector.map(traces::open).transpose()?;
        let layers = [log::layer(filter, format)?].into_iter().chain(traces.as_ref().map(traces::layer));
        tracing_subscriber::registry().with(layers.collect::<Vec<_>>()).try_init()?;
        figures::begin();
        Ok(Self { traces })
    }

    /// Sends what is not sent yet.
    pub async fn end(self) {
        let Some(traces) = self.traces else { return };
        // The collector is waited for, and the waiting would block.
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || traces.shutdown()).await {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}
