package io.mltwin.scoring.operations;

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
}
