package io.mltwin.compute.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.jobs.JobRequest;

/**
 * The content of a job whose run leads others, ciphertext at rest.
 *
 * @param definition the job's properties, as its leader reads them again
 * @param seed of the values that a sweep chooses; null for other jobs
 * @param caller whose job it is
 */
public record OrchestratedJobContent(
        String workspaceArmId, JsonNode definition, Long seed, Caller caller, String correlationId)
        implements SubmittedJob {

    /** Returns what is kept of a new job. */
    public static OrchestratedJobContent of(JobRequest request, JsonNode definition, Long seed) {
        return new OrchestratedJobContent(
                request.id().parent().toString(), definition, seed, request.caller(), request.correlationId());
    }

    /** Opens what is kept of a job. */
    public static OrchestratedJobContent open(RunHistory history, OrchestratedRun run) {
        return history.open(OrchestratedRun.place(run.runId()), run.content(), OrchestratedJobContent.class);
    }

    @Override
    public String toString() {
        return "a job that leads others";
    }
}
