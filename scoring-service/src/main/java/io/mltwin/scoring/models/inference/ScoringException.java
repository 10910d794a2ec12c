package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import java.util.Map;

/** A request that could not be scored, by the cases that Azure answers differently. */
public final class ScoringException extends Exception {

    /** The case, answered as any front of a container does. */
    public enum Kind {
        /** The request's content is no input of the script or model. */
        BAD_INPUT(ContainerException.Kind.BAD_INPUT),
        /** The script takes no request of this method. */
        BAD_METHOD(ContainerException.Kind.BAD_METHOD),
        /** The script takes no content of this type. */
        BAD_TYPE(ContainerException.Kind.BAD_TYPE),
        /** The entry script or model raised. */
        RUN_FAILED(ContainerException.Kind.RUN_FAILED),
        /** Longer than {@code scoringTimeoutMs}. */
        TIMED_OUT(ContainerException.Kind.TIMED_OUT),
        /** The process died during the request. */
        CRASHED(ContainerException.Kind.CRASHED),
        /** Waited longer than {@code maxQueueWaitMs}. */
        BUSY(ContainerException.Kind.BUSY),
        /** There is no running container. */
        UNAVAILABLE(ContainerException.Kind.CLOSED);

        private final ContainerException.Kind answered;

        Kind(ContainerException.Kind answered) {
            this.answered = answered;
        }

        public int status() {
            return answered.status();
        }

        public String code() {
            return answered.code();
        }

        Map<String, String> headers() {
            return answered.headers();
        }
    }

    private final Kind kind;

    public ScoringException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ScoringException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
