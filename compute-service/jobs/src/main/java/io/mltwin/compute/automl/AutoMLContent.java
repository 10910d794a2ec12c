package io.mltwin.compute.automl;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.orchestration.SubmittedJob;
import java.time.Instant;

/**
 * The content of an automated ML job, ciphertext at rest.
 *
 * @param definition the job's properties as they were given
 * @param code id of the snapshot with the code that its runs execute
 * @param deadline when no further trial begins, on the platform's clock
 * @param caller whose job it is
 */
record AutoMLContent(
        String workspaceArmId, JsonNode definition, String code, Instant deadline, Caller caller, String correlationId)
        implements SubmittedJob {

    @Override
    public String toString() {
        return "an automated ML job";
    }
}
