package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.deployments.Deployment.DeploymentContent;
import io.mltwin.workspace.deployments.template.ParameterType;
import io.mltwin.workspace.deployments.template.TemplateReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Azure's {@code DeploymentExtended}, as of API 2021-04-01; one shape for all versions. */
record DeploymentBody(String id, String name, String type, String location, JsonNode tags, Properties properties) {

    /** Its properties; secure parameters and outputs show their type alone. */
    record Properties(
            String templateHash,
            JsonNode parameters,
            String mode,
            String provisioningState,
            Instant timestamp,
            String duration,
            String correlationId,
            List<DeploymentShape.Provider> providers,
            List<DeploymentShape.Dependency> dependencies,
            JsonNode outputs,
            List<DeploymentShape.Reference> outputResources,
            List<DeploymentShape.Reference> validatedResources,
            JsonNode error) {}

    /** Returns a deployment, with the resources that it made. */
    static DeploymentBody of(Deployment deployment, List<DeploymentShape.Reference> made) {
        return body(deployment, made, null);
    }

    /** Returns the answer of a validation: the resources that would be deployed. */
    static DeploymentBody validated(Deployment deployment) {
        return body(deployment, null, deployment.content().shape().resources());
    }

    private static DeploymentBody body(
            Deployment deployment, List<DeploymentShape.Reference> made, List<DeploymentShape.Reference> validated) {
        ArmResourceId id = deployment.id();
        DeploymentShape shape = deployment.content().shape();
        Properties properties = new Properties(
                deployment.templateHash(),
                parameters(deployment.content()),
                deployment.mode().text(),
                validated == null ? deployment.state().text() : DeploymentState.SUCCEEDED.text(),
                deployment.changedAt(),
                Duration.between(deployment.startedAt(), deployment.changedAt()).toString(),
                deployment.correlationId(),
                shape.providers(),
                shape.dependencies(),
                deployment.outputs(),
                made,
                validated,
                deployment.error());
        return new DeploymentBody(
                id.toString(),
                id.name(),
                DeploymentRequest.TYPE,
                deployment.location(),
                deployment.tags().isEmpty() ? null : deployment.tags(),
                properties);
    }

    private static JsonNode parameters(DeploymentContent content) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        Map<String, ParameterType> types = TemplateReader.parameterTypes(content.template());
        content.parameters().forEach((name, value) -> shown.set(name, typed(types.get(name), value)));
        return shown;
    }

    /** {@code {"type", "value"}}, without the value of what is secure. */
    static ObjectNode typed(ParameterType type, JsonNode value) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", type.wireName());
        if (!type.isSecure()) {
            shown.set("value", value);
        }
        return shown;
    }
}
