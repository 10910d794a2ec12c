package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.deployments.Deployment.DeploymentContent;

/** Maps between the rows of deployments and what they mean. */
final class DeploymentMapper {

    private DeploymentMapper() {}

    static Deployment deployment(DeploymentEntity row, DeploymentSecrets secrets) {
        return new Deployment(
                ArmResourceId.parse(row.id),
                row.location,
                secrets.tree(row.tags),
                DeploymentRequest.Mode.valueOf(row.mode),
                DeploymentState.of(row.state),
                row.correlationId,
                row.operationId,
                secrets.open(row.content, DeploymentContent.class, contentPlace(row.key)),
                row.outputs == null ? null : secrets.open(row.outputs, JsonNode.class, outputsPlace(row.key)),
                secrets.tree(row.error),
                row.templateHash,
                row.cancelRequested,
                row.startedAt,
                row.changedAt);
    }

    static String contentPlace(String key) {
        return "deployment-content:" + key;
    }

    static String outputsPlace(String key) {
        return "deployment-outputs:" + key;
    }

    static DeploymentStep step(StepEntity row, DeploymentSecrets secrets) {
        return new DeploymentStep(
                row.resourceId == null ? null : ArmResourceId.parse(row.resourceId),
                row.operationId,
                DeploymentStep.Kind.valueOf(row.kind),
                DeploymentState.of(row.state),
                row.statusCode,
                secrets.tree(row.error),
                row.armOperationId,
                row.startedAt,
                row.changedAt);
    }

    /** Returns a fault in the form of {@code properties.error}. */
    static JsonNode error(AzureException fault) {
        ObjectNode error =
                error(fault.code(), fault.getMessage(), fault.content().target());
        if (!fault.content().details().isEmpty()) {
            ArrayNode details = error.putArray("details");
            fault.content()
                    .details()
                    .forEach(detail -> details.add(error(detail.code(), detail.message(), detail.target())));
        }
        return error;
    }

    private static ObjectNode error(String code, String message, String target) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("code", code).put("message", message);
        if (target != null) {
            error.put("target", target);
        }
        return error;
    }
}
