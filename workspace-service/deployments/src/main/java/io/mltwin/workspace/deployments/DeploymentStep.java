package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import java.time.Instant;

/**
 * An operation of a deployment: what it did, or is doing, with one resource.
 *
 * @param resource null for the outputs
 * @param armOperationId the long-running operation that it waits for, else null
 * @param error null unless it failed
 */
record DeploymentStep(
        ArmResourceId resource,
        String operationId,
        Kind kind,
        DeploymentState state,
        String statusCode,
        JsonNode error,
        String armOperationId,
        Instant startedAt,
        Instant changedAt) {

    private static final int ID_LENGTH = 16;

    /** Azure's provisioningOperation. */
    enum Kind {
        CREATE("Create"),
        /** It stood as the template wants it, and was only looked at. */
        READ("Read"),
        DELETE("Delete"),
        OUTPUT("EvaluateDeploymentOutput");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** True for a resource that stands as the template wants it. */
    boolean tellsOfResource() {
        return resource != null && kind != Kind.DELETE && state == DeploymentState.SUCCEEDED;
    }

    /** Takes a resource on. */
    static DeploymentStep begun(ArmResourceId resource, Kind kind, String seed, Instant now) {
        String name = Fingerprint.of(seed + " " + (resource == null ? "" : resource.key()));
        return new DeploymentStep(
                resource,
                AsciiCase.upper(name.substring(0, ID_LENGTH)),
                kind,
                DeploymentState.RUNNING,
                null,
                null,
                null,
                now,
                now);
    }

    DeploymentStep waitingFor(String operation, String status) {
        return new DeploymentStep(resource, operationId, kind, state, status, null, operation, startedAt, changedAt);
    }

    DeploymentStep succeeded(Kind done, String status) {
        return new DeploymentStep(
                resource,
                operationId,
                done,
                DeploymentState.SUCCEEDED,
                status,
                null,
                armOperationId,
                startedAt,
                changedAt);
    }

    DeploymentStep failed(JsonNode why, String status) {
        return new DeploymentStep(
                resource, operationId, kind, DeploymentState.FAILED, status, why, armOperationId, startedAt, changedAt);
    }

    boolean isDone() {
        return !state.isActive();
    }
}
