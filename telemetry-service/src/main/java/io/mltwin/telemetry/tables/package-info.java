/**
 * The rows of Application Insights' components, encrypted under the component's key. Uses
 * components and the rows of {@code query.kql}. Start reading at {@link
 * io.mltwin.telemetry.tables.InsightsTables}.
 */
package io.mltwin.telemetry.tables;
