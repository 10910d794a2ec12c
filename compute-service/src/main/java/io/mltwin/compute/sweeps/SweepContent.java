package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;

/**
 * What is kept of a sweep, ciphertext at rest.
 *
 * @param definition the job's properties as they were given
 * @param seed of the values, where the job gives none
 * @param caller whose sweep it is
 */
record SweepContent(
        String workspaceArmId,
        JsonNode definition,
        long seed,
        Caller caller,
        String correlationId) {

    @Override
    public String toString() {
        return "a sweep";
    }
}
