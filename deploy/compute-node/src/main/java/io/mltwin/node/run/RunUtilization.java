package io.mltwin.node.run;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import java.io.IOException;
import java.time.Clock;
import java.util.OptionalDouble;

/**
 * Tells compute-service how much of the node's processors a run uses: each minute, and at the end
 * of its script.
 */
public final class RunUtilization {

    private final ComputeServiceClient service;
    private final String runId;
    private final Clock clock;
    private volatile CpuMeter meter;

    RunUtilization(ComputeServiceClient service, String runId, Clock clock) {
        this.service = service;
        this.runId = runId;
        this.clock = clock;
    }

    /** The script is about to be started. */
    void begin() {
        meter = CpuMeter.start();
    }

    /** A minute of the script's processor time, when one is over. */
    public void minute() {
        CpuMeter running = meter;
        if (running != null) {
            tell(running.minute());
        }
    }

    /** The script has ended; nothing when it was never started. */
    void end() {
        CpuMeter running = meter;
        if (running != null) {
            tell(running.end());
        }
    }

    /** Tells Azure Monitor the utilization; a point that cannot be told is missing there, and the run goes on. */
    private void tell(OptionalDouble percent) {
        if (percent.isEmpty()) {
            return;
        }
        try {
            service.utilization(runId, percent.getAsDouble());
        } catch (IOException e) {
            System.out.println(clock.instant() + " a reading of the processors is lost: " + NodeHttp.describe(e));
        }
    }
}
