//! Traces by OpenTelemetry: where the time of a request went.
//!
//! Spans are sent, and no line of the log. What they hold is a path, a table, the name of an act or the kind of a
//! statement. Of what a caller says of the trace it is in, its ids alone are taken over.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{Span as _, SpanKind, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{ExporterBuildError, Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::{Layer, Registry};

/// What makes spans, where they are sent.
static TRACER: OnceLock<SdkTracer> = OnceLock::new();

/// What the targets of our spans begin with.
const OURS: &str = env!("CARGO_CRATE_NAME");

/// Sends traces to a collector (OTLP over HTTP, protobuf) from now on.
pub(super) fn open(collector: &str) -> Result<SdkTracerProvider, ExporterBuildError> {
    let endpoint = format!("{}/v1/traces", collector.trim_end_matches('/'));
    let exporter = SpanExporter::builder().with_http().with_protocol(Protocol::HttpBinary).with_endpoint(endpoint);
    let program = [
        KeyValue::new("service.name", env!("CARGO_PKG_NAME")),
        KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
    ];
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter.build()?)
        .with_resource(Resource::builder_empty().with_attributes(program).build())
        .build();
    let _ = TRACER.set(provider.tracer(OURS));
    Ok(provider)
}

/// What makes the spans of the program spans of a trace.
pub(super) fn layer(provider: &SdkTracerProvider) -> Box<dyn Layer<Registry> + Send + Sync> {
    tracing_opentelemetry::layer()
        .with_tracer(provider.tracer(OURS))
        .with_location(false)
        .with_target(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(|about| about.is_span() && about.target().starts_with(OURS)))
        .boxed()
}

/// Makes a span part of the trace that its caller names (W3C `traceparent`).
pub(crate) fn follow(span: &Span, traceparent: Option<&str>) {
    if let (Some(_), Some(traceparent)) = (TRACER.get(), traceparent) {
        let named = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        let _ = span.set_parent(TraceContextPropagator::new().extract(&named));
    }
}

/// A statement that has just ended, as a part of what asked for it.
pub(crate) fn stated(kind: &'static str, table: Option<&str>, took: Duration) {
    let Some(tracer) = TRACER.get().filter(|_| Context::current().has_active_span()) else { return };
    let table = table.map(|table| KeyValue::new("db.collection.name", table.to_owned()));
    let attributes = [KeyValue::new("db.operation.name", kind)].into_iter().chain(table);
    tracer
        .span_builder("statement")
        .with_kind(SpanKind::Client)
        .with_start_time(SystemTime::now() - took)
        .with_attributes(attributes)
        .start(tracer)
        .end();
}
