package io.mltwin.compute.batchendpoints;

import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.SystemData;
import java.time.Instant;

/** Notes who made and who changed an endpoint or deployment. */
final class ChangeHistory {

    private ChangeHistory() {}

    /**
     * Returns what is kept after a change.
     *
     * @param earlier null for a new resource
     */
    static SystemData changed(SystemData earlier, Caller caller, Instant now) {
        String type = SystemData.typeOf(caller);
        return new SystemData(
                earlier == null ? caller.displayName() : earlier.createdBy(),
                earlier == null ? type : earlier.createdByType(),
                earlier == null ? now : earlier.createdAt(),
                caller.displayName(),
                type,
                now);
    }
}
