/**
 * Telemetry that applications send by instrumentation key. Uses components and tables. Start
 * reading at {@code IngestService}.
 */
package io.mltwin.telemetry.ingest;
