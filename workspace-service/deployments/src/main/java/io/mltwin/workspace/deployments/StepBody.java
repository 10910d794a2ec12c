package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.ArmResourceId;
import java.time.Duration;
import java.time.Instant;

/** An operation of a deployment on the wire. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepBody(String id, String operationId, Properties properties) {

    /** Its properties; the evaluation of outputs has no target. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            String provisioningOperation,
            String provisioningState,
            Instant timestamp,
            String duration,
            String trackingId,
            String statusCode,
            JsonNode statusMessage,
            Target targetResource) {}

    record Target(String id, String resourceType, String resourceName) {}

    static StepBody of(ArmResourceId deployment, DeploymentStep step) {
        JsonNode message = step.error() == null
                ? null
                : JsonNodeFactory.instance.objectNode().set("error", step.error());
        Properties properties = new Properties(
                step.kind().text(),
                step.state().text(),
                step.changedAt(),
                Duration.between(step.startedAt(), step.changedAt()).toString(),
                step.armOperationId() == null ? step.operationId() : step.armOperationId(),
                step.statusCode(),
                message,
                step.resource() == null ? null : target(step.resource()));
        return new StepBody(deployment + "/operations/" + step.operationId(), step.operationId(), properties);
    }

    private static Target target(ArmResourceId id) {
        return new Target(id.toString(), id.type(), String.join("/", id.names()));
    }
}
