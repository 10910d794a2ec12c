/**
 * The spans of the platform's services: taken by OTLP, shown to the administrator. Uses JDBC, as
 * spans come by the hundred. Start reading at {@code OtlpResource}.
 */
package io.mltwin.telemetry.traces;
