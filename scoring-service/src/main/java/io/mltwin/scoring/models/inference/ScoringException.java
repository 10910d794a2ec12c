package io.mltwin.scoring.models.inference;

/** A request that could not be scored, by the cases that Azure answers differently. */
public final class ScoringException extends Exception {

    /** The case, with the status that Azure's v1 front answers. */
    public enum Kind {
        /** The request's content is no input of the script or model. */
        BAD_INPUT(400, "BadArgument"),
        /** The script takes no request of this method. */
        BAD_METHOD(405, "MethodNotAllowed"),
        /** The script takes no content of this type. */
        BAD_TYPE(415, "UnsupportedMediaType"),
        /** The entry script or model raised. */
        RUN_FAILED(500, "ModelError"),
        /** Longer than {@code scoringTimeoutMs}. */
        TIMED_OUT(504, "ScoringTimeout"),
        /** The process died during the request. */
        CRASHED(502, "ContainerCrashed"),
        /** Waited longer than {@code maxQueueWaitMs}. */
        BUSY(503, "NoRoomInQueue"),
        /** There is no running container. */
        UNAVAILABLE(503, "ServiceUnavailable");

        private final int status;
        private final String code;

        Kind(int status, String code) {
            this.status = status;
            this.code = code;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
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
