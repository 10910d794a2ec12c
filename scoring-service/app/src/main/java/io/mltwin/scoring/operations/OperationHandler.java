package io.mltwin.scoring.operations;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;

/**
 * The work of one type of operation. May be run again after a crash, so each step must bear
 * repetition.
 */
public interface OperationHandler {

    /** {@code Image}, {@code Service}. */
    String type();

    /**
     * Does the work; an {@link AzureException} ends it as failed, one with status 503 is tried
     * again before, and an {@link OperationPausedException} has it run again.
     */
    void run(Operation operation);

    /** Marks what the operation was to make as failed. */
    void failed(Operation operation, AzureException fault);

    /**
     * An operation waits for work elsewhere that takes longer than a thread may wait. It is run again
     * after a second, as often as it pauses: its handler bounds the time.
     */
    public static final class OperationPausedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public OperationPausedException(String reason) {
            super(reason);
        }
    }

    /**
     * An operation as the work behind it sees it.
     *
     * @param target id of the image or name of the service that it makes
     * @param traceParent the trace of the request that began it; null when it was not traced
     */
    public record Operation(
            String id, ArmResourceId workspace, String type, String target, String correlationId, String traceParent) {}
}
