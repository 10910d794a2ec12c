package io.mltwin.compute.execution;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.ScratchKeys;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.JobEntity.JobRepository;
import io.mltwin.compute.runs.RunToken;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Encrypts what a queued run needs on its target, with the token of the run, and opens it for the
 * node. Run histories are opened here, before the transaction.
 */
@Singleton
record SealedJobs(JobRepository repository, WorkspaceKeys keys, ScratchKeys scratch) {

    /**
     * The job of a node, with the token of the run.
     *
     * @param retryReason why the run was queued again; null at its first attempt
     * @param spentSeconds how long it was on nodes that it lost
     */
    record Loaded(
            String computeId,
            JobContent content,
            RunToken token,
            Integer masterPort,
            String retryReason,
            long spentSeconds) {

        /** Returns how many seconds are left to the run; null or 0 where it has no limit. */
        Long secondsLeft() {
            Long all = content.maxRunDurationSeconds();
            return all == null || all == 0 ? all : (Long) Math.max(0, all - spentSeconds);
        }

        /** Returns true when the run has had all its time on nodes that it lost. */
        boolean isTimeOver() {
            Long left = secondsLeft();
            return left != null && left == 0 && spentSeconds > 0;
        }
    }

    /** A job as it is stored: ciphertext. */
    record SealedJob(byte[] content, byte[] token, Instant tokenExpires, int nodeCount) {
        @Override
        public String toString() {
            return "sealed job";
        }
    }

    SealedJob seal(RunHistory history, String runId, JobContent content, RunToken token) {
        return new SealedJob(
                seal(history, runId, content),
                seal(history, runId, token.value()),
                token.expires(),
                content.requirements().instanceCount());
    }

    /** Returns what a run's node is to do; empty when the run is not in the queue. */
    Optional<Loaded> load(String workspaceId, String runId) {
        return find(workspaceId, runId).map(job -> loaded(keys.open(workspaceId), job));
    }

    private Optional<JobEntity> find(String workspaceId, String runId) {
        return QuarkusTransaction.requiringNew().call(() -> repository.byRun(workspaceId, runId));
    }

    private Loaded loaded(RunHistory history, JobEntity job) {
        return new Loaded(
                job.computeId,
                open(history, job, job.content, JobContent.class),
                new RunToken(open(history, job, job.token, String.class), job.tokenExpires),
                job.masterPort,
                job.retryReason,
                job.spentSeconds);
    }

    private byte[] seal(RunHistory history, String runId, Object value) {
        String place = JobEntity.place(runId);
        return scratch.seal(history.workspaceId(), place, history.seal(place, value));
    }

    private <T> T open(RunHistory history, JobEntity job, byte[] stored, Class<T> type) {
        return history.open(job.place(), scratch.open(job.workspaceId, job.place(), stored), type);
    }

    /** Keeps the newer token of a run that waited long. */
    void replaceToken(String workspaceId, String runId, RunToken token) {
        byte[] sealed = seal(keys.open(workspaceId), runId, token.value());
        QuarkusTransaction.requiringNew()
                .run(() -> repository.lock(workspaceId, runId).ifPresent(job -> {
                    job.token = sealed;
                    job.tokenExpires = token.expires();
                }));
    }
}
