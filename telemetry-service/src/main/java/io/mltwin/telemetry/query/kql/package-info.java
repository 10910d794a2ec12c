/**
 * The part of Kusto's language that is built: words, syntax tree and evaluation over rows. Uses
 * nothing of this service. Start reading at {@link io.mltwin.telemetry.query.kql.Query}.
 */
package io.mltwin.telemetry.query.kql;
