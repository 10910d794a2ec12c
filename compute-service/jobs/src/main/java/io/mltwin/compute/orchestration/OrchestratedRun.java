package io.mltwin.compute.orchestration;

import java.time.Instant;

/**
 * A run that leads others and has not ended.
 *
 * @param kind type of the job, {@code Sweep}
 * @param nextChild number of the child that comes next
 * @param metricsSeen newest metric up to which the children were compared
 * @param deadline when it is canceled, on the platform's clock; null for never
 * @param content ciphertext of what its leader keeps
 */
public record OrchestratedRun(
        String workspaceId,
        String runId,
        String kind,
        int nextChild,
        long metricsSeen,
        Instant deadline,
        byte[] content) {

    /** The place that the content of a run is sealed for. */
    public static String place(String runId) {
        return OrchestratedRunEntity.place(runId);
    }

    @Override
    public String toString() {
        return kind + " " + runId;
    }
}
