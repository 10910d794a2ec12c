package io.mltwin.compute.nodes;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.node.host.NodeProcesses.Liveness;
import java.time.Duration;

/**
 * How long a node may say nothing before it is lost.
 *
 * @param withRun with a run, where it is not known whether its process lives
 * @param withoutRun the same without one
 * @param alive while its process is there: it may only be slow, as any on a machine that is busy
 */
record SilenceLimits(Duration withRun, Duration withoutRun, Duration alive) {

    static SilenceLimits of(ComputeConfig.Compute config) {
        return new SilenceLimits(config.nodeLostAfter(), config.nodeSilentAfter(), config.nodeStuckAfter());
    }

    Duration of(boolean hasRun, Liveness process) {
        if (process == Liveness.ALIVE) {
            return alive;
        }
        return hasRun ? withRun : withoutRun;
    }
}
