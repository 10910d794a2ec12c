package io.mltwin.compute.runs;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.encoding.AsciiCase;
import java.time.Instant;
import java.util.Arrays;

/**
 * The states of a run (union of the SDK's and ARM's names) and which may follow which: forward
 * only, the end is final. Running, Paused and NotResponding may alternate. Only the service itself
 * queues a run again, whose node was taken from it.
 */
public enum RunStatus {
    NotStarted(0),
    Queued(1),
    Provisioning(2),
    Starting(3),
    Preparing(4),
    Running(5),
    Paused(5),
    NotResponding(5),
    Finalizing(6),
    CancelRequested(7),
    Completed(8),
    Failed(8),
    Canceled(8);

    private static final int END = 8;

    private final int step;

    RunStatus(int step) {
        this.step = step;
    }

    public boolean isTerminal() {
        return step == END;
    }

    /** True when a run in this state may be given that one; repeating a state is harmless. */
    public boolean canBecome(RunStatus next) {
        if (this == next) {
            return true;
        }
        boolean alternates = step == Running.step && next.step == step;
        return !isTerminal() && (next.step > step || alternates);
    }

    public static RunStatus parse(String text) {
        return Arrays.stream(values())
                .filter(status -> AsciiCase.equal(status.name(), text))
                .findFirst()
                .orElseThrow(() -> badRequest(
                        "InvalidRunStatus",
                        "'%s' is no status of a run; use one of %s.",
                        text,
                        Arrays.toString(values())));
    }

    /**
     * Fired in the transaction in which a run reaches a status.
     *
     * @param target name of its compute target, or null
     * @param revision counts the statuses of the run
     */
    public record RunStatusChanged(
            String workspaceId, String runId, String target, RunStatus status, int revision, Instant time) {}
}
