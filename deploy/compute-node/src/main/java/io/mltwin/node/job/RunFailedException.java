package io.mltwin.node.job;

/** A run that ends as Failed, with the code of Azure ML's error: UserError or ServiceError. */
public final class RunFailedException extends Exception {

    private final String code;

    public RunFailedException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
