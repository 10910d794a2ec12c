package io.mltwin.scoring.operations;

import io.mltwin.armweb.AzureFault;

/**
 * The work of one type of operation. May be run again after a crash, so each step must bear
 * repetition.
 */
public interface OperationHandler {

    /** {@code Image}, {@code Service}. */
    String type();

    /**
     * Does the work; an {@link AzureFault} ends it as failed, one with status 503 is tried again
     * before.
     */
    void run(Operation operation);

    /** Marks what the operation was to make as failed. */
    void failed(Operation operation, AzureFault fault);
}
