/**
 * Audit events of key vaults, from Kafka to the administrator. Uses {@code kafka}. Start reading at
 * {@code VaultAuditListener}.
 */
package io.mltwin.telemetry.vaultaudit;
