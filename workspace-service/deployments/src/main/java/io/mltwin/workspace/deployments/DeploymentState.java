package io.mltwin.workspace.deployments;

import java.util.Arrays;

/** {@code provisioningState} of deployments and of their operations. */
enum DeploymentState {
    ACCEPTED("Accepted"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELED("Canceled");

    private final String text;

    DeploymentState(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean isActive() {
        return this == ACCEPTED || this == RUNNING;
    }

    static DeploymentState of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text.equals(text))
                .findFirst()
                .orElseThrow();
    }
}
