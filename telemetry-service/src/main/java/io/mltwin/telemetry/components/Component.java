package io.mltwin.telemetry.components;

import io.mltwin.datakeys.DataKey;
import java.util.UUID;

/**
 * A component as ingestion and queries need it.
 *
 * @param tenantId of its subscription; null when an earlier version stored it
 * @param dataKey of the telemetry that it holds at rest
 */
public record Component(
        UUID id,
        String name,
        String armId,
        String tenantId,
        UUID appId,
        UUID instrumentationKey,
        DataKey dataKey) {

    @Override
    public String toString() {
        return "component " + name;
    }
}
