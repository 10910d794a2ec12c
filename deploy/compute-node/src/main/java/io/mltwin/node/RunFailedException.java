package io.mltwin.node;

/** A run that ends as Failed, with the code of Azure ML's error: UserError or ServiceError. */
final class RunFailedException extends Exception {

    private final String code;

    RunFailedException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
