package io.mltwin.platform.tracing;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/** Where a service's spans go; opened when the first span ends. */
public interface SpanDestination {

    SpanExporter open();
}
