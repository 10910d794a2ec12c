package io.mltwin.compute.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.jobs.JobRequest;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * A job whose run leads others, as it was submitted; ciphertext at rest. Its leader submits what it
 * leads.
 *
 * @param definition the job's properties, as its leader reads them again
 * @param caller whose job it is
 * @param seed of the values that a sweep chooses; null for other jobs
 * @param code id of the snapshot with the code that the runs of an automated ML job execute; null
 *     for other jobs
 * @param noTrialAfter when no further trial of an automated ML job begins, on the platform's clock;
 *     null for other jobs
 */
@RecordBuilder
public record OrchestratedJobContent(
        String workspaceArmId,
        JsonNode definition,
        Caller caller,
        String correlationId,
        Long seed,
        String code,
        Instant noTrialAfter)
        implements OrchestratedJobContentBuilder.With {

    /** Returns what is kept of a new job. */
    public static OrchestratedJobContent of(JobRequest request) {
        return new OrchestratedJobContent(
                request.id().parent().toString(),
                request.properties(),
                request.caller(),
                request.correlationId(),
                null,
                null,
                null);
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
