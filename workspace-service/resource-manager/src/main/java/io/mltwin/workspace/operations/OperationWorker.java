package io.mltwin.workspace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import java.time.Duration;

/** Carries operations of one kind on; each step must bear being repeated after a crash. */
public interface OperationWorker {

    String name();

    /**
     * Does what can be done now.
     *
     * @throws AzureException when the operation fails; a 502, 503 or 504 is tried again for {@link
     *     #patience()}
     */
    Progress advance(Operation operation);

    /** Returns how long a service that is away is waited for before the operation fails. */
    default Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** Called once when the operation failed, before its end is written. */
    default void failed(Operation operation, AzureException fault) {}

    /**
     * Result of a step.
     *
     * @param fault why it failed, only with FAILED or CANCELED
     * @param pause when to go on, only with IN_PROGRESS
     * @param result what a poll of {@code Location} answers at the end, or null for nothing
     */
    record Progress(OperationStatus status, AzureException fault, Duration pause, JsonNode result) {

        public static Progress done() {
            return new Progress(OperationStatus.SUCCEEDED, null, null, null);
        }

        /** Done, with something to tell. */
        public static Progress done(JsonNode result) {
            return new Progress(OperationStatus.SUCCEEDED, null, null, result);
        }

        public static Progress again(Duration pause) {
            return new Progress(OperationStatus.IN_PROGRESS, null, pause, null);
        }

        public static Progress failed(OperationStatus status, AzureException fault) {
            return new Progress(status, fault, null, null);
        }
    }
}
