package io.mltwin.telemetry.components;

import io.mltwin.datakeys.DataKey;
import java.util.UUID;

/**
 * A component as ingestion and queries need it.
 *
 * @param tenantId of its subscription; null when an earlier version stored it
 * @param retentionDays how long a row is shown after its time
 * @param dataKey of the telemetry that it holds at rest
 */
public record Component(
        UUID id,
        String name,
        String armId,
        String tenantId,
        UUID appId,
        UUID instrumentationKey,
        int retentionDays,
        DataKey dataKey) {

    @Override
    public String toString() {
        return "component " + name;
    }
}
