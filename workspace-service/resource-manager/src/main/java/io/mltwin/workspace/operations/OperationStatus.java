package io.mltwin.workspace.operations;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;

/**
 * Where an operation stands, in the words that Azure's pollers know; any other word means "not
 * yet".
 */
public enum OperationStatus {
    IN_PROGRESS("InProgress"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELED("Canceled");

    private final String text;

    OperationStatus(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static OperationStatus of(String text) {
        return Arrays.stream(values())
                .filter(status -> AsciiCase.equal(status.text, text))
                .findFirst()
                .orElse(IN_PROGRESS);
    }
}
