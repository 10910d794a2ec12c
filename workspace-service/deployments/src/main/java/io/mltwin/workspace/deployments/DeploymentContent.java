package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

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
