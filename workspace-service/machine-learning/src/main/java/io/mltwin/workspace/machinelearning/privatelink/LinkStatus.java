package io.mltwin.workspace.machinelearning.privatelink;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.Optional;

/**
 * States of a private endpoint's connection. The owner of the workspace sets Approved and Rejected;
 * Pending and Disconnected come from the private endpoint.
 */
public enum LinkStatus {
    PENDING("Pending"),
    APPROVED("Approved"),
    REJECTED("Rejected"),
    DISCONNECTED("Disconnected");

    private final String text;

    LinkStatus(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    static Optional<LinkStatus> find(String text) {
        return Arrays.stream(values())
                .filter(one -> AsciiCase.equal(one.text, text))
                .findFirst();
    }

    /** True for what an owner may decide. */
    boolean isDecision() {
        return this == APPROVED || this == REJECTED;
    }
}
