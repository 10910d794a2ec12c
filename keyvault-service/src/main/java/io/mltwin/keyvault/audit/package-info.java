/**
 * Audit events: written to a spool with each operation, and shipped to Kafka. Start reading at
 * {@link AuditTrail}.
 */
package io.mltwin.keyvault.audit;
