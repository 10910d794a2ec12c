/**
 * Metrics of a resource as chart and table. May use charts and scopes. Start with {@link
 * io.mltwin.console.metrics.MetricsResource}.
 */
package io.mltwin.console.metrics;
