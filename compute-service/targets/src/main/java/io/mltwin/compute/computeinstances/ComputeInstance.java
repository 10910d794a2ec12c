package io.mltwin.compute.computeinstances;

import java.time.Instant;

/** A compute instance as it stands, for those who show it. */
public record ComputeInstance(String state, Creator creator, LastOperation lastOperation, MountResult mount) {

    /** Who created it. */
    public record Creator(String objectId, String tenantId, String name) {}

    /** The last thing that was done with it; one that failed has changed nothing. */
    public record LastOperation(String name, Instant time, String trigger) {}
}
