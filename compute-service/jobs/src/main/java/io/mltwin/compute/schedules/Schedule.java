package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;
import java.time.Instant;

/**
 * A schedule.
 *
 * @param nextDue when it is due, on the platform's clock; null for never
 * @param content ciphertext of {@link Content}
 */
record Schedule(
        String workspaceId,
        String nameKey,
        boolean enabled,
        Instant created,
        Instant modified,
        Instant nextDue,
        byte[] content) {

    /**
     * The part of a schedule that is ciphertext at rest.
     *
     * @param properties as they were given
     */
    record Content(String workspaceArmId, String name, JsonNode properties, Caller creator) {

        @Override
        public String toString() {
            return "a schedule";
        }
    }

    @Override
    public String toString() {
        return "schedule " + nameKey;
    }
}
