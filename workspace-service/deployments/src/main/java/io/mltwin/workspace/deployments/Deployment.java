package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import java.time.Instant;
import java.util.Map;

/**
 * A template deployment.
 *
 * @param location of a subscription's deployment, else null
 * @param outputs by name with their types, null before the end
 * @param error null unless it failed
 */
record Deployment(
        ArmResourceId id,
        String location,
        JsonNode tags,
        DeploymentRequest.Mode mode,
        DeploymentState state,
        String correlationId,
        String operationId,
        DeploymentContent content,
        JsonNode outputs,
        JsonNode error,
        String templateHash,
        boolean cancelRequested,
        Instant startedAt,
        Instant changedAt) {

    /**
     * The template and parameters of a deployment, with defaults made out: at rest only as ciphertext.
     *
     * @param parameters values by declared name
     * @param shape which providers it uses, and which resource waits for which
     */
    record DeploymentContent(JsonNode template, Map<String, JsonNode> parameters, DeploymentShape shape) {

        @Override
        public String toString() {
            return "content of a deployment";
        }
    }

    /** Where it deploys to: a group or a subscription. */
    ArmResourceId scope() {
        return id.providerScope();
    }

    @Override
    public String toString() {
        return "deployment " + id;
    }
}
