/**
 * Azure's activity log: events from Kafka, and pages of them for callers that may read them. Uses
 * {@code access-client} for the permission. Start reading at {@code ActivityLogService}.
 */
package io.mltwin.telemetry.activitylog;
