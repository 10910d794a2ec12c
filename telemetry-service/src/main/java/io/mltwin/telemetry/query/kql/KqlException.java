package io.mltwin.telemetry.query.kql;

/** A query that is not understood or means nothing; carries the inner code of the query API. */
public final class KqlException extends RuntimeException {

    static final String SUPPORTED =
            " Supported here: a table (requests, traces) followed by | where, project, extend, take or limit, top, order"
                    + " or sort by, count, distinct, summarize, and render last.";

    private final String code;

    private KqlException(String code, String message) {
        super(message);
        this.code = code;
    }

    static KqlException syntax(String message) {
        return new KqlException("SyntaxError", message + SUPPORTED);
    }

    static KqlException semantic(String message) {
        return new KqlException("SemanticError", message);
    }

    /** {@code SyntaxError} or {@code SemanticError}. */
    public String code() {
        return code;
    }
}
