package io.mltwin.telemetry.components;

import java.util.UUID;

/**
 * A component as ingestion and queries need it.
 *
 * @param tenantId of its subscription; null when an earlier version stored it
 */
public record Component(
        UUID id,
        String name,
        String armId,
        String tenantId,
        UUID appId,
        UUID instrumentationKey,
        byte[] wrappedDataKey) {

    @Override
    public String toString() {
        return "component " + name;
    }
}
