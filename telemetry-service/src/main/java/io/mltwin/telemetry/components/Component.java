package io.mltwin.telemetry.components;

import java.util.UUID;

/** A component as ingestion and queries need it. */
public record Component(
        UUID id,
        String name,
        String armId,
        UUID appId,
        UUID instrumentationKey,
        byte[] wrappedDataKey) {

    @Override
    public String toString() {
        return "component " + name;
    }
}
