package io.mltwin.node.run;

import io.mltwin.node.calls.CancelableCalls;
import io.mltwin.node.calls.CancelableCalls.CanceledException;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.job.JobBody;
import java.io.IOException;

/**
 * Holds a node of a run on several nodes until the others are as far: all begin the command or
 * none, and the first node ends the run when all others have ended. compute-service knows how far
 * they are, and says it in answer to heartbeats.
 */
final class RunPeers {

    private static final long LOOK_MILLIS = 50;

    private final JobBody job;
    private final ComputeServiceClient service;
    private final CancelableCalls calls;
    private volatile boolean started;
    private volatile boolean finished;

    RunPeers(JobBody job, ComputeServiceClient service, CancelableCalls calls) {
        this.job = job;
        this.service = service;
        this.calls = calls;
    }

    /** Notes what compute-service says. */
    void heard(ComputeServiceClient.HeartbeatAnswer answer) {
        started |= answer.start();
        finished |= answer.finish();
    }

    /** Returns when all nodes are ready to begin. */
    void awaitStart() throws CanceledException, InterruptedException {
        while (!started) {
            pause();
        }
    }

    /** Returns when all other nodes have ended. */
    void awaitEnd() throws CanceledException, InterruptedException {
        while (!finished) {
            pause();
        }
    }

    private void pause() throws CanceledException, InterruptedException {
        if (calls.isCanceled()) {
            throw new CanceledException();
        }
        Thread.sleep(LOOK_MILLIS);
    }

    /** Returns when compute-service has heard that this node's part of the run has ended. */
    void tellEnd() {
        try {
            while (true) {
                try {
                    service.heartbeat(job.runId(), "ended");
                    return;
                } catch (IOException e) {
                    pause();
                }
            }
        } catch (ComputeServiceClient.DismissedException | CanceledException e) {
            // nobody waits for it any more
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
