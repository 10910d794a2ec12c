package io.mltwin.container;

import java.util.Map;

/** A scoring request or a start that failed, by the cases that Azure answers differently. */
public final class ContainerException extends Exception {

    /** The case, with the status and the code of a v1 web service. */
    public enum Kind {
        /**
         * The process did not start, or {@code init()} raised: the service is Unhealthy, 502 (v1),
         * 503 (managed endpoint).
         */
        START_FAILED(503, "ServiceUnavailable", Cause.PLATFORM),
        /** The body is no input of the script, or of a model without one: 400. */
        BAD_INPUT(400, "BadArgument", Cause.CALLER),
        /** {@code run()} takes no request of this method: 405. */
        BAD_METHOD(405, "MethodNotAllowed", Cause.CALLER),
        /** {@code run()} takes no body of this {@code Content-Type}: 415. */
        BAD_TYPE(415, "UnsupportedMediaType", Cause.CALLER),
        /**
         * {@code run()} raised: 500 by the inferencing server, which a managed endpoint turns into
         * 424.
         */
        RUN_FAILED(500, "ModelError", Cause.MODEL),
        /**
         * Longer than {@code scoringTimeoutMs}: 504 (v1 AKS), 408 (managed endpoint). The container
         * has been replaced.
         */
        TIMED_OUT(504, "ScoringTimeout", Cause.MODEL),
        /** The process died during the request: 502. */
        CRASHED(502, "ContainerCrashed", Cause.CONTAINER),
        /** Waited longer than {@code maxQueueWaitMs}: 503 (v1 AKS), 429 (managed endpoint). */
        BUSY(503, "NoRoomInQueue", Cause.PLATFORM),
        /** The client was closed: the service has been deleted or stopped. */
        CLOSED(503, "ServiceUnavailable", Cause.PLATFORM);

        private enum Cause {
            CALLER,
            MODEL,
            CONTAINER,
            PLATFORM
        }

        private final int status;
        private final String code;
        private final Cause cause;

        Kind(int status, String code, Cause cause) {
            this.status = status;
            this.code = code;
            this.cause = cause;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
        }

        /** Returns what the answer says besides: whose fault it is, or when to ask again. */
        public Map<String, String> headers() {
            return switch (cause) {
                case MODEL -> Map.of(AnswerHeaders.FAILED, "True");
                case PLATFORM -> Map.of("Retry-After", "1");
                case CALLER, CONTAINER -> Map.of();
            };
        }
    }

    private final Kind kind;

    public ContainerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ContainerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
