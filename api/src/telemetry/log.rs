//! The log on standard error.

use std::io::{IsTerminal, stderr};

use clap::ValueEnum;
use serde::Deserialize;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

/// In which form to log.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

/// What writes the log. A line about a request carries the request's span, and with it the id.
pub(super) fn layer(filter: &str, format: LogFormat) -> Result<Box<dyn Layer<Registry> + Send + Sync>, ParseError> {
    let layer = fmt::layer().with_writer(stderr);
    let layer = match format {
        LogFormat::Text => layer.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => layer.json().flatten_event(true).with_current_span(false).boxed(),
    };
    Ok(layer.with_filter(EnvFilter::try_new(filter)?).boxed())
}
