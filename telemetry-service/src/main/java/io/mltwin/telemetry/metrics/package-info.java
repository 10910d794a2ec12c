/**
 * Metrics of workspaces for Azure Monitor: their catalogue, points, series and queries. Uses events
 * of scoring-service and answers of compute-service. Start reading at {@code MetricProvider}.
 */
package io.mltwin.telemetry.metrics;
